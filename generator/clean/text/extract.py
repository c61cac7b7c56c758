"""Plain text: each line gets a verdict, and the lines taken for body become the article's paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from generator.clean.datelines import dated, opening_claims
from generator.clean.extraction import EXTRACTED, KEPT, Claim, Extraction, Judged
from generator.clean.fields import address_of, impossible_date
from generator.clean.judge.models import SHIPPED, Models
from generator.clean.junk import Named
from generator.clean.lines import Line, lines_of
from generator.clean.people.bylines import authors_of
from generator.clean.recurrence import uncertain, weighed
from generator.clean.saving import saved_on
from generator.clean.text.address_words import slug_of
from generator.clean.text.header import Header
from generator.clean.text.region import is_dump
from generator.clean.text.story import judged_story
from generator.config import SourceSettings
from generator.errors import Problem
from generator.model import Block, Body, Document, Moment

if TYPE_CHECKING:
    from generator.clean.text.dumps import Chosen


def extract(
    document: Document, settings: SourceSettings, recurring: Set[str] = frozenset(), known: Models = SHIPPED
) -> Extraction:
    """The body, blocks and claims of a plain text. Every line that is not blank is in exactly one block."""
    named = Named(settings)
    lines = lines_of(document.text, document.line, named.is_either if named.any else None)
    saved = saved_on(document)
    chosen = _chosen(lines, document, known) if is_dump(lines) else None
    header, judged = (chosen.header, chosen.judged) if chosen else judged_story(lines, saved)
    if named.any:
        judged = [named.judged(line.text, verdict) for line, verdict in zip(lines, judged, strict=True)]
    if not any(verdict[0] in KEPT or verdict[0] == "headline" for verdict in judged):
        judged = [_unless_empty(line, verdict) for line, verdict in zip(lines, judged, strict=True)]
    texts = [line.text for line in lines]
    doubts = chosen.uncertain if chosen else uncertain(texts, judged)
    judged, testimony = weighed(texts, judged, doubts, recurring)
    blocks = tuple(Block(line.number, line.text, *verdict) for line, verdict in zip(lines, judged, strict=True))
    body = Body(tuple(block.text for block in blocks if block.verdict in KEPT))
    problems = tuple(_impossible(document.path, lines, header))
    claims = tuple(_claims(document.path, blocks, header, chosen, saved))
    return Extraction(body, blocks, claims, problems, testimony)


def _chosen(lines: Sequence[Line], document: Document, known: Models) -> Chosen | None:
    # numpy is imported where the first dump comes: it costs 70 ms.
    from generator.clean.text.dumps import chosen_of

    address = address_of(document.declared)
    return chosen_of(lines, known, slug_of(address) if address else frozenset())


def _unless_empty(line: Line, verdict: Judged) -> Judged:
    """The verdict where a document would keep nothing: what has words stays, unless a person named it."""
    if verdict[0] == "junk" and "backfile.toml" not in verdict[1] and any(map(str.isalnum, line.text)):
        return "body", "there is nothing else in the document"
    return verdict


def _claims(
    path: str, blocks: Sequence[Block], header: Header, chosen: Chosen | None, saved: Moment | None
) -> Iterator[Claim]:
    """What the lines themselves say about the fields."""
    if chosen:
        # Imported where the first dump was taken apart: it needs numpy.
        from generator.clean.text.dump_fields import claims_of
        from generator.clean.text.dump_headlines import headline_in

        yield from claims_of(chosen.fields, blocks, path)
        yield from (_claim(path, "headline", headline_in(each.text), each) for each in blocks if each.verdict == "headline")
    else:
        yield from _head_claims(path, blocks, header, saved)
    paragraph = next((block for block in blocks if block.verdict == "body"), None)
    for block in blocks:
        if block.verdict in ("subheadline", "section") or (block.verdict == "headline" and not chosen):
            yield _claim(path, block.verdict, block.text, block)
        if block is paragraph:
            why = f"line {block.line}: the dateline of the body"
            yield from opening_claims(block.text, why, f"{path}:{block.line}")


def _head_claims(path: str, blocks: Sequence[Block], header: Header, saved: Moment | None) -> Iterator[Claim]:
    """What the date lines and bylines of a story say."""
    for index in sorted(header.found, key=lambda index: index != header.dateline):
        if blocks[index].verdict == "dateline" and header.found[index].readings:
            for field, date in dated(blocks[index].text, saved):
                yield _claim(path, field, date, blocks[index])
    for block in blocks:
        if block.verdict in ("byline", "dateline") and (people := authors_of(block.text)):
            yield _claim(path, "authors", people, block)


def _claim(path: str, field: str, value: object, block: Block) -> Claim:
    return Claim(field, value, f"line {block.line}: {block.reason}", EXTRACTED, f"{path}:{block.line}")


def _impossible(path: str, lines: Sequence[Line], header: Header) -> Iterator[Problem]:
    for index, date in header.found.items():
        if date.impossible and index < header.start:
            yield impossible_date(f"{path}:{lines[index].number}", path, date.impossible)
