"""Entries as lists show them, and long lists cut into parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from generator.catalogue.reader import Reader
from generator.config import Config
from generator.model import Entry
from generator.pages.frame import Link, folder
from generator.words import When, direction, period, when


class Item(msgspec.Struct, frozen=True):
    """One article in a list."""

    headline: str
    href: str
    when: When | None
    language: str
    direction: str
    source: str
    summary: str


class Group(msgspec.Struct, frozen=True):
    """Neighbouring items under one heading; `href` leads to the page of that period."""

    title: str
    href: str
    items: tuple[Item, ...]


class Span(msgspec.Struct, frozen=True):
    """How many articles a list has, and from when to when."""

    count: int
    first: When | None
    last: When | None


def items_of(entries: Iterable[Entry], config: Config) -> tuple[Item, ...]:
    """The entries as a list shows them."""
    return tuple(
        Item(
            entry.headline,
            folder(entry.permalink),
            when(entry.published, config.language),
            entry.language,
            direction(entry.language),
            entry.source,
            entry.summary,
        )
        for entry in entries
    )


def grouped(entries: Iterable[Entry], config: Config, until: int) -> tuple[Group, ...]:
    """Entries under headings: `until` 4 groups by year, 7 by month, 10 by day."""

    def key(entry: Entry) -> str:
        return entry.published.iso[:until] if entry.published else ""

    undated = ("Undated", "undated/index.html") if until else ("", "")
    return tuple(
        Group(
            *((period(iso, config.language), f"{iso.replace('-', '/')}/index.html") if iso else undated),
            items_of(run, config),
        )
        for iso, run in groupby(entries, key)
    )


def span_of(reader: Reader, name: str, config: Config) -> Span:
    """The extent of a slice."""
    count = reader.slice(name).count
    first, last = reader.oldest(name), next(iter(reader.newest(name, 1)), None)
    ends = [when(found.published, config.language) if found else None for found in (first, last)]
    return Span(count, ends[0], ends[1])


def span_among(entries: Sequence[Entry], config: Config) -> Span:
    """The extent of a slice of which `entries` are all, the newest first; the undated stand at the end."""
    dated = [entry.published for entry in entries if entry.published]
    first, last = (when(dated[end], config.language) if dated else None for end in (-1, 0))
    return Span(len(entries), first, last)


def parts_of(count: int, size: int) -> int:
    """How many parts of `size` a list of `count` is cut into, counted from the oldest: 0 where one page holds it all."""
    return 0 if count <= size else -(-count // size)


def part_links(base: str, parts: int) -> tuple[Link, ...]:
    """Links to all parts of a list, the oldest first."""
    return tuple(Link(str(n), f"{base}{n}/index.html") for n in range(1, parts + 1))


class Part(msgspec.Struct, frozen=True):
    """One part of a list that is too long for one page.

    It knows its neighbours and nothing of the whole: once it is full and has a newer one beside it, it never changes.
    """

    number: int
    span: Span
    entries: tuple[Entry, ...]
    older: Link | None
    newer: Link | None


def part_of(reader: Reader, name: str, base: str, number: int, config: Config) -> Part | None:
    """Part `number` of a slice, counted from 1 at its oldest; None where there is no such part."""
    size = config.pages.list
    entries = tuple(reader.part(name, number - 1, size))
    more = reader.reaches(name, number * size)
    if not entries or (number == 1 and not more):
        return None
    first, last = (when(entries[end].published, config.language) for end in (0, -1))
    return Part(
        number,
        Span(len(entries), first, last),
        entries,
        Link(str(number - 1), f"{base}{number - 1}/index.html") if number > 1 else None,
        Link(str(number + 1), f"{base}{number + 1}/index.html") if more else None,
    )
