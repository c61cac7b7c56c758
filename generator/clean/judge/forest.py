"""Boosted trees, evaluated for all lines of a text at once (numpy).

Walking each tree for each line costs a step a level. Here a line starts with all leaves of all trees alive, as bits; each
number of it, looked up among the thresholds that the trees set on that number, strikes out leaves in all trees together;
the first leaf that is left of each tree is the one that a walk would have reached. (Lucchese et al., "QuickScorer: a fast
algorithm to rank documents with additive ensembles of regression trees", 2015.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAVES: Final = 16
"""A tree has at most as many leaves: the bits of a machine word."""

# Rows that are evaluated together: what is alive of 250 trees then fits into half a megabyte.
_ROWS: Final = 1024


class Grown(msgspec.Struct, frozen=True):
    """The trees as a file holds them; arrays as bytes, little-endian.

    features    what is asked about, by name
    thresholds  for each feature its thresholds in rising order, float32
    nodes       (n, 5) uint16: tree, feature, number of its threshold, first leaf and end of the leaves to the left,
                where those go whose number is at most the threshold
    leaves      (trees, LEAVES) float32: what each leaf adds to the logarithm of the odds
    """

    features: tuple[str, ...]
    thresholds: tuple[bytes, ...]
    nodes: bytes
    leaves: bytes


class Forest:
    """Trees that tell the odds of something from the numbers called `features`."""

    def __init__(self, grown: Grown) -> None:
        self.features: Sequence[str] = grown.features
        self._leaves = np.frombuffer(grown.leaves, "<f4").astype(np.float64)
        self._first = np.arange(len(self._leaves) // LEAVES) * LEAVES
        self._thresholds = [np.frombuffer(stored, "<f4") for stored in grown.thresholds]
        nodes = np.frombuffer(grown.nodes, "<u2").reshape(-1, 5).astype(np.int64)
        self._masks = [
            _masks(nodes[nodes[:, 1] == feature], len(thresholds), len(self._first))
            for feature, thresholds in enumerate(self._thresholds)
        ]

    def probabilities(self, matrix: NDArray[np.float32]) -> Floats:
        """(n,): for each row of `matrix` (n, features) how probable it is, from 0 to 1."""
        odds = [self._odds(matrix[start : start + _ROWS]) for start in range(0, len(matrix), _ROWS)]
        return 1 / (1 + np.exp(-np.concatenate(odds))) if odds else np.zeros(0)

    def _odds(self, rows: NDArray[np.float32]) -> Floats:
        alive = np.full((len(rows), len(self._first)), (1 << LEAVES) - 1, np.uint16)
        left = np.empty_like(alive)
        for numbers, thresholds, masks in zip(np.ascontiguousarray(rows.T), self._thresholds, self._masks, strict=True):
            # Without mode="clip", numpy buffers what it takes.
            masks.take(thresholds.searchsorted(numbers), 0, left, "clip")
            np.bitwise_and(alive, left, alive)
        total: Floats = self._leaves.take(self._first + _LOWEST.take(alive)).sum(1)
        return total


def _masks(nodes: NDArray[np.int64], thresholds: int, trees: int) -> NDArray[np.uint16]:
    """(thresholds + 1, trees): the leaves that stay alive when a number exceeds so many of the thresholds."""
    masks = np.full((thresholds + 1, trees), (1 << LEAVES) - 1, np.uint16)
    struck = (np.int64(1) << nodes[:, 4]) - (np.int64(1) << nodes[:, 3])
    np.bitwise_and.at(masks, (nodes[:, 2] + 1, nodes[:, 0]), (~struck & 0xFFFF).astype(np.uint16))
    return np.bitwise_and.accumulate(masks, axis=0)


def _lowest() -> NDArray[np.uint8]:
    """For each word the number of its lowest bit; 0 for the word without any, which no tree leaves."""
    words = np.arange(1 << LEAVES)
    bit = np.zeros(1 << LEAVES, np.uint8)
    for number in reversed(range(LEAVES)):
        bit[words & (1 << number) != 0] = number
    return bit


_LOWEST: Final = _lowest()
