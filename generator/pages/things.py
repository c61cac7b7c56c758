"""Pages of tags, sources and authors: each of them, their years, and the indexes of all."""

from __future__ import annotations

import msgspec

from generator.catalogue.reader import Reader, Slice
from generator.catalogue.slices import FEW_ON_INDEX, key_of, month_of, year_of
from generator.model import Entry
from generator.pages.context import Context, Output
from generator.pages.feeds import thing_feed
from generator.pages.frame import Feed, Link, page_of
from generator.pages.lists import Group, Span, grouped, part_links, part_of, parts_of, span_among, span_of
from generator.words import month_names, period, when

PLURAL = {"tag": "tags", "source": "sources", "author": "authors"}
TITLE = {"tag": "Tags", "source": "Sources", "author": "Authors"}
FED = ("tag", "source")
"""The things whose articles have a feed."""


class ThingView(msgspec.Struct, frozen=True):
    """What tag.html, source.html and author.html may see.

    type    of a tag: person, place, organisation, event or topic; "" otherwise
    years   links to the pages of its years; empty where one page holds everything
    groups  all its articles by year; where they are too many for one page the newest, and those without a date
    """

    name: str
    type: str
    span: Span
    years: tuple[Link, ...]
    groups: tuple[Group, ...]
    whole: bool


class ThingYearView(msgspec.Struct, frozen=True):
    """What tag-year.html, source-year.html and author-year.html may see.

    months  all twelve (without `href` where there is nothing) if they have pages of their own; empty where one page holds
            the year
    most    the count of the fullest month: the scale of a chart
    groups  the articles by month; where the months have pages the newest, and those without a month
    """

    name: str
    type: str
    year: str
    span: Span
    months: tuple[Link, ...]
    most: int
    groups: tuple[Group, ...]
    older: Link | None
    newer: Link | None


class ThingMonthView(msgspec.Struct, frozen=True):
    """What tag-month.html, source-month.html and author-month.html may see; as ListView, within one month.

    older, newer  on the month's first page the months before and after in its year; on a part, the parts beside it
    """

    name: str
    type: str
    month: str
    span: Span
    groups: tuple[Group, ...]
    parts: tuple[Link, ...]
    part: int
    older: Link | None
    newer: Link | None


class IndexView(msgspec.Struct, frozen=True):
    """What tags.html, sources.html and authors.html may see.

    total     how many there are
    things    the most frequent of them, by falling count
    initials  links to the pages by first letter; () if `things` are all
    most      the largest count: the scale of a chart
    """

    total: int
    things: tuple[Thing, ...]
    initials: tuple[Link, ...]
    most: int


class InitialView(msgspec.Struct, frozen=True):
    """What tags-initial.html, sources-initial.html and authors-initial.html may see: all that begin with one letter."""

    initial: str
    things: tuple[Thing, ...]


class Thing(msgspec.Struct, frozen=True):
    """One line of an index."""

    name: str
    type: str
    href: str
    count: int


def thing(kind: str, context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `tag SLUG`, `source SLUG` or `author SLUG`: its page, and its feed."""
    slug, config, reader = words[0], context.config, context.reader
    name, base = f"{kind} {slug}", f"{PLURAL[kind]}/{slug}/"
    found = reader.slice(name)
    if not found.count:
        return None
    whole = not parts_of(found.count, config.pages.list)
    entries = reader.newest(name, found.count if whole else max(config.pages.home, config.pages.feed))
    span = span_among(entries, config) if whole else span_of(reader, name, config)
    years = tuple(Link(each.name[-4:], f"{base}{each.name[-4:]}/index.html", each.count) for each in reader.years_of(name))
    newest = [entry for entry in entries[: config.pages.home] if entry.published]
    groups = grouped(entries if whole else [*newest, *reader.vague(name)], config, 4)
    view = ThingView(name_of(found.label), type_of(found.label), span, years, groups, whole)
    feeds = (Feed(view.name, f"{base}feed.xml", "application/atom+xml"),) if kind in FED else ()
    trail = (Link(TITLE[kind], f"{PLURAL[kind]}/index.html"),)
    page = page_of(config, kind, f"{base}index.html", view.name, trail=trail, feeds=feeds)
    outputs = (context.page(f"{kind}.html", page, view),)
    return (*outputs, thing_feed(context, base, view.name, entries[: config.pages.feed])) if kind in FED else outputs


def thing_year(kind: str, context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `tag-year SLUG 2023`."""
    slug, year = words
    config, reader = context.config, context.reader
    thing, name, base = f"{kind} {slug}", f"{kind}-year {slug} {year}", f"{PLURAL[kind]}/{slug}/"
    exists, older, newer = reader.year_among(thing, year)
    if not exists:
        return None
    span, label = span_of(reader, name, config), reader.label(thing)
    months = reader.months_of(name) if parts_of(span.count, config.pages.list) else []
    entries = _dated_in(reader, name, config.pages.home) if months else reader.newest(name, span.count)
    view = ThingYearView(
        name_of(label),
        type_of(label),
        year,
        span,
        _months(months, f"{base}{year}/", config.language),
        max((count for _, count in months), default=0),
        grouped(entries, config, 7),
        Link(older, f"{base}{older}/index.html") if older else None,
        Link(newer, f"{base}{newer}/index.html") if newer else None,
    )
    page = page_of(
        config,
        f"{kind}-year",
        f"{base}{year}/index.html",
        f"{view.name}, {year}",
        trail=(Link(TITLE[kind], f"{PLURAL[kind]}/index.html"), Link(view.name, f"{base}index.html")),
    )
    return (context.page(f"{kind}-year.html", page, view),)


def _dated_in(reader: Reader, name: str, most: int) -> list[Entry]:
    """The newest articles of a year whose month is known, and all whose month is not: no page of a month lists these."""
    newest = [entry for entry in reader.newest(name, most) if entry.published and entry.published.precision != "year"]
    return [*newest, *reader.vague(name)]


def _months(counts: list[tuple[str, int]], base: str, language: str) -> tuple[Link, ...]:
    there = dict(counts)
    if not there:
        return ()
    names = enumerate(month_names(language), 1)
    return tuple(
        Link(text, f"{base}{n:02}/index.html" if f"{n:02}" in there else "", there.get(f"{n:02}", 0)) for n, text in names
    )


def thing_month(kind: str, context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `tag-month SLUG 2023-01` and of its part in `tag-month SLUG 2023-01 2`."""
    slug, iso, part = words[0], words[1], int(words[2]) if len(words) > 2 else 0
    year, month = iso.split("-")
    thing, base = f"{kind} {slug}", f"{PLURAL[kind]}/{slug}/{year}/"
    exists, _, _ = context.reader.year_among(thing, year)
    if not exists or not context.reader.reaches(year_of(thing, year), context.config.pages.list):
        return None
    name, path = month_of(year_of(thing, year), month), f"{base}{month}/"
    view = _part(context, thing, name, path, part) if part else _first(context, thing, name, base)
    if view is None:
        return None
    trail = [
        Link(TITLE[kind], f"{PLURAL[kind]}/index.html"),
        Link(view.name, f"{PLURAL[kind]}/{slug}/index.html"),
        Link(year, f"{base}index.html"),
    ]
    if part:
        trail.append(Link(view.month, f"{path}index.html"))
    title = f"{view.name}, {view.month}" + (f" ({part})" if part else "")
    file = f"{path}{part}/index.html" if part else f"{path}index.html"
    page = page_of(context.config, f"{kind}-month", file, title, trail=tuple(trail))
    return (context.page(f"{kind}-month.html", page, view),)


def _first(context: Context, thing: str, name: str, base: str) -> ThingMonthView | None:
    """The first page of a month, whose slice is `name`: all of it, or its newest and the parts."""
    config, reader = context.config, context.reader
    count = reader.size(name)
    if not count:
        return None
    parts = parts_of(count, config.pages.list)
    iso = name.rpartition(" ")[2]
    newest = reader.newest(name, config.pages.home if parts else count)
    oldest = reader.oldest(name)
    first, last = (when(each.published, config.language) if each else None for each in (oldest, newest[0]))
    older, newer = reader.month_among(key_of(name), iso[5:])
    label = reader.label(thing)
    return ThingMonthView(
        name_of(label),
        type_of(label),
        period(iso, config.language),
        Span(count, first, last),
        grouped(newest, config, 10),
        part_links(f"{base}{iso[5:]}/", parts),
        0,
        _to_month(iso[:4], older, base, config.language),
        _to_month(iso[:4], newer, base, config.language),
    )


def _to_month(year: str, month: str | None, base: str, language: str) -> Link | None:
    return Link(period(f"{year}-{month}", language), f"{base}{month}/index.html") if month else None


def _part(context: Context, thing: str, name: str, base: str, number: int) -> ThingMonthView | None:
    part = part_of(context.reader, name, base, number, context.config)
    if part is None:
        return None
    label, language = context.reader.label(thing), context.config.language
    groups = grouped(part.entries, context.config, 10)
    month = period(name.rpartition(" ")[2], language)
    return ThingMonthView(name_of(label), type_of(label), month, part.span, groups, (), number, part.older, part.newer)


def index(kind: str, context: Context, words: list[str]) -> tuple[Output, ...]:
    """The outputs of `tags`, `sources` or `authors`."""
    del words
    found = context.reader.index(kind)
    plural = PLURAL[kind]
    frequent = sorted(found, key=lambda each: (-each.count, each.name))[:FEW_ON_INDEX]
    initials = sorted({each.name[len(kind) + 1] for each in found}) if len(found) > FEW_ON_INDEX else []
    view = IndexView(
        len(found),
        _things(kind, frequent),
        tuple(Link(initial, f"{plural}/a-z/{initial}/index.html") for initial in initials),
        frequent[0].count if frequent else 0,
    )
    page = page_of(context.config, plural, f"{plural}/index.html", TITLE[kind])
    return (context.page(f"{plural}.html", page, view),)


def initial(kind: str, context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `tags-initial a`; none where the index holds them all."""
    letter, plural = words[0], PLURAL[kind]
    if not context.reader.many(kind):
        return None
    found = context.reader.index(kind, letter)
    if not found:
        return None
    view = InitialView(letter, _things(kind, sorted(found, key=lambda each: name_of(each.label).casefold())))
    trail = (Link(TITLE[kind], f"{plural}/index.html"),)
    page = page_of(context.config, f"{plural}-initial", f"{plural}/a-z/{letter}/index.html", letter.upper(), trail=trail)
    return (context.page(f"{plural}-initial.html", page, view),)


def name_of(label: str) -> str:
    """What readers call it: a tag's label is its type, a tab and its name; the others' is the name."""
    return label.rpartition("\t")[2]


def type_of(label: str) -> str:
    """The type of a tag; "" of anything else."""
    return label.rpartition("\t")[0]


def _things(kind: str, slices: list[Slice]) -> tuple[Thing, ...]:
    return tuple(
        Thing(
            name_of(each.label), type_of(each.label), f"{PLURAL[kind]}/{each.name[len(kind) + 1 :]}/index.html", each.count
        )
        for each in slices
    )
