"""The time of day that stands beside a date, and the zone that stands beside the time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import msgspec

from generator.clean.dates.words import Token, lexicon
from generator.model import Moment

# Abbreviations that mean one zone wherever news is written, in minutes east of Greenwich.
_OFFSETS = {
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "МСК": 180, "TRT": 180, "IRST": 210, "GET": 240, "PKT": 300, "NPT": 345, "WIB": 420,
    "ICT": 420, "WITA": 480, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "AWST": 480, "WIT": 540, "JST": 540, "KST": 540,
    "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "WAT": 60, "CAT": 120, "SAST": 120,
    "EAT": 180, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540,
    "HST": -600, "BRT": -180, "ART": -180,
}  # fmt: skip
# Abbreviations for whichever of summer and winter time is in force there.
_PLACES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
# Abbreviations of several zones (India, Israel, Ireland; China, Chicago; Britain, Bangladesh): known, and no evidence.
_AMBIGUOUS = frozenset(("IST", "CST", "BST", "AST", "GST", "AMT", "ADT", "PYT", "BT", "LT"))

FARTHEST = 14 * 60  # minutes; no clock on Earth is farther from Greenwich

_CLOCK = re.compile(
    r"""(?<!\d)(?<!\d[.:/])(?:
      (?P<h>\d{1,2})(?:
          :(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?
        | \s?[hH]\s?(?:(?P<mh>[0-5]\d)(?:\s?min(?:\s(?P<sh>[0-5]\d)\s?s)?)?)?(?![^\W_])
        | (?P<dot>\.)(?P<md>[0-5]\d)(?:[.:](?P<sd>[0-5]\d))?(?!\.?\d)
        | \s?(?:นาฬิกา|ໂມງ)(?:\s?(?P<mt>[0-5]?\d)\s?(?:นาที|ນາທີ)(?:\s?(?P<st>[0-5]?\d)\s?(?:วินาที|ວິນາທີ))?)?
        | \s?[時时點点시]\s?(?:(?P<mz>[0-5]?\d)\s?[分분](?:\s?(?P<sz>[0-5]?\d)\s?[秒초])?)?
        | (?=\s?[aApP]\.?\s?[mM]\b)
        | (?=\s(?:Uhr|uur|часов|часа|годин|години|óra|órakor)\b)
        | (?:(?<=\b(?:ore|klo)\s\d)|(?<=\b(?:ore|klo|kl\.)\s\d\d)|(?<=\bkl\.\s\d))(?![\d.:,])
      )
    | (?P<hw>[01]\d|2[0-3])(?P<mw>[0-5]\d)(?=\s?(?:Z|UTC|GMT|[ECMP][SD]T|hrs|hours)\b)
    )(?!\d)""",
    re.VERBOSE,
)
_LATIN_HALF = re.compile(r"\s?([aApP])\.?\s?[mM]\b\.?")
_ZONE = re.compile(
    r"\s{0,2}[(\[]?\s?(?:(?P<base>GMT|UTC)?(?P<gap>\s?)(?P<sign>[+-])(?P<h>\d{1,2})(?P<colon>:?)(?P<m>[0-5]\d)?(?!\d)"
    r"|(?P<name>[A-ZМСК]{1,5})(?![^\W_]))\s?[)\]]?"
)


class Clock(msgspec.Struct, frozen=True):
    """A time of day and its place in the line, with its half of the day and its zone.

    time    "12:29" or "12:29:41"
    offset  minutes east of Greenwich, if the line says so
    zone    the IANA name of a zone that the line names without saying whether it is summer there
    """

    start: int
    end: int
    time: str
    offset: int | None = None
    zone: str | None = None


def clocks_in(text: str, tokens: list[Token]) -> Iterator[Clock]:
    """Every time of day in a plain line, from left to right."""
    for match in _CLOCK.finditer(text):
        if match["dot"] and not _ends_phrase(text, tokens, match.end()):
            continue
        hour = int(match["h"] or match["hw"])
        minute = next((match[name] for name in ("m", "mh", "md", "mz", "mt", "mw") if match[name]), "0")
        second = next((match[name] for name in ("s", "sh", "sd", "sz", "st") if match[name]), None)
        hours, start, end = _period_beside(text, tokens, match.start(), match.end())
        hour = _in_period(hour, hours)
        if hour > 23:
            continue
        exact = second is not None or text[match.start() - 1 : match.start()] == "T"
        offset, zone, end = _zone_after(text, end, exact=exact)
        time = f"{hour:02}:{int(minute):02}" + (f":{int(second):02}" if second else "")
        yield Clock(start, end, time, offset, zone)


def _ends_phrase(text: str, tokens: list[Token], end: int) -> bool:
    """Whether nothing but a word of time, a zone or the end follows: "14.00" is a time there, "10.50 euros" is none."""
    if text[end : end + 1] in ("%", "°"):
        return False
    after = next((token for token in tokens if token.start >= end), None)
    return after is None or after.key in lexicon().furniture or _zone_after(text, end)[2] > end


def _in_period(hour: int, hours: int) -> int:
    """The hour of 24 for an hour of 12 in a part of the day; as it stands if `hours` holds both or neither of the two."""
    if hour > 12:
        return hour
    fitting = [each for each in (hour % 12, hour % 12 + 12) if hours >> each & 1]
    return fitting[0] if len(fitting) == 1 else hour


def _period_beside(text: str, tokens: list[Token], start: int, end: int) -> tuple[int, int, int]:
    """(hours, start, end): the hours of the part of the day that is named just after or before a time, and its span with it.

    All hours, as bits, if none is named.
    """
    latin = _LATIN_HALF.match(text, end)
    if latin:
        return (_MORNING if latin[1] in "aA" else _ALL_DAY - _MORNING), start, latin.end()
    periods = lexicon().periods
    for place, token in enumerate(tokens):
        if end <= token.start <= end + 2 and (found := periods.at(tokens, place)):
            return found[0], start, tokens[place + found[1] - 1].end
        if token.end <= start <= token.end + 2:
            for first in range(max(0, place - _LONGEST_PERIOD + 1), place + 1):
                named = periods.at(tokens, first)
                if named and first + named[1] == place + 1:
                    return named[0], tokens[first].start, end
    return _ALL_DAY, start, end


_ALL_DAY = (1 << 24) - 1
_MORNING = (1 << 12) - 1
_LONGEST_PERIOD = 3  # words, where it stands before the time


def _zone_after(text: str, end: int, *, exact: bool = False) -> tuple[int | None, str | None, int]:
    """(offset, IANA zone, end) of what stands behind a time; (None, None, `end`) if that is no zone.

    exact  the time has seconds or an ISO 8601 "T" before it, so that "-05:00" is no second time
    """
    match = _ZONE.match(text, end)
    if match is None:
        return None, None, end
    name = match["name"]
    if name:
        known = name in _OFFSETS or name in _PLACES or name in _AMBIGUOUS
        return (_OFFSETS.get(name), _PLACES.get(name), match.end()) if known else (None, None, end)
    # Without GMT, "-14:00" and "-14" are the end of a span of time; "-0500", "+04" and "+04:00" are offsets.
    span = match["sign"] == "-" and not exact and (match["colon"] or not match["m"])
    if not match["base"] and (len(match["h"]) == 1 or span):
        return None, None, end
    minutes = 60 * int(match["h"]) + int(match["m"] or 0)
    if minutes > FARTHEST:
        return None, None, end
    return (minutes if match["sign"] == "+" else -minutes), None, match.end()


def iso_offset(minutes: int) -> str:
    """`minutes` east of Greenwich as ISO 8601: "+04:00"."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def is_zone(word: str) -> bool:
    """Whether `word`, as it stands in the line, is the abbreviation of a zone."""
    return word in _OFFSETS or word in _PLACES or word in _AMBIGUOUS


def in_zone(moment: Moment, zone: str | None) -> Moment:
    """`moment` with the offset of the IANA zone `zone`: attached if it has none, else converted.

    A moment less precise than a minute, and any moment if `zone` is None, stays as it is. Raises ZoneInfoNotFoundError.
    """
    if zone is None or moment.precision != "minute":
        return moment
    from zoneinfo import ZoneInfo  # only where a zone is named: it costs a no-op build 5 ms

    there, when = ZoneInfo(zone), datetime.fromisoformat(moment.iso)
    try:
        if when.tzinfo is None:
            when = when.replace(tzinfo=_whole_minutes(when.replace(tzinfo=there)))
        else:
            when = when.astimezone(_whole_minutes(when.astimezone(there)))
    except OverflowError:  # the first and the last day of the calendar
        return moment
    seconds = re.search(r"T\d\d:\d\d:\d\d", moment.iso)
    return Moment(when.isoformat(timespec="seconds" if seconds else "minutes"), "minute")


def _whole_minutes(when: datetime) -> timezone:
    """The offset of `when`, rounded: before about 1900 offsets had seconds, which ISO 8601 has no place for."""
    offset = when.utcoffset() or timedelta()
    return timezone(timedelta(minutes=round(offset.total_seconds() / 60)))
