"""How probable it is of each line of a text that it is the article's body, by the trained models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from generator.clean.judge import models, windows
from generator.clean.judge.features import Features, Overlap, features_of
from generator.clean.judge.glyphs import Floats, Glyphs, glyphs_of
from generator.clean.judge.lexicon import Lexicon
from generator.clean.judge.models import Models
from generator.clean.lines import Line

# A line that is more probably the article's than not.
LIKELY: Final = 0.5
# One that must be, whatever its form says against it.
SURE: Final = 0.99
# One long line weighs no more in a run than this many letters.
_HEAVY: Final = 300


class Look(NamedTuple):
    """A text as it is seen: its lines, their characters, what they have in common, and the numbers about them."""

    lines: Sequence[Line]
    text: Glyphs
    overlap: Overlap
    features: Features


def look_at(lines: Sequence[Line]) -> Look:
    """See `lines`, of which there is at least one."""
    text = glyphs_of([line.text for line in lines])
    overlap = Overlap(text)
    return Look(lines, text, overlap, features_of(lines, text, overlap))


def with_words(look: Look, lexicon: Lexicon) -> Look:
    """`look` with what the words of each line say, and those of the label above it."""
    found = look.features.copy()
    found["own words"], found["heading's words"] = lexicon.scores(look.text, found["ended"] > 0)
    return look._replace(features=found)


def body_probabilities(look: Look, known: Models) -> Floats:
    """(n,): how probable it is that each line is the article's body."""
    forest = known[models.TEXT_BODY]
    return forest.probabilities(look.features.matrix(forest.features))


def body_run(look: Look, body: Floats) -> tuple[int, int]:
    """Start and end of the lines among which most of the body stands."""
    return windows.heaviest((body - LIKELY) * np.minimum(look.text.width, _HEAVY))
