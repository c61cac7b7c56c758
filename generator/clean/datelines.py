"""Date lines: which line of a head bears the article's dates, and what each of them says. The same for text and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.clean import dates
from generator.clean.dates.words import Label, lexicon, plain, tokens_of
from generator.clean.extraction import EXTRACTED, Claim
from generator.clean.lines import is_ended
from generator.clean.people.bylines import authors_of, dateline_of
from generator.clean.scripts import width
from generator.model import Moment

# A date line is short, and says little beside the date; both in letters.
DATE_LINE: Final = 120
BESIDE: Final = 60

# A day with which a story opens: "(18.01.2018) The harbour ...". Where claims are weighed, it is enough.
_IN_BRACKETS: Final = re.compile(r"\W{0,3}[(\[]([^()\[\]]{6,40})[)\]]\s+(?=\w)")
_WEIGHT: Final = 2.2
_SEPARATOR: Final = re.compile(r"^\W*$|^\s*[|•·/,;:(–—-]|[|•·/,;:)–—-]\s*$")


def date_in(text: str, saved: Moment | None = None) -> dates.Found | None:
    """The date of a line that is short enough to be a date line; None if there is none.

    saved  when the document was as it is, from which "yesterday" counts
    """
    # A text is at least as wide as it has characters.
    found = dates.find(text, declared=saved) if len(text) <= DATE_LINE else None
    return found if found is not None and width(text) <= DATE_LINE else None


def label_of(text: str) -> Label | None:
    """What `text` says a date below it to be, by the first label that it holds; None if it holds none."""
    tokens = tokens_of(plain(text))
    labels = lexicon().labels
    found = (labels.at(tokens, place) for place, token in enumerate(tokens) if token.key in labels.longest)
    return next((mark[0] for mark in found if mark is not None), None)


def is_alone(text: str, saved: Moment | None = None) -> bool:
    """Whether `text` is a date and nothing else; `saved` as in `date_in`."""
    found = date_in(text, saved) if len(text) <= BESIDE else None
    return found is not None and found.alone


def is_set_apart(text: str, date: dates.Found) -> bool:
    """Whether a line that holds more than its date is a date line: labelled, a byline, or parts set apart from the date."""
    if width(text) - (date.end - date.start) > BESIDE or is_ended(text):
        return False
    before, after = text[: date.start], text[date.end :]
    return (
        date.label is not None
        or authors_of(text) is not None
        or (_SEPARATOR.search(before) is not None and _SEPARATOR.search(after) is not None)
    )


def end_of_dates(texts: Sequence[str], start: int) -> int:
    """Index behind the labelled dates ("Updated: ...") that follow at `start`, bylines among them; else `start`."""
    end = start
    for index in range(start, len(texts)):
        found = date_in(texts[index])
        if found is not None and found.alone and found.label:
            end = index + 1
        elif authors_of(texts[index]) is None:
            break
    return end


def dated(text: str, saved: Moment | None = None) -> Iterator[tuple[str, dates.Found]]:
    """("published" or "modified", the date) for what a date line says: at most one of each; `saved` as in `date_in`."""
    best = dates.find(text, declared=saved)
    found = [date for date in dates.find_all(text, declared=saved) if date.readings]
    if best is not None and best.readings and best.label != "modified":
        yield "published", best
    modified = next((date for date in found if date.label == "modified"), None)
    if modified is not None:
        yield "modified", modified


def opening_claims(paragraph: str, why: str, place: str) -> Iterator[Claim]:
    """The place, and perhaps the full date, with which a story's first paragraph begins."""
    opening = _IN_BRACKETS.match(paragraph)
    date = date_in(opening[1]) if opening else None
    if date is not None and date.alone and date.readings:
        yield Claim("published", date, f"{why}, in brackets", EXTRACTED, place, weight=_WEIGHT)
    found = dateline_of(paragraph)
    if found is None:
        return
    name, whole = found
    yield Claim("place", name, why, EXTRACTED, place)
    date = dates.find(whole)
    if date is not None and date.readings:
        yield Claim("published", date, why, EXTRACTED, place, weight=_WEIGHT)
