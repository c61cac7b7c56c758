"""The bytes of a file -> its text, in normal form, with the encoding that it was in and what got lost."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from generator.errors import ContentError, Problem
from generator.normal import normal
from generator.read.encodings import declared_codec, detected_codec, public_name, utf16_order
from generator.read.signature import binary_format

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOST = "\ufffd"
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")

# Japanese and Korean mail and wire text in seven bits, told by the sequences that switch its character sets.
_ESCAPES = ((re.compile(rb"\x1b\$[@B]|\x1b\$\([BD]"), "iso2022_jp"), (re.compile(rb"\x1b\$\)C"), "iso2022_kr"))

# How much of a text may be controls or undecodable before it is no text. In valid UTF-8, controls are dirt; elsewhere
# they are a sign of binary data, of which one byte in ten is a control by chance.
_CONTROLS = bytes([*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_CONTROLS_IN_UTF8, _CONTROLS_IN_OTHER = 0.3, 0.03
_GOOD_PER_BAD_IN_UTF8 = 2  # other encodings yield at most one accidental UTF-8 letter for every two broken bytes
_GOOD_PER_BAD_DECLARED = 50
_LOST_BY_MARK = 0.1
_HEAD = 1 << 20  # enough of a file to tell how dirty it is

Decoding = tuple[str, str]  # text as decoded, codec


class Decoded(NamedTuple):
    """Text and where it comes from.

    text      in normal form (see `normal`), never blank
    encoding  the encoding of the bytes, by a name that Python's codecs know too
    problems  a warning if some bytes had no meaning in it and are U+FFFD now
    """

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(path: str, data: bytes, *, markup: bool = False) -> Decoded:
    """Decode the file at `path`; with `markup` it may declare its encoding as HTML does.

    In this order: a byte-order mark; strict UTF-8, which no other encoding is by accident, so that a declaration left
    over from before a page was converted does no harm; UTF-16 by its NULs; what the markup declares; UTF-8 with some
    damage; the likeliest encoding by its letters. Raises ContentError for an empty, binary or undecodable file.
    """
    if not data or data.isspace():
        raise _error(path, "is empty", "write something into it or delete it", "empty file")
    decoding = _by_mark(data) or _as_utf8(data) or _as_something_else(path, data, markup=markup)
    text = normal(decoding[0])
    if not text or text.isspace():
        raise _error(path, "is empty but for control characters", "write something into it or delete it", "empty file")
    return Decoded(text, public_name(decoding[1]), _about_loss(path, data, decoding) if _LOST in text else ())


def _by_mark(data: bytes) -> Decoding | None:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, "replace")
            if text.count(_LOST) <= _LOST_BY_MARK * len(text):  # else chance has begun something else with these bytes
                return text, codec
    return None


def _as_utf8(data: bytes) -> Decoding | None:
    """Strict UTF-8 without anything that speaks for another encoding or for a binary format."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    suspicious = b"\0" in data or b"\x1b" in data or data.startswith((b"%PDF", b"{\\rtf"))
    return None if suspicious else (text, "utf-8")


def _as_something_else(path: str, data: bytes, *, markup: bool) -> Decoding:
    """Whatever is not plainly UTF-8. Raises ContentError for what is no text in any encoding."""
    if (looks := binary_format(data)) is not None:
        raise _binary(path, f"is {looks}, not text")
    valid = _strictly(data, "utf-8")
    found = _by_escapes(data) or _by_nuls(data, valid=valid is not None)
    if found:
        return found
    if valid:
        if _share_of_controls(data) > _CONTROLS_IN_UTF8:
            raise _binary(path, "is binary data, not text")
        return valid
    found = (_as_declared(data) if markup else None) or _as_damaged_utf8(data)
    if found:
        return found
    if _share_of_controls(data) > _CONTROLS_IN_OTHER:
        raise _binary(path, "is binary data, not text")
    return _as_detected(path, data, markup=markup)


def _strictly(data: bytes, codec: str) -> Decoding | None:
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError:
        return None


def _by_escapes(data: bytes) -> Decoding | None:
    for escape, codec in _ESCAPES:
        if b"\x1b" in data and escape.search(data):
            return _strictly(data, codec)
    return None


def _by_nuls(data: bytes, *, valid: bool) -> Decoding | None:
    codec = utf16_order(data, valid_utf8=valid)
    return _strictly(data, codec) if codec else None


def _as_declared(data: bytes) -> Decoding | None:
    codec = declared_codec(data)
    return _with_losses(data, codec, _GOOD_PER_BAD_DECLARED) if codec else None


def _as_damaged_utf8(data: bytes) -> Decoding | None:
    return _with_losses(data, "utf-8", _GOOD_PER_BAD_IN_UTF8)


def _with_losses(data: bytes, codec: str, good_per_bad: int) -> Decoding | None:
    """Decode with U+FFFD for what is invalid, if few enough is: so many good letters beyond ASCII for each."""
    text = data.decode(codec, "replace")
    lost = text.count(_LOST)
    beyond = sum(len(run) for run in _BEYOND_ASCII.findall(text))
    return (text, codec) if beyond - lost >= good_per_bad * lost else None


def _as_detected(path: str, data: bytes, *, markup: bool) -> Decoding:
    codec = detected_codec(data, markup=markup)
    found = _with_losses(data, codec, 1) if codec else None
    if found is None:
        raise _error(
            path,
            "is in an encoding that can't be told"
            if codec is None
            else f"is not quite in {public_name(codec)}, nor in UTF-8",
            "save it as UTF-8",
            "undecodable",
        )
    return found


def _share_of_controls(data: bytes) -> float:
    head = data[:_HEAD].rstrip(b"\0")  # a crashed disk or an old tape pads with NULs
    return 1 - len(head.translate(None, _CONTROLS)) / max(1, len(head))


def _about_loss(path: str, data: bytes, decoding: Decoding) -> tuple[Problem, ...]:
    """Warn of the U+FFFD in the text, unless somebody else put them there before it came to us."""
    text, codec = decoding
    there_before = data.count(_LOST.encode(codec, "ignore")) if codec.startswith("utf") else 0
    lost = text.count(_LOST) - there_before
    if lost <= 0:
        return ()
    line = normal(text[: text.index(_LOST)]).count("\n") + 1
    fault = f"{lost:,} invalid byte{'s' if lost > 1 else ''} in {public_name(codec)} became U+FFFD, the first in this line"
    return (
        Problem(f"{path}:{line}", fault, "save the file as UTF-8 if words are broken there", "invalid bytes", "warning"),
    )


def _binary(path: str, fault: str) -> ContentError:
    return _error(path, fault, "save its words as text, HTML or Markdown, or take it out of content/", "binary file")


def _error(path: str, fault: str, remedy: str, kind: str) -> ContentError:
    return ContentError(Problem(path, fault, remedy, kind))
