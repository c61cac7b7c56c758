"""Numbers about the neighbours of each line: shifted, smoothed, and the heaviest run of lines (numpy)."""

from __future__ import annotations

import numpy as np

from generator.clean.judge.glyphs import Flags, Floats, Integers


def shifted(values: Floats, by: int, fill: float = 0.0) -> Floats:
    """The value `by` lines before each line (behind it, if negative); `fill` where there is none."""
    found = np.full_like(values, fill)
    if by > 0:
        found[by:] = values[:-by]
    elif by < 0:
        found[:by] = values[-by:]
    else:
        found[:] = values
    return found


def around(values: Floats, radius: int) -> Floats:
    """The mean of each line and its neighbours on both sides, their weight falling by e every `radius` lines."""
    kernel = np.exp(-np.abs(np.arange(-3 * radius, 3 * radius + 1)) / radius)
    smooth: Floats = np.convolve(values, kernel)[3 * radius : 3 * radius + len(values)] / kernel.sum()
    return smooth


def before_and_after(values: Floats, radius: int) -> tuple[Floats, Floats]:
    """The same over the lines before each, and over those behind it, itself left out."""
    kernel = np.exp(-np.arange(4 * radius + 1) / radius)
    kernel /= kernel.sum()
    before = np.convolve(values, kernel)[: len(values)]
    after = np.convolve(values[::-1], kernel)[: len(values)][::-1]
    return shifted(before, 1), shifted(after, -1)


def heaviest(weights: Floats) -> tuple[int, int]:
    """Start and end of the contiguous run with the greatest positive sum; (0, 0) if none is positive.

    Kadane's maximum-sum segment, after Pasternack and Roth, "Extracting article text from the web with maximum
    subsequence segmentation", 2009.
    """
    sums = np.concatenate([[0.0], np.cumsum(weights)])
    gains = sums[1:] - np.minimum.accumulate(sums[:-1])
    stop = int(np.argmax(gains)) if len(gains) else 0
    if not len(gains) or gains[stop] <= 0:
        return 0, 0
    return int(np.argmin(sums[: stop + 1])), stop + 1


def groups_of(begins: Flags) -> Integers:
    """For each line the number of the group it is in, where a group begins at each True; the first line begins one."""
    number: Integers = np.cumsum(begins)
    return number - number[:1]


def sums_by(group: Integers, values: Floats) -> Floats:
    """The sum of `values` over each group."""
    return np.bincount(group, weights=values).astype(np.float64)
