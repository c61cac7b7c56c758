"""Whether a text is a page dump, everything that a browser showed, or a plain story with some dirt on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.clean.forms import is_prose
from generator.clean.lines import Line

# A dump has at least so many lines that are neither running text nor sentences, and they are at least this share of all.
_DUMP_LINES: Final = 10
_DUMP_SHARE: Final = 0.25


def is_dump(lines: Sequence[Line]) -> bool:
    """Whether `lines` are all that a web page showed, rather than a story."""
    if len(lines) < _DUMP_LINES:
        return False
    short = sum(not (line.table or line.ended or is_prose(line)) for line in lines)
    return short >= _DUMP_LINES and short >= _DUMP_SHARE * len(lines)
