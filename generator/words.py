"""Dates, numbers and directions as readers of the archive's language see them."""

from __future__ import annotations

from datetime import date, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from generator.model import Moment

if TYPE_CHECKING:
    from babel import Locale

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


class When(msgspec.Struct, frozen=True):
    """A moment on a page: for machines, in words, and the words of its day and of its time alone.

    clock  "" where only the day, or less, is known
    """

    iso: str
    text: str
    day: str
    clock: str = ""


@cache
def direction(language: str) -> str:
    """ "rtl" or "ltr"."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


@lru_cache(8192)  # one article stands in some ten lists
def when(moment: Moment | None, language: str) -> When | None:
    """A moment in words, as precise as it is known."""
    if moment is None:
        return None
    day = period(moment.iso[:10], language)
    if moment.precision != "minute":
        return When(moment.iso, day, day)
    clock = f"{_clock(moment.iso[11:16], language)}{_zone(moment.iso)}"
    return When(moment.iso, f"{day}, {clock}", day, clock)


@lru_cache(4096)  # a list repeats few days many times, and CLDR patterns cost 30 µs each
def period(iso: str, language: str) -> str:
    """ "2023", "2023-01" or "2023-01-24" in words: "2023", "January 2023", "24 January 2023"."""
    if len(iso) == 4:
        return str(int(iso))
    from babel.dates import format_date, format_skeleton  # babel takes 40 ms that a build with nothing to do need not pay

    year, month, day = int(iso[:4]), int(iso[5:7]), int(iso[8:10] or 1)
    if len(iso) == 7:
        return format_skeleton("yMMMM", date(year, month, 1), locale=_locale(language))
    return format_date(date(year, month, day), "long", locale=_locale(language))


@cache
def month_names(language: str) -> tuple[str, ...]:
    """The twelve months as they stand alone."""
    names = _locale(language).months["stand-alone"]["wide"]
    return tuple(str(names[month]) for month in range(1, 13))


@cache
def weekday_names(language: str) -> tuple[str, ...]:
    """Seven short names, Monday first."""
    names = _locale(language).days["stand-alone"]["abbreviated"]
    return tuple(str(names[day]) for day in range(7))


@cache
def first_weekday(language: str) -> int:
    """The day on which calendars of the language begin their weeks; Monday is 0."""
    return int(_locale(language).first_week_day)


@lru_cache(4096)
def number(count: int, language: str) -> str:
    """A count with the language's separators: "14,681"."""
    if count < 1000:
        return str(count)
    from babel.numbers import format_decimal  # as in period()

    return str(format_decimal(count, locale=_locale(language)))


@cache
def language_name(code: str, language: str) -> str:
    """What the language with a BCP 47 tag is called; "" if it is not known."""
    if code == "und":
        return ""
    return str(_locale(language).languages.get(code.partition("-")[0], ""))


@lru_cache(2048)
def _clock(text: str, language: str) -> str:
    from babel.dates import format_time  # as in period()

    return str(format_time(time(int(text[:2]), int(text[3:5])), "short", locale=_locale(language)))


def _zone(iso: str) -> str:
    """ " UTC+4" of an offset, " UTC" of none, "" where no zone is known."""
    tail = iso[16:]
    sign = next((place for place, letter in enumerate(tail) if letter in "+-"), -1)
    if sign < 0:
        return ""
    hours, minutes = int(tail[sign + 1 : sign + 3]), tail[sign + 4 : sign + 6]
    if not hours and minutes == "00":
        return " UTC"
    return f" UTC{tail[sign].replace('-', '−')}{hours}" + ("" if minutes == "00" else f":{minutes}")


@cache
def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # as in period()

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
