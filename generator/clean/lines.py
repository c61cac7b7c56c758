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


class _Raw:
    """One raw line, and what joining asks of it.

    blank    True if it holds nothing
    columns  True if it is set in columns
    width    without the blanks after it, in letters

    And once it has begun, which only lines of text that may be wrapped need:

    first   its first character that is not blank
    indent  of its first word, in columns; a tab goes to the next multiple of 4
    apart   True if it never continues a paragraph: it begins with a bullet, or is set in columns
    """

    __slots__ = ("apart", "blank", "columns", "first", "indent", "text", "width")

    def __init__(self, text: str) -> None:
        self.text = text.rstrip()
        self.blank = not self.text
        self.width = width(self.text)
        self.columns = _has_columns(self.text)

    def begin(self) -> None:
        """Work out how it begins: wire copy asks several times of each line."""
        head = self.text.lstrip()
        before = len(self.text) - len(head)
        self.first = head[:1]
        self.indent = len(self.text[:before].expandtabs(4)) if before else 0
        self.apart = self.columns or (not self.first.isalpha() and _BULLET.match(head) is not None)

    def first_word_width(self) -> float:
        """The width of the first word, or of the first ideograph."""
        return width(self.first if is_wide(self.first) else self.text.split(None, 1)[0])


def lines_of(text: str, first: int, apart: Callable[[str], object] | None = None) -> list[Line]:
    """The lines of `text`, the first of which is line `first` of its file.

    Each line of `text` that is not blank goes into exactly one of them. A line for which `apart` is true is never
    joined to another, so that a rule about that line finds it as it stands.
    """
    raw = [_BLANK if not line or line.isspace() else _Raw(line) for line in text.split("\n")]
    column = _wrap_column(raw)
    found: list[Line] = []
    start = 0
    while start < len(raw):
        if raw[start].blank:
            start += 1
            continue
        end = start + 1
        while end < len(raw) and _continues(raw[end - 1], raw[end], column, apart):
            end += 1
        found.append(_line(raw, start, end, first))
        start = end
    return found


def is_ended(text: str) -> bool:
    """Whether `text` ends as a sentence does, in any script, with the quotes and brackets that may follow."""
    return text[-1:] in _STOPS or (text[-1:] in _CLOSING and text.rstrip(_CLOSING)[-1:] in _STOPS)


def _line(raw: Sequence[_Raw], start: int, end: int, first: int) -> Line:
    lone = end - start == 1
    own = raw[start]
    text = " ".join(own.text.split()) if lone else _joined(raw[start:end])
    columns = lone and own.columns
    return Line(
        first + start,
        text,
        own.width if text == own.text else width(text),
        is_ended(text),
        start == 0 or raw[start - 1].blank,
        lone and (columns or own.text[0] in " \t"),
        columns,
    )


def _joined(wrapped: Sequence[_Raw]) -> str:
    """The wrapped lines as one, with a space between them except between ideographs."""
    if wrapped[0].text.isascii() and all(line.text.isascii() for line in wrapped):
        return " ".join(" ".join([line.text for line in wrapped]).split())
    text = " ".join(wrapped[0].text.split())
    for line in wrapped[1:]:
        more = " ".join(line.text.split())
        text += more if is_wide(text[-1]) and is_wide(more[0]) else " " + more
    return text


def _wrap_column(raw: Sequence[_Raw]) -> float:
    """The column at which the text is wrapped, in letters; 0 if it is not."""
    total = sum([line.width for line in raw])
    if sum([line.width for line in raw if line.width > _WIDEST_WRAP]) > _LONG_SHARE * total:
        return 0
    for line in raw:
        if not line.blank:
            line.begin()
    pairs = [(a, b) for a, b in pairwise(raw) if a.width <= _WIDEST_WRAP and _adjoin(a, b)]
    if not pairs:
        return 0
    column = max([a.width for a, _ in pairs])
    if column < _NARROWEST_WRAP:
        return 0
    full = sum([_is_full(a, b, column) for a, b in pairs])
    return column if full >= _FULL_SHARE * len(pairs) else 0


def _adjoin(a: _Raw, b: _Raw) -> bool:
    """Whether `b` could continue the paragraph of `a`: both hold words, and `b` neither starts a new one nor a table."""
    return not (a.blank or b.blank or a.columns or b.apart) and b.indent < max(a.indent, 1) + 1


def _continues(a: _Raw, b: _Raw, column: float, apart: Callable[[str], object] | None) -> bool:
    if a.blank or b.blank or (apart and (apart(a.text) or apart(b.text))):
        return False
    if column == 0:
        return _is_cut_capitals(a, b)
    return _adjoin(a, b) and (_is_full(a, b, column) or _is_cut_capitals(a, b) or _is_cut_sentence(a, b))


def _is_full(a: _Raw, b: _Raw, column: float) -> bool:
    """Whether the first word of `b` had no room after `a`."""
    room = column - _RAGGED - a.width - 1
    return room < 0 or b.first_word_width() > room


def _is_cut_sentence(a: _Raw, b: _Raw) -> bool:
    """A sentence that goes on in lower case, in a text that is known to be wrapped."""
    return is_small(b.first) and a.text[-1].isalnum()


def _is_cut_capitals(a: _Raw, b: _Raw) -> bool:
    """A headline in capitals that goes on: wire services break it at about 60 letters, whatever the body's column."""
    return (
        45 <= len(a.text) <= _WIDEST_WRAP
        and len(b.text) < len(a.text)
        and not b.text.startswith(("  ", "\t", " \t"))
        and a.text.isupper()
        and b.text.isupper()
        and not a.text.endswith(".")
    )


def _has_columns(line: str) -> bool:
    # The plain searches come first because nine lines of ten end there.
    return ("   " in line or "\t" in line) and _COLUMNS.search(line) is not None


_BLANK: Final = _Raw("")
"""Every blank line: a file may hold nothing else, thirty million of them."""
