"""The home page, the page for what is not there, and the style sheet."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec

from generator.errors import ContentError, Problem
from generator.pages.context import Context, Output
from generator.pages.frame import Feed, Link, page_of
from generator.pages.lists import Group, Span, grouped, span_of
from generator.pages.things import Thing, name_of, type_of

MOST_TAGS = 40


class HomeView(msgspec.Struct, frozen=True):
    """What home.html may see.

    groups   the newest articles by day
    years    every year with articles, the oldest first
    most     the count of the fullest year: the scale of a chart
    tags     the most frequent tags
    sources  every outlet, by falling count
    """

    span: Span
    undated: int
    groups: tuple[Group, ...]
    years: tuple[Link, ...]
    most: int
    tags: tuple[Thing, ...]
    tag_count: int
    sources: tuple[Thing, ...]
    author_count: int


class NothingView(msgspec.Struct, frozen=True):
    """What 404.html may see: nothing but its frame."""


def home(context: Context, words: list[str]) -> tuple[Output, ...]:
    """The output of `home`."""
    del words
    config, reader = context.config, context.reader
    years = tuple(Link(found.name[5:], f"{found.name[5:]}/index.html", found.count) for found in reader.index("year"))
    tags = sorted(reader.index("tag"), key=lambda each: (-each.count, each.name))
    sources = sorted(reader.index("source"), key=lambda each: (-each.count, each.name))
    view = HomeView(
        span_of(reader, "all", config),
        reader.slice("undated").count,
        grouped(reader.newest("all", config.pages.home), config, 10),
        years,
        max((year.count or 0 for year in years), default=0),
        tuple(Thing(name_of(t.label), type_of(t.label), f"tags/{t.name[4:]}/index.html", t.count) for t in tags[:MOST_TAGS]),
        len(tags),
        tuple(Thing(name_of(s.label), "", f"sources/{s.name[7:]}/index.html", s.count) for s in sources),
        len(reader.index("author")),
    )
    feeds = (Feed(config.title, "feed.json", "application/feed+json"),)
    page = page_of(config, "home", "index.html", config.title, description=config.description, feeds=feeds)
    return (context.page("home.html", page, view),)


def missing(context: Context, words: list[str]) -> tuple[Output, ...]:
    """The output of `404`. Hosts show it at any depth, so its links begin at the root of the host."""
    del words
    page = page_of(context.config, "missing", "404.html", "Not found", indexed=False)
    root = urlsplit(context.config.base_url).path.rstrip("/") + "/"
    return (context.page("404.html", msgspec.structs.replace(page, root=root, canonical=""), NothingView()),)


def style(context: Context, words: list[str]) -> tuple[Output, ...]:
    """The output of `style`: the theme's style sheet with the archive's colours."""
    del words
    page = page_of(context.config, "style", "assets/style.css", "")
    return (context.page("style.css", page, NothingView()),)


def static(context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The output of `static PATH`: a file of static/ as it is. Raises ContentError if it can't be read."""
    path = " ".join(words)
    found = context.reader.file(f"static/{path}")
    if found is None:
        return None
    try:
        data = (context.archive / "static" / path).read_bytes()
    except OSError as error:
        fault = f"can't be read ({error.strerror})"
        raise ContentError(Problem(f"static/{path}", fault, "make it yours to read", "unreadable")) from error
    return (Output(path, data=data),)
