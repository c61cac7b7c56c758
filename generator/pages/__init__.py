"""Which pages exist, at which addresses, and what each shows.

An address is a kind and its words: "article 123", "day 2023-01-24 2", "tag-year armenia 2023". `KINDS` names every
kind, its templates and its planner; `addresses_of` says which pages a key of the catalogue may call into being.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from generator.catalogue.reader import Reader
from generator.catalogue.slices import THINGS, buckets_of, month_of, year_of
from generator.config import Config
from generator.pages import article, dates, feeds, home, removed, sitemaps, things
from generator.pages.context import Context, Output, Planner
from generator.pages.lists import parts_of


class Kind(msgspec.Struct, frozen=True):
    """A kind of page: how it is planned, and the templates that its outputs go through."""

    plan: Planner
    templates: tuple[str, ...]


KINDS: dict[str, Kind] = {
    "home": Kind(home.home, ("home.html",)),
    "404": Kind(home.missing, ("404.html",)),
    "style": Kind(home.style, ("style.css",)),
    "static": Kind(home.static, ()),
    "article": Kind(article.article, ("article.html",)),
    "removed": Kind(removed.removed, ("removed.html",)),
    "day": Kind(dates.day, ("day.html",)),
    "month": Kind(dates.month, ("month.html",)),
    "year": Kind(dates.year, ("year.html",)),
    "undated": Kind(dates.undated, ("undated.html",)),
    "feed": Kind(feeds.feed, ("feed.xml",)),
    "sitemap": Kind(sitemaps.sitemap, ("sitemap.xml",)),
    "sitemap-pages": Kind(sitemaps.sitemap_pages, ("sitemap-part.xml",)),
    "sitemap-part": Kind(sitemaps.sitemap_part, ("sitemap-part.xml",)),
    "robots": Kind(sitemaps.robots, ("robots.txt",)),
}
for _kind in THINGS:
    _plural = things.PLURAL[_kind]
    KINDS[_kind] = Kind(partial(things.thing, _kind), (f"{_kind}.html", "feed.xml"))
    KINDS[f"{_kind}-year"] = Kind(partial(things.thing_year, _kind), (f"{_kind}-year.html",))
    KINDS[f"{_kind}-month"] = Kind(partial(things.thing_month, _kind), (f"{_kind}-month.html",))
    KINDS[_plural] = Kind(partial(things.index, _kind), (f"{_plural}.html",))
    KINDS[f"{_plural}-initial"] = Kind(partial(things.initial, _kind), (f"{_plural}-initial.html",))

ALWAYS = ("home", "404", "style", "undated", "tags", "sources", "authors", "feed", "sitemap", "sitemap-pages", "robots")
"""The pages that every archive has, were it empty."""


def plan(address: str, context: Context) -> tuple[Output, ...] | None:
    """The outputs of the page at `address`; None if there is no such page now. What it asked is in the reader's trace."""
    kind, *words = address.split(" ")
    return KINDS[kind].plan(context, words)


def all_addresses(reader: Reader, config: Config) -> Iterator[str]:
    """Every page that the catalogue calls into being, articles in the order of the archive."""
    yield from ALWAYS
    yield from (f"article {id_}" for id_ in reader.article_ids())
    yield from (f"removed {id_}" for id_ in reader.cleaned_ids())
    for name, count in reader.names():
        yield from _of_slice(name, count, reader, config)
    for kind in THINGS:
        yield from (f"{things.PLURAL[kind]}-initial {letter}" for letter in reader.initials(kind))


def addresses_of(key: str, reader: Reader, config: Config) -> Iterator[str]:
    """The pages that may come into being when `key` moves. Pages that are there already are found by their traces."""
    kind, _, rest = key.partition(" ")
    if kind in ("article", "removed"):
        yield key
    elif kind == "file":
        yield f"static {rest.removeprefix('static/')}"
    elif kind == "split":
        for year in reader.every_year_of(rest):
            yield from _of_slice(year_of(rest, year), reader.count(year_of(rest, year)), reader, config)
    elif kind == "index":
        thing, _, letter = rest.partition(" ")
        if letter:
            yield f"{things.PLURAL[thing]}-initial {letter}"
    elif kind == "many":
        yield from (f"{things.PLURAL[rest]}-initial {letter}" for letter in reader.initials(rest))
    else:
        yield from _of_slice(key, reader.count(key), reader, config)


def _of_slice(name: str, count: int, reader: Reader, config: Config) -> Iterator[str]:
    """The pages of one slice, with the parts that it is long enough for."""
    kind, _, rest = name.partition(" ")
    if kind in THINGS or kind == "year":
        yield name
    elif kind == "day":
        yield from _listing(name, parts_of(count, config.pages.list))
    elif kind == "undated":
        yield from _listing(name, buckets_of(count, config.pages.list))
    elif kind == "month":
        yield name
        yield from _sitemap_parts(rest, count)
    elif kind == "monthless":
        yield from _sitemap_parts(kind, count)
    elif kind.endswith("-year"):
        yield name
        if parts_of(count, config.pages.list):
            yield from _months(name, reader, config)


def _months(thing_year: str, reader: Reader, config: Config) -> Iterator[str]:
    for month, count in reader.months_in(thing_year):
        yield from _listing(month_of(thing_year, month), parts_of(count, config.pages.list))


def _listing(base: str, parts: int) -> Iterator[str]:
    yield base
    yield from (f"{base} {n}" for n in range(1, parts + 1))


def _sitemap_parts(period: str, count: int) -> Iterator[str]:
    yield from (f"sitemap-part {period} {n}" for n in range(1, -(-count // sitemaps.MOST_ADDRESSES) + 1))
