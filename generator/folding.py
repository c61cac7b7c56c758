"""When two spellings are one name: the form that they are compared in."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‛ʼ′`´"), "'") | dict.fromkeys(map(ord, "“”„‟«»"), '"')
_TURKISH = {ord("İ"): "i", 0x307: None}  # casefold() makes of İ an i with a loose dot above, which no other spelling has
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\ufeff"))
_ONE_KIND = _DASHES | _QUOTES | _TURKISH | _INVISIBLE
_MARKS = (*"\"',;:!?",)
_OPENINGS = (*_MARKS, "the ")
_CLOSINGS = (*_MARKS, "'s")
_EDGES = re.compile(r"""^(?:["',;:!?\s]|the\s)+|(?:["',;:!?\s]|(?<=\w)'s(?=\W*$))+$""")


def fold(name: str) -> str:
    """`name` by what it says: NFKC, case-folded, without a leading "the" or a trailing "'s".

    Dashes, quotes and white space are of one kind, soft hyphens and marks of direction gone. Folding twice changes nothing.
    "" if nothing is left.
    """
    text = name.casefold().replace("`", "'") if name.isascii() else _fold_unicode(name)
    text = " ".join(text.split())
    while text.startswith(_OPENINGS) or text.endswith(_CLOSINGS):  # a test that costs a tenth of the substitution
        trimmed = _EDGES.sub("", text)
        if trimmed == text:
            break
        text = trimmed
    return text


def _fold_unicode(name: str) -> str:
    """NFKC and case folding undo each other in a few letters, so they take turns until nothing moves, mostly twice."""
    text = name
    while True:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_ONE_KIND)
        if folded == text:
            return text
        text = folded
