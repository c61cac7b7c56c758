"""Lines and paragraphs: what is joined, and what stays apart."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from generator.clean.lines import is_ended, lines_of

SENTENCE = "The council voted to bring back the ferry across the lake, nine years after the last boat was sold for scrap. "


def texts(text: str) -> list[str]:
    """The text of each line of `text`."""
    return [line.text for line in lines_of(text, 1)]


def test_long_lines_are_paragraphs() -> None:
    """A paragraph a line is left as it stands, with or without blank lines between."""
    assert texts(f"{SENTENCE * 2}\n{SENTENCE * 3}") == [(SENTENCE * 2).strip(), (SENTENCE * 3).strip()]


def test_wrapped_lines_between_blank_lines_are_joined() -> None:
    """Paragraphs wrapped at a column become one line each."""
    paragraphs = [(SENTENCE * 3).strip(), (SENTENCE * 2).strip()]
    assert texts("\n\n".join(textwrap.fill(text, 64) for text in paragraphs)) == paragraphs


def test_wire_paragraphs_begin_with_an_indent() -> None:
    """Wire copy is wrapped, and an indented line begins a paragraph."""
    paragraphs = [(SENTENCE * 3).strip(), (SENTENCE * 2).strip()]
    text = "\n".join(textwrap.fill(text, 64, initial_indent="    ") for text in paragraphs)
    assert texts(text) == paragraphs


def test_tables_stay_lines() -> None:
    """Lines with columns are never joined, and are known as tables."""
    table = ["wheat      120      118", "barley      90       95", "rye         40       41"]
    found = lines_of(textwrap.fill(SENTENCE * 4, 64) + "\n\n" + "\n".join(table), 1)
    assert [line.text for line in found if line.table] == [" ".join(row.split()) for row in table]


def test_menus_stay_lines() -> None:
    """Short lines under each other are no wrapped paragraph."""
    assert texts("Home\nWorld news\nSport\nArts and books") == ["Home", "World news", "Sport", "Arts and books"]


def test_list_items_stay_lines() -> None:
    """A bullet begins a line of its own in wrapped text."""
    text = textwrap.fill(SENTENCE * 2, 64) + "\n- the first of the two boats that the yard is going to build\n- the second"
    assert texts(text)[-1] == "- the second"


def test_ideographs_are_joined_without_a_space() -> None:
    """Wrapped Chinese gets no spaces that its author did not write."""
    text = "市议会周一晚间投票决定恢复湖上的轮渡服务。" * 6
    assert texts("\n".join(textwrap.wrap(text, 40))) == [text]


def test_a_hyphen_at_a_line_end_is_left_alone() -> None:
    """Whether a hyphen belongs to the word can't be told, so it stays."""
    first = "The council voted on Monday to bring back the well-known ferry-"
    assert "ferry- boats" in texts(f"{first}\nboats across the lake, nine years after the last boat was sold\nfor scrap.")[0]


def test_named_lines_are_never_joined() -> None:
    """A line that a rule names stands for itself even in wrapped text."""
    raw = textwrap.fill(SENTENCE * 3, 64).split("\n")
    found = lines_of("\n".join(raw), 1, lambda line: line == raw[2])
    assert raw[2] in [line.text for line in found]


def test_sentences_end_in_every_script() -> None:
    """The full stops of the world's scripts end a sentence, with quotes and brackets behind them."""
    assert all(map(is_ended, ["Yes.", "«Да!»", "はい。", "نعم؟", "हाँ।", "այո։", 'He said "no."', "Really?)"]))
    assert not any(map(is_ended, ["Home", "Nr. 5", "a, b,", ""]))


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n\t"), max_size=400))
def test_lines_keep_every_word(text: str) -> None:
    """The lines hold the text's characters, in order, and nothing else but white space."""
    assert "".join("".join(texts(text)).split()) == "".join(text.split())
