"""What was removed from a document, on its way into the catalogue and back."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalogue import removals
from generator.catalogue.removals import MOST_CHARACTERS, MOST_LINES, pack, unpack
from generator.model import Block, Verdict

WORDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=30)
REASONS = st.sampled_from(("before the headline", "after the body", "running text"))
BLOCKS = st.lists(st.builds(Block, st.integers(0, 9999), WORDS, st.sampled_from(get_args(Verdict)), REASONS), max_size=40)
JUNK = Block(9, "Share", "junk", "share buttons")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a loaded machine draws slowly
@given(BLOCKS, st.lists(WORDS, max_size=5))
def test_what_is_packed_comes_back(blocks: list[Block], others: list[str]) -> None:
    """Every block comes back as it was, whatever the body says besides, and the counts are those of its junk."""
    paragraphs = [*others, *(block.text for block in blocks if block.verdict == "body")]
    junk = [block for block in blocks if block.verdict == "junk"]
    data = pack(blocks, paragraphs)
    assert bool(data) == bool(junk)
    if data:
        found = unpack(data, paragraphs)
        assert found.blocks == tuple(blocks)
        assert (found.lines, found.removed) == (len(blocks), len(junk))
        assert dict(found.reasons) == {reason: sum(b.reason == reason for b in junk) for reason in {b.reason for b in junk}}
        assert [count for _, count in found.reasons] == sorted((count for _, count in found.reasons), reverse=True)


def test_paragraphs_are_not_kept_twice() -> None:
    """A line that the body says is not in what is packed: a body of any length costs a few bytes a paragraph."""
    paragraphs = [f"{number} {'quay ' * number}" for number in range(200)]
    data = pack([JUNK, *(Block(n, text, "body", "running text") for n, text in enumerate(paragraphs))], paragraphs)
    assert len(data) < 800
    assert unpack(data, paragraphs).blocks[200].text == paragraphs[199]


def test_only_the_first_lines_are_kept() -> None:
    """Of a document of very many lines the counts are told of all, and its first lines are kept."""
    blocks = [Block(number + 1, f"Entry {number}", "junk", "a menu") for number in range(MOST_LINES + 500)]
    found = unpack(pack(blocks, ()), ())
    assert found.blocks == tuple(blocks[:MOST_LINES])
    assert (found.lines, found.removed, found.reasons) == (len(blocks), len(blocks), (("a menu", len(blocks)),))


@pytest.mark.parametrize("verdict", ["junk", "body"])
def test_very_long_lines_are_cut(verdict: Verdict) -> None:
    """The line at which the room is used up is cut, and says so; it is the last."""
    long = "x" * 10_000_000
    found = unpack(pack([JUNK, Block(1, long, verdict, "?"), JUNK], (long,)), (long,))
    assert [len(block.text) for block in found.blocks] == [5, MOST_CHARACTERS - 5 + 1]
    assert found.blocks[1].text[-1] == "…"
    assert (found.lines, found.removed) == (3, 3 if verdict == "junk" else 2)


def test_what_markup_brings_back_is_made_printable() -> None:
    """Controls and marks that reverse the order of reading, which reading removes from a file, are removed here too."""
    (block,) = unpack(pack([Block(0, "a\x1b[31m\u202eb\xa0 c", "junk", "?")], ()), ()).blocks
    assert block.text == "a[31mb c"


def test_keys_are_words() -> None:
    """The key names the article as addresses do."""
    assert removals.removal_key(-17) == "removed -17"
