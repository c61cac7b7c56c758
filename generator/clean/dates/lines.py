"""A date in a line: the best one, with its time, what a label says it to be, and whether the line holds anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

import msgspec

from generator.clean.dates.digits import Hit, in_digits
from generator.clean.dates.hebrew import CENTURY, in_hebrew
from generator.clean.dates.names import with_names
from generator.clean.dates.relative import in_relation, is_later
from generator.clean.dates.times import Clock, clocks_in, in_zone, is_zone, iso_offset
from generator.clean.dates.words import Label, Token, lexicon, plain, tokens_of
from generator.model import DateOrder, Moment, Reading

LONGEST_LINE = 300  # characters that are looked at: a date line is short, a byline rarely longer
_LONGEST_RELATIVE = 80  # characters of a line that says nothing but how long ago
_FARTHEST_TIME = 40  # characters between a date and a time that belongs to it

# A line without a digit or one of these names no day: the year after Han numerals, the letter that Hebrew years begin with.
_NUMERAL = re.compile(rf"[\d年{CENTURY[0]}]")

# Two numbers that may be a day and a year, with little between them. Nine body lines of ten hold no such thing, and
# are done with at the cost of this search.
_MAY_BE_DATE = re.compile(
    r"\d(?:\d{3}\D{1,32}?\d(?!\d{2})"  # 2023 January 24, 2023-01-24
    r"|\d?\D{1,32}?(?:\d{4}(?!\d)|[12][09]\d\d(?!\d{3}))"  # 24 January 2023, 24.01.2023, Jan 24, 202310:51
    r"|\d?\s{0,2}[^\w\s,]\W{0,3}\d{1,2}\W{1,4}\d"  # 24.01.23
    r"|\d?\W{0,3}[^\d\s]{2,16}\W{1,3}\d\d(?!\d))"  # 24 JAN 23
)
_BARE = re.compile(r"\W{0,4}(?:\d\d)?\d{6}\W{0,4}")
_MONTH_AND_YEAR = re.compile(r"\D{2,40}\d{4}\W{0,4}|\W{0,4}\d{4}\D{2,40}")
_PARTS = re.compile(r"[,;|•·/()\[\]–—]|\s-\s")  # what stands between the parts of a line
_WIRE_MARK = re.compile(r"[A-Z]{1,5}")


class Found(msgspec.Struct, frozen=True):
    """A date in a line, with the time of day that stands beside it.

    start, end  the stretch of the line from the first to the last character of date, time and zone
    readings    one if the date is plain; one for each order that gives a day of the calendar if it is digits that
                leave the order open; () if `impossible`
    votes       the order that the date proves, where it is digits whose year is not four digits in front
    label       what a word beside it says the date to be; words inform and never decide
    alone       the line holds nothing else but weekday, zone, label, marks and emoji
    impossible  the text of what is plainly meant as a date and is none in the calendar, such as "31.02.23"
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    votes: tuple[DateOrder, ...] = ()
    label: Label | None = None
    alone: bool = False
    impossible: str | None = None


def find(line: str, *, language: str | None = None, declared: Moment | None = None) -> Found | None:
    """The best date in the first 300 characters of `line`; None if it names no day with its year.

    A published date is better than one without a label, that better than a modified one, then the first.

    language  BCP 47, if known: it only breaks ties
    declared  when the text was as it is, if its document says so (the day on which a page was saved): "2 hours ago" and
              "yesterday" count from it, and what lies more than a day after it is not read. Without it such words are
              no dates, and no date is too late: there is no clock here
    """
    found = find_all(line, language=language, declared=declared)
    return min(found, key=_rank) if found else None


def _rank(found: Found) -> tuple[bool, int]:
    return found.impossible is not None, ("published", None, "modified").index(found.label)


def find_all(line: str, *, language: str | None = None, declared: Moment | None = None) -> tuple[Found, ...]:
    """Every date in the first 300 characters of `line`, from left to right; otherwise as `find`."""
    line = line[:LONGEST_LINE]
    relative = declared is not None and len(line) <= _LONGEST_RELATIVE
    return _dates_in(line, language, declared) if relative or _may_hold_date(line) else ()


@lru_cache(256)  # a head asks for the dates of one line three times: which it is, whether it stands alone, what it says
def _dates_in(line: str, language: str | None, declared: Moment | None) -> tuple[Found, ...]:
    text = plain(line)
    tokens = tokens_of(text)
    hits = [hit for each in _hits_in(line, text, tokens, language, declared) if (hit := _by_weekday(each, tokens))]
    if not hits:
        return ()
    clocks = _clocks_of(hits, text, tokens)
    alone = _is_alone(text, tokens, [(part.start, part.end) for part in (*hits, *clocks) if part])
    labels = _labels(hits, text, tokens)
    second = {hit for hit in hits if hit.vague and len(hits) > 1}  # the day in another calendar, said beside ours
    found = (
        _found(line, hit, clock, label, alone=alone)
        for hit, clock, label in zip(hits, clocks, labels, strict=True)
        if (alone or not hit.frail) and hit not in second
    )
    return tuple(found) if declared is None else tuple(_up_to(declared, found))


def _up_to(declared: Moment, found: Iterable[Found]) -> Iterator[Found]:
    """`found` without the readings that lie after `declared`.

    A year of two digits in front is so rare that it is not believed for want of other readings.
    """
    for each in found:
        readings = tuple(reading for reading in each.readings if not is_later(reading.moment, declared))
        if each.impossible or (readings and (len(each.readings) == 1 or readings[0].order != "ymd")):
            yield msgspec.structs.replace(each, readings=readings)


def _may_hold_date(line: str) -> bool:
    """Whether more than a glance at `line` is worth its while; cheapest for the four lines of five without a number."""
    numeral = _NUMERAL.search(line)
    return numeral is not None and (
        _MAY_BE_DATE.search(line, numeral.start()) is not None
        or "年" in line
        or CENTURY in line
        or (len(line) <= 48 and (_MONTH_AND_YEAR.fullmatch(line) or _BARE.fullmatch(line)) is not None)
    )


def _hits_in(line: str, text: str, tokens: list[Token], language: str | None, declared: Moment | None) -> list[Hit]:
    """Every day that a line names, from left to right, none overlapping another; digits go before names."""
    found: list[Hit] = []
    relative = in_relation(tokens, declared) if declared else ()
    for hit in (*in_digits(line, text, language), *in_hebrew(text), *with_names(text, tokens, language), *relative):
        if all(hit.end <= other.start or other.end <= hit.start for other in found):
            found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def _by_weekday(hit: Hit, tokens: list[Token]) -> Hit | None:
    """`hit` with only those days that fall on the weekday beside it, if that leaves any; then it proves its order.

    A month's name that languages disagree on leaves several days in one order; the likeliest of them is taken.
    """
    if len(hit.days) < 2:
        return hit
    weekdays = _weekday_beside(hit, tokens)
    if hit.vague:
        return _sharpened(hit, weekdays)
    fitting = tuple((order, iso) for order, iso in hit.days if weekdays >> date.fromisoformat(iso).weekday() & 1) or hit.days
    if len({order for order, _ in hit.days}) == 1:
        return msgspec.structs.replace(hit, days=fitting[:1])
    return msgspec.structs.replace(hit, days=fitting, votes=(fitting[0][0],) if len(fitting) == 1 else ())


def _sharpened(hit: Hit, weekdays: int) -> Hit | None:
    """A vague hit as the one day that falls on the weekday beside it, else as the month or year that all its days share."""
    fitting = [day for day in hit.days if weekdays >> date.fromisoformat(day[1]).weekday() & 1]
    if len(fitting) == 1:
        return msgspec.structs.replace(hit, days=(fitting[0],))
    order, first = hit.days[0]
    shared = (first[:cut] for cut in (7, 4) if all(day.startswith(first[:cut]) for _, day in hit.days))
    iso = next(shared, None)
    return msgspec.structs.replace(hit, days=((order, iso),)) if iso else None


def _weekday_beside(hit: Hit, tokens: list[Token]) -> int:
    """The set of days that the name just before or behind `hit` may mean; bit 0 is Monday; every day without a name."""
    weekdays = lexicon().weekdays
    for place, token in enumerate(tokens):
        near = 0 <= hit.start - token.end <= 12 or 0 <= token.start - hit.end <= 3
        found = weekdays.at(tokens, place) if near else None
        if found:
            return found[0]
    return 0b1111111


def _clocks_of(hits: list[Hit], text: str, tokens: list[Token]) -> list[Clock | None]:
    """For each hit the time that belongs to it: inside it or just behind, else just before, mere furniture between."""
    clocks = list(clocks_in(text, tokens))
    taken: list[Clock | None] = []
    for hit in hits:
        near = [clock for clock in clocks if clock not in taken and _belongs(clock, hit, text, tokens)]
        taken.append(min(near, key=lambda clock: (clock.end <= hit.start, abs(clock.start - hit.end)), default=None))
    return taken


def _belongs(clock: Clock, hit: Hit, text: str, tokens: list[Token]) -> bool:
    if clock.start < hit.end and hit.start < clock.end:  # "Jan 24 12:29:41 2023", not the "01.23" of 24.01.23
        return ":" in text[clock.start : clock.end]
    start, end = (hit.end, clock.start) if clock.start >= hit.end else (clock.end, hit.start)
    between = [token.key for token in tokens if start <= token.start < end]
    return end - start <= _FARTHEST_TIME and lexicon().furniture.issuperset(between)


def _is_alone(text: str, tokens: list[Token], spans: list[tuple[int, int]]) -> bool:
    """Whether the line holds nothing beside `spans` but furniture, and perhaps a wire service's mark in front ("AP-NR-")."""
    furniture, first = lexicon().furniture, min(spans)[0]
    marks = 0
    for token in tokens:
        if token.key in furniture or any(start <= token.start < end for start, end in spans):
            continue
        word = text[token.start : token.end]
        if token.start < first and marks < 2 and _WIRE_MARK.fullmatch(word) and text.isascii():
            marks += 1
        elif token.digits or not is_zone(word):
            return False
    return marks == 0 or text.upper() == text


def _labels(hits: list[Hit], text: str, tokens: list[Token]) -> list[Label | None]:
    """What a label says of each hit: the nearest before it; if there is none, the first behind; never past another hit."""
    before: list[Label | None] = [None] * len(hits)
    behind: list[Label | None] = [None] * len(hits)
    marks = list(_marks_in(tokens))
    trail = bool(marks) and marks[0].start > hits[0].start and marks[-1].start > hits[-1].start
    for mark in marks:
        place = sum(hit.start <= mark.start for hit in hits)
        if place == len(hits) or (place and (trail or _is_of_left(hits[place - 1], mark, hits[place], text))):
            behind[place - 1] = behind[place - 1] or mark.label
        else:
            before[place] = mark.label
    return [label or other for label, other in zip(before, behind, strict=True)]


class _Mark(msgspec.Struct, frozen=True):
    """A label, and the stretch of the line that it takes."""

    start: int
    end: int
    label: Label


def _marks_in(tokens: list[Token]) -> Iterator[_Mark]:
    labels = lexicon().labels
    after = 0
    for index, token in enumerate(tokens):
        found = labels.at(tokens, index) if index >= after and token.key in labels.longest else None
        if found:
            after = index + found[1]
            yield _Mark(token.start, tokens[after - 1].end, found[0])


def _is_of_left(left: Hit, mark: _Mark, right: Hit, text: str) -> bool:
    """Whether a label between two dates is the left one's: "14 March 2023 published | ...", not "... (updated 15 March".

    Where no mark parts it from either, it is the right one's: labels stand in front more often.
    """
    return _PARTS.search(text, left.end, mark.start) is None and _PARTS.search(text, mark.end, right.start) is not None


def _found(line: str, hit: Hit, clock: Clock | None, label: Label | None, *, alone: bool) -> Found:
    start, end = hit.start, hit.end
    if clock:
        start, end = min(start, clock.start), max(end, clock.end)
    readings = tuple(Reading(order, _moment(iso, clock)) for order, iso in hit.days)
    impossible = None if readings else line[hit.start : hit.end]
    return Found(start, end, readings, hit.votes, label, alone, impossible)


def _moment(iso: str, clock: Clock | None) -> Moment:
    if len(iso) < len("2023-01-24"):
        return Moment(iso, "month" if "-" in iso else "year")
    if clock is None:
        return Moment(iso, "day")
    naive = Moment(f"{iso}T{clock.time}", "minute")
    if clock.offset is not None:
        return Moment(naive.iso + iso_offset(clock.offset), "minute")
    try:
        return in_zone(naive, clock.zone)
    except KeyError:  # ZoneInfoNotFoundError: a machine without zone data can still tell the time as it was written
        return naive
