"""The normal form of text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.normal import normal

TEXT = st.text(st.characters() | st.sampled_from("\r\n\v\f\x00\x85\xad\u2028\u202e\u2066\ufeff\ud800e\u0301"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("word", ["one", "één"])
def test_every_line_end_is_a_line_feed(end, word):
    """What any system or standard takes for the end of a line ends one."""
    assert normal(f"{word}{end}two{end}") == f"{word}\ntwo\n"


@pytest.mark.parametrize("word", ["word", "слово"])
@pytest.mark.parametrize(
    "code", [0x00, 0x07, 0x1B, 0x7F, 0x80, 0x9F, 0xAD, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xD800]
)
def test_invisible_characters_go(code, word):
    """Controls, soft hyphens, bidi overrides and isolates, surrogates and noncharacters are removed."""
    assert normal(f"{word}{chr(code)}!") == f"{word}!"


def test_what_scripts_are_written_with_stays():
    """Tabs, no-break spaces, joiners and direction marks are part of somebody's spelling."""
    text = "a\tb\xa0c می\u200cخواهم \u200f(א)\u200e 👩\u200d🚀 กรุง\u200bเทพ"
    assert normal(text) == text


@given(TEXT)
def test_normal_text_is_nfc_without_controls(text):
    """The law that everything after reading stands on."""
    result = normal(text)
    assert unicodedata.is_normalized("NFC", result)
    assert not [char for char in result if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and char not in "\n\t"]
    assert not set(result) & set("\xad\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")


@given(TEXT)
def test_normal_text_stays_as_it_is(text):
    """Bringing a text into normal form a second time changes nothing."""
    assert normal(normal(text)) == normal(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_words_are_never_lost(text):
    """Every visible character comes through, composed."""
    assert normal(text) == unicodedata.normalize("NFC", text)
