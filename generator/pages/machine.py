"""What programs read: Atom and JSON feeds, sitemaps, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha1
from uuid import NAMESPACE_URL

import msgspec

from generator.config import Config
from generator.model import Entry, Moment
from generator.pages.context import Context, Output
from generator.pages.frame import absolute, folder, page_of
from generator.pages.things import PLURAL, name_of

LONG_AGO = "1970-01-01T00:00:00Z"
"""When an empty feed was updated: Atom wants a date, and a build's own would change without content."""

MOST_ADDRESSES = 45_000
"""In one part of a sitemap; the protocol allows 50,000."""


_FIRST = {4: "-01-01", 7: "-01", 10: ""}
"""What a year, a month and a day lack to be a day, by their length."""


class FeedEntry(msgspec.Struct, frozen=True):
    """One entry of a feed. `id` is made from the permalink, so that it outlives a move to another address."""

    id: str
    title: str
    address: str
    published: str
    updated: str
    language: str
    source: str
    summary: str


class FeedView(msgspec.Struct, frozen=True):
    """What feed.xml may see."""

    id: str
    title: str
    subtitle: str
    address: str
    self_address: str
    updated: str
    entries: tuple[FeedEntry, ...]


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


def feed(context: Context, words: list[str]) -> tuple[Output, ...]:
    """The outputs of `feed`: the newest articles of the archive as Atom and as JSON Feed."""
    del words
    config = context.config
    entries = context.reader.newest("all", config.pages.feed)
    view = _feed_view(config, entries, config.title, config.description, "index.html", "feed.xml")
    return (_atom(context, "feed.xml", view), Output("feed.json", data=_json_feed(config, view)))


def thing_feed(kind: str, context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `tag-feed SLUG` and `source-feed SLUG`: its newest articles as Atom."""
    slug, config = words[0], context.config
    entries = context.reader.newest(f"{kind} {slug}", config.pages.feed)
    label = context.reader.label(f"{kind} {slug}")
    if not label:
        return None
    base = f"{PLURAL[kind]}/{slug}/"
    title = f"{name_of(label)} – {config.title}"
    return (
        _atom(context, f"{base}feed.xml", _feed_view(config, entries, title, "", f"{base}index.html", f"{base}feed.xml")),
    )


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


def _atom(context: Context, path: str, view: FeedView) -> Output:
    return context.page("feed.xml", page_of(context.config, "feed", path, view.title), view)


def _feed_view(config: Config, entries: Iterable[Entry], title: str, subtitle: str, page: str, path: str) -> FeedView:
    listed = tuple(_feed_entry(config, entry) for entry in entries if entry.published)
    updated = max((entry.updated for entry in listed), default=LONG_AGO)
    address = absolute(config, page)
    return FeedView(_urn(page), title, subtitle, address, absolute(config, path), updated, listed)


def _feed_entry(config: Config, entry: Entry) -> FeedEntry:
    published = _instant(entry.published) or LONG_AGO
    return FeedEntry(
        _urn(entry.permalink),
        entry.headline,
        absolute(config, folder(entry.permalink)),
        published,
        max(published, _instant(entry.modified) or ""),
        "" if entry.language == "und" else entry.language,
        entry.source,
        entry.summary,
    )


def _urn(permalink: str) -> str:
    """A name that is made from the permalink alone: uuid5(NAMESPACE_URL, ...).urn (RFC 9562), written out.

    uuid.uuid5 takes 20 µs, this 2, and an article stands in some ten feeds.
    """
    found = sha1(NAMESPACE_URL.bytes + f"backfile:{permalink}".encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(found[16], 16) & 3]
    return f"urn:uuid:{found[:8]}-{found[8:12]}-5{found[13:16]}-{variant}{found[17:20]}-{found[20:32]}"


def _instant(moment: Moment | None) -> str | None:
    """RFC 3339, which wants a full time with a zone: what is not known is taken at the beginning, and as UTC."""
    if moment is None:
        return None
    iso = moment.iso
    if moment.precision != "minute":
        return f"{iso}{_FIRST[len(iso)]}T00:00:00Z"
    clock, zone = iso[:16], iso[16:]
    seconds = zone[:3] if zone.startswith(":") else ":00"
    zone = zone.removeprefix(seconds) if zone.startswith(":") else zone
    return f"{clock}{seconds}{zone or 'Z'}"


def _last_modified(entry: Entry) -> str:
    moment = entry.modified or entry.published
    if moment is None or len(moment.iso) < 10:
        return ""
    has_zone = moment.precision == "minute" and any(mark in moment.iso[16:] for mark in "+-Z")
    return (_instant(moment) or "") if has_zone else moment.iso[:10]


def _json_feed(config: Config, view: FeedView) -> bytes:
    """JSON Feed 1.1."""
    record = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.address,
        "feed_url": absolute(config, "feed.json"),
        "language": config.language,
        "items": [_json_item(entry) for entry in view.entries],
    }
    if config.description:
        record["description"] = config.description
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def _json_item(entry: FeedEntry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": entry.published,
        "date_modified": entry.updated,
    }
    if entry.language:
        item["language"] = entry.language
    if entry.source:
        item["authors"] = [{"name": entry.source}]
    return item
