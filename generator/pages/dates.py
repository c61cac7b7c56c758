"""Pages to walk through time by: days, months, years, and what has no date."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable

import msgspec

from generator.catalogue.reader import Slice
from generator.config import Config
from generator.model import Entry
from generator.pages.context import Context, Output
from generator.pages.frame import Link, page_of
from generator.pages.lists import Group, Span, grouped, part_links, part_of, parts_of, span_of
from generator.words import first_weekday, month_names, period, weekday_names


class Cell(msgspec.Struct, frozen=True):
    """One square of a calendar. `day` 0 is no day of this month; without `href` it has no articles."""

    day: int
    href: str
    count: int


class ListView(msgspec.Struct, frozen=True):
    """What day.html and undated.html may see.

    groups  the articles under headings, in reading order; on the first page of a long list only its newest
    parts   links to the parts of a list that is too long for one page, the oldest first; on its first page alone
    part    which of them this is, counted from the oldest; 0 on the first page
    older, newer  the day before and after; on a part, the parts beside it
    """

    title: str
    span: Span
    groups: tuple[Group, ...]
    parts: tuple[Link, ...]
    part: int
    older: Link | None
    newer: Link | None


class MonthView(msgspec.Struct, frozen=True):
    """What month.html may see: a calendar by weeks, and the articles where one page holds them."""

    title: str
    span: Span
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Cell, ...], ...]
    groups: tuple[Group, ...]
    older: Link | None
    newer: Link | None


class YearView(msgspec.Struct, frozen=True):
    """What year.html may see: twelve months (without `href` where there is nothing), the articles where one page holds them.

    most  the count of the fullest month: the scale of a chart
    """

    title: str
    span: Span
    months: tuple[Link, ...]
    most: int
    groups: tuple[Group, ...]
    older: Link | None
    newer: Link | None


def day(context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `day 2023-01-24` and of its part in `day 2023-01-24 2`."""
    iso, part = words[0], int(words[1]) if len(words) > 1 else 0
    language = context.config.language
    year, month, number = iso.split("-")
    trail = (
        Link(year, f"{year}/index.html"),
        Link(month_names(language)[int(month) - 1], f"{year}/{month}/index.html"),
    )
    base = f"{year}/{month}/{number}/"
    return _listing(context, f"day {iso}", base, period(iso, language), part, trail)


def undated(context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `undated` and of its part in `undated 2`. The first page is there even if nothing is undated.

    There is no time to cut this list by, and counting from one end an article more would move half of its parts. So an
    article stands in the part that the digest of its path says, for as long as the number of parts does not double.
    """
    config, reader, number = context.config, context.reader, int(words[0]) if words else 0
    parts = reader.buckets("undated", config.pages.list)
    if not number:
        span = Span(reader.slice("undated").count, None, None)
        entries = reader.newest("undated", config.pages.home if parts else span.count)
        view = ListView("Undated", span, _loose(entries, config), part_links("undated/", parts), 0, None, None)
    elif number <= parts:
        view = _bucket(reader.bucket("undated", number - 1, parts), number, parts, config)
    else:
        return None
    return _page(context, "undated", "undated/", view, ())


def _bucket(entries: list[Entry], number: int, parts: int, config: Config) -> ListView:
    older, newer = (Link(str(n), f"undated/{n}/index.html") if 0 < n <= parts else None for n in (number - 1, number + 1))
    ordered = sorted(entries, key=lambda entry: (entry.headline.casefold(), entry.permalink))
    return ListView("Undated", Span(len(entries), None, None), _loose(ordered, config), (), number, older, newer)


def _listing(
    context: Context, name: str, base: str, title: str, part: int, trail: tuple[Link, ...]
) -> tuple[Output, ...] | None:
    """A slice as a list: whole, or as a first page with its newest articles, and parts."""
    view = _part(context, name, base, title, part) if part else _first(context, name, base, title)
    return None if view is None else _page(context, name.partition(" ")[0], base, view, trail)


def _page(context: Context, kind: str, base: str, view: ListView, trail: tuple[Link, ...]) -> tuple[Output, ...]:
    path, title = (
        (f"{base}{view.part}/index.html", f"{view.title} ({view.part})") if view.part else (f"{base}index.html", view.title)
    )
    if view.part:
        trail = (*trail, Link(view.title, f"{base}index.html"))
    return (context.page(f"{kind}.html", page_of(context.config, kind, path, title, trail=trail), view),)


def _first(context: Context, name: str, base: str, title: str) -> ListView | None:
    config, reader = context.config, context.reader
    span = span_of(reader, name, config)
    if not span.count:
        return None
    older, newer = reader.beside(name)
    parts = parts_of(span.count, config.pages.list)
    entries = reader.newest(name, config.pages.home) if parts else reader.part(name, 0, config.pages.list)
    language = config.language
    return ListView(
        title, span, _loose(entries, config), part_links(base, parts), 0, _to(older, language), _to(newer, language)
    )


def _part(context: Context, name: str, base: str, title: str, number: int) -> ListView | None:
    part = part_of(context.reader, name, base, number, context.config)
    if part is None:
        return None
    return ListView(title, part.span, _loose(part.entries, context.config), (), number, part.older, part.newer)


def _loose(entries: Iterable[Entry], config: Config) -> tuple[Group, ...]:
    """One group under no heading: the whole list is of one day, or of none."""
    return grouped(entries, config, 0)


def month(context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `month 2023-01`."""
    iso, config, reader = words[0], context.config, context.reader
    name = f"month {iso}"
    span = span_of(reader, name, config)
    if not span.count:
        return None
    year, number = iso.split("-")
    days = {int(found.name[-2:]): found for found in reader.within(name, "day", f"{iso}-")}
    older, newer = reader.beside(name)
    view = MonthView(
        period(iso, config.language),
        span,
        _rotated(weekday_names(config.language), first_weekday(config.language)),
        _weeks(int(year), int(number), days, first_weekday(config.language)),
        _all_if_few(context, name, span, 10),
        _to(older, config.language),
        _to(newer, config.language),
    )
    trail = (Link(year, f"{year}/index.html"),)
    page = page_of(config, "month", f"{year}/{number}/index.html", view.title, trail=trail)
    return (context.page("month.html", page, view),)


def year(context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `year 2023`."""
    iso, config, reader = words[0], context.config, context.reader
    name = f"year {iso}"
    span = span_of(reader, name, config)
    if not span.count:
        return None
    counts = {int(found.name[-2:]): found.count for found in reader.within(name, "month", f"{iso}-")}
    months = tuple(
        Link(text, f"{iso}/{n:02}/index.html" if n in counts else "", counts.get(n, 0))
        for n, text in enumerate(month_names(config.language), 1)
    )
    older, newer = reader.beside(name)
    view = YearView(
        iso,
        span,
        months,
        max(counts.values(), default=0),
        _all_if_few(context, name, span, 7),
        _to(older, config.language),
        _to(newer, config.language),
    )
    return (context.page("year.html", page_of(config, "year", f"{iso}/index.html", view.title), view),)


def _all_if_few(context: Context, name: str, span: Span, until: int) -> tuple[Group, ...]:
    """All articles of a period under headings; where they are too many for a page, those that no smaller one lists."""
    if parts_of(span.count, context.config.pages.list):
        return grouped(context.reader.vague(name), context.config, until)
    return grouped(context.reader.part(name, 0, span.count), context.config, until)


def _weeks(year: int, month: int, days: dict[int, Slice], first: int) -> tuple[tuple[Cell, ...], ...]:
    folder = f"{year:04}/{month:02}"

    def cell(number: int) -> Cell:
        found = days.get(number)
        return Cell(number, f"{folder}/{number:02}/index.html" if found else "", found.count if found else 0)

    return tuple(tuple(map(cell, week)) for week in Calendar(first).monthdayscalendar(year, month))


def _rotated(names: tuple[str, ...], first: int) -> tuple[str, ...]:
    return names[first:] + names[:first]


def _to(name: str | None, language: str) -> Link | None:
    """The page of a period from its slice's name."""
    if name is None:
        return None
    iso = name.partition(" ")[2]
    return Link(period(iso, language), f"{iso.replace('-', '/')}/index.html")
