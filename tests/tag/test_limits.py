"""Any text gives candidates, the same each time, at a bounded cost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.tag import LONGEST_TEXT, candidates

LANGUAGES = st.sampled_from(
    ["en", "de", "fr", "ru", "tr", "hy", "ka", "ar", "zh-Hant", "ko", "th", "und", "xx", "nb-NO", ""]
)
NAMES = (
    """U.S. Armenia's The of von al-Bab President Secretary State Russian-led A. Inc NATO, “Ann Lee” — ( ) D-Ohio & ' St."""
)
WORDS = st.sampled_from(NAMES.split())
TEXTS = st.one_of(st.text(), st.lists(WORDS).map(" ".join))


@given(TEXTS, st.lists(TEXTS).map(tuple), LANGUAGES, st.lists(TEXTS).map(tuple))
def test_any_text_gives_candidates_and_always_the_same(
    headline: str, paragraphs: tuple[str, ...], language: str, declared: tuple[str, ...]
) -> None:
    """Nothing crashes; names and keys are never blank; the result depends on nothing else."""
    found = candidates(headline, paragraphs, language, declared)
    assert found == candidates(headline, paragraphs, language, declared)
    assert all(c.name.strip() and c.key for c in found)
    assert len({c.key for c in found}) == len(found) <= 24
    assert [c.salience for c in found] == sorted((c.salience for c in found), reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        "A" * 1_000_000,
        "A." * 500_000,
        "A-" * 500_000,
        "A of " * 200_000,
        "Aa " * 300_000,
        " ".join(f"Word{number}" for number in range(100_000)),
        "(" * 1_000_000,
        "The Of De " * 100_000,
        "x" * 1_000_000,
        "中国" * 500_000,
    ],
    ids=lambda text: text[:5],
)
@pytest.mark.parametrize("language", ["en", "zh", "ka"])
def test_hostile_text_costs_little(text: str, language: str) -> None:
    """A megabyte of one thing is read in well under a second of CPU, as a body, a headline or a tag."""
    start = time.process_time()
    candidates(text, (text,), language, (text,))
    assert time.process_time() - start < 1


def test_the_body_is_read_up_to_a_limit() -> None:
    """What stands beyond LONGEST_TEXT characters is not seen; what stands before it is."""
    filler = "It rained. " * (LONGEST_TEXT // 11 + 1)
    assert candidates("", ("They met Ann Lee there.", filler, "They met Per Dahl."), "en")[0].name == "Ann Lee"
    assert len(candidates("", ("They met Ann Lee there.", filler, "They met Per Dahl."), "en")) == 1
