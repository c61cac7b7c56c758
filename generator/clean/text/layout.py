"""Where the parts of a page dump stand to each other: numbers about lines that may bear its date or its authors.

They are for a few lines of a page, those in reach of its headline or of either end of its body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.clean.judge.glyphs import Flags, Floats, Integers
from generator.clean.judge.judging import LIKELY, Look, body_run

# Lines above the headline (above the body, where there is no headline) and behind the body's beginning that are in reach.
_ABOVE: Final = 12
_ABOVE_BODY: Final = 30
_INSIDE: Final = 6
# Lines before and behind the body's end.
_BEFORE_END: Final = 4
_BEHIND: Final = 14
# Distances beyond this many lines are all alike.
_FAR: Final = 40.0
# What is known of each line anyhow and tells something here.
_OF_LINES: Final = (
    "width", "words", "gap", "digits", "commas", "bars", "capitals", "capital letters", "shouted", "times", "place", "lines",
    "from start", "from end", "group", "in group", "group's widest", "dates", "dates -1", "times -1", "times +1",
    "capitals -1", "capitals +1", "log width -2", "log width -1", "log width +1", "log width +2",
    "dates before", "dates after", "labels before", "labels after", "repeated before", "repeated after",
    "invites before", "invites after", "weight 6 before", "weight 6 after", "caseless",
)  # fmt: skip


class Layout(NamedTuple):
    """A page whose headline and body are known.

    body         (n,) how probable it is that each line is body
    headline     index of the headline's line; None if there is none
    start, stop  the lines among which most of the body stands
    first, last  the first and the last line that is probably body
    """

    look: Look
    body: Floats
    headline: int | None
    start: int
    stop: int
    first: int
    last: int


def layout_of(look: Look, body: Floats, headline: int | None) -> Layout:
    """Where the parts of a page stand whose lines are body with the probabilities `body`."""
    start, stop = body_run(look, body)
    likely = np.flatnonzero(body > LIKELY)
    first, last = (int(likely[0]), int(likely[-1])) if len(likely) else (start, max(start, stop - 1))
    return Layout(look, body, headline, start, stop, first, last)


def in_reach(layout: Layout) -> Flags:
    """(n,): whether each line is near the headline, or near the beginning or the end of the body."""
    place = np.arange(len(layout.body))
    head = layout.start - _ABOVE_BODY if layout.headline is None else min(layout.headline, layout.start) - _ABOVE
    before = (place >= head) & (place < max(layout.start, layout.headline or 0) + _INSIDE)
    behind = (place >= layout.stop - _BEFORE_END) & (place < layout.stop + _BEHIND)
    found: Flags = before | behind
    return found


def places_of(layout: Layout, lines: Integers) -> dict[str, Floats]:
    """By name (k,) numbers about the `lines`, given as k indexes: their form, and where they stand."""
    features = layout.look.features
    found = {name: features[name][lines] for name in _OF_LINES}
    headline = layout.headline if layout.headline is not None else layout.start - 1
    for name, mark in (
        ("headline", headline),
        ("start", layout.start),
        ("end", layout.stop),
        ("first", layout.first),
        ("last", layout.last),
    ):
        found[f"from {name}"] = np.clip(lines - mark, -_FAR, _FAR).astype(np.float64)
    found["headless"] = np.full(len(lines), float(layout.headline is None))
    found["head's height"] = np.full(len(lines), float(np.clip(layout.start - headline, -_FAR, _FAR)))
    found["body's height"] = np.full(len(lines), float(layout.stop - layout.start))
    padded = np.concatenate([np.zeros(2), layout.body, np.zeros(3)])
    for by in (-2, -1, 0, 1, 2, 3):
        found[f"body {by:+}"] = padded[lines + 2 + by]
    return found


def ranks_of(from_headline: Floats) -> dict[str, Floats]:
    """By name (k,) numbers about the place of each of k candidates among the others, by distance and from the top."""
    count = len(from_headline)
    return {
        "rank": np.argsort(np.argsort(np.abs(from_headline), kind="stable")).astype(np.float64),
        "number": np.arange(count, dtype=np.float64),
        "candidates": np.full(count, float(count)),
    }


def matrix_of(numbers: Mapping[str, Floats], names: Sequence[str]) -> NDArray[np.float32]:
    """(k, len(names)): the numbers called `names`, of each of k candidates."""
    return np.stack([numbers[name] for name in names], 1).astype(np.float32)
