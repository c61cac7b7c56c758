"""Writing systems: which one a line is in, and how wide its letters are.

A line in another script than the body (a Georgian "subscribe" under an English story) is strong evidence of junk, and
some scripts name their language. Only what news is written in is told apart; the rest is "Zyyy", ISO 15924 for common.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import Final

# Start of a range, ISO 15924 code of what lies from there to the next start. "" is no letter, or nobody's in particular.
_RANGES: Final = (
    (0x0041, "Latn"), (0x005B, ""), (0x0061, "Latn"), (0x007B, ""), (0x00AA, "Latn"), (0x00AB, ""), (0x00BA, "Latn"),
    (0x00BB, ""), (0x00C0, "Latn"), (0x00D7, ""), (0x00D8, "Latn"), (0x00F7, ""), (0x00F8, "Latn"), (0x02B9, ""),
    (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"), (0x0700, "Syrc"),
    (0x0750, "Arab"), (0x0780, "Thaa"), (0x07C0, "Nkoo"), (0x0800, ""), (0x08A0, "Arab"), (0x0900, "Deva"),
    (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"), (0x0B80, "Taml"), (0x0C00, "Telu"),
    (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"),
    (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, "Cher"), (0x1400, "Cans"),
    (0x1680, ""), (0x1780, "Khmr"), (0x1800, "Mong"), (0x18B0, ""), (0x1C90, "Geor"), (0x1CC0, ""), (0x1E00, "Latn"),
    (0x1F00, "Grek"), (0x2000, ""), (0x2C60, "Latn"), (0x2C80, ""), (0x2D00, "Geor"), (0x2D30, "Tfng"), (0x2D80, "Ethi"),
    (0x2DE0, "Cyrl"), (0x2E00, ""), (0x3041, "Kana"), (0x3100, "Bopo"), (0x3130, "Hang"), (0x3190, ""), (0x31F0, "Kana"),
    (0x3200, ""), (0x3400, "Hani"), (0x4DC0, ""), (0x4E00, "Hani"), (0xA000, "Yiii"), (0xA4D0, ""), (0xA640, "Cyrl"),
    (0xA6A0, ""), (0xA720, "Latn"), (0xA800, ""), (0xAA00, ""), (0xAC00, "Hang"), (0xD7B0, ""), (0xF900, "Hani"),
    (0xFB00, "Latn"), (0xFB13, "Armn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, ""), (0xFE70, "Arab"), (0xFF00, ""),
    (0xFF21, "Latn"), (0xFF3B, ""), (0xFF41, "Latn"), (0xFF5B, ""), (0xFF66, "Kana"), (0xFFA0, "Hang"), (0xFFE0, ""),
    (0x20000, "Hani"), (0x32000, ""),
)  # fmt: skip
_STARTS: Final = [start for start, _ in _RANGES]
_CODES: Final = [code for _, code in _RANGES]

# A script with this share of the letters is the line's; below it the line is mixed, and no evidence either way.
_SHARE: Final = 0.6
# Letters looked at: a line does not change script after this many.
_SAMPLE: Final = 120
# One ideograph or syllable says about as much as this many letters of an alphabet.
_WIDE_WORTH: Final = 2.5
_WIDE: Final = re.compile(r"[\u1100-\u115f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U00031fff]")
_LETTERS: Final = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=4096)
def _script_of(char: str) -> str:
    return _CODES[max(bisect_right(_STARTS, ord(char)) - 1, 0)] if char >= "A" else ""


def counts(text: str) -> Counter[str]:
    """How many letters of each script are in `text`, by ISO 15924 code; what is no letter is not counted."""
    found: Counter[str] = Counter()
    # A text repeats few letters many times: counting them first leaves few to look up.
    for char, times in Counter(text).items():
        code = _script_of(char)
        if code:
            found[code] += times
    return found


def script(text: str) -> str:
    """The ISO 15924 code of the script that most of `text` is in; "Zyyy" for no letters, or for a mixture.

    Japanese is "Kana": kana stand among its ideographs.
    """
    if text.isascii():
        return "Latn" if _LETTERS.search(text) else "Zyyy"
    found = counts(text[:_SAMPLE])
    total = found.total()
    if not total:
        return "Zyyy"
    if found["Kana"]:
        found["Kana"] += found.pop("Hani", 0)
    code, most = found.most_common(1)[0]
    return code if most >= _SHARE * total else "Zyyy"


def width(text: str) -> float:
    """The length of `text` in letters of an alphabet: an ideograph or a syllable block counts 2.5."""
    if text.isascii():
        return len(text)
    return len(text) + (_WIDE_WORTH - 1) * sum(1 for _ in _WIDE.finditer(text))


def is_small(char: str) -> bool:
    """Whether `char` is a small letter of a script whose sentences begin with a capital; Georgian's do not."""
    return char.islower() and char.title() != char


def is_wide(char: str) -> bool:
    """Whether `char` is an ideograph, kana or Hangul: between the first two no space is written."""
    return _WIDE.match(char) is not None
