"""Which lines recur, as articles come and go."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogue import schema
from generator.catalogue.heads import Head, decode_head, store
from generator.catalogue.lines import LEAST, Lines, least_stories
from generator.model import Article, Body, Testimony


def head(number: int, doubts: set[str], story: str, source: str = "kura", recurring: tuple[str, ...] = ()) -> Head:
    """The article in file `number`, with the lines that it is in doubt of."""
    article = Article(f"content/{number}.txt", 0, "", f"Story {number}", None, "en", Body(()), source=source)
    return decode_head(store(article, (), Testimony(tuple(sorted(doubts)), story, recurring), ascii_slugs=False).head)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty catalogue."""
    found = schema.connect(tmp_path)
    yield found
    found.close()


def test_how_many_stories_it_takes() -> None:
    """Three, and in a source of more than 500 articles about one in 128 of them."""
    assert [least_stories(articles) for articles in (0, 1, 511, 512, 1023, 1024, 100_000)] == [3, 3, 3, 4, 4, 8, 512]
    assert all(least_stories(n) <= least_stories(n + 1) for n in range(5000))


def test_reprints_count_once(connection: sqlite3.Connection) -> None:
    """A line that stands around one story in five files does not recur."""
    lines = Lines(connection)
    for number in range(5):
        lines.count(head(number, {"prompt"}, "one story"), +1)
    lines.count(head(5, {"prompt"}, "another"), +1)
    lines.decide()
    assert lines.recurring_in("kura") == set()
    lines.count(head(6, {"prompt"}, "a third"), +1)
    lines.decide()
    assert lines.recurring_in("kura") == {"prompt"}
    assert lines.suspects == {head(number, set(), "").id for number in range(7)}


def test_sources_do_not_mix(connection: sqlite3.Connection) -> None:
    """What recurs in one source says nothing about another; articles of no source are one."""
    lines = Lines(connection)
    for number in range(4):
        lines.count(head(number, {"prompt"}, f"story {number}", ("kura", "vale")[number % 2]), +1)
        lines.count(head(10 + number, {"prompt"}, f"story {number}", ""), +1)
    lines.decide()
    assert (lines.recurring_in("kura"), lines.recurring_in("vale"), lines.recurring_in("")) == (set(), set(), {"prompt"})


def test_a_source_that_grows_asks_for_more(connection: sqlite3.Connection) -> None:
    """Each line is decided anew when the source passes such a size, in both directions, and nobody else has to move."""
    lines = Lines(connection)
    for number in range(511):
        lines.count(head(number, {"three"} if number < 3 else {"four"} if number < 7 else set(), str(number)), +1)
    lines.decide()
    assert lines.recurring_in("kura") == {"three", "four"}
    lines.suspects.clear()
    lines.count(head(511, set(), "511"), +1)
    lines.decide()
    assert lines.recurring_in("kura") == {"four"}
    assert lines.suspects == {head(number, set(), "").id for number in range(3)}
    lines.count(head(511, set(), "511"), -1)
    lines.decide()
    assert lines.recurring_in("kura") == {"three", "four"}
    assert lines.outlets()["kura"].articles == 511


def test_who_was_told_otherwise_is_suspect(connection: sqlite3.Connection) -> None:
    """An article that comes in cleaned by another decision than stands is looked at again; one told rightly is not."""
    lines = Lines(connection)
    for number in range(3):
        lines.count(head(number, {"prompt"}, str(number)), +1)
    lines.decide()
    lines.suspects.clear()
    lines.count(head(3, {"prompt"}, "3", recurring=("prompt",)), +1)
    assert lines.suspects == set()
    lines.count(head(4, {"prompt"}, "4"), +1)
    lines.count(head(5, {"prompt", "rare"}, "5", recurring=("prompt", "rare")), +1)
    assert lines.suspects == {head(4, set(), "").id, head(5, set(), "").id}


DOUBTS = st.sets(st.sampled_from(("a", "b", "c")))
MOVES = st.lists(st.tuples(st.integers(0, 7), DOUBTS, st.sampled_from("xyz"), st.booleans()), max_size=40)


@settings(max_examples=60, deadline=None)
@given(MOVES)
def test_decisions_are_those_of_a_count_anew(moves: list[tuple[int, set[str], str, bool]]) -> None:
    """Whatever comes, goes and is decided in between, what recurs is what the articles that are there say."""
    with TemporaryDirectory() as folder:
        connection = schema.connect(Path(folder))
        lines, there = Lines(connection), dict[int, Head]()
        for number, doubts, story, decided in moves:
            if number in there:
                lines.count(there.pop(number), -1)
            if doubts:
                there[number] = head(number, doubts, story)
                lines.count(there[number], +1)
            if decided:
                lines.decide()
        lines.decide()
        assert lines.recurring_in("kura") == recurring_among(there)
        assert Lines(connection).recurring_in("kura") == recurring_among(there)
        connection.close()


def recurring_among(there: dict[int, Head]) -> set[str]:
    """The lines that stand around three stories, counted as anybody would."""
    stories = defaultdict(set)
    for each in there.values():
        for line in each.testimony.doubts:
            stories[line].add(each.testimony.story)
    return {line for line, found in stories.items() if len(found) >= LEAST}
