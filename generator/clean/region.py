"""Which stretch of lines is the body.

A plain story is all body but for its head and a few lines at its end. A page dump (everything a browser showed) is
mostly menus; its body is the stretch of lines with the greatest sum, where long lines and sentences count for it and
labels against it (Kadane's maximum-sum segment, after Pasternack and Roth, "Extracting article text from the web with
maximum subsequence segmentation", 2009, with fixed instead of learned weights).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from generator.clean.forms import is_label
from generator.clean.lines import Line

# A dump has at least this many labels, and this share of its lines are labels.
_DUMP_LABELS: Final = 10
_DUMP_SHARE: Final = 0.4

# A line's weight in letters: its width less this, but never below the floor (so that a row of captions inside a story
# does not cut it in two) nor above the ceiling (so that one long legal notice does not win).
_BREAK_EVEN: Final = 90
_FLOOR: Final = -40
_CEILING: Final = 300
# A sentence's full stop speaks for prose, its absence half as loud against it.
_SENTENCE: Final = 60
# A line that stands there twice is a menu's, whatever it says.
_REPEATED: Final = -20


def is_dump(lines: Sequence[Line]) -> bool:
    """Whether `lines` are all that a web page showed, rather than a story with some dirt on it."""
    labels = sum(map(is_label, lines))
    return labels >= _DUMP_LABELS and labels >= _DUMP_SHARE * len(lines)


def weight(width: float, ended: bool) -> float:
    """How much a block of `width` letters speaks for (or, negative, against) being in a body."""
    bonus = _SENTENCE if ended else -_SENTENCE / 2
    return max(_FLOOR, min(_CEILING, width - _BREAK_EVEN + bonus))


def body_region(lines: Sequence[Line]) -> tuple[int, int]:
    """Start and end of the stretch of `lines` with the greatest weight; empty only if there is none above zero."""
    times = Counter(line.text for line in lines)
    weights = [
        weight(line.width, line.ended) if times[line.text] == 1 else _REPEATED + min(0.0, weight(line.width, False))
        for line in lines
    ]
    return heaviest_run(weights)


def heaviest_run(weights: Sequence[float]) -> tuple[int, int]:
    """Start and end of the contiguous run of `weights` with the greatest positive sum; (0, 0) if none is positive."""
    best, bounds = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, value in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, bounds = total, (start, index + 1)
    return bounds
