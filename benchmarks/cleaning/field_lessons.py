"""What pages teach about their dates and authors: of each candidate in reach, whether the truth names its day or people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from benchmarks.cleaning.corpora import Truth
from benchmarks.cleaning.growing import Lesson, grown
from benchmarks.cleaning.metrics import plain
from generator.clean import dump_authors, dump_dates
from generator.clean.forest import Grown
from generator.clean.glyphs import Floats
from generator.clean.layout import Layout, matrix_of

# Few candidates a page teach little: small trees, each asking about a part of the numbers.
_GROWING: Final[Mapping[str, Any]] = {
    "trees": 60, "objective": "binary", "learning_rate": 0.08, "feature_fraction": 0.3, "min_data_in_leaf": 15,
}  # fmt: skip

Judged = tuple[Mapping[str, Floats], Sequence[bool]]


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
