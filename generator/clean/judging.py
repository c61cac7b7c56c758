"""How probable it is of each line of a text that it is the article's body, or its headline, by the trained models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from generator.clean import models, windows
from generator.clean.glyphs import Floats, Glyphs, glyphs_of
from generator.clean.lexicon import Lexicon
from generator.clean.line_features import Features, Overlap, features_of
from generator.clean.lines import Line
from generator.clean.models import Models

# A line that is more probably the article's than not.
LIKELY: Final = 0.5
# One that must be, whatever its form says against it.
SURE: Final = 0.99
# One long line weighs no more in a run than this many letters.
_HEAVY: Final = 300
# Lines before the body, and behind its beginning, among which a headline is likely; the first lines of a body that echo it.
_ABOVE: Final = 40
_BELOW: Final = 3
_OPENING: Final = 8
_FAR: Final = 60.0


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


def headline_probabilities(look: Look, body: Floats, known: Models) -> Floats:
    """(n,): how probable it is that each line is the headline, where `body` are the probabilities of being body."""
    forest = known[models.TEXT_HEADLINE]
    return forest.probabilities(with_body(look, body).matrix(forest.features))


def body_run(look: Look, body: Floats) -> tuple[int, int]:
    """Start and end of the lines among which most of the body stands."""
    return windows.heaviest((body - LIKELY) * np.minimum(look.text.width, _HEAVY))


def with_body(look: Look, body: Floats) -> Features:
    """The numbers about the lines with those that follow from where the body probably is."""
    found = look.features.copy()
    place = np.arange(found.n, dtype=np.float64)
    start, _ = body_run(look, body)
    likely = body > LIKELY
    first = float(np.argmax(likely)) if likely.any() else 0.0
    found["from body"] = np.clip(place - start, -_FAR, _FAR)
    found["from first body"] = np.clip(place - first, -_FAR, _FAR)
    found["body above"] = np.minimum(np.cumsum(likely), 10).astype(np.float64)
    found["shared with body"], found["words shared with body"] = look.overlap.with_lines(likely)
    opening = np.zeros(found.n, np.bool_)
    opening[np.flatnonzero(likely)[:_OPENING]] = True
    found["shared with opening"], found["words shared with opening"] = look.overlap.with_lines(opening)
    near = (place >= start - _ABOVE) & (place <= start + _BELOW)
    echo = found["shared with body"] * found["words shared with body"]
    found["rank of echo"] = _ranks(echo, near)
    found["rank of width"] = _ranks(np.minimum(look.text.width, 120), near)
    found["best echo above"] = windows.shifted(np.maximum.accumulate(np.where(near, echo, 0)), 1)
    found["best echo below"] = windows.shifted(np.maximum.accumulate(np.where(near, echo, 0)[::-1])[::-1], -1)
    dated = np.where(found["dates"] > 0, place, found.n + 20.0)
    next_date = np.minimum.accumulate(dated[::-1])[::-1]
    found["to next date"] = np.minimum(windows.shifted(next_date, -1, found.n + 20.0) - place, 20)
    for by in (0, -2, -1, 1, 2, 3):
        found[f"body {by:+}"] = windows.shifted(body, by)
    return found


def _ranks(values: Floats, among: np.ndarray) -> Floats:
    """The rank of each value among the chosen, 0 for the greatest; 99 for the others."""
    ranks = np.full(len(values), 99.0)
    chosen = np.flatnonzero(among)
    ranks[chosen[np.argsort(-values[chosen], kind="stable")]] = np.arange(len(chosen))
    return ranks
