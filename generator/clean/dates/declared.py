"""Dates that somebody declared: front matter, sidecars, JSON-LD, `<time>`, feeds. ISO 8601 in all usual profiles."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from generator.clean.dates import calendars
from generator.clean.dates.lines import LONGEST_LINE, Found, find
from generator.clean.dates.times import FARTHEST, iso_offset
from generator.clean.dates.words import plain
from generator.model import Moment, Precision, Reading

_ISO = re.compile(
    r"""(?P<year>\d{4})
    (?: -W(?P<week>\d\d)-(?P<weekday>[1-7])
      | -?(?P<ordinal>\d{3})
      | (?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)
    )
    (?:(?:[Tt]|\s+)
      (?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?
      \s*(?P<zone>[Zz]|(?P<sign>[+-])(?P<zh>\d\d)(?::?(?P<zm>\d\d))?)?(?:\[[^\]]*\])?
    )?""",
    re.VERBOSE,
)
_YEAR_OR_MONTH = re.compile(r"(?P<year>\d{4})(?:[-/](?P<month>\d\d?))?")
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")  # seconds or milliseconds since 1970, as JavaScript writes them

_NO_MOMENT = 10**14  # a number past every year, day and millisecond of the epoch


def declared(value: object, *, language: str | None = None) -> Found | None:
    """What a declared `value` says, in full or as a sentence; None if it is no date.

    value     a string or number, or a date or datetime as YAML and TOML parsers make them
    language  as in `find`

    A day that the calendar does not have gives a Found with `impossible`. The offsets of `start` and `end` are places
    in the text of `value`.
    """
    if isinstance(value, datetime):
        return _of_iso(value.isoformat())
    if isinstance(value, date):
        return _of_iso(value.isoformat())
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, int) and not 0 < value < _NO_MOMENT:
        return None
    text = plain(str(value)[:LONGEST_LINE]).strip()
    return _of_iso(text) or _of_year_or_month(text) or _of_epoch(text) or find(str(value), language=language)


def _plain_found(text: str, iso: str | None, precision: Precision) -> Found:
    """All of `text` as one date; an impossible one if `iso` is None."""
    if iso is None:
        return Found(0, len(text), (), alone=True, impossible=text)
    return Found(0, len(text), (Reading("ymd", Moment(iso, precision)),), alone=True)


def _of_iso(text: str) -> Found | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    day = _iso_day(match)
    time = _iso_time(match)
    if day is None or time is None:
        return _plain_found(text, day, "day")
    return _plain_found(text, f"{day}T{time}", "minute")


def _iso_day(match: re.Match[str]) -> str | None:
    """YYYY-MM-DD of a calendar, week or ordinal date; None if there is none such."""
    year = int(match["year"])
    if match["month"]:
        return calendars.iso_day(year, int(match["month"]), int(match["day"]))
    try:
        if match["week"]:
            day = date.fromisocalendar(year, int(match["week"]), int(match["weekday"]))
        else:
            day = datetime.strptime(f"{match['year']}-{match['ordinal']}", "%Y-%j").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
    return calendars.iso_day(day.year, day.month, day.day)


def _iso_time(match: re.Match[str]) -> str | None:
    """The time with its offset, fractions of a second cut; None if there is none or no clock shows it."""
    if match["hour"] is None or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return None
    second = f":{min(int(match['second']), 59):02}" if match["second"] else ""  # 60 is a leap second
    return f"{match['hour']}:{match['minute']}{second}{_iso_zone(match)}"


def _iso_zone(match: re.Match[str]) -> str:
    """The offset as "+04:00"; "" if there is none, or none that a clock on Earth could have."""
    if match["sign"] is None:
        return "+00:00" if match["zone"] else ""
    minutes = 60 * int(match["zh"]) + int(match["zm"] or 0)
    return iso_offset(-minutes if match["sign"] == "-" else minutes) if minutes <= FARTHEST else ""


def _of_year_or_month(text: str) -> Found | None:
    match = _YEAR_OR_MONTH.fullmatch(text)
    if match is None or not calendars.is_year(int(match["year"])):
        return None
    if match["month"]:
        return _plain_found(text, calendars.iso_month(int(match["year"]), int(match["month"])), "month")
    return _plain_found(text, match["year"], "year")


def _of_epoch(text: str) -> Found | None:
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    return _plain_found(text, datetime.fromtimestamp(int(match[1]), UTC).isoformat(timespec="seconds"), "minute")
