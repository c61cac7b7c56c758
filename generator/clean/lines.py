"""Text into lines that stand for themselves: hard-wrapped lines are joined to paragraphs, everything else stays a line.

Three shapes of text come in: a paragraph a line, paragraphs wrapped at some column with blank lines between them, and
wire copy, wrapped with each paragraph's first line indented. Tables of figures are lines and stay so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from generator.clean.scripts import is_small, is_wide, width

# Nobody wraps text at a column beyond this: a longer line is a whole paragraph.
_WIDEST_WRAP: Final = 120
# Nor below this (in letters): such lines are menus, verse or tables.
_NARROWEST_WRAP: Final = 38
# A document with this share of its characters in longer lines is not wrapped.
_LONG_SHARE: Final = 0.3
# This share of its lines must have had no room for the next line's first word.
_FULL_SHARE: Final = 0.6
# Room that a ragged margin may leave, in letters: typists break early at a long word.
_RAGGED: Final = 8

_STOPS: Final = frozenset(".!?…。！？．։؟۔।॥።")
_CLOSING: Final = "\"'”’»«“)]）」』 "

_COLUMNS: Final = re.compile(r"\S(?: {3,}| ?\t\s*)\S")
_BULLET: Final = re.compile(r"[-–—*•●▪■◆·‣+][ \t]+\S|\d{1,2}[.)][ \t]+\S")
_INDENT: Final = re.compile(r"[ \t\u3000]*")


class Line(msgspec.Struct, frozen=True):
    """A paragraph, or a line that stands for itself.

    number  the line of the source file at which it begins
    text    its words, white space collapsed
    width   its length in letters (an ideograph counts 2.5)
    ended   True if it ends as a sentence does
    gap     True if a blank line, or the document's edge, is before it
    table   True if it is set in columns or indented: figures, verse
    columns True if it is set in columns: figures, or a menu
    """

    number: int
    text: str
    width: float
    ended: bool
    gap: bool
    table: bool
    columns: bool


def lines_of(text: str, first: int, apart: Callable[[str], object] | None = None) -> list[Line]:
    """The lines of `text`, the first of which is line `first` of its file.

    Each line of `text` that is not blank goes into exactly one of them. A line for which `apart` is true is never
    joined to another, so that a rule about that line finds it as it stands.
    """
    raw = text.split("\n")
    column = _wrap_column(raw)
    found: list[Line] = []
    start = 0
    while start < len(raw):
        if not raw[start] or raw[start].isspace():
            start += 1
            continue
        end = start + 1
        while end < len(raw) and _continues(raw, end, column, apart):
            end += 1
        found.append(_line(raw, start, end, first))
        start = end
    return found


def is_ended(text: str) -> bool:
    """Whether `text` ends as a sentence does, in any script, with the quotes and brackets that may follow."""
    return text[-1:] in _STOPS or (text[-1:] in _CLOSING and text.rstrip(_CLOSING)[-1:] in _STOPS)


def _line(raw: Sequence[str], start: int, end: int, first: int) -> Line:
    lone = end - start == 1
    text = " ".join(raw[start].split()) if lone else _joined(raw[start:end])
    columns = lone and _has_columns(raw[start])
    return Line(
        first + start,
        text,
        width(text),
        is_ended(text),
        start == 0 or not raw[start - 1].strip(),
        lone and (columns or raw[start][0] in " \t"),
        columns,
    )


def _joined(wrapped: Sequence[str]) -> str:
    """The wrapped lines as one, with a space between them except between ideographs."""
    text = " ".join(wrapped[0].split())
    for line in wrapped[1:]:
        more = " ".join(line.split())
        text += more if is_wide(text[-1]) and is_wide(more[0]) else " " + more
    return text


def _wrap_column(raw: Sequence[str]) -> float:
    """The column at which the text is wrapped, in letters; 0 if it is not."""
    lengths = [width(line) for line in raw]
    total = sum(lengths)
    if sum(length for length in lengths if length > _WIDEST_WRAP) > _LONG_SHARE * total:
        return 0
    pairs = [(a, b) for a, b in pairwise(raw) if width(a) <= _WIDEST_WRAP and _adjoin(a, b)]
    if not pairs:
        return 0
    column = max(width(a.rstrip()) for a, _ in pairs)
    full = sum(1 for a, b in pairs if _is_full(a, b, column))
    return column if column >= _NARROWEST_WRAP and full >= _FULL_SHARE * len(pairs) else 0


def _adjoin(a: str, b: str) -> bool:
    """Whether `b` could continue the paragraph of `a`: both hold words, and `b` neither starts a new one nor a table."""
    return (
        bool(a.strip() and b.strip())
        and _indent(b) < max(_indent(a), 1) + 1
        and not _BULLET.match(b.lstrip())
        and not _has_columns(a)
        and not _has_columns(b)
    )


def _continues(raw: Sequence[str], index: int, column: float, apart: Callable[[str], object] | None) -> bool:
    a, b = raw[index - 1], raw[index]
    if not a.strip() or not b.strip() or (apart and (apart(a) or apart(b))):
        return False
    if column == 0:
        return _is_cut_capitals(a, b)
    return _adjoin(a, b) and (_is_full(a, b, column) or _is_cut_capitals(a, b) or _is_cut_sentence(a, b))


def _is_full(a: str, b: str, column: float) -> bool:
    """Whether the first word of `b` had no room after `a`."""
    head = b.lstrip()
    word = head[0] if is_wide(head[0]) else head.split(None, 1)[0]
    return width(a.rstrip()) + 1 + width(word) > column - _RAGGED


def _is_cut_sentence(a: str, b: str) -> bool:
    """A sentence that goes on in lower case, in a text that is known to be wrapped."""
    return is_small(b.lstrip()[0]) and a.rstrip()[-1].isalnum()


def _is_cut_capitals(a: str, b: str) -> bool:
    """A headline in capitals that goes on: wire services break it at about 60 letters, whatever the body's column."""
    return (
        45 <= len(a) <= _WIDEST_WRAP
        and len(b) < len(a)
        and _indent(b) < 2
        and a.isupper()
        and b.isupper()
        and not a.endswith(".")
    )


def _has_columns(line: str) -> bool:
    # The plain searches come first because nine lines of ten end there.
    return ("   " in line or "\t" in line) and _COLUMNS.search(line) is not None


def _indent(line: str) -> int:
    found = _INDENT.match(line)
    return len(found.group().expandtabs(4)) if found else 0
