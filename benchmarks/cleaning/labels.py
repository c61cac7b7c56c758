"""Which lines of a page are its article's: the truth is a text, so its words are looked for among the lines.

A run of four tokens that the truth has is marked wherever it stands; where the page has it more often than the truth (a
teaser that repeats the first paragraph), the places win that have most of the truth around them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.cleaning.metrics import SHINGLE

_TOKEN: Final = re.compile(r"\w+")
# Tokens before and behind a place in which the truth's presence is counted.
_AROUND: Final = 150


def tokens_of(text: str) -> list[str]:
    return _TOKEN.findall(text)


def coverage(lines: Sequence[str], true: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each of `lines` the share of its tokens that belong to the text `true`, and the number of its tokens."""
    tokens = [tokens_of(line) for line in lines]
    stream = [token for line in tokens for token in line]
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in tokens])
    covered = _covered(stream, tokens_of(true))
    size = np.bincount(owner, minlength=len(lines)).astype(np.float64)
    share = np.bincount(owner, weights=covered, minlength=len(lines)) / np.maximum(size, 1)
    return share, size


def _covered(stream: Sequence[str], true: Sequence[str]) -> NDArray[np.bool_]:
    length = min(SHINGLE, len(true))
    covered = np.zeros(len(stream), np.bool_)
    if not length:
        return covered
    wanted = Counter(tuple(true[start : start + length]) for start in range(len(true) - length + 1))
    places = defaultdict[tuple[str, ...], list[int]](list)
    for place in range(len(stream) - length + 1):
        shingle = tuple(stream[place : place + length])
        if shingle in wanted:
            places[shingle].append(place)
    presence = _presence(len(stream), [place for found in places.values() for place in found])
    for shingle, found in places.items():
        for place in sorted(found, key=lambda place: -presence[place])[: wanted[shingle]]:
            covered[place : place + length] = True
    return covered


def _presence(size: int, places: Sequence[int]) -> NDArray[np.float64]:
    """How many of `places` are near each of `size` places."""
    marked = np.zeros(size)
    marked[list(places)] = 1
    sums = np.concatenate([[0.0], np.cumsum(marked)])
    place = np.arange(size)
    near: NDArray[np.float64] = sums[np.minimum(place + _AROUND, size)] - sums[np.maximum(place - _AROUND, 0)]
    return near
