"""Slices: the named, ordered parts of the catalogue that pages are made from.

    all, undated                        every dated article; every undated one
    monthless                           those that stand in no month
    day 2023-01-24, month 2023-01, year 2023
    tag SLUG, source SLUG, author SLUG  and, for each, "tag-year SLUG 2023"

"all", "undated", "monthless" and the slices of things have postings; the others are ranges of those by moment. So are
"tag-month SLUG 2023-01" and the like, which have no count or digest of their own: they move with their year.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue.settle import Settled
from generator.model import Moment

THINGS = ("tag", "source", "author")
PERIODS = ("year", "month", "day")

FEW_ON_INDEX = 500
"""Of more tags than this the index shows the most frequent; all of them stand under their initials."""


def postings_of(settled: Settled) -> Iterator[str]:
    """The slices that hold the article by a posting of their own."""
    published = settled.published
    yield "all" if published else "undated"
    if published is None or published.precision == "year":
        yield "monthless"
    yield from _things(settled)


def slices_of(settled: Settled) -> Iterator[str]:
    """Every slice that holds the article."""
    published = settled.published
    yield from postings_of(settled)
    if published is None:
        return
    yield from periods_of(published)
    for thing in _things(settled):
        yield year_of(thing, published.iso[:4])


def year_of(thing: str, year: str) -> str:
    """The slice of one year of a tag, source or author: "tag-year oslo 2023" of "tag oslo"."""
    return f"{thing.replace(' ', '-year ', 1)} {year}"


def periods_of(published: Moment) -> Iterator[str]:
    """The year, month and day of a moment, as far as it is known."""
    yield f"year {published.iso[:4]}"
    if published.precision != "year":
        yield f"month {published.iso[:7]}"
        if published.precision != "month":
            yield f"day {published.iso[:10]}"


def range_of(period: str) -> tuple[int, int]:
    """The half-open range of moment keys in "2023", "2023-01" or "2023-01-24"."""
    digits = period.replace("-", "")
    step = 10 ** (14 - len(digits))
    start = int(digits) * step
    return start, start + step


def resolve(name: str) -> tuple[str, int, int]:
    """The posting slice behind `name`, and the range of moments in it: "tag-year oslo 2023" is "tag oslo" within 2023."""
    kind, _, rest = name.partition(" ")
    if kind in PERIODS:
        return "all", *range_of(rest)
    thing, _, within = kind.partition("-")
    if within in PERIODS:
        slug, _, period = rest.rpartition(" ")
        return f"{thing} {slug}", *range_of(period)
    return name, *EVER


def key_of(name: str) -> str:
    """The key that moves with a slice: "tag-year oslo 2023" for "tag-month oslo 2023-01", for others their own name."""
    kind, _, rest = name.partition(" ")
    return f"{kind.removesuffix('month')}year {rest[:-3]}" if kind.endswith("-month") else name


def month_of(thing_year: str, month: str) -> str:
    """The slice of one month of a tag, source or author: "tag-month oslo 2023-01" of "tag-year oslo 2023" and "01"."""
    return f"{thing_year.replace('-year ', '-month ', 1)}-{month}"


EVER = (0, 10**15)


def buckets_of(count: int, size: int) -> int:
    """How many parts a slice without dates is cut into: a power of two, so that they seldom change; 0 where one will do."""
    return 0 if count <= size else 1 << (-(-count // size) - 1).bit_length()


def labels_of(settled: Settled) -> Iterator[tuple[str, str]]:
    """(slice, label) of each thing that the article stands under: what readers call it; a tag's type comes first."""
    for tag in settled.tags:
        yield f"tag {tag.slug}", f"{tag.type}\t{tag.name}"
    if settled.source:
        yield f"source {settled.source.slug}", settled.source.name
    for author in settled.authors:
        yield f"author {author.slug}", author.name


def _things(settled: Settled) -> Iterator[str]:
    for tag in settled.tags:
        yield f"tag {tag.slug}"
    if settled.source:
        yield f"source {settled.source.slug}"
    for author in settled.authors:
        yield f"author {author.slug}"
