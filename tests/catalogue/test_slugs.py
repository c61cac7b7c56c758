"""Slugs in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from generator.catalogue.slugs import LENGTH, article_slug, slug_of, with_suffix


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("U.S. Urges Neighbours To Reopen Vale Corridor", "us-urges-neighbours-to-reopen-vale-corridor"),
        ("Don't stop — it’s O'Neil’s", "dont-stop-its-oneils"),
        ("საქართველოს ეროვნული ბანკი", "sakartvelos-erovnuli-banki"),
        ("Հայաստանի բնապահպանություն", "hayastani-bnapahpanutyun"),
        ("Größe über Straße", "grosse-uber-strasse"),
        ("Новости дня", "novosti-dnia"),
        ("الرئيس يزور الميناء", "الرئيس-يزور-الميناء"),
        ("港口罢工结束", "港口罢工结束"),
        ("1984", "article-1984"),
        ("🎉", "article"),
        ("", "article"),
    ],
)
def test_headlines_become_readable_slugs(words: str, expected: str) -> None:
    """Alphabets are romanised, scripts that lose by it stay, and no slug is empty or looks like a day."""
    assert article_slug(words) == expected


def test_ascii_on_request() -> None:
    """`[permalinks] ascii` transliterates every script."""
    assert article_slug("港口罢工结束", ascii_only=True).isascii()


@given(st.text(max_size=400))
def test_slugs_are_safe(words: str) -> None:
    """A slug is a file name of at most 80 characters and 255 bytes that leads nowhere else."""
    for slug in (article_slug(words), with_suffix(article_slug(words), "x")):
        assert 0 < len(slug) <= LENGTH
        assert len(slug.encode()) <= 250
        assert not set(slug) & set("/\\.%?#&<>\"' \0\n\t:*|")
        assert slug not in ("", ".", "..")
        assert not slug.isdecimal()
        assert not slug.startswith("-")


@given(st.text(alphabet="abcXYZ019 -", max_size=90))
def test_the_quick_form_is_the_slow_one(words: str) -> None:
    """Plain words take a short cut to what python-slugify makes of them."""
    assert slug_of(words) == (
        slugify(words, max_length=LENGTH, word_boundary=True, save_order=True) or slugify(words, max_length=LENGTH)
    )


@given(st.lists(st.text(alphabet="ab ", min_size=1), min_size=60, max_size=120))
def test_long_slugs_end_at_a_word(words: list[str]) -> None:
    """A long headline is cut between words."""
    text = " ".join("".join(word.split()) or "a" for word in words)
    slug = slug_of(text)
    if max(map(len, text.split())) <= LENGTH:
        assert set(slug.split("-")) <= set(text.split())
