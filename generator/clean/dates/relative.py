"""Days that a line names by how long ago they were: "3 hours ago", "yesterday". Counted from what somebody declared.

There is no clock here. When a text was as it is can only come from its document, and without that these words say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

import msgspec

from generator.clean.dates.digits import Hit
from generator.clean.dates.words import Phrases, Token
from generator.model import Moment
from generator.tables.ago import COUNTED, Unit, ago

_MOST_DIGITS = 3  # of a number of minutes, hours or days
_IN_DAYS = {"week": (7, 7), "month": (28, 31), "year": (365, 366)}  # shortest and longest


def in_relation(tokens: list[Token], declared: Moment) -> Iterator[Hit]:
    """The days that a line names by their distance from `declared`, none of them finer than a day.

    Hours and minutes need a `declared` to the minute, for they may reach into the day before. A number of weeks, months
    or years names the month or the year that all of its span lies in, if there is one.
    """
    if declared.precision in ("month", "year"):
        return
    masked = [_masked(token) for token in tokens]
    after = 0
    for place in range(len(masked)):
        found = _phrases().at(masked, place) if place >= after and masked[place].key in _phrases().longest else None
        if found is None:
            continue
        (unit, number), count = found
        after = place + count
        many = number if number is not None else next(each.number for each in tokens[place:after] if each.digits)
        iso = _before(declared, unit, many)
        if iso:
            yield Hit(tokens[place].start, tokens[after - 1].end, (("ymd", iso),), frail=True)


def is_later(moment: Moment, declared: Moment) -> bool:
    """Whether `moment` is more than a day after `declared`, by which the text was written; zones are that day's reason."""
    last = declared.iso[:10]
    if len(last) == len("2023-01-24"):
        last = _day_after(last)
    shared = min(len(last), len(moment.iso[:10]))
    return moment.iso[:shared] > last[:shared]


def _day_after(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except OverflowError:  # the last day of the calendar
        return day


@cache
def _phrases() -> Phrases[tuple[Unit, int | None]]:
    return Phrases(ago().spans)


def _masked(token: Token) -> Token:
    """A number as patterns have it."""
    return msgspec.structs.replace(token, key=COUNTED) if 0 < token.digits <= _MOST_DIGITS else token


def _before(declared: Moment, unit: Unit, many: int) -> str | None:
    """ISO 8601 of what was `many` units before `declared`; None if that names no day, month or year for certain."""
    day = date.fromisoformat(declared.iso[:10])
    try:
        if unit == "day":
            return (day - timedelta(days=many)).isoformat()
        if unit in ("minute", "hour"):
            if declared.precision != "minute":
                return None
            span = timedelta(hours=many) if unit == "hour" else timedelta(minutes=many)
            return (datetime.fromisoformat(declared.iso) - span).date().isoformat()
        shortest, longest = _IN_DAYS[unit]
        first, last = day - timedelta(days=longest * (many + 1) - 1), day - timedelta(days=shortest * many)
    except OverflowError:
        return None
    return next((str(first)[:cut] for cut in (7, 4) if str(first)[:cut] == str(last)[:cut]), None)
