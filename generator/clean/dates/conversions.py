"""Days of other calendars as Gregorian days: Solar Hijri, Islamic, Hebrew, Indian, Bengali, Nepali.

The arithmetic is that of Reingold and Dershowitz, Calendrical Calculations. A calendar that follows the moon as it is
seen, or that two countries reckon differently, gives every day that a date may mean, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

LONGEST_MONTH = 32  # days, in Nepal

# By calendar, the years that news can be of: AD 1821 to 2121 at the most. No other year in a date is one of these.
_YEARS = {
    "jalali": range(1200, 1500),
    "hijri": range(1237, 1549),
    "hebrew": range(5581, 5882),
    "saka": range(1879, 2044),  # since 1957, when India took it for its own
    "bengali": range(1228, 1529),
    "bikram": range(1970, 2120),  # as long as the days below hold to a day
}


def is_year_of(calendar: str, number: int) -> bool:
    """Whether `number` can be the year of a piece of news in `calendar`."""
    return number in _YEARS[calendar]


def days_of(calendar: str, year: int, month: int, day: int) -> tuple[date, ...]:
    """The Gregorian days that a date of `calendar` may mean, the likeliest first; () if it has no such day.

    month  as the tables number it, or any other number where the date is digits
    """
    if not (is_year_of(calendar, year) and 1 <= month <= _FIRST_ADAR and 1 <= day <= LONGEST_MONTH):
        return ()
    return _CONVERSIONS[calendar](year, month, day)


_FIRST_NOWRUZ = date(622, 3, 21)  # 1 Farvardin of the year 1, proleptic Gregorian, as the cycle below counts back to it


def _jalali(year: int, month: int, day: int) -> tuple[date, ...]:
    """Leap years by the 33-year cycle, which gives the official calendar from 1178 to 1633."""
    leap = (25 * year + 11) % 33 < 8
    if month > 12 or day > (31 if month <= 6 else 30 if month <= 11 or leap else 29):
        return ()
    days = 365 * (year - 1) + (8 * year + 21) // 33 + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    return (_FIRST_NOWRUZ + timedelta(days=days),)


_HEGIRA = date(622, 7, 19)  # 1 Muharram of the year 1 (16 July, Julian), proleptic Gregorian


def _islamic(year: int, month: int, day: int) -> tuple[date, ...]:
    """By the tabular calendar; a month begins a day sooner or later where the crescent is looked for, or by Umm al-Qura."""
    if day > 30:
        return ()
    days = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    middle = _HEGIRA + timedelta(days=days)
    return middle, middle - timedelta(days=1), middle + timedelta(days=1)


_BEFORE_CREATION = -1_373_427  # the ordinal that the days of `_molad_day` are counted from
_ADAR, _SECOND_ADAR, _FIRST_ADAR, _TISHRI = 12, 13, 14, 7


def _hebrew(year: int, month: int, day: int) -> tuple[date, ...]:
    """Months from Nisan, as the tables number them; the plain Adar of a leap year may be either of two, and is none."""
    leap = (7 * year + 1) % 19 < 7
    if leap == (month == _ADAR) and month in (_ADAR, _SECOND_ADAR, _FIRST_ADAR):
        return ()
    month = _ADAR if month == _FIRST_ADAR else month
    if day > _hebrew_month_length(year, month, leap=leap):
        return ()
    order = [*range(_TISHRI, (_SECOND_ADAR if leap else _ADAR) + 1), *range(1, _TISHRI)]
    days = sum(_hebrew_month_length(year, each, leap=leap) for each in order[: order.index(month)])
    return (date.fromordinal(_hebrew_new_year(year) + days + day - 1),)


def _hebrew_month_length(year: int, month: int, *, leap: bool) -> int:
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    if month in (2, 4, 6, 10, 13) or (month == _ADAR and not leap):
        return 29
    if month == 8:  # Marheshvan
        return 30 if length in (355, 385) else 29
    if month == 9:  # Kislev
        return 29 if length in (353, 383) else 30
    return 30


@lru_cache(64)  # the length of each month asks for two of them
def _hebrew_new_year(year: int) -> int:
    """The ordinal of 1 Tishri, after the four postponements."""
    return _BEFORE_CREATION + _molad_day(year) + _postponement(year)


def _molad_day(year: int) -> int:
    """Days from the epoch to the new moon of Tishri, moved off Sunday, Wednesday and Friday."""
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    day = 29 * months + parts // 25_920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _postponement(year: int) -> int:
    """Days that a year begins later so that no year has a length that the calendar lacks."""
    before, here, after = _molad_day(year - 1), _molad_day(year), _molad_day(year + 1)
    if after - here == 356:
        return 2
    return 1 if here - before == 382 else 0


_SAKA_BEFORE_GREGORIAN = 78


def _saka(year: int, month: int, day: int) -> tuple[date, ...]:
    leap = _is_leap(year + _SAKA_BEFORE_GREGORIAN)
    lengths = [31 if leap else 30, *[31] * 5, *[30] * 6]
    return _nth_day(date(year + _SAKA_BEFORE_GREGORIAN, 3, 21 if leap else 22), lengths, month, day)


_BENGALI_BEFORE_GREGORIAN = 593


def _bengali(year: int, month: int, day: int) -> tuple[date, ...]:
    """By Bangladesh's reckoning of 2019; its own before that, and West Bengal's, name a day just before or after."""
    leap = _is_leap(year + _BENGALI_BEFORE_GREGORIAN + 1)
    lengths = [*[31] * 6, *[30] * 4, 30 if leap else 29, 30]
    found = _nth_day(date(year + _BENGALI_BEFORE_GREGORIAN, 4, 14), lengths, month, day)
    return found and (found[0], found[0] - timedelta(days=1), found[0] + timedelta(days=1))


_BIKRAM_BEFORE_GREGORIAN = -57
# When the sun enters each sign, on which the months of Nepal begin: the day moves by one in 70 years.
_BIKRAM_MONTHS = (
    (4, 14), (5, 15), (6, 15), (7, 17), (8, 17), (9, 17), (10, 18), (11, 17), (12, 16), (1, 15), (2, 13), (3, 15)
)  # fmt: skip


def _bikram(year: int, month: int, day: int) -> tuple[date, ...]:
    """The months have 29 to 32 days, as a committee says for each year: so this is a day more or less."""
    if month > 12:
        return ()
    begins, first = _BIKRAM_MONTHS[month - 1]
    middle = date(year + _BIKRAM_BEFORE_GREGORIAN + (begins < 4), begins, first) + timedelta(days=day - 1)
    return middle, middle - timedelta(days=1), middle + timedelta(days=1)


def _nth_day(first: date, lengths: list[int], month: int, day: int) -> tuple[date, ...]:
    """Day `day` of month `month` of the year that begins on `first`; () if the month is shorter."""
    return (first + timedelta(days=sum(lengths[: month - 1]) + day - 1),) if day <= lengths[month - 1] else ()


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_CONVERSIONS: dict[str, Callable[[int, int, int], tuple[date, ...]]] = {
    "jalali": _jalali,
    "hijri": _islamic,
    "hebrew": _hebrew,
    "saka": _saka,
    "bengali": _bengali,
    "bikram": _bikram,
}
