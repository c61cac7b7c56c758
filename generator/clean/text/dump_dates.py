"""The dates in a page dump that may be its own: those in reach of its headline and body, and numbers about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from generator.clean import dates
from generator.clean.datelines import label_of
from generator.clean.dates.words import Label
from generator.clean.judge import glyphs
from generator.clean.judge.glyphs import Floats, Integers
from generator.clean.text.layout import Layout, in_reach, places_of, ranks_of

# A date has so many digits at least: a day and a year of two, or a month and a year.
_DIGITS: Final = 3
# A line that is no wider, in letters, may bear the page's date.
_WIDEST: Final = 300
# Lines that are read, the nearest to headline or body first: to find a date takes 50 µs.
_MOST_LINES: Final = 14
# A label that stands alone above a date is no wider, in letters.
_LABEL: Final = 30
_LABELS: Final[dict[Label | None, float]] = {"published": 1.0, None: 0.0, "modified": -1.0}
# Days beyond which a date is merely older than another.
_LONG_AGO: Final = 400.0


class Candidate(NamedTuple):
    """A date that may be the page's.

    line   index of its line
    found  the date, with its readings and the label beside it
    label  what the label beside it, or alone on the line above, says it to be
    order  which of the dates of its line it is, from 0
    """

    line: int
    found: dates.Found
    label: Label | None
    order: int


def dates_in(layout: Layout) -> dict[int, tuple[dates.Found, ...]]:
    """The dates in reach by the indexes of their lines, from the top of the page down; impossible ones among them."""
    text = layout.look.text
    digits = text.counts[:, glyphs.DIGIT]
    may_be = (digits >= _DIGITS) | ((digits > 0) & (text.counts[:, glyphs.IDEOGRAPH] > 0))
    may_be &= text.width <= _WIDEST
    return _read(layout, np.flatnonzero(may_be & in_reach(layout))) or _read(layout, np.flatnonzero(may_be))


def _read(layout: Layout, lines: Integers) -> dict[int, tuple[dates.Found, ...]]:
    """The dates in those of `lines` that are nearest to headline or body, a bounded number."""
    top = layout.headline if layout.headline is not None else layout.start
    distance = np.minimum(np.abs(lines - top), np.abs(lines - layout.start))
    distance = np.where(lines >= layout.stop - 1, lines - layout.stop + _MOST_LINES // 2, distance)
    nearest = np.sort(lines[np.argsort(distance, kind="stable")[:_MOST_LINES]]).tolist()
    found = {line: dates.find_all(layout.look.lines[line].text) for line in nearest}
    return {line: each for line, each in found.items() if each}


def candidates_of(layout: Layout, found: Mapping[int, Sequence[dates.Found]]) -> list[Candidate]:
    """Those of the dates `found` in reach that are in the calendar, in the same order."""
    return [candidate for line, each in found.items() for candidate in _in_line(layout, line, each)]


def _in_line(layout: Layout, line: int, found: Sequence[dates.Found]) -> Iterator[Candidate]:
    possible = [each for each in found if each.readings]
    above = layout.look.lines[line - 1] if line else None
    label = label_of(above.text) if above and possible and possible[0].label is None and above.width <= _LABEL else None
    for order, each in enumerate(possible):
        yield Candidate(line, each, each.label or (label if not order else None), order)


def numbers_of(layout: Layout, candidates: Sequence[Candidate]) -> dict[str, Floats]:
    """By name (k,) numbers about the k `candidates`, of which there is at least one."""
    lines = np.array([each.line for each in candidates])
    found = places_of(layout, lines)
    for name, values in _of_dates(layout, candidates).items():
        found[name] = np.array(values, np.float64)
    day = np.array([_ordinal(each.found) for each in candidates])
    found["before the latest"] = np.minimum(day.max() - day, _LONG_AGO)
    found["behind the earliest"] = np.minimum(day - day.min(), _LONG_AGO)
    found["before the next"] = np.clip(np.append(day[1:], day[-1]) - day, -_LONG_AGO, _LONG_AGO)
    found["behind the last"] = np.clip(day - np.append(day[0], day[:-1]), -_LONG_AGO, _LONG_AGO)
    labelled = np.array([each.label == "published" for each in candidates])
    found["others published"] = labelled.sum() - labelled.astype(np.float64)
    return {**found, **ranks_of(found["from headline"])}


def _of_dates(layout: Layout, candidates: Sequence[Candidate]) -> dict[str, list[float]]:
    """What each date says by itself and in its line, and how often the candidates name its day."""
    days = Counter(each.found.readings[0].moment.iso[:10] for each in candidates)
    in_line = Counter(each.line for each in candidates)
    width = layout.look.text.width
    numbers: dict[str, list[float]] = {}
    for each in candidates:
        first = each.found.readings[0].moment
        for name, value in (
            ("label", _LABELS[each.label]),
            ("label above", float(each.label != each.found.label)),
            ("alone", float(each.found.alone)),
            ("beside", float(width[each.line]) - (each.found.end - each.found.start)),
            ("from left", float(each.found.start)),
            ("clock", float(first.precision == "minute")),
            ("whole", float(first.precision in ("minute", "day"))),
            ("readings", float(len(each.found.readings))),
            ("order", float(each.order)),
            ("in line", float(in_line[each.line])),
            ("same day", float(days[first.iso[:10]])),
            ("days", float(len(days))),
        ):
            numbers.setdefault(name, []).append(value)
    return numbers


def _ordinal(found: dates.Found) -> float:
    """The day's number; of a month or a year, that of its first day."""
    day = found.readings[0].moment.iso[:10]
    return float(date.fromisoformat(day + "-01-01"[len(day) - 4 :]).toordinal())
