"""The characters of a whole text at once: what kind each is, which word it belongs to, in which line it stands.

Numbers about lines come from counts of these. A text of 20,000 characters takes about half a millisecond; in plain
Python it would take thirty.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

CAPITAL, SMALL, CASELESS, DIGIT, IDEOGRAPH, SPACE, STOP, COMMA, COLON = range(9)
QUOTE, DASH, BAR, BRACKET, ASKING, CALLING, SYMBOL, POINT = range(9, 17)
KINDS: Final = 17
"""The number of kinds. The first four make up words; every ideograph is a word of its own."""

_BY_CATEGORY: Final = {
    "Lu": CAPITAL, "Lt": CAPITAL, "Ll": SMALL, "Lo": CASELESS, "Lm": CASELESS, "Mn": CASELESS, "Mc": CASELESS,
    "Nd": DIGIT, "Nl": DIGIT, "No": DIGIT, "Zs": SPACE, "Zl": SPACE, "Zp": SPACE, "Cc": SPACE,
}  # fmt: skip
_BY_CHARACTER: Final = (
    ("….。．।॥።۔", STOP), ("?？؟", ASKING), ("!！", CALLING), (",，、،;；؛", COMMA), (":：", COLON),
    ("\"'”’“‘»«「」『』„", QUOTE), ("-–—", DASH), ("|›·•>/→▶►▼▾", BAR), ("()[]（）【】", BRACKET),
)  # fmt: skip
# Hiragana to katakana, and Han: written without spaces. Hangul syllables say as much each, but stand in words.
_IDEOGRAPHS: Final = ((0x3041, 0x3100), (0x3400, 0xA000), (0xF900, 0xFB00))
_HANGUL: Final = (0xAC00, 0xD7A4)
# What stands beyond the first plane is looked up as one of these two: an ideograph, or a symbol.
_PLANE: Final = 0x10000
_SECOND_PLANE: Final = 0x20000
_AN_IDEOGRAPH: Final = 0x4E00
_A_SYMBOL: Final = 0x25A0

# An ideograph, or a syllable, is as wide as 2.5 letters (as in `scripts.width`).
_WIDER: Final = 1.5
# Letters by which a word is known, so that its endings matter little; shorter words are grammar.
_STEM: Final = 7
_CONTENT: Final = 4
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


class Glyphs(msgspec.Struct, frozen=True):
    """A text of `n` lines, counted.

    counts    (n, KINDS) how many characters of each kind a line holds
    width     (n,) in letters, an ideograph or syllable counting 2.5
    words     (n,) how many words; each ideograph is one
    capitals  (n,) words that begin with a capital
    shouted   (n,) words that begin with two
    stops     (n,) sentences that end inside the line
    opening   (n,) the kind of its first character
    term      a number for each word (for two ideographs in a row), the same for the same beginnings
    line      the line in which each of these stands
    content   whether each is long enough to mean something
    """

    counts: Floats
    width: Floats
    words: Floats
    capitals: Floats
    shouted: Floats
    stops: Floats
    opening: Integers
    term: NDArray[np.uint64]
    line: Integers
    content: Flags


def glyphs_of(texts: Sequence[str]) -> Glyphs:
    """`texts`, which hold no line break and are not empty, counted line by line."""
    n = len(texts)
    codes = _codes("\n".join(texts) + "\n")
    kind = _KIND[codes]
    ends = np.flatnonzero(codes == ord("\n"))
    line = np.repeat(np.arange(n), np.diff(ends, prepend=-1))
    before = np.concatenate([[SPACE], kind[:-1]])
    after = np.concatenate([kind[1:], [SPACE]])
    begins = ((kind <= DIGIT) & (before > DIGIT)) | (kind == IDEOGRAPH)

    def per_line(flags: Flags) -> Floats:
        return np.bincount(line[flags], minlength=n).astype(np.float64)

    counts = np.bincount(line * KINDS + kind, minlength=n * KINDS).reshape(n, KINDS).astype(np.float64)
    counts[:, SPACE] -= 1  # the line's own break
    stops = ((kind == STOP) & (after == SPACE)) | ((kind <= COMMA) & (kind >= STOP) & (before == IDEOGRAPH))
    wide = per_line((kind == IDEOGRAPH) | ((codes >= _HANGUL[0]) & (codes < _HANGUL[1])))
    term, content = _terms(codes, kind, begins)
    return Glyphs(
        counts,
        counts.sum(1) + _WIDER * wide,
        per_line(begins),
        per_line(begins & (kind == CAPITAL)),
        per_line(begins & (kind == CAPITAL) & (after == CAPITAL)),
        per_line(stops),
        kind[np.concatenate([[0], ends[:-1] + 1])].astype(np.int64),
        term,
        line[begins],
        content,
    )


def _codes(text: str) -> Integers:
    """The code points of `text`; those beyond the first plane as one that stands for their kind."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    if codes.max() < _PLANE:
        return codes
    return np.where(codes < _PLANE, codes, np.where(codes < _SECOND_PLANE, _A_SYMBOL, _AN_IDEOGRAPH))


def _terms(codes: Integers, kind: NDArray[np.uint8], begins: Flags) -> tuple[NDArray[np.uint64], Flags]:
    """A number for each word that begins, by its first letters in lower case; and whether it is long enough to matter."""
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.zeros(0, np.uint64), np.zeros(0, np.bool_)
    place = np.arange(len(codes))
    offset = place - np.maximum.accumulate(np.where(begins, place, 0))
    counted = (kind <= IDEOGRAPH) & (offset < _STEM)
    mixed = _NUMBER[codes] * ((offset.astype(np.uint64) * np.uint64(2) + np.uint64(1)) * _MIX)
    mixed = np.where(counted, mixed ^ (mixed >> np.uint64(29)), np.uint64(0))
    term = np.add.reduceat(mixed, starts)
    ideograph = kind[starts] == IDEOGRAPH
    pair = term * np.uint64(31) + np.concatenate([term[1:], term[:1]])
    length = np.add.reduceat(counted.astype(np.int64), starts)
    content = (length >= _CONTENT) | ideograph | ((kind[starts] == CASELESS) & (length > 1))
    return np.where(ideograph, pair, term), content


def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
    """For each character of the first plane its kind, and a number that its capital and its small letter share."""
    characters = [chr(code) for code in range(_PLANE)]
    kind = np.array([_kind(unicodedata.category(char)) for char in characters], np.uint8)
    for start, stop in _IDEOGRAPHS:
        kind[start:stop] = np.where(kind[start:stop] == CASELESS, IDEOGRAPH, kind[start:stop])
    for members, of in _BY_CHARACTER:
        for char in members:
            kind[ord(char)] = of
    small = np.arange(_PLANE)
    for code in np.flatnonzero(kind == CAPITAL):
        lower = characters[code].lower()
        small[code] = ord(lower) if len(lower) == 1 else code
    # Any fixed numbers do, if they are odd and far apart: splitmix64's constants.
    number = (np.arange(1, _PLANE + 1, dtype=np.uint64) * _MIX) ^ np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB) | np.uint64(1)
    return kind, number[small]


def _kind(category: str) -> int:
    return _BY_CATEGORY.get(category, POINT if category[0] == "P" else SYMBOL)


_KIND, _NUMBER = _tables()
