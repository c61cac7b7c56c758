"""Boosted trees, grown by LightGBM from lessons and put into the form that `generator.clean.judge.forest` evaluates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import lightgbm
import numpy as np
from numpy.typing import NDArray

from generator.clean.judge.forest import LEAVES, Grown

# What all forests have in common; the same lessons give the same trees.
_COMMON: Final[Mapping[str, Any]] = {
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 127,
    "num_leaves": LEAVES - 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}

# Trees that are grown to find out which features tell most.
_SCOUTS: Final = 50


class Lesson(NamedTuple):
    """The lines of one page: the numbers about each, how far it is what is looked for (0 to 1), how much it matters."""

    matrix: NDArray[np.float32]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]


def grown(
    features: Sequence[str], lessons: Sequence[Lesson], *, trees: int, most: int | None = None, **parameters: Any
) -> Grown:
    """The forest that `lessons` teach about `features`. `parameters` are LightGBM's.

    most  of the features that tell most, by a small forest, the others are left out: each costs time with every line
    """
    matrix = np.concatenate([lesson.matrix for lesson in lessons])
    labels = np.concatenate([lesson.labels for lesson in lessons])
    weights = np.concatenate([lesson.weights for lesson in lessons])
    settings = {**_COMMON, **parameters}

    def trained(columns: NDArray[np.int64], rounds: int) -> lightgbm.Booster:
        data = lightgbm.Dataset(matrix[:, columns], labels, weight=weights * (len(weights) / weights.sum()))
        return lightgbm.train(settings, data, rounds)

    columns = np.arange(len(features))
    if most and most < len(features):
        gains = trained(columns, _SCOUTS).feature_importance("gain")
        columns = np.sort(np.argsort(-gains, kind="stable")[:most])
    booster = trained(columns, trees)
    return _packed([features[int(column)] for column in columns], booster.dump_model()["tree_info"])


def _packed(features: Sequence[str], trees: Sequence[Mapping[str, Any]]) -> Grown:
    """`trees` as LightGBM dumps them, without the features that none asks about."""
    splits: list[tuple[int, int, float, int, int]] = []
    leaves = np.zeros((len(trees), LEAVES), "<f4")
    for number, tree in enumerate(trees):
        _unpack(tree["tree_structure"], number, 0, splits, leaves[number])
    asked = sorted({feature for _, feature, *_ in splits})
    # Numbers come as float32: a threshold rounded to it parts the same ones, since it lies between two of them.
    thresholds = {feature: np.unique(np.array([s[2] for s in splits if s[1] == feature], "<f4")) for feature in asked}
    nodes = [
        (tree, asked.index(feature), int(np.searchsorted(thresholds[feature], np.float32(cut))), first, end)
        for tree, feature, cut, first, end in splits
    ]
    return Grown(
        tuple(features[feature] for feature in asked),
        tuple(thresholds[feature].tobytes() for feature in asked),
        np.array(nodes, "<u2").tobytes(),
        leaves.tobytes(),
    )


def _unpack(
    node: Mapping[str, Any], tree: int, first: int, splits: list[tuple[int, int, float, int, int]], leaves: NDArray[Any]
) -> int:
    """Put what is below `node` into `splits` and `leaves`, from leaf `first`; the end of its leaves."""
    if "leaf_value" in node:
        leaves[first] = node["leaf_value"]
        return first + 1
    middle = _unpack(node["left_child"], tree, first, splits, leaves)
    splits.append((tree, node["split_feature"], node["threshold"], first, middle))
    return _unpack(node["right_child"], tree, middle, splits, leaves)
