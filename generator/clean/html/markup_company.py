"""Numbers about the blocks of a page that follow from how probably each is body at first sight: what keeps it company.

A block alone may look like anything; where all that is made like it, or stands in its box, or goes before and behind, is
taken for body, it is.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from generator.clean.html.box_tree import Tree
from generator.clean.html.markup_features import HEADING
from generator.clean.judge import windows
from generator.clean.judge.features import Features
from generator.clean.judge.glyphs import Floats, Integers
from generator.clean.judge.judging import LIKELY
from generator.clean.judge.windows import before_and_after, shifted

# One long block weighs no more than this many letters.
_HEAVY: Final = 300
_LEVELS: Final = (1, 2, 3)
_FAR: Final = 40.0


def with_company(found: Features, tree: Tree, probable: Floats) -> Features:
    """`found` with the numbers that follow from `probable`: (n,) how probable it is of each block that it is body."""
    more = found.copy()
    weight = np.minimum(found["width"], _HEAVY) + 1
    kind = found["kind"].astype(np.int64)
    _add_neighbours(more, probable, weight)
    for name, group in tree.alike(kind).items():
        more.later(f"body {name}", partial(_mean_in, group, probable, weight))
    section = np.cumsum(kind >= HEADING, dtype=np.int64)
    more.later("body below heading", partial(_mean_in, section, probable, weight))
    box = tree.own
    sums, sizes = tree.sums(probable * weight), tree.sums(weight)
    for level in _LEVELS:
        box = tree.outer[box]
        more[f"body in box {level}"] = sums[box] / np.maximum(sizes[box], 1)
    return more


def _add_neighbours(more: Features, probable: Floats, weight: Floats) -> None:
    """The probabilities themselves, before and behind each, near and far; and where the run of likely ones is."""
    for by in range(-3, 4):
        more.later(f"body {by:+}", partial(shifted, probable, by))
    for radius in (2, 6, 15):
        sides = zip(before_and_after(probable * weight, radius), before_and_after(weight, radius), strict=True)
        for name, (body, all_) in zip(("before", "after"), sides, strict=True):
            more[f"body {name} {radius}"] = body / np.maximum(all_, 1e-9)
    total = max(1.0, float((probable * weight).sum()))
    more["body so far"] = np.cumsum(probable * weight) / total
    more["all body"] = float(np.log1p(total))
    more["likeliest"] = float(probable.max())
    start, stop = windows.heaviest((probable - LIKELY) * weight)
    place = np.arange(more.n, dtype=np.float64)
    more["from body's start"] = np.clip(place - start, -_FAR, _FAR)
    more["from body's end"] = np.clip(place - stop + 1, -_FAR, _FAR)


def _mean_in(group: Integers, values: Floats, weight: Floats) -> Floats:
    """(n,): the mean of `values` over the group of each block, by `weight`."""
    size = np.bincount(group, weights=weight)
    return np.asarray((np.bincount(group, weights=values * weight) / np.maximum(size, 1e-9))[group])
