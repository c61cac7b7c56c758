"""Feeds: Atom for the archive, each tag and each source; JSON Feed for the archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha1
from uuid import NAMESPACE_URL

import msgspec

from generator.config import Config
from generator.model import Entry, Moment
from generator.pages.context import Context, Output
from generator.pages.frame import absolute, folder, page_of

LONG_AGO = "1970-01-01T00:00:00Z"
"""When an empty feed was updated: Atom wants a date, and a build's own would change without content."""

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


def feed(context: Context, words: list[str]) -> tuple[Output, ...]:
    """The outputs of `feed`: the newest articles of the archive as Atom and as JSON Feed."""
    del words
    config = context.config
    entries = context.reader.newest("all", config.pages.feed)
    view = _feed_view(config, entries, config.title, config.description, "index.html", "feed.xml")
    return (_atom(context, "feed.xml", view), Output("feed.json", data=_json_feed(config, view)))


def thing_feed(context: Context, base: str, name: str, entries: Iterable[Entry]) -> Output:
    """The Atom feed of the tag or source whose pages are below `base`."""
    config = context.config
    path = f"{base}feed.xml"
    return _atom(context, path, _feed_view(config, entries, f"{name} – {config.title}", "", f"{base}index.html", path))


def _atom(context: Context, path: str, view: FeedView) -> Output:
    return context.page("feed.xml", page_of(context.config, "feed", path, view.title), view)


def _feed_view(config: Config, entries: Iterable[Entry], title: str, subtitle: str, page: str, path: str) -> FeedView:
    listed = tuple(_feed_entry(config, entry) for entry in entries if entry.published)
    updated = max((entry.updated for entry in listed), default=LONG_AGO, key=datetime.fromisoformat)
    address = absolute(config, page)
    return FeedView(_urn(page), title, subtitle, address, absolute(config, path), updated, listed)


def _feed_entry(config: Config, entry: Entry) -> FeedEntry:
    published = instant(entry.published) or LONG_AGO
    return FeedEntry(
        _urn(entry.permalink),
        entry.headline,
        absolute(config, folder(entry.permalink)),
        published,
        max(published, instant(entry.modified) or LONG_AGO, key=datetime.fromisoformat),
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


def instant(moment: Moment | None) -> str | None:
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
