"""Days that a line names with a month's name, in any language: 24 January 2023, Jan. 24, 2023, 2023. gada 24. janvārī."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from generator.clean.dates import calendars, conversions
from generator.clean.dates.digits import Hit
from generator.clean.dates.words import MonthName, Token, lexicon, month_at
from generator.model import DateOrder

# The way of C and Unix: "Jan 24 12:29:41 GMT 2023".
_TIME_BEFORE_YEAR = re.compile(r"\d{1,2} \d\d:\d\d(?::\d\d)?(?: [A-Z]{1,5}| [+-]\d{4})? (?=\d{4}(?!\d))")


def with_names(text: str, tokens: list[Token], language: str | None) -> Iterator[Hit]:
    """The days that a plain line names with a month's name; two names of one month side by side ("juni/lipanj") are one."""
    starts = lexicon().months.longest
    place = 0
    while place < len(tokens):
        named = month_at(tokens, place, language) if tokens[place].key in starts else None
        if named is None:
            place += 1
            continue
        month, count = named
        last = place + count - 1
        twin = month_at(tokens, last + 1, language) if last + 1 < len(tokens) and tokens[last + 1].key in starts else None
        if twin and set(twin[0].numbers) & set(month.numbers):
            last += twin[1]
        hit = _around(text, tokens, place, last, month)
        if hit:
            yield hit
            place = max(last, place) + 1
        else:
            place += 1


def _around(text: str, tokens: list[Token], first: int, last: int, month: MonthName) -> Hit | None:
    """The date whose month is named by tokens `first` to `last`, from the numbers on its left and right."""
    left = _number_beside(text, tokens, first, -1)
    right = _number_beside(text, tokens, last, +1)
    far_left = _number_beside(text, tokens, left, -1) if left is not None else None
    far_right = _year_behind(text, tokens, right) if right is not None else None
    shapes: tuple[tuple[int | None, int | None, DateOrder], ...] = (
        (left, right, "dmy"),
        (right, far_right, "mdy"),
        (right, left, "ymd"),
        (left, far_left, "ymd"),
    )
    for day, year, order in shapes:
        if day is not None and year is not None and tokens[day].digits <= 2 and tokens[year].digits == 4:
            return _named(tokens, (first, last, day, year), month, tokens[year].number, order)
    for day, year, order in shapes[:2]:
        if day is not None and year is not None and tokens[day].digits <= 2 and tokens[year].digits == 2:
            return _named_short(text, tokens, (first, last, day, year), month, order)
    alone = right if right is not None else left
    if alone is not None and tokens[alone].digits == 4 and not _touch(tokens[first], tokens[alone]):
        return _named_month(tokens, (first, last, alone), month, tokens[alone].number)
    return None


def _year_behind(text: str, tokens: list[Token], day: int) -> int | None:
    """The number after token `day`, past a time of day if the year comes last of all."""
    time = _TIME_BEFORE_YEAR.match(text, tokens[day].start)
    if time is None:
        return _number_beside(text, tokens, day, +1)
    return next(place for place, token in enumerate(tokens) if token.start == time.end())


def _touch(one: Token, other: Token) -> bool:
    """Whether nothing stands between two tokens: "2357EST" names no month."""
    return one.end == other.start or other.end == one.start


# How far, in words and in characters, the day and year of a date may stand from its month, and by what marks.
_WORDS_BETWEEN, _CHARACTERS_BETWEEN = 3, 5
_BETWEEN = frozenset(" \t.,-/'’‘ʼ()·،፣፥፡⹁་")
_WHOLE_BEFORE = re.compile(r"\d[.,]\d")
_FRACTION_BEHIND = re.compile(r"[.,]\d(?!\d{3}(?!\d))")
_LONGEST_SUFFIX = 4  # letters that touch a number: "24th", "1er", "2023ko"


def _number_beside(text: str, tokens: list[Token], place: int, step: int) -> int | None:
    """The nearest number before (step -1) or after (+1) token `place`, only linking words and mild marks between."""
    links = lexicon().links
    for _ in range(1 + _WORDS_BETWEEN):
        here, place = tokens[place], place + step
        if not 0 <= place < len(tokens):
            return None
        token = tokens[place]
        gap = text[here.end : token.start] if step > 0 else text[token.end : here.start]
        if len(gap) > _CHARACTERS_BETWEEN or not _BETWEEN.issuperset(gap):
            return None
        if token.digits:
            return None if _is_fraction(text, token) else place
        if token.key not in links and not _is_suffix(text, tokens, place):
            return None
    return None


def _is_fraction(text: str, token: Token) -> bool:
    """Whether a number is part of a decimal or of a long one: "137.8", "1,234"; never a year, a time may touch that."""
    if token.digits == 4:
        return False
    return (
        _FRACTION_BEHIND.match(text, token.end) is not None or _WHOLE_BEFORE.match(text, max(token.start - 2, 0)) is not None
    )


def _is_suffix(text: str, tokens: list[Token], place: int) -> bool:
    """Whether a word touches the number before it, with a hyphen at most: "24th", "24-го"."""
    before, token = tokens[place - 1], tokens[place]
    ties = place > 0 and before.digits > 0 and text[before.end : token.start] in ("", "-")
    return ties and token.end - token.start <= _LONGEST_SUFFIX


def _named(tokens: list[Token], places: tuple[int, ...], month: MonthName, year: int, order: DateOrder) -> Hit | None:
    """The hit for a day, a month's name and a year that is written in full."""
    start, end = tokens[min(places)].start, tokens[max(places)].end
    day = tokens[places[2]].number
    if not _is_gregorian(month):
        return _converted((start, end), _of_nepal(month, tokens), (year, day), order)
    if not calendars.is_year(year):
        return None
    found = [calendars.iso_day(year, number, day) for number in month.numbers]
    if not any(found) and day > 31:
        return None
    return Hit(start, end, tuple((order, iso) for iso in found if iso))


def _is_gregorian(month: MonthName) -> bool:
    return month.calendar in ("gregorian", "thai")


# What a date of India's national calendar says beside it.
_SAKA = frozenset(("saka", "शक", "शके"))


def _of_nepal(month: MonthName, tokens: list[Token]) -> MonthName:
    """`month`, or Nepal's of the same name where that could be India's and nothing says so: Nepal prints it every day."""
    if month.calendar != "saka" or any(token.key in _SAKA for token in tokens):
        return month
    return MonthName(((month.numbers[0] - 2) % 12 + 1,), "bikram")  # its year begins a month later


def _converted(span: tuple[int, int], month: MonthName, date: tuple[int, int], order: DateOrder) -> Hit | None:
    """The hit for (year, day) and a month of another calendar; None if that year can't be one of news there."""
    year, day = date
    if not conversions.is_year_of(month.calendar, year) or day > conversions.LONGEST_MONTH:
        return None
    found = conversions.days_of(month.calendar, year, month.numbers[0], day)
    return Hit(*span, tuple((order, each.isoformat()) for each in found), vague=len(found) > 1)


def _named_short(text: str, tokens: list[Token], places: tuple[int, ...], month: MonthName, order: DateOrder) -> Hit | None:
    """The hit for a year of two digits: it needs a line to itself, an apostrophe, or marks that tie the parts together."""
    year = tokens[places[3]]
    if text[year.end : year.end + 2].strip(" ").startswith(("%", "$")) or re.match(r"[.,:]\d", text[year.end :]):
        return None
    full = calendars.full_buddhist_year if month.calendar == "thai" else calendars.full_year
    hit = _named(tokens, places, month, full(year.number), order)
    start, end = tokens[min(places)].start, tokens[max(places)].end
    tied = text[year.start - 1] in "'’‘" or (" " not in text[start:end] and text[year.start - 1] in "-/")
    if hit is None or (not hit.days and not tied) or (order == "mdy" and text[year.start - 1] not in "'’‘"):
        return None
    return msgspec.structs.replace(hit, frail=not tied)


def _named_month(tokens: list[Token], places: tuple[int, ...], month: MonthName, year: int) -> Hit | None:
    """The hit for a month's name and a year without a day."""
    if not _is_gregorian(month):
        return None  # a month of another calendar is no month of ours
    iso = calendars.iso_month(year, month.numbers[0])
    return Hit(tokens[min(places)].start, tokens[max(places)].end, (("ymd", iso),), frail=True) if iso else None
