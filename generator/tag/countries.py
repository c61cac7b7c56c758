"""Countries in text, by the names, adjectives and inflected forms that each language has for them.

The table is distilled from CLDR (generator/tables/README.md). It is read when the first name is looked for, and of its many
languages only those that an archive is written in are unpacked.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.folding import fold
from generator.tag.inflection import endings_of, stem_of

TABLE = Path(__file__).parent.parent / "tables" / "countries.json.gz"
ORGANISATIONS = frozenset({"EU", "UN"})  # CLDR names them among the territories
_OTHER_CODES = {"iw": "he", "in": "id", "nb": "no", "nn": "no", "tl": "fil", "sh": "sr", "mo": "ro"}
_LONGEST_ABBREVIATION = 5
_SHORTEST_CUT = 2  # letters of a word that are still looked up


class Match(NamedTuple):
    """A country at some place of a text: its code, how many words name it, and whether they are an adjective."""

    code: str
    length: int
    is_adjective: bool


class _Phrase(NamedTuple):
    """One name: the stems of the words after its first, the code, and whether it is an adjective."""

    rest: tuple[str, ...]
    code: str
    is_adjective: bool


class _Table(msgspec.Struct):
    """The file; its sections stay encoded until somebody asks for them."""

    any: msgspec.Raw
    adjectives: msgspec.Raw
    cities: msgspec.Raw
    languages: dict[str, msgspec.Raw]


def code_of(folded: str) -> str | None:
    """The code of the country that a folded name means, whatever the language; None if it means none."""
    return _anywhere().get(folded)


def code_of_city(name: str) -> str | None:
    """The code of the country that a well-known city, in any language, lies in; None for all others."""
    return _cities().get(fold(name))


@cache
def name_in(code: str, language: str) -> str | None:
    """CLDR's name of a country in `language` (BCP 47), else in English; None for an unknown code."""
    wanted = language.replace("-", "_").split("_")
    for section in ("_".join(wanted[:2]), base(language), "en"):
        if names := _names(section).get(code):
            return names.split("|", 1)[0].removeprefix("~")
    return None


def base(language: str) -> str:
    """The code under which the tables know a language: "zh" for "zh-Hant-TW", "no" for "nb"."""
    code = language.replace("_", "-").split("-", 1)[0].lower()
    return _OTHER_CODES.get(code, code)


def match(words: Sequence[str], start: int, language: str) -> Match | None:
    """The country that `words` name from `start` on, the longest name if several do; None if none does.

    `language` is a base code. Abbreviations count in capitals only: "US" is a country, "us" is not.
    """
    agree = endings_of(language).agree
    for rest, code, is_adjective in phrases_at(language, words[start]):
        following = map(fold, words[start + 1 : start + 1 + len(rest)])
        if not rest or (start + len(rest) < len(words) and all(map(agree, following, rest))):
            return Match(code, 1 + len(rest), is_adjective)
    return None


@lru_cache(maxsize=16_384)  # words recur, and an inflected one costs several look-ups
def phrases_at(language: str, word: str) -> tuple[_Phrase, ...]:
    """The names that `word` can begin, the longest stem first and of those the most words."""
    if word.isupper() and (code := _abbreviations(language).get(word)):
        return (_Phrase((), code, False),)
    folded, endings, known = fold(word), endings_of(language), _phrases(language)
    found: list[_Phrase] = []
    for whole in (folded, folded[1:]) if folded[:1] and folded[:1] in endings.joined else (folded,):
        for cut in range(len(whole), max(len(whole) - endings.longest, _SHORTEST_CUT) - 1, -1):
            if (phrases := known.get(whole[:cut])) and endings.agree(whole, whole[:cut]):
                found.extend(phrases)
    return tuple(found)


@cache
def by_length(language: str) -> tuple[tuple[str, str], ...]:
    """Names and codes, the longest name first, so that India is not found in Indonesia where no spaces are written."""
    pairs = ((name, code) for code, names in _names(language).items() for name in _to_find(names))
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _phrases(language: str) -> dict[str, list[_Phrase]]:
    """First stem to the names that begin so, those of most words first."""
    found: dict[str, list[_Phrase]] = {}
    for words, code, is_adjective in _known(language):
        several = len(words) > 1
        first, *rest = (stem_of(word, language, part=several) for word in words)
        found.setdefault(first, []).append(_Phrase(tuple(rest), code, is_adjective))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: (-len(phrase.rest), phrase))
    return found


def _known(language: str) -> Iterator[tuple[list[str], str, bool]]:
    """The folded words of every name and adjective of a language, with its code and whether it is an adjective."""
    for code, names in _names(language).items():
        for name in _to_find(names):
            if not _is_abbreviation(name):
                yield fold(name).split(), code, False
    if language == "en":
        adjectives = msgspec.json.decode(_table().adjectives, type=dict[str, str])
        for adjective, code in adjectives.items():
            yield adjective.split(), code, True


@cache
def _abbreviations(language: str) -> dict[str, str]:
    return {name: code for code, names in _names(language).items() for name in _to_find(names) if _is_abbreviation(name)}


def _is_abbreviation(name: str) -> bool:
    return name.isupper() and len(name) <= _LONGEST_ABBREVIATION and "." not in name


def _to_find(names: str) -> list[str]:
    return [name for name in names.split("|") if not name.startswith("~")]


@cache
def _names(section: str) -> dict[str, str]:
    """Code to names of one language; empty for a language that the table lacks."""
    raw = _table().languages.get(section)
    return msgspec.json.decode(raw, type=dict[str, str]) if raw else {}


@cache
def _anywhere() -> dict[str, str]:
    names = msgspec.json.decode(_table().any, type=dict[str, str])
    return {name: code for code, joined in names.items() for name in joined.split("|")}


@cache
def _cities() -> dict[str, str]:
    return msgspec.json.decode(_table().cities, type=dict[str, str])


@cache
def _table() -> _Table:
    return msgspec.json.decode(gzip.decompress(TABLE.read_bytes()), type=_Table)
