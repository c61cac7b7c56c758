"""The head of a page: which of its blocks are the headline and the date lines, by their words and their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.clean import dates
from generator.clean.datelines import date_in, dated, is_set_apart, opening_claims
from generator.clean.extraction import EXTRACTED, Claim, Judged
from generator.clean.html.blocks import Piece
from generator.clean.html.headlines import plain
from generator.clean.html.markup import Declared
from generator.clean.people.bylines import authors_of
from generator.model import Block, Moment

# Blocks above the headline, and below it, that are tried for a date; the body's second paragraph ends them too.
_ABOVE: Final = 4
_BELOW: Final = 20
_ANOTHER: Final = "another date"
# What a block is worth as evidence; its box, if it has a name, speaks too.
_WEIGHT_OF_HEADING: Final = 0.4
_WEIGHT_OF_DATE: Final = 2.2
_WEIGHT_OF_MONTH: Final = 1.5
_WEIGHT_ABOVE: Final = -0.6
_WEIGHT_OF_BYLINE: Final = 2.2


def with_head(
    pieces: Sequence[Piece], judged: Sequence[Judged], declared: Declared, saved: Moment | None = None
) -> list[Judged]:
    """`judged`, after what the head of the page tells: its headlines repeated in a block, the site's name, date lines.

    saved  when the page was as it is, if it is known
    """
    found: list[Judged] = [
        ("junk", "the site's name") if verdict[0] == "headline" and piece.text in declared.sites else verdict
        for piece, verdict in zip(pieces, judged, strict=True)
    ]
    said = _said_headline(pieces, found, declared.headlines)
    if said is not None and found[said][0] != "headline":
        found[said] = "headline", "says what the page's head says"
    return _as_dated(pieces, found, saved)


def _as_dated(pieces: Sequence[Piece], judged: list[Judged], saved: Moment | None) -> list[Judged]:
    """`judged`, with the date lines around the headline and up to the body's first paragraphs."""
    bodies = _bodies(judged, 2)
    first = bodies[0] if bodies else len(pieces)
    anchor = next((i for i in reversed(range(first)) if judged[i][0] == "headline"), first)
    stop = min(bodies[-1] + 1 if bodies else len(pieces), anchor + _BELOW)
    tried = range(max(0, anchor - _ABOVE), stop)
    found = {i: date for i in tried if (date := _date_of(pieces[i], judged[i], saved)) is not None}
    near = sorted(found, key=lambda i: (found[i].label == "modified", i < anchor, abs(i - anchor)))
    for index in near:
        if index == near[0]:
            judged[index] = "dateline", "a date alone in its block" if found[index].alone else "a date set apart"
        elif found[index].label and index > anchor:
            judged[index] = "dateline", f"{_ANOTHER} with a label"
    return judged


def _bodies(judged: Sequence[Judged], most: int) -> list[int]:
    """Indexes of the first `most` paragraphs of the body."""
    found = (index for index, verdict in enumerate(judged) if verdict[0] == "body")
    return [index for index, _ in zip(found, range(most), strict=False)]


def _said_headline(pieces: Sequence[Piece], judged: Sequence[Judged], headlines: frozenset[str]) -> int | None:
    """The last block up to the body's first paragraph whose words are what the markup says that the headline is."""
    bodies = _bodies(judged, 1)
    last = bodies[0] if bodies else len(pieces) - 1
    return next((i for i in reversed(range(last + 1)) if pieces[i].text and plain(pieces[i].text) in headlines), None)


def _date_of(piece: Piece, verdict: Judged, saved: Moment | None) -> dates.Found | None:
    """The date of a block that is a date line: a date alone, one with a label, or a byline's."""
    found = None if verdict[0] == "headline" or "backfile.toml" in verdict[1] else date_in(piece.text, saved)
    if found is None or not found.readings:
        return None
    if found.alone:
        return found
    speaks = found.label is not None or authors_of(piece.text) is not None
    return found if speaks and is_set_apart(piece.text, found) else None


def _weight_of(date: dates.Found, *, above: bool) -> float:
    """A date above the headline is often today's, and a month often an archive's."""
    to_the_day = len(date.readings[0].moment.iso) >= len("2023-01-24")
    return (_WEIGHT_OF_DATE if to_the_day else _WEIGHT_OF_MONTH) + (_WEIGHT_ABOVE if above else 0.0)


def head_claims(path: str, blocks: Sequence[Block], saved: Moment | None = None) -> Iterator[Claim]:
    """What a page's visible words say about the fields."""
    headline = next((index for index, block in enumerate(blocks) if block.verdict == "headline"), 0)
    for index, block in sorted(enumerate(blocks), key=lambda each: each[1].reason.startswith(_ANOTHER)):
        if block.verdict == "headline":
            yield Claim("headline", block.text, block.reason, EXTRACTED, path, _WEIGHT_OF_HEADING)
        elif block.verdict == "dateline":
            for field, date in dated(block.text, saved):
                yield Claim(field, date, block.reason, EXTRACTED, path, _weight_of(date, above=index < headline))
        if block.verdict in ("byline", "dateline") and (people := authors_of(block.text)):
            yield Claim("authors", people, block.reason, EXTRACTED, path, _WEIGHT_OF_BYLINE)
    first = next((block for block in blocks if block.verdict == "body"), None)
    if first is not None:
        yield from opening_claims(first.text, "the dateline of the body", path)
