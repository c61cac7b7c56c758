"""Identity, shown names, and the decision whether a tag exists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.folding import fold
from generator.tag import decide, key_of, name_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Armenia", "@AM"),
        ("Armenian", "@AM"),
        ("Armenia’s", "@AM"),
        ("Армения", "@AM"),
        ("the United States", "@US"),
        ("U.S.", "@US"),
        ("USA", "@US"),
        ("США", "@US"),
        ("美国", "@US"),
        ("UK", "@GB"),
        ("Deutschland", "@DE"),
        ("EU", "@EU"),
        ("Union européenne", "@EU"),
        ("Soviet Union", "@SU"),
        ("Hong Kong", "@HK"),
        ("The  Lachin\u00a0Corridor", "lachin corridor"),
        ("Nagorno–Karabakh", "nagorno-karabakh"),
        ("O’Brien", "o'brien"),
        ("C++", "c++"),
        ("C", "c"),
        ("ＮＡＴＯ", "nato"),
        ("İstanbul", "istanbul"),
        ('"Rust"', "rust"),
        ("Siri", "siri"),
        ("the", "the"),
        (" ’ ", ""),
    ],
)
def test_key_of(name: str, key: str) -> None:
    """Spellings of one name have one key; a country's is its code whatever the language."""
    assert key_of(name) == key


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    """A folded name is its own key."""
    assert fold(fold(name)) == fold(name)


@given(st.text(), st.sampled_from(["’s", " ", "”", ",", "'S"]))
def test_what_is_around_a_name_does_not_tell_names_apart(name: str, mark: str) -> None:
    """A possessive, a quote or a space behind a name of letters leaves its key alone."""
    word = f"Name{name}e"
    assert key_of(word + mark) == key_of(word)


@pytest.mark.parametrize(
    ("key", "spellings", "language", "name"),
    [
        ("@US", {"U.S.": 9}, "en", "United States"),
        ("@AM", {}, "ka", "სომხეთი"),
        ("@US", {}, "zh-Hant-TW", "美國"),
        ("@AM", {}, "nb", "Armenia"),
        ("@SU", {}, "de", "Soviet Union"),
        ("@QQ", {"Somewhere": 1}, "en", "Somewhere"),
        ("oslo fjord", {"Oslo Fjord": 2, "Oslo fjord": 5}, "en", "Oslo fjord"),
        ("oslo fjord", {"Oslo fjord": 2, "Oslo Fjord": 2}, "en", "Oslo Fjord"),
        ("oslo fjord", {}, "en", "oslo fjord"),
    ],
)
def test_name_of(key: str, spellings: dict[str, int], language: str, name: str) -> None:
    """A country has CLDR's name in the archive's language; others their most common spelling, ties by code point."""
    assert name_of(key, spellings, language) == name


@pytest.mark.parametrize(
    ("articles", "declared", "size", "minimum", "exists"),
    [
        (1, 0, 199, None, True),
        (1, 0, 200, None, False),
        (2, 0, 200, None, True),
        (1, 1, 5000, None, True),
        (2, 0, 50, 3, False),
        (3, 0, 50, 3, True),
        (0, 0, 50, None, False),
    ],
)
def test_decide(articles: int, declared: int, size: int, minimum: int | None, *, exists: bool) -> None:
    """A tag exists if a person gave it, or enough articles bear it."""
    assert decide(articles, declared, size, minimum) is exists
