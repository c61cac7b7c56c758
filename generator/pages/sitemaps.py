"""Sitemaps and robots.txt: what search engines read."""

from __future__ import annotations

import msgspec

from generator.model import Entry
from generator.pages.context import Context, Output
from generator.pages.feeds import instant
from generator.pages.frame import absolute, folder, page_of

MOST_ADDRESSES = 45_000
"""In one part of a sitemap; the protocol allows 50,000."""


class Address(msgspec.Struct, frozen=True):
    """One line of a sitemap. `modified` is a W3C date, as precise as it is known; "" if it is not."""

    address: str
    modified: str


class SitemapView(msgspec.Struct, frozen=True):
    """What sitemap.xml and sitemap-part.xml may see."""

    addresses: tuple[Address, ...]


class RobotsView(msgspec.Struct, frozen=True):
    """What robots.txt may see."""

    sitemap: str


def sitemap(context: Context, words: list[str]) -> tuple[Output, ...]:
    """The outputs of `sitemap`: the index of its parts. A part that is full never changes."""
    del words
    names = ["pages"]
    for found in (*context.reader.index("month"), context.reader.slice("monthless")):
        parts = -(-found.count // MOST_ADDRESSES)
        names += [_part_name(found.name.rpartition(" ")[2], n) for n in range(1, parts + 1)]
    addresses = tuple(Address(absolute(context.config, f"sitemaps/{name}.xml"), "") for name in names)
    return (context.page("sitemap.xml", page_of(context.config, "sitemap", "sitemap.xml", ""), SitemapView(addresses)),)


def sitemap_pages(context: Context, words: list[str]) -> tuple[Output, ...]:
    """The outputs of `sitemap-pages`: home, the indexes, the years and months."""
    del words
    periods = [*context.reader.index("year"), *context.reader.index("month")]
    paths = ["index.html", *(f"{name}/index.html" for name in ("tags", "sources", "authors"))]
    paths += [f"{found.name.partition(' ')[2].replace('-', '/')}/index.html" for found in periods]
    return (_sitemap_part(context, "pages", [Address(absolute(context.config, path), "") for path in paths]),)


def sitemap_part(context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `sitemap-part 2023-01 1` and of `sitemap-part monthless 1`: articles, the oldest first."""
    period, number = words[0], int(words[1])
    name = period if period == "monthless" else f"month {period}"
    entries = context.reader.part(name, number - 1, MOST_ADDRESSES)
    if not entries:
        return None
    addresses = [Address(absolute(context.config, folder(entry.permalink)), _last_modified(entry)) for entry in entries]
    return (_sitemap_part(context, _part_name(period, number), addresses),)


def robots(context: Context, words: list[str]) -> tuple[Output, ...]:
    """The output of `robots`: everything may be read, and here is the map."""
    del words
    view = RobotsView(absolute(context.config, "sitemap.xml") if context.config.base_url else "")
    return (context.page("robots.txt", page_of(context.config, "robots", "robots.txt", ""), view),)


def _part_name(period: str, number: int) -> str:
    return period if number == 1 else f"{period}-{number}"


def _sitemap_part(context: Context, name: str, addresses: list[Address]) -> Output:
    page = page_of(context.config, "sitemap-part", f"sitemaps/{name}.xml", "")
    return context.page("sitemap-part.xml", page, SitemapView(tuple(addresses)))


def _last_modified(entry: Entry) -> str:
    moment = entry.modified or entry.published
    if moment is None or len(moment.iso) < 10:
        return ""
    has_zone = moment.precision == "minute" and any(mark in moment.iso[16:] for mark in "+-Z")
    return (instant(moment) or "") if has_zone else moment.iso[:10]
