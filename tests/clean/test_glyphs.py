"""The characters of a text, counted by line: every script, every plane, as the slow way counts them."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean.judge import glyphs
from generator.clean.judge.glyphs import glyphs_of
from generator.clean.scripts import width

LINES = st.lists(st.text(st.characters(exclude_characters="\n\r"), min_size=1, max_size=60), min_size=1, max_size=12)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_every_character_of_a_line_is_counted_once(lines: list[str]) -> None:
    """Any text at all is counted, lone surrogates and other planes included, and no character is lost or counted twice."""
    text = glyphs_of(lines)
    assert text.counts.sum(1).tolist() == [len(line) for line in lines]
    assert (text.counts >= 0).all()
    assert len(text.term) == len(text.line) == len(text.content) == text.words.sum()


def test_words_capitals_and_sentences_are_counted() -> None:
    """A line's words, those with a capital, those in capitals, and the sentences that end inside it."""
    text = glyphs_of(["The EU said so. Baku agreed.", "nothing here"])
    assert text.words.tolist() == [6, 2]
    assert text.capitals.tolist() == [3, 0]
    assert text.shouted.tolist() == [1, 0]
    assert text.stops.tolist() == [2, 0]
    assert text.opening.tolist() == [glyphs.CAPITAL, glyphs.SMALL]


def test_widths_are_those_of_scripts() -> None:
    """An ideograph or a Hangul syllable is as wide as in the rest of the program."""
    lines = ["Yerevan", "総理大臣は語った", "한국 정부는", "Երեւան", "მთავრობა"]
    assert glyphs_of(lines).width.tolist() == [width(line) for line in lines]


def test_words_meet_in_any_case_and_ending_and_ideographs_in_pairs() -> None:
    """A word is known by its first seven letters in lower case; of ideographs two in a row are one term."""
    text = glyphs_of(["Government GOVERNMENTS govern", "総理大臣"])
    first, second, third = text.term[:3]
    assert first == second != third
    pairs = glyphs_of(["大臣総理", "総理大臣"])
    own = [set(pairs.term[pairs.line == line].tolist()) for line in (0, 1)]
    assert len(own[0] & own[1]) >= 2


def test_a_long_text_is_counted_in_linear_time() -> None:
    """A million letters in one line, and a hundred thousand lines of one, take no memory or time to speak of."""
    text = glyphs_of(["a" * 1_000_000, *("b" * 100_000)])
    assert text.width[0] == 1_000_000
    assert np.all(text.width[1:] == 1)
    assert not re.search("nan", str(text.width))
