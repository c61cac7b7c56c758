"""The normal form of text."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.normal import normal

TEXT = st.text(
    st.characters() | st.sampled_from("\r\n\v\f\x00\x85\xad\u2028\u202e\u2066\ufeff\ud800e\u0301\U0001ffff\U0010fffe")
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("word", ["one", "één"])
def test_every_line_end_is_a_line_feed(end, word):
    """What any system or standard takes for the end of a line ends one."""
    assert normal(f"{word}{end}two{end}") == f"{word}\ntwo\n"


@pytest.mark.parametrize("word", ["word", "слово"])
@pytest.mark.parametrize(
    "code",
    [
        0x00,
        0x07,
        0x1B,
        0x7F,
        0x80,
        0x9F,
        0xAD,
        0x202A,
        0x202E,
        0x2066,
        0x2069,
        0xFEFF,
        0xFFFE,
        0xD800,
        0xFDD0,
        0x1FFFE,
        0x1FFFF,
        0xFFFFF,
        0x10FFFF,
    ],
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


def test_the_rarest_letters_stay():
    """What lies among the noncharacters of the higher planes is somebody's name."""
    text = "𠮷野家 \U00020000\U0002a600\U00030000 🏴\U000e0067\U000e007f"
    assert normal(text) == text


MARKS = st.text(st.sampled_from("\u0301\u0327\u0323\u0344\u0f73\u093c\u05b4\u064b"), min_size=25, max_size=90)


@given(st.sampled_from(["e", "\u1e17", "\u0958", "\u0f40", "—", ""]), MARKS)
def test_rows_of_marks_are_stream_safe(letter, marks):
    """No row of combining marks is longer than 30, and what was one stays what it is: UAX #15, section 13."""
    result = normal(f"é{letter}{marks}")
    rows = "".join("m" if unicodedata.combining(char) else " " for char in result).split()
    assert max(map(len, rows)) <= 30
    assert normal(result) == result
    assert unicodedata.is_normalized("NFC", result)


@pytest.mark.parametrize("marks", ["\u0301\u0327", "\u0344\u0327", "\u0f73", "\u0f73\u0f71"])
def test_a_million_marks_take_no_time(marks):
    """Canonical ordering is quadratic in a row of marks, and a file may be one row."""
    start = time.process_time()
    normal("e" + marks * (500_000 // len(marks)))
    assert time.process_time() - start < 10, "under 1 second on an idle machine"


@pytest.mark.parametrize("offset", range(31))
def test_a_row_is_found_wherever_it_stands(offset):
    """Not every character is looked at, yet no row too long is missed."""
    assert normal("é" * offset + "\u0301\u0327" * 16 + "é" * 40).count("\u034f") == 1


@given(st.text(st.characters(categories=("M",)), max_size=30))
def test_marks_that_somebody_writes_stay(marks):
    """Up to 30 marks on a letter are only put in their order."""
    assert normal(f"x{marks}").replace("\u034f", "") == unicodedata.normalize("NFC", f"x{marks}").replace("\u034f", "")
