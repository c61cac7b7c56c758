"""What every page has around its content, and the links that hold the archive together."""

from __future__ import annotations

import re
from urllib.parse import quote

import msgspec

from generator.config import Config, Theme
from generator.words import direction

NOWHERE = "https://archive.invalid/"
"""Stands where a feed or sitemap needs an absolute address and `base_url` is not set: reserved never to exist (RFC 2606)."""


_UNRESERVED = re.compile(r"[A-Za-z0-9_.~/-]*")
"""What stands in an address as it is (RFC 3986): most permalinks, so that they need not be looked at letter by letter."""


class Link(msgspec.Struct, frozen=True):
    """Words that lead to a page of the archive. `href` is relative to the site; a template puts `root` before it."""

    text: str
    href: str
    count: int | None = None


class Feed(msgspec.Struct, frozen=True):
    """A feed that readers of the page may subscribe to."""

    title: str
    href: str
    type: str


class Site(msgspec.Struct, frozen=True):
    """What all pages share."""

    title: str
    description: str
    language: str
    direction: str
    base_url: str
    theme: Theme


class Page(msgspec.Struct, frozen=True):
    """One page's own frame.

    kind         "article", "day", "tag", ...: also the class of its body
    path         its file, relative to the site
    root         "../" for each folder that it lies in: from the page to the site's top
    title        of the window; the site's own on the home page
    description  a sentence for search engines and shared links; may be empty
    canonical    the address that should be cited; absolute where `base_url` is set
    og_type      OpenGraph's word for it
    trail        where it stands, from home down, itself left out
    feeds        to be discovered from it
    """

    kind: str
    path: str
    root: str
    title: str
    description: str
    canonical: str
    og_type: str
    language: str
    direction: str
    trail: tuple[Link, ...]
    feeds: tuple[Feed, ...]
    indexed: bool


def site_of(config: Config) -> Site:
    """The shared frame of an archive's pages."""
    return Site(
        config.title,
        config.description,
        config.language,
        direction(config.language),
        config.base_url.rstrip("/"),
        config.theme,
    )


def page_of(
    config: Config,
    kind: str,
    path: str,
    title: str,
    *,
    description: str = "",
    language: str | None = None,
    trail: tuple[Link, ...] = (),
    feeds: tuple[Feed, ...] = (),
    og_type: str = "website",
    indexed: bool = True,
) -> Page:
    """The frame of the page that is written to `path`."""
    spoken = language or config.language
    home = (Link(config.title, "index.html"),) if path != "index.html" else ()
    return Page(
        kind=kind,
        path=path,
        root="../" * path.count("/"),
        title=title,
        description=description,
        canonical=canonical(config, path),
        og_type=og_type,
        language=spoken,
        direction=direction(spoken),
        trail=home + trail,
        feeds=(*feeds, Feed(config.title, "feed.xml", "application/atom+xml")),
        indexed=indexed,
    )


def canonical(config: Config, path: str) -> str:
    """The page's address without "index.html": absolute with a `base_url`, else relative to the page itself."""
    if config.base_url:
        return absolute(config, path)
    return quote(path.rpartition("/")[2].removesuffix("index.html")) or "./"


def absolute(config: Config, path: str) -> str:
    """The absolute address of a file of the site, percent-encoded, without "index.html"."""
    base = config.base_url or NOWHERE
    page = path.removesuffix("index.html")
    return f"{base.rstrip('/')}/{page if _UNRESERVED.fullmatch(page) else quote(page)}"


def folder(permalink: str) -> str:
    """The file behind a permalink, spelled out so that links work from disk as well."""
    return f"{permalink}index.html"
