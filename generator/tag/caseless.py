"""Countries in scripts without capitals, where nothing else in the text tells a name from a word."""

from __future__ import annotations

import re

from generator.tag import countries
from generator.tag.evidence import Tally


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Languages whose scripts have no capitals, by base code.
LANGUAGES = _codes(
    "am ar arz as bn bo ckb dv fa gu he hi ja ka km kn ko lo ml mr my ne or pa pnb ps sa sd si ta te th ti ug ur yi yue zh"
)
UNSPACED = _codes("zh ja th lo km my yue bo")  # those that write no space between words
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]«»„“”،؛؟。、।…–—/]+")


def countries_of(text: str, lede: int, language: str) -> dict[str, Tally]:
    """Code to mentions in `text`, whose first `lede` characters are the lede; `language` is a base code."""
    return _among_characters(text, lede, language) if language in UNSPACED else _among_words(text, lede, language)


def _among_words(text: str, lede: int, language: str) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    places = [(word[0], word.start()) for word in _WORD.finditer(text)]
    words = [word for word, _ in places]
    at = 0
    while at < len(words):
        match = countries.match(words, at, language)
        if match is not None:
            _note(found, match.code, 1, places[at][1] < lede)
        at += match.length if match else 1
    return found


def _among_characters(text: str, lede: int, language: str) -> dict[str, Tally]:
    """The longest names first, and each taken out of the text: China is no part of Hong Kong's long name."""
    found: dict[str, Tally] = {}
    for name, code in countries.by_length(language):
        first = text.find(name)
        if first >= 0:
            _note(found, code, text.count(name), first < lede)
            text = text.replace(name, "\0" * len(name))
    return found


def _note(found: dict[str, Tally], code: str, count: int, in_lede: bool) -> None:
    tally = found.setdefault(code, Tally(code))
    tally.count += count
    tally.in_lede |= in_lede
