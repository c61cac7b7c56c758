"""What words say about lines, learned by logistic regression, in the form that `generator.clean.judge.lexicon` reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import SGDClassifier

from generator.clean.judge.glyphs import Flags, Floats, Glyphs
from generator.clean.judge.lexicon import SIZE, Weighed, headings, words_of

# How much a weight costs, and how often all lines are gone through.
_COST: Final = 3e-5
_ROUNDS: Final = 6


class Saying(NamedTuple):
    """The lines of one page: their characters, which end as sentences do, how far each is body, how much it matters."""

    text: Glyphs
    ended: Flags
    labels: Floats
    weights: Floats


def weighed(sayings: Sequence[Saying]) -> Weighed:
    """The weights of words that `sayings` teach, of their own lines and of those that they head."""
    lines = vstack([_counted(saying) for saying in sayings]).tocsr()
    weights = np.concatenate([saying.weights for saying in sayings])
    learner = SGDClassifier(loss="log_loss", alpha=_COST, max_iter=_ROUNDS, tol=None, random_state=0)
    labels = np.concatenate([saying.labels for saying in sayings]) > 0.5
    learner.fit(lines, labels, sample_weight=weights * (len(weights) / weights.sum()))
    found = learner.coef_[0].astype("<f2")
    return Weighed(found[:SIZE].tobytes(), found[SIZE:].tobytes())


def _counted(saying: Saying) -> csr_matrix:
    """(lines, 2 SIZE): how much each word counts in its line, then in the lines that it heads."""
    line, place, weight = words_of(saying.text)
    own = csr_matrix((weight, (line, place)), shape=(len(saying.labels), SIZE))
    above = headings(saying.text, saying.ended)
    headed = csr_matrix((above >= 0).astype(np.float64)[:, None]).multiply(own[np.maximum(above, 0)])
    return hstack([own, headed]).tocsr()
