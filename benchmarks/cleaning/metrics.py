r"""How far an answer agrees with the truth.

Bodies are compared by shingles of four tokens (`\w+` as the text stands), counted with multiplicity: what both have, what
is surplus and what is missing, so that one lost paragraph costs its length and no more. A set's precision and recall are
the means of its pages', F1 their harmonic mean; so was the article extraction benchmark of Scrapinghub (2020) defined.
Headlines and authors are compared by their words, dates by the day.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from benchmarks.cleaning.corpora import Truth

SHINGLE: Final = 4  # tokens
_TOKEN: Final = re.compile(r"\w+")
_STRAIGHT: Final = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")

Field = Literal["headline", "date", "authors"]
KEYS: Final[dict[Field, str]] = {"headline": "title", "date": "date", "authors": "authors"}
"""What a truth calls each field."""
FIELDS: Final = tuple(KEYS)
Mark = Literal["right", "wrong", "none"]
Shingles = Counter[tuple[str, ...]]


class Answer(NamedTuple):
    """What somebody makes of a page; a field that is None or empty was not given."""

    body: str = ""
    headline: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()


class Agreement(NamedTuple):
    """How a body agrees with the true one, as shares of all shingles of either; and whether all tokens are the same."""

    matched: float
    surplus: float
    missing: float
    same: bool

    @property
    def precision(self) -> float | None:
        """The share of what was given that is true; None if nothing was given but something is true."""
        given = self.matched + self.surplus
        return self.matched / given if given else None if self.missing else 1.0

    @property
    def recall(self) -> float | None:
        """The share of what is true that was given; None if nothing is true but something was given."""
        true = self.matched + self.missing
        return self.matched / true if true else None if self.surplus else 1.0

    @property
    def f1(self) -> float:
        """Of this page alone: 0 if nothing was given."""
        return harmonic_mean(self.precision or 0.0, self.recall or 0.0)


def agreement(found: str, true: str) -> Agreement:
    """Compare the text of a body that was `found` with the `true` one."""
    tokens = _TOKEN.findall(found), _TOKEN.findall(true)
    given, wanted = map(shingles, tokens)
    matched = (given & wanted).total()
    surplus, missing = given.total() - matched, wanted.total() - matched
    whole = matched + surplus + missing or 1
    return Agreement(matched / whole, surplus / whole, missing / whole, tokens[0] == tokens[1])


def shingles(tokens: Sequence[str]) -> Shingles:
    """All runs of four of `tokens`, with how often each is there. Fewer than four tokens are one run; none are no run."""
    if len(tokens) < SHINGLE:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(*(tokens[start:] for start in range(SHINGLE)), strict=False))


def plain(text: str) -> str:
    """The words of a headline or a name: NFKC, lower case, quotes straight, one space between tokens."""
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", text).lower().translate(_STRAIGHT)))


def marks(answer: Answer, truth: Truth) -> dict[Field, Mark]:
    """Whether each field that the truth has was given, and rightly."""
    found: dict[Field, Mark] = {}
    if truth.get("title"):
        found["headline"] = _mark(answer.headline and plain(answer.headline), plain(truth["title"]))
    if truth.get("date"):
        found["date"] = _mark(answer.date and answer.date[:10], truth["date"][:10])
    if truth.get("authors"):
        found["authors"] = _mark(_people(answer.authors), _people(truth["authors"]))
    return found


def _people(names: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(plain, names)))


def _mark(found: object, true: object) -> Mark:
    if not found:
        return "none"
    return "right" if found == true else "wrong"


class BodyScore(NamedTuple):
    """The figures of a set of bodies, each from 0 to 1."""

    precision: float
    recall: float
    f1: float
    accuracy: float


class FieldScore(NamedTuple):
    """Of all pages that have the field, the share where it was given rightly; of those where it was given, the same.

    given  None if it was never given
    """

    exact: float
    given: float | None


def body_score(agreements: Sequence[Agreement]) -> BodyScore | None:
    """The figures of the set whose pages agree so; None for no pages. Accuracy is the share with all tokens the same."""
    if not agreements:
        return None
    precision = mean([each.precision for each in agreements if each.precision is not None])
    recall = mean([each.recall for each in agreements if each.recall is not None])
    accuracy = mean([float(each.same) for each in agreements])
    return BodyScore(precision, recall, harmonic_mean(precision, recall), accuracy)


def field_score(marked: Sequence[Mark]) -> FieldScore | None:
    """The figures of a field over pages that have it; None for no pages."""
    if not marked:
        return None
    right, given = marked.count("right"), len(marked) - marked.count("none")
    return FieldScore(right / len(marked), right / given if given else None)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def harmonic_mean(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
