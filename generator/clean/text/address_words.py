"""The words of a document's own address, which often are those of its headline."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import unquote

_WORD: Final = re.compile(r"[^\W_]{2,}")
_APOSTROPHE: Final = re.compile(r"['’]")
# Fewer words in an address are a section's name, or none of the headline's.
_FEWEST: Final = 2


def slug_of(address: str) -> frozenset[str]:
    """The words of that part of the path of `address` that has most; none, if it has less than two that are no numbers."""
    path = address.rpartition("//")[2].partition("?")[0].partition("#")[0].partition("/")[2]
    longest = max((_words(part) for part in unquote(path).split("/")), key=len)
    words = frozenset(word for word in longest if not word.isdigit())
    return words if len(words) >= _FEWEST else frozenset()


def likeness(slug: frozenset[str], text: str) -> float:
    """How far `text` has the same words as a `slug`, from 0 to 1: the harmonic mean of what either shares with the other."""
    words = _words(text)
    return 2 * len(words & slug) / max(1, len(words) + len(slug))


def _words(text: str) -> frozenset[str]:
    """The words of `text` as addresses spell them: in small letters, without accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text.casefold()))
    return frozenset(_WORD.findall("".join(char for char in decomposed if not unicodedata.combining(char))))
