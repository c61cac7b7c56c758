"""The identity of a tag over the archive, the spelling that readers see, and whether it exists at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from generator.folding import fold
from generator.tag import countries

SMALL_ARCHIVE = 200  # articles; in a smaller one a reader can still look through tags that only one article bears


@lru_cache(maxsize=16_384)  # the names of an archive recur in its articles
def key_of(name: str) -> str:
    """The key under which all spellings of `name` meet; "" if it says nothing.

    "@AM" for a country (ISO 3166, and ISO 3166-3 for states that are no more) by its CLDR name in any language or its
    English demonym, "@EU" and "@UN" for the two organisations that CLDR names beside them; else `fold(name)`.
    """
    folded = fold(name)
    code = countries.code_of(folded)
    return f"@{code}" if code else folded


def name_of(key: str, spellings: Mapping[str, int], archive_language: str) -> str:
    """The name to show for `key`, of `spellings` with the number of articles that write it so.

    A country bears CLDR's name in the archive's language, else in English; anything else its most common spelling, the first
    in code point order of those that are equally common. Without a spelling it is the key.
    """
    if key.startswith("@") and (name := countries.name_in(key[1:], archive_language)):
        return name
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling), default=key)


def decide(count_of_articles: int, declared: int, archive_size: int, minimum: int | None) -> bool:
    """Whether a tag exists: `declared` articles were given it by hand, or at least `minimum` articles bear it.

    `minimum` None is 1 in an archive of fewer than SMALL_ARCHIVE articles, else 2.
    """
    if minimum is None:
        minimum = 1 if archive_size < SMALL_ARCHIVE else 2
    return declared > 0 or count_of_articles >= minimum
