"""The boxes of a page as a tree over its blocks, of which each box holds a stretch: sums over boxes are differences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.clean.html.blocks import Box, Piece
from generator.clean.judge.glyphs import Floats, Integers


class Tree:
    """The boxes around the n blocks of a page that have words.

    start     (boxes,) the number of the first block in each
    stop      (boxes,) the number of the first block behind each
    outer     (boxes,) the next box around each that holds more than it; 0 for the whole
    marks     (boxes,) what each is marked as, a bit a mark
    likeness  (boxes,) a number that boxes share which are made alike
    depth     (boxes,) how many boxes are around each, where those that hold the same are one
    own       (n,) the innermost box of each block
    """

    def __init__(self, pieces: Sequence[Piece], boxes: Sequence[Box]) -> None:
        self.start = np.array([box.start for box in boxes], np.int64)
        self.stop = np.array([box.stop for box in boxes], np.int64)
        self.marks = np.array([box.marks for box in boxes], np.int64)
        self.likeness = np.array([box.likeness for box in boxes], np.int64)
        outer, depth = _levels(boxes)
        self.outer = np.array(outer, np.int64)
        self.depth = np.array(depth, np.int64)
        self.own = np.array([piece.place.box for piece in pieces], np.int64)

    @property
    def size(self) -> Integers:
        """(boxes,) how many blocks each holds."""
        return self.stop - self.start

    def sums(self, values: Floats) -> Floats:
        """(boxes,): the sum of `values`, one a block, over each box."""
        total = np.concatenate([[0.0], np.cumsum(values)])
        return np.asarray(total[self.stop] - total[self.start])

    def alike(self, kind: Integers) -> dict[str, Integers]:
        """Three ways to group the blocks, by numbers that a group shares.

        They are made alike and of the same `kind`; they stand in boxes made alike; they stand in one box.
        """
        around = self.outer[self.own]
        keys = {
            "alike": self.likeness[self.own] * (int(kind.max()) + 1) + kind,
            "in boxes alike": self.likeness[around],
            "in one box": around,
        }
        return {name: np.unique(key, return_inverse=True)[1] for name, key in keys.items()}


def _levels(boxes: Sequence[Box]) -> tuple[list[int], list[int]]:
    """For each box the next around it that holds more, and how many such are around."""
    outer, depth = [0], [0]
    for box in boxes[1:]:
        around = boxes[box.outer]
        same = box.outer and around.start == box.start and around.stop == box.stop
        outer.append(outer[box.outer] if same else box.outer)
        depth.append(depth[outer[-1]] + 1)
    return outer, depth
