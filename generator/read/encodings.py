"""Which encoding a file without a byte-order mark is in: what it declares, what its NULs show, what its letters suggest."""

from __future__ import annotations

import codecs
import re

# As on the web (WHATWG Encoding): who writes the left one means the right one, which holds all of it and more.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "utf-16": "utf-8",  # a declaration that was read as ASCII is not in UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
# Python's other codecs are no encodings of text ("rot13", "zip", "unicode_escape") or no safe ones (UTF-7).
_BEYOND_WINDOWS_AND_ISO = (
    "utf-8 koi8-r koi8-u cp866 cp874 mac-roman mac-cyrillic kz1048 ptcp154 "
    "cp932 euc_jp iso2022_jp cp949 iso2022_kr johab gb18030 hz big5hkscs "
    "cp437 cp737 cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp869"
)
_KNOWN = frozenset(
    [
        *_BEYOND_WINDOWS_AND_ISO.split(),
        *(f"cp{number}" for number in range(1250, 1259)),
        *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    ]
)
_UNKNOWN_TO_PYTHON = {
    "windows-874": "cp874",
    "windows-949": "cp949",
    "gb_2312-80": "gb18030",
    "iso-8859-8-i": "iso8859-8",
    "sjis": "cp932",
}

# The HTML standard looks at 1,024 bytes; saved pages put scripts and banners before their <meta>.
_PRESCAN = 8192
_DECLARED = re.compile(
    rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']\s*([\w.:-]{2,40})
       | <meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE | re.VERBOSE,
)

# What the detector chooses among: the encodings that news has been published in. Mac and old DOS code pages are left
# out: among them, a short text with one accent in it finds a false friend too easily.
_DETECTED = (
    "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 "
    "iso-8859-1 iso-8859-2 iso-8859-5 iso-8859-7 iso-8859-9 iso-8859-15 koi8-r koi8-u cp866 "
    "shift_jis cp932 euc-jp gb18030 big5 big5hkscs euc-kr cp949 tis-620 cp874"
)
_LATIN = frozenset(("cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-15"))
_WITH_LETTERS_FOR_CONTROLS = {"iso8859-2": "cp1250", "iso8859-7": "cp1253", "iso8859-15": "cp1252"}
_CONTROLS = re.compile(rb"[\x80-\x9f]")
_SAMPLE = 65_536
_BLOCK_NUMBERS = bytes(range(0x21))
_PUNCTUATION = re.compile("[\n\r !-/1-?]")  # no letters and no 0: with bytes swapped, they are frequent in Chinese
_MOST, _SOME = 0.8, 0.02
_UNSURE = 0.05  # under it the detector knows no better than that it is Latin


def codec_of(label: str) -> str | None:
    """Find Python's codec for an encoding as people and browsers name it; None for what is no encoding of text."""
    label = label.lower().removeprefix("x-")
    label = re.sub(r"^win(?:dows)?[-_]?(?=\d)", "windows-", label)
    try:
        name = codecs.lookup(_UNKNOWN_TO_PYTHON.get(label, label)).name
    except LookupError:
        return None
    name = _SUPERSETS.get(name, name)
    return name if name in _KNOWN else None


def public_name(codec: str) -> str:
    """Name a codec so that a reader knows it: "windows-1251" for "cp1251"."""
    return codec.replace("cp125", "windows-125") if codec.startswith("cp125") else codec


def declared_codec(data: bytes) -> str | None:
    """Find the codec that an XML declaration or `<meta charset>` near the beginning names, if we know it."""
    labels = (first or second for first, second in _DECLARED.findall(data[:_PRESCAN]))
    known = (codec for codec in map(codec_of, (label.decode("ascii", "ignore") for label in labels)) if codec)
    found = next(known, None)
    return _of_windows_if_controls(found, data) if found else None


def utf16_order(data: bytes, *, valid_utf8: bool) -> str | None:
    """Tell UTF-16 without a mark, and its byte order, by what stands on one side of the pairs of bytes only.

    There, an alphabet has little but the number of its block, which is under 33: 0 for Latin, 4 for Cyrillic, 32 for
    quotation marks. Chinese and Korean have any byte on both sides, but spaces, line ends and ASCII punctuation tell the
    order; that is taken for proof only where the data is no UTF-8, as a few stray NULs may stand in anything.
    """
    if len(data) % 2 or b"\0" not in data:
        return None
    trimmed = data.rstrip(b"\0")  # a crashed disk or an old tape pads with NULs, on both sides
    in_first, in_second = (_share_of(_BLOCK_NUMBERS, side) > _MOST for side in (trimmed[::2], trimmed[1::2]))
    if in_first != in_second:
        return "utf-16-be" if in_first else "utf-16-le"
    return None if valid_utf8 else _utf16_order_by_punctuation(data[:_SAMPLE])


def _utf16_order_by_punctuation(data: bytes) -> str | None:
    big, little = (len(_PUNCTUATION.findall(data.decode(order, "ignore"))) for order in ("utf-16-be", "utf-16-le"))
    if max(big, little) < max(_SOME * len(data) / 2, 4 * min(big, little)):
        return None
    return "utf-16-be" if big > little else "utf-16-le"


def _share_of(some: bytes, data: bytes) -> float:
    return 1 - len(data.translate(None, some)) / max(1, len(data))


def detected_codec(data: bytes, *, markup: bool) -> str | None:
    """Find the codec that makes the likeliest text of `data`, which is not UTF-8; None if it does not look like text.

    chardet 7 decides (0BSD licence). On 90 samples that tests/read/paragraphs.py makes (20 languages, 100, 500 and 3,000
    characters, in the encodings they were published in) it gives the right text 90 times, charset-normalizer 3.5 75 times.
    """
    import chardet  # 42 ms that an archive in UTF-8 need not spend

    sample = _sample(data, markup=markup)
    found = chardet.detect(sample, include_encodings=_DETECTED.split())
    codec = codec_of(found["encoding"] or "")
    if codec is None:
        return None
    if codec not in _LATIN and not re.search(rb"[\x80-\xff]{2}", sample):
        return "cp1252"  # lone accents between ASCII letters; other scripts write whole words beyond ASCII
    if codec in _LATIN and found["confidence"] < _UNSURE:
        return "cp1252"
    return _of_windows_if_controls(codec, sample)


def _of_windows_if_controls(codec: str, data: bytes) -> str:
    """Prefer the Windows cousin of an ISO encoding where bytes mean controls in the one and letters in the other."""
    return _WITH_LETTERS_FOR_CONTROLS.get(codec, codec) if _CONTROLS.search(data) else codec


def _sample(data: bytes, *, markup: bool) -> bytes:
    """Cut out what says most about the letters: at most 64 KB from the first byte beyond ASCII, tags aside."""
    beyond = re.search(rb"[\x80-\xff]", data)
    start = max(0, beyond.start() - 1024) if beyond else 0
    stretch = data[start : start + 4 * _SAMPLE]
    if markup:
        stretch = re.sub(rb"<[^<>]{0,2000}>", b" ", stretch)
    return stretch[:_SAMPLE]
