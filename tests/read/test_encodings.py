"""Which encoding a file is in: declared, told by NULs, detected by its letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.normal import normal
from generator.read.encodings import codec_of, declared_codec, detected_codec, utf16_order
from tests.read.paragraphs import ENCODINGS, PARAGRAPHS, encoded, of_length

CASES = [
    (language, encoding, length)
    for language, encodings in ENCODINGS.items()
    for encoding in encodings
    for length in (100, 500, 3000)
    if encoding != "iso2022_jp"  # seven bits; told by its escape sequences
]


@pytest.mark.parametrize(("language", "encoding", "length"), CASES)
def test_letters_tell_the_encoding(language, encoding, length):
    """Text of each language comes out as it was written from each encoding that it has been published in."""
    data = encoded(of_length(language, length), encoding)
    codec = detected_codec(data, markup=False)
    assert codec is not None
    assert normal(data.decode(codec)) == normal(data.decode(encoding))


def test_markup_does_not_drown_the_letters():
    """A page of mostly tags is told by its few words."""
    words = encoded(of_length("ru", 300), "koi8-r")
    data = b"<html>" + b"<div class='menu item'><a href='/'>" * 3000 + words + b"</a></div>" * 3000
    assert detected_codec(data, markup=True) == "koi8-r"


@pytest.mark.parametrize("text", ["café", "price £5", "café au lait, déjà vu", "Zoë’s crème brûlée", "“Yes,” she said"])
def test_a_lone_accent_is_western(text):
    """A few accents in English are no evidence for Macedonian."""
    codec = detected_codec(text.encode("cp1252"), markup=False)
    assert codec is not None
    assert text.encode("cp1252").decode(codec) == text


def test_what_is_a_control_in_iso_is_a_letter_in_windows():
    """Polish of 100 characters may be in either encoding; bytes that only Windows has letters for decide."""
    data = "Śledztwo prowadzi prokuratura, źle oceniana w mieście".encode("cp1250")
    assert detected_codec(data, markup=False) == "cp1250"
    assert declared_codec(b"<meta charset=iso-8859-2>" + data) == "cp1250"


@pytest.mark.parametrize(
    ("markup", "codec"),
    [
        (b'<meta charset="windows-1251">', "cp1251"),
        (b"<META CHARSET=KOI8-R>", "koi8-r"),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>", "cp932"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>", "cp1252"),
        (b"<meta charset=gb2312>", "gb18030"),
        (b"<meta charset=win-1251>", "cp1251"),
        (b"<meta charset=x-sjis>", "cp932"),
        (b"<meta charset=windows-874>", "cp874"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=nonsense><meta charset=utf-8>", "utf-8"),
        (b"<meta charset=>", None),
        (b"<meta charset=unicode_escape>", None),
        (b"<meta charset=rot13>", None),
        (b"<meta charset=zip>", None),
        (b"<meta charset=utf-7>", None),
        (b"<p>charset=koi8-r</p>", None),
    ],
)
def test_markup_declares_an_encoding(markup, codec):
    """A declaration is understood as a browser does, and never starts a codec that is none of text."""
    assert declared_codec(b"<!doctype html><html><head>" + markup) == codec


@given(st.from_regex(r"[\w.:-]{2,40}", fullmatch=True, alphabet=st.characters(max_codepoint=127)))
def test_any_label_is_answered(label):
    """No name of an encoding, however odd, is an error."""
    codec = codec_of(label)
    assert codec is None or "text".encode(codec)


@pytest.mark.parametrize("language", PARAGRAPHS)
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_nuls_tell_utf16(language, order):
    """UTF-16 without a mark is told in every script by the NULs of its spaces or line ends."""
    data = "\n".join(PARAGRAPHS[language][start : start + 30] for start in range(0, 150, 30)).encode(order)
    assert utf16_order(data, valid_utf8=False) == order


@pytest.mark.parametrize(
    "data", [b"Head\0line of the day\n", b"a\0b\0\0", b"text" + b"\0" * 4000, b"\0" * 64, b"a: x\0y\n---\nBody."]
)
def test_stray_nuls_are_not_utf16(data):
    """A few NULs, or a tail of them, do not turn a text into Chinese."""
    assert utf16_order(data, valid_utf8=True) is None
