"""Neighbours of lines: shifts, smoothing, the heaviest run."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.clean.judge.windows import around, before_and_after, groups_of, heaviest, shifted, sums_by

WEIGHTS = st.lists(st.integers(-9, 9), min_size=1, max_size=14)


@given(WEIGHTS)
def test_the_heaviest_run_is_the_heaviest_of_all_runs(weights: list[int]) -> None:
    """No other contiguous run has a greater sum; there is none if no weight is positive."""
    start, stop = heaviest(np.array(weights, float))
    best = max(sum(weights[a:b]) for a in range(len(weights)) for b in range(a, len(weights) + 1))
    assert sum(weights[start:stop]) == best
    assert (start, stop) == (0, 0) or best > 0


@given(WEIGHTS, st.integers(-20, 20))
def test_a_shift_moves_values_and_fills_the_rest(weights: list[int], by: int) -> None:
    """Each place gets the value so many lines before it, or the filling."""
    found = shifted(np.array(weights, float), by, 99)
    assert found.tolist() == [weights[i - by] if 0 <= i - by < len(weights) else 99 for i in range(len(weights))]


@given(WEIGHTS, st.integers(1, 8))
def test_smoothing_keeps_the_length_and_the_bounds(weights: list[int], radius: int) -> None:
    """A smoothed value is no greater than the greatest, and sides leave out the line itself."""
    values = np.array(weights, float)
    top = max(0, *weights) + 1e-9
    before, after = before_and_after(values, radius)
    for found in (around(values, radius), before, after):
        assert len(found) == len(values)
        assert found.max() <= top
    assert before[0] == 0 == after[-1]


def test_groups_begin_at_marks() -> None:
    """Lines are numbered by group, and summed by it."""
    group = groups_of(np.array([True, False, True, False, False, True]))
    assert group.tolist() == [0, 0, 1, 1, 1, 2]
    assert sums_by(group, np.arange(6.0)).tolist() == [1, 9, 5]
