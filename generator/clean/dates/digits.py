"""Days that a line names in digits: 24.01.23, 2023-01-24, 24.I.2023, 920903, 2023年1月24日."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from generator.clean.dates import calendars, conversions
from generator.model import DateOrder
from generator.tables.dates import usual_orders


class Hit(msgspec.Struct, frozen=True):
    """A stretch of a line that names a day.

    start, end  its place
    days        (order, ISO 8601 day, month or year) of each way to read it; () if the calendar has no such day
    votes       the order that it is proof of, if it is digits with the year last
    frail       counts only where its line holds nothing else: "03 SEP 92", "January 2023", "24/1 2023"
    vague       its calendar may mean any of `days`: the weekday tells which, else only what they share is known
    """

    start: int
    end: int
    days: tuple[tuple[DateOrder, str], ...]
    votes: tuple[DateOrder, ...] = ()
    frail: bool = False
    vague: bool = False


# Day, month and year with one mark between them, or a space before a year of four digits ("24/1 2023"). What touches
# more digits is a version, an address, a telephone number; but a time may touch: "12:29/24.01.2023", "24.01.2023-12:29",
# and so may the same day in words, where a page's text is glued: "24.01.202324. Januar".
_TRIPLE = re.compile(
    r"(?<![\dvV])(?<!\d[.:,-])(?:(?<=:\d\d/)|(?<!\d/))"
    r"(\d{1,4})\s{0,2}([./,-])\s{0,2}(\d{1,2})(?:\s{0,2}\2\s{0,2}(\d{1,4})|\s(\d{4}))"
    r"(?:(?!\d)|(?<=\d{4})(?=\d\d?\.?\s?[^\W\d_]{3}))(?![./-]\d(?!\d?:))"
)
_MINGUO = ("zh-tw", "zh-hant", "zh_tw", "zh_hant")  # where 112.01.24 is a date
_SPACED = re.compile(r"(?<!\d)(?<!\d )(\d{1,2}) (\d{1,2}) (\d{4})(?!\d)(?! \d(?!\d?:))")
_SPACING = frozenset(("yo", "la"))  # languages that set nothing but spaces between the numbers of a date
_ROMAN = re.compile(r"(?<![\d.])(\d{1,2})\s?([. /-])\s?([IVX]{1,4})\s?\2\s?(\d{4})(?!\d)")
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BARE = re.compile(r"\W{0,4}(?:(?P<century>\d\d)?(?P<yy>\d\d)(?P<m>\d\d)(?P<d>\d\d))\W{0,4}")
_HAN_NUMBER = r"\d{1,4}|[〇零一二三四五六七八九十廿卅]{1,4}"
_EASTERN = re.compile(
    rf"(?:(?P<era>民[國国]|令和|平成|昭和|大正|明治)\s*)?(?P<y>{_HAN_NUMBER}|元)\s*[年년]\s*(?P<m>{_HAN_NUMBER})\s*[月월]"
    rf"(?:\s*(?P<d>{_HAN_NUMBER})\s*[日號号일])?"
)
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def in_digits(line: str, text: str, language: str | None) -> Iterator[Hit]:
    """The days that a line names in digits, with the characters of East Asia or the Roman months of Central Europe too.

    line, text  the line as it came, and the same by `plain`
    """
    yield from _triples(line, text, language)
    if language and re.split("[-_]", language)[0].lower() in _SPACING:
        yield from _spaced(text)
    yield from _roman(text)
    yield from _eastern(text)
    yield from _bare(text)


def _triples(line: str, text: str, language: str | None) -> Iterator[Hit]:
    for match in _TRIPLE.finditer(text):
        first, mark, second, third, apart = match.groups()
        if mark == "," and (len(third or "") != 4 or " " in match[0]):  # "24,01,2023"; else it parts the items of a list
            continue
        persian = "\u06f0" <= line[match.start()] <= "\u06f9" or (language or "").startswith(("fa", "ps"))
        hit = _triple(match.span(), (first, second, third or apart), persian=persian, language=language)
        if hit is not None:
            yield msgspec.structs.replace(hit, frail=True) if apart or mark == "," else hit


def _spaced(text: str) -> Iterator[Hit]:
    for match in _SPACED.finditer(text):
        day, month, year = map(int, match.groups())
        if calendars.is_year(year):
            yield msgspec.structs.replace(_year_last(match.span(), day, month, year), frail=True)


def _roman(text: str) -> Iterator[Hit]:
    for match in _ROMAN.finditer(text):
        if match[3] in _ROMAN_MONTHS and calendars.is_year(int(match[4])):
            day = calendars.iso_day(int(match[4]), 1 + _ROMAN_MONTHS.index(match[3]), int(match[1]))
            yield Hit(*match.span(), (("dmy", day),) if day else ())


def _bare(text: str) -> Iterator[Hit]:
    """The "920903" of wire services, and "19920903": only where they are all of the line."""
    bare = _BARE.fullmatch(text)
    if bare:
        year = int(bare["century"] + bare["yy"]) if bare["century"] else calendars.full_year(int(bare["yy"]))
        day = calendars.iso_day(year, int(bare["m"]), int(bare["d"]))
        if day:
            yield Hit(bare.start("century" if bare["century"] else "yy"), bare.end("d"), (("ymd", day),), frail=True)


def _triple(span: tuple[int, int], parts: tuple[str, str, str], *, persian: bool, language: str | None) -> Hit | None:
    """The hit for three numbers by their widths; None if they are plainly no date."""
    a, b, c = map(int, parts)
    match tuple(map(len, parts)):
        case (4, _, 1 | 2):
            return _year_first(span, a, b, c, persian=persian)
        case (1 | 2, _, 4):
            if persian and conversions.is_year_of("jalali", c):
                return _year_first(span, c, b, a, persian=True)
            return _year_last(span, a, b, c) if calendars.is_year(c) else None
        case (1 | 2, _, 2):
            return _short_year(span, a, b, c, language)
        case (3, _, 1 | 2) if (language or "").lower().startswith(_MINGUO):
            iso = calendars.iso_day(calendars.era_year("民國", a), b, c)
            return Hit(*span, (("ymd", iso),)) if iso else None
        case (2, _, 1) if a > 31 or usual_orders(language)[:1] == ("ymd",):
            first = calendars.iso_day(calendars.full_year(a), b, c)
            return Hit(*span, (("ymd", first),)) if first else None
    return None


def _year_first(span: tuple[int, int], year: int, month: int, day: int, *, persian: bool) -> Hit | None:
    if persian and conversions.is_year_of("jalali", year):
        days = conversions.days_of("jalali", year, month, day)
        return Hit(*span, tuple(("ymd", found.isoformat()) for found in days))
    if not calendars.is_year(year):
        return None
    iso = calendars.iso_day(year, month, day)
    return Hit(*span, (("ymd", iso),) if iso else ())


def _year_last(span: tuple[int, int], a: int, b: int, year: int) -> Hit:
    """Day and month in either order before the year; proof of the order if only one of them is a day."""
    days = _real_days((("dmy", calendars.iso_day(year, b, a)), ("mdy", calendars.iso_day(year, a, b))))
    return Hit(*span, _told_apart(days), (days[0][0],) if len(days) == 1 else ())


def _short_year(span: tuple[int, int], a: int, b: int, c: int, language: str | None) -> Hit | None:
    """Three numbers of two digits at most.

    The year comes first in so few outlets that it is a reading only where the first number can't be a day (92.09.03),
    where the language writes so (23.01.24 in Korean), or where day and month are open as well (03.04.23).
    """
    year, first = calendars.full_year(c), calendars.iso_day(calendars.full_year(a), b, c)
    if a > 31 or a == 0:
        return Hit(*span, (("ymd", first),), ("ymd",)) if first else None
    last = _real_days((("dmy", calendars.iso_day(year, b, a)), ("mdy", calendars.iso_day(year, a, b))))
    if first and (len(last) == 2 or usual_orders(language)[:1] == ("ymd",)):
        return Hit(*span, _told_apart((*last, ("ymd", first))))
    if last or (a <= 31 and 1 <= b <= 12) or (a <= 12 and 1 <= b <= 31):
        return _year_last(span, a, b, year)
    return None


def _real_days(days: tuple[tuple[DateOrder, str | None], ...]) -> tuple[tuple[DateOrder, str], ...]:
    return tuple((order, iso) for order, iso in days if iso)


def _told_apart(days: tuple[tuple[DateOrder, str], ...]) -> tuple[tuple[DateOrder, str], ...]:
    """`days`, or the first of them if all are the same day: nobody need settle 05.05.2023."""
    return days[:1] if len({iso for _, iso in days}) == 1 else days


def _eastern(text: str) -> Iterator[Hit]:
    """Dates with the characters for year, month and day, of the Gregorian count or an era's."""
    if "年" not in text and "년" not in text:
        return
    for match in _EASTERN.finditer(text):
        year = 1 if match["y"] == "元" else _han_number(match["y"])
        if match["era"]:
            year = calendars.era_year(match["era"], year)
        elif len(match["y"]) == 2:
            year = calendars.full_year(year)
        elif len(match["y"]) == 3:
            year = calendars.era_year("民國", year)
        if not calendars.is_year(year):
            continue
        month, day = _han_number(match["m"]), match["d"] and _han_number(match["d"])
        iso = calendars.iso_day(year, month, day) if day else calendars.iso_month(year, month)
        yield Hit(*match.span(), (("ymd", iso),) if iso else (), frail=not day)


def _han_number(text: str) -> int:
    """The number that digits or Han numerals write, by place ("二〇二三") or by tens ("二十四"); at most four of them."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    if ten:
        return 10 * int(tens.translate(_HAN_DIGITS) or 1) + int(ones.translate(_HAN_DIGITS) or 0) if "十" not in tens else 0
    return int(text.translate(_HAN_DIGITS))
