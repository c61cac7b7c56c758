"""An article with the archive's decisions applied: its date, its tags, the names its page shows, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import msgspec

from generator.catalogue.facts import Facts, author_slug, source_slug
from generator.catalogue.heads import Head
from generator.config import Config
from generator.model import DateOrder, Entry, Moment, Tag


class Named(msgspec.Struct, frozen=True, array_like=True):
    """Somebody or something with a page: how readers see it, and the slug of the page."""

    name: str
    slug: str


class Settled(msgspec.Struct, frozen=True, array_like=True):
    """What the decisions of the archive make of an article.

    published  as settled by its source's other dates, where it needed that
    settling   in words, how an ambiguous date was settled; "" where nothing was ambiguous
    source     None if no outlet is known
    """

    published: Moment | None
    settling: str
    source: Named | None
    authors: tuple[Named, ...]
    tags: tuple[Tag, ...]


def settle(head: Head, facts: Facts, config: Config) -> Settled:
    """Apply what was decided to one article."""
    article = head.article
    source = source_slug(article.source)
    published, settling = settle_date(head, facts)
    return Settled(
        published,
        settling,
        Named(facts.fact(f"source {source}").decision or source, source) if source else None,
        tuple(_people(article.authors, facts)),
        tuple(_tags(head, facts, config.tags.per_article)),
    )


def settle_date(head: Head, facts: Facts) -> tuple[Moment | None, str]:
    """When an article was published, and how that was settled if it was ambiguous."""
    article = head.article
    if not article.readings:
        return article.published, ""
    from generator.clean import dates  # cleaning is imported where there is something to clean or settle

    order = facts.fact(f"order {source_slug(article.source)}").decision
    return dates.settle(article.readings, cast("DateOrder | None", order), article.language, article.region)


def _people(names: tuple[str, ...], facts: Facts) -> Iterator[Named]:
    seen = set()
    for name in names:
        slug = author_slug(name)
        if slug not in seen:
            seen.add(slug)
            yield Named(facts.fact(f"author {slug}").decision or name, slug)


def _tags(head: Head, facts: Facts, most: int) -> Iterator[Tag]:
    """The first `most` of an article's candidates that the archive has made tags; of those that somebody declared, all."""
    found: set[str] = set()
    for candidate in head.article.candidates:
        tag = facts.tag(candidate.key) if candidate.declared or len(found) < most else None
        if tag is not None and tag.slug not in found:  # two of them may stand for one
            yield tag
            found.add(tag.slug)


def base_permalink(slug: str, published: Moment | None) -> str:
    """The folder that an article would have if no other wanted the same: "2023/01/24/slug/"."""
    return f"{folder_of(published)}{slug}/"


def folder_of(published: Moment | None) -> str:
    """ "2023/01/24/", "2023/01/" or "2023/", as far as the date is known; "undated/" without one."""
    if published is None:
        return "undated/"
    return published.iso[:10].replace("-", "/") + "/"


def entry_of(head: Head, settled: Settled, permalink: str) -> Entry:
    """The small part of an article that a list may show."""
    article = head.article
    source = settled.source.name if settled.source else ""
    return Entry(article.headline, permalink, settled.published, article.modified, article.language, source, head.summary)


def moment_key(published: Moment | None) -> int:
    """A number that orders moments: 20230124122900. An unknown month or day is 00, before all known ones."""
    if published is None:
        return 0
    iso = published.iso
    until = 19 if iso[16:17] == ":" else 16  # after the minutes stand seconds, or an offset, or nothing
    return int(iso[:until].translate(_NOT_DIGITS).ljust(14, "0"))


_NOT_DIGITS = str.maketrans("", "", "-T:")
