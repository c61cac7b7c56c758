"""The one form that all text has once it is read: NFC, one kind of line end, nothing invisible that could mislead."""

from __future__ import annotations

import re
import unicodedata

_TO_LINE_END = "\v\f\x85\u2028\u2029"
_ASCII = dict[int, str | None].fromkeys((*range(9), *range(0x0E, 0x20), 0x7F)) | {0x0B: "\n", 0x0C: "\n"}

# C0 and C1 controls, soft hyphen, line and paragraph separators, bidi embeddings, overrides and isolates, surrogates,
# the zero-width no-break space and noncharacters (the last two of each plane among them), which no XML may hold.
# Direction marks (U+200E, U+200F), joiners and zero-width spaces stay: Arabic, Hebrew, Persian, Thai and emoji are
# written with them.
# All from U+1FFFE on are looked at (`_replacement`): 32 more characters in this set make the search ten times slower.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\U0001fffe-\U0010ffff]"
)

# Stream-Safe Text (UAX #15, section 13): no more combining marks in a row than this. Putting them in their order is
# quadratic in the length of the row, and no writing needs as many: past 30, a grapheme joiner begins a new row.
_MOST_MARKS = 30
_JOINER = "\u034f"
# Any combining mark, and more: `re` knows no classes of marks. The commonest punctuation beyond ASCII is left out.
_MARK = r"[^\w\s\x00-\xbf\u2010-\u2060\u3000-\u3029\uff00-\uff65]"
# A row too long holds four at multiples of seven one after another, and few other texts do.
_STRIDE = 7
_PERHAPS_A_ROW = re.compile(rf"{_MARK}{{{_MOST_MARKS // _STRIDE}}}")
_ROW = re.compile(rf"{_MARK}{{{_MOST_MARKS + 1},}}")


def normal(text: str) -> str:
    """Bring `text` into NFC, with line feeds for line ends, tabs kept, other controls removed; see `_UNWANTED`.

    Idempotent, and linear in the length of `text`. What is removed could only hide words from a search, reorder what a
    reader sees, or break XML.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text.translate(_ASCII)  # 3 µs for 3 KB, where the search below takes 14
    if _UNWANTED.search(text):
        text = _UNWANTED.sub(_replacement, text)
    # Again after composing, which can leave a letter one mark more than it had: ḗ with a cedilla is ȩ with two marks.
    return _stream_safe(unicodedata.normalize("NFC", _stream_safe(text)))


def _replacement(match: re.Match[str]) -> str:
    char = match[0]
    if char > "\uffff":
        return "" if ord(char) & 0xFFFE == 0xFFFE else char
    return "\n" if char in _TO_LINE_END else ""


def _stream_safe(text: str) -> str:
    """`text` with a joiner after each 30 combining marks in a row; nothing is lost."""
    return _ROW.sub(_in_rows, text) if _PERHAPS_A_ROW.search(text[::_STRIDE]) else text


def _in_rows(match: re.Match[str]) -> str:
    pieces: list[str] = []
    length = 0
    for char in match[0]:
        length = length + 1 if _is_mark(char) else 0
        if length > _MOST_MARKS:
            pieces.append(_JOINER)
            length = 1
        pieces.append(char)
    return "".join(pieces)


def _is_mark(char: str) -> bool:
    """Whether `char` takes part in canonical ordering: it, or what it stands for, begins with a combining mark."""
    return unicodedata.combining(unicodedata.normalize("NFD", char)[0]) > 0
