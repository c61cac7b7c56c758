"""What pages teach about their headlines, dates and authors: of each candidate, whether the truth says the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from benchmarks.cleaning.corpora import Truth
from benchmarks.cleaning.growing import Lesson, grown
from benchmarks.cleaning.metrics import plain
from generator.clean.judge.forest import Grown
from generator.clean.judge.glyphs import Floats
from generator.clean.judge.judging import Look
from generator.clean.text import dump_authors, dump_dates, dump_headlines
from generator.clean.text.layout import Layout, matrix_of

# Few candidates a page teach little: small trees, each asking about a part of the numbers.
_GROWING: Final[Mapping[str, Any]] = {
    "trees": 60, "objective": "binary", "learning_rate": 0.08, "feature_fraction": 0.3, "min_data_in_leaf": 15,
}  # fmt: skip
# Of the lines above a body there are more, and more that look like headlines.
_GROWING_HEADLINES: Final[Mapping[str, Any]] = {
    "trees": 300, "objective": "binary", "learning_rate": 0.05, "feature_fraction": 0.2, "min_data_in_leaf": 15,
    "num_leaves": 12,
}  # fmt: skip
# A truth may have the headline as the page's title says it. The line that shares so much of its words is then taken for it,
# and counts so much.
_ALIKE: Final = 0.6
_WORTH_OF_ALIKE: Final = 0.7

Judged = tuple[Mapping[str, Floats], Sequence[bool]]


def grown_headlines(looks: Sequence[Look], bodies: Sequence[Floats], truths: Sequence[Truth]) -> Grown:
    """The forest that tells which line is a page's headline. Pages without a candidate like the true one teach nothing.

    bodies  the probabilities of being body, by a model that had not seen the page's site
    """
    pages = zip(looks, bodies, truths, strict=True)
    known = [found for look, body, truth in pages if truth.get("title") and (found := _headlines(look, body, truth))]
    names = tuple(known[0][0])
    lessons = [Lesson(matrix_of(numbers, names), right, np.full(len(right), worth)) for numbers, right, worth in known]
    return grown(names, lessons, **_GROWING_HEADLINES)


def _headlines(look: Look, body: Floats, truth: Truth) -> tuple[Mapping[str, Floats], Floats, float] | None:
    """The numbers about the candidates, which of them are right, and how much that counts; None if none is right."""
    lines = dump_headlines.candidates_of(look, body)
    said = [plain(look.lines[line].text) for line in lines.tolist()]
    true = plain(truth["title"])
    alike = np.array([_likeness(text, true) for text in said])
    if not len(alike) or (true not in said and alike.max() < _ALIKE):
        return None
    right = np.array([text == true for text in said]) if true in said else alike == alike.max()
    worth = 1.0 if true in said else _WORTH_OF_ALIKE
    return dump_headlines.numbers_of(look, body, lines), right.astype(np.float64), worth


def _likeness(text: str, other: str) -> float:
    """The harmonic mean of the shares that either has of the other's words."""
    words, others = set(text.split()), set(other.split())
    return 2 * len(words & others) / max(1, len(words) + len(others))


def grown_dates(layouts: Sequence[Layout], truths: Sequence[Truth], weights: Sequence[float]) -> Grown:
    """The forest that tells which date is a page's. Pages without a true date teach nothing."""
    return _grown(_date_candidates, "date", layouts, truths, weights)


def grown_authors(layouts: Sequence[Layout], truths: Sequence[Truth], weights: Sequence[float]) -> Grown:
    """The forest that tells which line names a page's authors. Pages without true authors teach nothing."""
    return _grown(_author_candidates, "authors", layouts, truths, weights)


def _grown(
    judged: Callable[[Layout, Truth], Judged | None],
    key: str,
    layouts: Sequence[Layout],
    truths: Sequence[Truth],
    weights: Sequence[float],
) -> Grown:
    pages = zip(layouts, truths, weights, strict=True)
    found = [(judged(layout, truth), weight) for layout, truth, weight in pages if truth.get(key)]
    known = [(each, weight) for each, weight in found if each]
    names = tuple(known[0][0][0])
    return grown(names, [_lesson(each, names, weight) for each, weight in known], **_GROWING)


def _lesson(judged: Judged, names: Sequence[str], weight: float) -> Lesson:
    numbers, right = judged
    return Lesson(matrix_of(numbers, names), np.array(right, np.float64), np.full(len(right), weight))


def _date_candidates(layout: Layout, truth: Truth) -> Judged | None:
    candidates = dump_dates.candidates_of(layout, dump_dates.dates_in(layout))
    if not candidates:
        return None
    day = truth["date"][:10]
    right = [any(reading.moment.iso[:10] == day for reading in each.found.readings) for each in candidates]
    return dump_dates.numbers_of(layout, candidates), right


def _author_candidates(layout: Layout, truth: Truth) -> Judged | None:
    found = dump_dates.dates_in(layout)
    candidates = dump_authors.candidates_of(layout, {line: each[0] for line, each in found.items()})
    if not candidates:
        return None
    # A truth may list its authors in one text: a candidate is right if each of its names stands there.
    true = f" {' '.join(map(plain, truth['authors']))} "
    right = [all(f" {plain(name)} " in true for name in each.signature.people) for each in candidates]
    return dump_authors.numbers_of(layout, candidates, found), right
