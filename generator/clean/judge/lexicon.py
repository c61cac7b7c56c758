"""How much the words of a line, and those of the label above it, speak for being an article's (numpy).

No list of words, and no language's: what was learned is a weight for each of 8,192 numbers, and a word's first letters
decide which is its own. Words of languages that nobody has trained on fall on weights that say little.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from generator.clean.judge.glyphs import Flags, Floats, Glyphs

SIZE: Final = 1 << 13
"""How many numbers words fall on."""

# A line that may head others: a label, in letters.
_HEADING: Final = 60


class Weighed(msgspec.Struct, frozen=True):
    """The weights as a file holds them, float16, little-endian.

    own      (SIZE,) of the words of a line
    heading  (SIZE,) of the words of the label above it
    """

    own: bytes
    heading: bytes


class Lexicon:
    """What words say about the lines that they stand in, and about those below."""

    def __init__(self, weighed: Weighed) -> None:
        self._own = np.frombuffer(weighed.own, "<f2").astype(np.float64)
        self._heading = np.frombuffer(weighed.heading, "<f2").astype(np.float64)

    def scores(self, text: Glyphs, ended: Flags) -> tuple[Floats, Floats]:
        """(n,) twice: for each line what its own words say, and those of the label above it; 0 says nothing."""
        line, place, weight = words_of(text)
        own = np.bincount(line, weights=self._own[place] * weight, minlength=len(text.width))
        said = np.bincount(line, weights=self._heading[place] * weight, minlength=len(text.width))
        above = headings(text, ended)
        return own.astype(np.float64), np.where(above >= 0, said[above], 0.0)


def words_of(text: Glyphs) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """For each word its line, the number that it falls on, and how much it counts there: less in a line of many words."""
    line = text.line
    many = np.bincount(line, minlength=len(text.width))
    return line, (text.term % np.uint64(SIZE)).astype(np.int64), 1 / np.sqrt(np.maximum(many, 1))[line]


def headings(text: Glyphs, ended: Flags) -> NDArray[np.int64]:
    """For each line the index of the last label above it; -1 if there is none."""
    place = np.where((text.width < _HEADING) & ~ended, np.arange(len(ended)), -1)
    return np.concatenate([[-1], np.maximum.accumulate(place)[:-1]])
