"""Pages of tags, sources and authors: each of them, their years, and the indexes of all."""

from __future__ import annotations

import msgspec

from generator.catalogue.reader import Slice
from generator.catalogue.slices import FEW_ON_INDEX, year_of
from generator.pages.context import Context, Output
from generator.pages.feeds import thing_feed
from generator.pages.frame import Feed, Link, page_of
from generator.pages.lists import Group, Span, grouped, part_links, part_of, parts_of, span_among, span_of

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
    """What tag-year.html, source-year.html and author-year.html may see; as ListView, within one year.

    older, newer  on the year's first page the years before and after; on a part, the parts beside it
    """

    name: str
    type: str
    year: str
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
    """The outputs of `tag-year SLUG 2023` and of its part in `tag-year SLUG 2023 2`."""
    slug, year, part = words[0], words[1], int(words[2]) if len(words) > 2 else 0
    name, base = f"{kind} {slug}", f"{PLURAL[kind]}/{slug}/"
    view = _part(context, name, year, base, part) if part else _first(context, name, year, base)
    if view is None:
        return None
    path = f"{base}{year}/{part}/index.html" if part else f"{base}{year}/index.html"
    trail = [Link(TITLE[kind], f"{PLURAL[kind]}/index.html"), Link(view.name, f"{base}index.html")]
    if part:
        trail.append(Link(year, f"{base}{year}/index.html"))
    title = f"{view.name}, {year}" + (f" ({part})" if part else "")
    return (
        context.page(f"{kind}-year.html", page_of(context.config, f"{kind}-year", path, title, trail=tuple(trail)), view),
    )


def _first(context: Context, name: str, year: str, base: str) -> ThingYearView | None:
    config, reader = context.config, context.reader
    exists, older, newer = reader.year_among(name, year)
    if not exists:
        return None
    span = span_of(reader, year_of(name, year), config)
    parts = parts_of(span.count, config.pages.list)
    entries = reader.newest(year_of(name, year), config.pages.home if parts else span.count)
    label = reader.label(name)
    return ThingYearView(
        name_of(label),
        type_of(label),
        year,
        span,
        grouped(entries, config, 7),
        part_links(f"{base}{year}/", parts),
        0,
        Link(older, f"{base}{older}/index.html") if older else None,
        Link(newer, f"{base}{newer}/index.html") if newer else None,
    )


def _part(context: Context, name: str, year: str, base: str, number: int) -> ThingYearView | None:
    part = part_of(context.reader, year_of(name, year), f"{base}{year}/", number, context.config)
    if part is None:
        return None
    label = context.reader.label(name)
    groups = grouped(part.entries, context.config, 7)
    return ThingYearView(name_of(label), type_of(label), year, part.span, groups, (), number, part.older, part.newer)


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
