"""Forests: evaluating all trees at once reaches the leaves that walking each of them does."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean.judge.forest import LEAVES, Forest, Grown

FEATURES = ("width", "gap", "ended")
NUMBERS = st.floats(-4, 4, width=32)


class Split(NamedTuple):
    """An inner node: rows whose number is at most `cut` go left."""

    feature: int
    cut: float
    left: Split | float
    right: Split | float


def trees(depth: int) -> st.SearchStrategy[Split | float]:
    """Trees of up to `depth` levels, so of at most 2 ** `depth` leaves."""
    if not depth:
        return NUMBERS
    below = trees(depth - 1)
    return st.one_of(NUMBERS, st.builds(Split, st.integers(0, len(FEATURES) - 1), NUMBERS, below, below))


def walked(tree: Split | float, row: list[float]) -> float:
    """The value of the leaf that `row` comes to, step by step."""
    while isinstance(tree, Split):
        tree = tree.left if row[tree.feature] <= tree.cut else tree.right
    return tree


def grown(forest: list[Split | float]) -> Grown:
    """`forest` as a file holds it."""
    splits: list[tuple[int, int, float, int, int]] = []
    leaves = np.zeros((len(forest), LEAVES), "<f4")

    def unpack(tree: Split | float, number: int, first: int) -> int:
        if not isinstance(tree, Split):
            leaves[number, first] = tree
            return first + 1
        middle = unpack(tree.left, number, first)
        splits.append((number, tree.feature, tree.cut, first, middle))
        return unpack(tree.right, number, middle)

    for number, tree in enumerate(forest):
        unpack(tree, number, 0)
    cuts = [np.unique(np.array([split[2] for split in splits if split[1] == feature], "<f4")) for feature in range(3)]
    nodes = [
        (number, feature, int(np.searchsorted(cuts[feature], np.float32(cut))), first, end)
        for number, feature, cut, first, end in splits
    ]
    return Grown(
        FEATURES, tuple(each.tobytes() for each in cuts), np.array(nodes, "<u2").reshape(-1, 5).tobytes(), leaves.tobytes()
    )


@given(st.lists(trees(4), min_size=1, max_size=6), st.lists(st.lists(NUMBERS, min_size=3, max_size=3), max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_forest_finds_the_leaves_that_a_walk_finds(forest: list[Split | float], rows: list[list[float]]) -> None:
    """For any trees and any rows the probability is the logistic function of the sum of the leaves walked to."""
    found = Forest(grown(forest)).probabilities(np.array(rows, np.float32).reshape(-1, 3))
    expected = [1 / (1 + math.exp(-sum(walked(tree, row) for tree in forest))) for row in rows]
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_more_rows_than_fit_together_are_evaluated_in_parts() -> None:
    """A text of many lines is evaluated in parts, each row as if it stood alone."""
    forest = Forest(grown([Split(0, 1.0, -2.0, Split(1, 0.5, 3.0, 1.0))]))
    rows = np.random.default_rng(4).uniform(-1, 3, (2500, 3)).astype(np.float32)
    whole = forest.probabilities(rows)
    assert whole[2049] == forest.probabilities(rows[2049:2050])[0]
    assert len(set(whole.tolist())) == 3
