"""Lines that recur: what a document asks about, and what it does with the answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean import Cleaned, clean
from generator.clean.recurrence import KEPT, RECURS, key_of
from generator.config import SourceSettings
from generator.model import Form
from tests.clean.documents import document

PROMPT = "Follow the Arvo Post, as 12 readers do"
LONG = (
    "The regional council has voted to bring back the ferry across Lake Arvo, nine years after the last boat was sold for "
    "scrap, and to pay for it with what is left of the fund that was meant for the bridge, which nobody wants any more, as "
    "its chair said on Monday evening after a debate of six hours."
)
SHORT = "Two boats will be built at the yard in Norvik, and the first is to sail in the spring of next year."
STORY = f"Ferry Service To Return\n\n14.03.22 08:05\n\n{LONG}\n\n{SHORT}\n\n{PROMPT}\n\n{LONG[:200]} again.\n\n{SHORT} And so on.\n"
FIGURES = "\n\n".join(("Quarter ended May 31", "Year", "Net 4.1 mln vs 3.2 mln", "Revenue 12 mln", "Avg shares 900"))

LINES = st.sampled_from((PROMPT, PROMPT.upper(), LONG, SHORT, "Net 4 vs 3", "Year", "Share", "* One", "By Mira Halden", ""))


def told(text: str, *recurring: str, form: Form = "text", **names: Any) -> Cleaned:
    """What becomes of a document that is told which lines recur."""
    keys = frozenset(map(key_of, recurring))
    return clean(document(text, form), folder="news", settings=SourceSettings(**names), recurring=keys)


def as_page(text: str) -> str:
    """The same as HTML."""
    return f"<article>{''.join(f'<p>{line}</p>' for line in text.split(chr(10)) if line)}</article>"


def reasons(result: Cleaned) -> dict[str, str]:
    """The reason for the verdict on each line."""
    return {block.text: block.reason for block in result.blocks}


@given(st.text(), st.integers(0, 10**6), st.integers(0, 10**6))
def test_what_makes_two_lines_one(text: str, one: int, other: int) -> None:
    """Case, white space and the digits of a number are no difference; a key is short and safe in any text."""
    assert key_of(f"{text} {one:,}") == key_of(f"  {' '.join(text.split())}\t{other}")
    assert key_of(text) == key_of(text.casefold())
    assert re.fullmatch(r"[\w-]{12}", key_of(text), re.ASCII)


def test_other_words_are_another_line() -> None:
    """One letter makes a difference, and so does a number where there was none."""
    assert len({key_of(line) for line in ("Share", "Shares", "Share 1", "")}) == 4


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_line_that_recurs_goes(form: Form) -> None:
    """It is junk, for that reason, whatever its number is here; the rest of the document stays as it was."""
    text = STORY if form == "text" else as_page(STORY)
    before, after = told(text, form=form), told(text, "follow the arvo post, as 7 readers do", form=form)
    assert reasons(after)[PROMPT] == RECURS
    assert [block for block in after.blocks if block.text != PROMPT] == [b for b in before.blocks if b.text != PROMPT]
    assert after.article.body.paragraphs == tuple(p for p in before.article.body.paragraphs if p != PROMPT)
    assert PROMPT not in after.article.body.html
    assert after.testimony.recurring == (key_of(PROMPT),)


@pytest.mark.parametrize("form", ["text", "html"])
def test_what_the_cleaner_is_certain_of_stays(form: Form) -> None:
    """Running text inside a body is not in doubt, so it neither costs a vote nor goes."""
    result = told(STORY if form == "text" else as_page(STORY), LONG, SHORT, form=form)
    assert {LONG, SHORT} <= {block.text for block in result.blocks if block.verdict == "body"}
    assert not {key_of(LONG), key_of(SHORT)} & set(result.testimony.doubts)
    assert result.testimony.recurring == ()


def test_figures_stay() -> None:
    """Tables of figures say the same words in every report; they are its news."""
    result = told(f"{STORY}\n{FIGURES}\n", *FIGURES.split("\n\n"))
    assert set(FIGURES.split("\n\n")) <= set(result.article.body.paragraphs)


def test_a_document_is_never_left_with_nothing() -> None:
    """One whose lines all recur keeps them."""
    text = f"Council Meets\n\n24.01.23\n\n{SHORT}\n\n{PROMPT}\n"
    assert told(text, SHORT, PROMPT).article.body.paragraphs == (SHORT, PROMPT)
    assert told(text, PROMPT).article.body.paragraphs == (SHORT,)


def test_a_person_has_the_last_word() -> None:
    """`keep` keeps a line that recurs, and `drop` drops one that does not."""
    assert reasons(told(STORY, PROMPT, keep=("Follow the *",)))[PROMPT] == 'named as "keep" in backfile.toml'
    assert PROMPT in told(STORY, PROMPT, keep=("Follow the *",)).article.body.paragraphs
    assert reasons(told(STORY, drop=("Follow the *",)))[PROMPT] == 'named as "drop" in backfile.toml'


def test_two_prints_of_a_story_are_one() -> None:
    """Another headline, date and prompt make no other story; another longest paragraph does."""
    reprint = STORY.replace("Ferry Service", "Ship Line").replace("14.03.22", "15.03.22").replace(PROMPT, "Read on")
    assert told(reprint).testimony.story == told(STORY).testimony.story
    assert told(STORY.replace("six hours", "nine hours")).testimony.story != told(STORY).testimony.story


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=9), st.sets(LINES), st.booleans())
def test_what_is_said_does_not_depend_on_what_is_told(lines: list[str], recurring: set[str], html: bool) -> None:
    """Doubts and story are the same whatever recurs, so that no decision moves a count; what goes, goes for being told."""
    text = "\n\n".join(("Ferry Service To Return", *lines))
    form: Form = "html" if html else "text"
    source = as_page(text) if html else text
    before, after = told(source, form=form), told(source, *recurring, form=form)
    assert after.testimony.doubts == before.testimony.doubts
    assert after.testimony.story == before.testimony.story
    assert after.testimony.recurring == tuple(sorted(set(before.testimony.doubts) & set(map(key_of, recurring))))
    for old, new in zip(before.blocks, after.blocks, strict=True):
        assert new == old or (old.verdict in KEPT and new.reason == RECURS and key_of(new.text) in after.testimony.recurring)
