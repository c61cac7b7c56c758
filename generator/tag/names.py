"""From a run of capitalised words to the names and countries in it: titles fall away, and what is no name splits it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.tag import countries, words
from generator.tag.function_words import function_words

ADJECTIVE_WEIGHT = 0.5  # "Russian peacekeepers" are less about Russia than "Russia" is
LONGEST_WORD = 40  # letters
_POSSESSIVE = re.compile(r"['’][sS]?$")
_APOSTROPHE = re.compile(r"['’]\w*$")  # Turkish puts one before whatever it adds to a name
_COMPOUND = re.compile("[-/]")
_OF_THE = frozenset({"of", "for", "the"})
_PARTIES = frozenset("DRI")  # "D-Texas" after a member of Congress is no name
_SURE_CALENDAR = 6  # letters of a month or weekday that is nobody's first name, unlike May, Jan, April


class Piece(NamedTuple):
    """A possible name.

    name      without title, possessive and company suffix
    is_first  True if the run begins with it, so that a beginning sentence weakens it
    role      what its surroundings in the run say it is: "title" of a person stood before it, a "company" suffix behind it
    """

    name: str
    is_first: bool
    role: str


class Parsed(NamedTuple):
    """What a run holds: names, and countries with the weight of each mention.

    doubtful a country after one first word, which is no part of a name where a sentence begins: "Visit Armenia"
    is_open  True if the last word may begin a country's name that goes on in small letters: "Union européenne"
    """

    pieces: tuple[Piece, ...]
    countries: tuple[tuple[str, float], ...]
    doubtful: str | None
    is_open: bool


@lru_cache(maxsize=16_384)  # most runs of an archive recur
def parse(run: str, language: str) -> Parsed:
    """The names and countries of a run, given as its words with a space between them; `language` is a base code."""
    tokens = run.split(" ")
    parser = _Parser(tokens, language)
    is_open = language != "en" and any(phrase.rest for phrase in countries.phrases_at(language, tokens[-1]))
    return Parsed(tuple(parser.pieces), tuple(parser.countries), parser.doubtful, is_open)


class _Parser:
    """One pass over the words of a run. `current` gathers a name until something ends it."""

    def __init__(self, tokens: Sequence[str], language: str) -> None:
        self.language = language
        self.tokens = tokens
        addition = _APOSTROPHE if language == "tr" else _POSSESSIVE
        self.words = [addition.sub("", token) for token in tokens]
        self.titles = words.titles(language)
        self.never = function_words(language)
        self.folded = [word.casefold().rstrip(".") for word in self.words]
        self.pieces: list[Piece] = []
        self.countries: list[tuple[str, float]] = []
        self.doubtful: str | None = None
        self._begin()
        at = 0
        while at < len(tokens):
            at = self._step(at)
        self._finish()

    def _begin(self) -> None:
        """Wait for a new name. `leading` counts the words of a country that it begins with."""
        self.current: list[str] = []
        self.start = self.leading = 0
        self.titled = False

    def _step(self, at: int) -> int:
        """Read what begins at word `at`; return where the next thing begins."""
        word, folded = self.words[at], self.folded[at]
        if found := countries.match(self.words, at, self.language):
            return self._read_country(at, found)
        if not word.isalpha() and self._read_compound(word):
            return at + 1
        if folded in words.JOINTS and word == folded:
            if self.current:
                self.current.append(word)
            return at + 1
        if (end := self._title_end(at)) > at:
            self._finish()
            self.titled = True
            return end
        if self._is_no_name(folded):
            self._finish()
            return at + 1
        return self._add(at, at + 1)

    def _add(self, at: int, end: int) -> int:
        if not self.current:
            self.start = at
        self.current += self.words[at:end]
        if self.tokens[end - 1] != self.words[end - 1]:  # "Baku's": what follows belongs to it, and is another name
            self._finish()
        return end

    def _read_country(self, at: int, found: countries.Match) -> int:
        """Count a country where a name begins ("Russian Navy") or after "of".

        Inside an English name it is another place ("New Mexico"); in other languages' it is a word of its own.
        """
        end = at + found.length
        weight = ADJECTIVE_WEIGHT if found.is_adjective else 1.0
        is_joined = bool(self.current) and self.current[-1] in words.JOINTS
        if self.current and not is_joined and (self.language != "en" or len(self.current) == self.leading):
            self._finish()
        if not self.current or is_joined:
            self.countries.append((found.code, ADJECTIVE_WEIGHT if is_joined else weight))
            self.leading = self.leading if is_joined else found.length
        elif at == 1 and self.folded[0] not in words.PLACE_WORDS:
            self.doubtful = found.code
        return self._add(at, end)

    def _read_compound(self, word: str) -> bool:
        """Whether `word` is countries ("Armenian-Azerbaijani", "Russian-brokered") or no name; it is read then."""
        first, *others = _COMPOUND.split(word)
        if not others:
            return False
        last = others[-1]
        if first in _PARTIES:
            return True
        found = [match for part in (first, last) if (match := countries.match([part], 0, self.language))]
        is_name = last[:1].isupper() or (bool(self.current) and last not in words.HYPHENATED)
        if is_name and (not found or (len(found) == 1 and not found[0].is_adjective)):
            return False
        self._finish()
        self.countries += [(match.code, ADJECTIVE_WEIGHT) for match in found]
        return True

    def _title_end(self, at: int) -> int:
        """Where a title that begins at `at` ends, "Deputy Foreign Minister", "Secretary of State"; `at` if there is none."""
        end = self._skip(at, words.TITLE_QUALIFIERS)
        after = self._skip(end, self.titles)
        if after == end:  # "attorney" and "general" are both
            end = at
            after = self._skip(at, self.titles)
        if after == end or self._is_surname(at):
            return at
        after = self._skip(after, self.titles | {"general"})
        named = self._skip(after, _OF_THE)
        domain = self._skip(named, words.TITLE_QUALIFIERS)
        return domain if domain > named > after else after

    def _skip(self, at: int, known: frozenset[str]) -> int:
        while at < len(self.folded) and self.folded[at] in known:
            at += 1
        return at

    def _is_surname(self, at: int) -> bool:
        return bool(self.current) and at == len(self.words) - 1 and self.folded[at] in words.SURNAMES

    def _is_no_name(self, folded: str) -> bool:
        if folded in self.never and folded not in words.PARTICLES:
            return True
        is_calendar = folded in words.calendar(self.language)
        return (is_calendar and (len(folded) >= _SURE_CALENDAR or len(self.words) == 1)) or len(folded) > LONGEST_WORD

    def _finish(self) -> None:
        """End the current name, if there is one."""
        name, start = self.current, self.start
        while name and name[-1] in words.JOINTS:
            name = name[:-1]
        if self.leading and _is_about_people(name[self.leading :]):
            name, start = name[self.leading :], start + self.leading
        role = "title" if self.titled else ""
        while len(name) > 1 and name[-1].casefold().rstrip(".") in words.COMPANY_SUFFIXES:
            name, role = name[:-1], "company"
        if len(name) > (self.leading if start == self.start else 0):
            self.pieces.append(Piece(" ".join(name), start == 0, role))
        self._begin()


def _is_about_people(name: Sequence[str]) -> bool:
    """Whether what follows a country is a name of its own ("American Joe Biden"), not half of one ("Russian Navy")."""
    return len(name) > 1 and words.KINDS.isdisjoint(word.casefold() for word in name)
