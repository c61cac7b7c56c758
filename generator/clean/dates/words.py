"""A line as words and numbers, and what the words mean where dates are written: the lexer of the date parser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Generic, Literal, TypeVar

import msgspec

from generator.tables.dates import WORD, DateWords, SharedName, date_words, fold

Label = Literal["published", "modified"]
T = TypeVar("T")

# Each becomes one plain character, so that a place in the plain line is the same place in the line as it came.
_ODD_SPACES = "\u00a0\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u2066\u2067\u2068\u2069\u3000\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_WIDE_MARKS = "\uff0f\u2044\u2215\uff0e\uff1a\u2236\uff0c\u060c\uff08\uff09\uff0b\uff20"
_PLAIN = str.maketrans(
    {**dict.fromkeys(_ODD_SPACES, " "), **dict.fromkeys(_DASHES, "-"), **dict(zip(_WIDE_MARKS, "///.::,,()+@", strict=True))}
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_TOKEN = re.compile(rf"(\d+)((?::\d\d?)+)?|{WORD}")

# A year behind a month's name and a day, or a day and a month's name, where a time or a count runs into it:
# "Nov 9, 202211:01 AM", "January 14, 202620 mins read".
_GLUED_YEAR = re.compile(
    r"(?:[^\W\d_]{3}\.? \d\d?(?:st|nd|rd|th)?|(?<!\d)\d\d?\.? [^\W\d_]{3,12}\.?),? ((?:19|20)\d\d)(?=\d\d?(?!\d))"
)


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, a number, or a time with colons.

    start, end  its place in the line
    key         a word folded as the tables fold it; a number without leading zeros; "" for a time
    digits      how many digits a number has; 0 for words and times
    """

    start: int
    end: int
    key: str
    digits: int

    @property
    def number(self) -> int:
        """The value of a number; meaningless for others."""
        return int(self.key)


def plain(line: str) -> str:
    """`line`, character by character: digits of any script as ASCII, full-width marks, dashes and odd spaces as theirs."""
    if line.isascii():
        return line
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), line.translate(_PLAIN))


def tokens_of(text: str) -> list[Token]:
    """The words and numbers of a plain line, in order; marks and white space are the gaps between them."""
    found = []
    for match in _matches_in(text):
        number, clock = match.groups()
        start, end = match.span()
        if number is None:
            found.append(Token(start, end, fold(match[0]), 0))
        elif clock is None:
            found.append(Token(start, end, number.lstrip("0") or "0", end - start))
        else:
            found.append(Token(start, end, "", 0))
    return found


def _matches_in(text: str) -> Iterator[re.Match[str]]:
    """The words and numbers of a plain line as they are matched; a year that runs into a number ends before it."""
    start = 0
    for glued in _GLUED_YEAR.finditer(text):
        yield from _TOKEN.finditer(text, start, glued.end())
        start = glued.end()
    yield from _TOKEN.finditer(text, start)


class Phrases(Generic[T]):
    """Names of one word or more, found at a place in a line."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self.meanings = meanings
        self.longest: dict[str, int] = {}
        for phrase in meanings:
            first, *others = phrase.split(" ")
            self.longest[first] = max(self.longest.get(first, 0), 1 + len(others))

    def at(self, tokens: list[Token], place: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that begins with token `place`, and its number of tokens."""
        key = tokens[place].key
        longest = min(self.longest.get(key, 0), len(tokens) - place)
        for count in range(longest, 0, -1):
            phrase = key if count == 1 else " ".join([token.key for token in tokens[place : place + count]])
            meaning = self.meanings.get(phrase)
            if meaning is not None and (count == 1 or _is_close(tokens[place : place + count])):
                return meaning, count
        return None


def _is_close(words: list[Token]) -> bool:
    """Whether no more than a full stop and a space stands between two words of a phrase.

    A letter and a number stand closer: "M07" and "o.7" are July, but "6:45 p.m. 7 July" has it once.
    """
    return all(
        after.start - before.end <= (1 if after.digits and len(before.key) == 1 else 2) for before, after in pairwise(words)
    )


class MonthName(msgspec.Struct, frozen=True):
    """What a name of a month means.

    numbers   1 to 12, the likeliest first; several, or none, only where languages differ and none is known
    calendar  the one that its years are counted in: "gregorian", "thai" (Gregorian months, years of two digits allowed),
              or one that `conversions` knows
    """

    numbers: tuple[int, ...]
    calendar: str


class Lexicon(msgspec.Struct, frozen=True):
    """The words of the tables, ready to be looked up.

    weekdays   to the set of days that a name may mean; bit 0 is Monday
    periods    parts of the day, to the set of hours that a name may mean; bit 0 is the hour after midnight
    furniture  single words that may stand beside a date without being anything but its surroundings
    links      the words among them that may stand between the parts of one date
    """

    months: Phrases[MonthName]
    shared: Mapping[str, SharedName]
    weekdays: Phrases[int]
    periods: Phrases[int]
    labels: Phrases[Label]
    furniture: frozenset[str]
    links: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Built once, when the first line that may hold a date is seen: it takes some milliseconds."""
    words = date_words()
    weekdays = {name: days for days, names in words.weekdays.items() for name in names}
    periods = {name: hours for hours, names in words.periods.items() for name in names}
    labels: dict[str, Label] = {**dict.fromkeys(words.modified, "modified"), **dict.fromkeys(words.published, "published")}
    return Lexicon(
        months=Phrases(dict(_month_names(words))),
        shared=words.shared,
        weekdays=Phrases(weekdays),
        periods=Phrases(periods),
        labels=Phrases(labels),
        furniture=frozenset((*_single_words((*weekdays, *labels, *words.glue)), *periods)),
        links=frozenset(_single_words(words.links)),
    )


def _month_names(words: DateWords) -> Iterator[tuple[str, MonthName]]:
    thai = frozenset(words.thai)
    for calendar, months in words.calendars.items():
        for number, names in months.items():
            for name in names:
                yield name, MonthName((number,), calendar)
    for number, names in words.months.items():
        for name in names:
            yield name, MonthName((number,), "thai" if name in thai else "gregorian")
    for name, numbers in words.shared.items():
        yield name, MonthName(tuple(numbers.likely), "gregorian")


def _single_words(phrases: Iterable[str]) -> Iterator[str]:
    for phrase in phrases:
        yield from phrase.split(" ")


def month_at(tokens: list[Token], place: int, language: str | None) -> tuple[MonthName, int] | None:
    """The month named by the tokens from `place` on, and how many they are; `language` settles a name with two meanings."""
    known = lexicon()
    found = known.months.at(tokens, place)
    if found is None:
        return None
    month, count = found
    if language is not None:
        shared = known.shared.get(" ".join(token.key for token in tokens[place : place + count]))
        number = shared and shared.by_language.get(re.split("[-_]", language)[0].lower())
        month = MonthName((number,), month.calendar) if number else month
    return (month, count) if month.numbers else None
