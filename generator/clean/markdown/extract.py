"""Markdown: Python-Markdown with tables, footnotes, fenced code and smart quotes, sanitised like any other HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

import msgspec

from generator.clean import dates
from generator.clean.extraction import EXTRACTED, Claim, Extraction
from generator.clean.fields import NAMES, impossible_date
from generator.clean.junk import Named
from generator.clean.markdown.limits import DEEPEST, depth, is_unreasonable
from generator.clean.people.bylines import authors_of, dateline_of
from generator.clean.sanitise import paragraphs_of, sanitised, shifted
from generator.clean.saving import saved_on
from generator.config import SourceSettings
from generator.errors import Problem
from generator.model import Block, Body, Document, Moment, Verdict

_HEAD_LINES: Final = 12
_LONGEST_DATE_LINE: Final = 120

_ATX: Final = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<text>.+?)(?:[ \t]+#+)?[ \t]*$")
_SETEXT: Final = re.compile(r" {0,3}(?P<level>=+|-+)[ \t]*$")
_EMPHASIS: Final = re.compile(r"[*_`]+|\[([^\[\]]*)\]\([^()\s]*\)")


class _Head(msgspec.Struct, frozen=True):
    """The lines above the body: blocks with their verdicts, what they claim, and the index of the first body line."""

    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    start: int


def extract(document: Document, settings: SourceSettings, recurring: Set[str] = frozenset()) -> Extraction:
    """The body, blocks and claims of a Markdown text. A heading at its top is its headline, unless it declares one."""
    lines = document.text.split("\n")
    if is_unreasonable(document.text):
        return _as_text(document, settings, recurring)
    head = _head(document, lines)
    named = Named(settings)
    source = "\n".join(line for line in lines[head.start :] if not (named.any and named.is_junk(" ".join(line.split()))))
    # Python-Markdown is imported where the first Markdown file comes, which costs 47 ms.
    from generator.clean.markdown.converter import converted

    try:
        html = converted(source)
    except RecursionError:  # lists and quotations nested beyond what the converter's recursion bears
        return _as_text(document, settings, recurring)
    if depth(html) > DEEPEST:
        return _as_text(document, settings, recurring)
    clean = sanitised(shifted(html), notes=True)
    paragraphs = paragraphs_of(clean)
    blocks = (*head.blocks, *(Block(document.line + head.start, text, "body", "Markdown") for text in paragraphs))
    return Extraction(Body(paragraphs, clean), blocks, (*head.claims, *_from_body(document, paragraphs)), head.problems)


def _as_text(document: Document, settings: SourceSettings, recurring: Set[str]) -> Extraction:
    from generator.clean.text import extract as text  # only here: the fallback of a few unreasonable files

    return text.extract(document, settings, recurring)


def _head(document: Document, lines: Sequence[str]) -> _Head:
    """The heading that the text begins with, and the date lines and bylines directly under it.

    It is of level 1, or of a lower one where no headline is declared: under one that is, it heads a part of the body.
    """
    index = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if line.strip()), len(lines))
    blocks: list[Block] = []
    claims: list[Claim] = []
    problems: list[Problem] = []
    text, level, size = _heading_at(lines, index)
    if text and (level == 1 or not _has_headline(document)):
        blocks.append(Block(document.line + index, text, "headline", "the first heading"))
        claims.append(_claim(document, "headline", text, blocks[-1]))
        index += size
    start, saved = index, saved_on(document)
    for index in range(start, min(start + _HEAD_LINES, len(lines))):
        line = _plain(lines[index])
        if not line:
            continue
        found = list(_in_head(document, line, document.line + index, saved))
        if not found:
            break
        blocks += [item for item in found if isinstance(item, Block)]
        claims += [item for item in found if isinstance(item, Claim)]
        problems += [item for item in found if isinstance(item, Problem)]
        start = index + 1
    return _Head(tuple(blocks), tuple(claims), tuple(problems), start)


def _heading_at(lines: Sequence[str], index: int) -> tuple[str, int, int]:
    """The words of the heading at line `index`, its level and how many lines it takes; ("", 0, 0) if there is none."""
    if index >= len(lines):
        return "", 0, 0
    found = _ATX.match(lines[index])
    if found:
        return _plain(found["text"]), len(found["level"]), 1
    underline = _SETEXT.match(lines[index + 1]) if index + 1 < len(lines) and lines[index].strip() else None
    if underline:
        return _plain(lines[index]), 1 if underline["level"][0] == "=" else 2, 2
    return "", 0, 0


def _has_headline(document: Document) -> bool:
    return any(declared.fields.get(name) for declared in document.declared for name in NAMES["headline"])


def _plain(line: str) -> str:
    """`line` without marks of emphasis and link targets, white space collapsed."""
    return " ".join(_EMPHASIS.sub(r"\1", line).split())


def _in_head(document: Document, line: str, number: int, saved: Moment | None) -> Iterator[Block | Claim | Problem]:
    """The verdict on a line under the headline and what it claims; nothing if the line is body already."""
    people = authors_of(line)
    date = dates.find(line, declared=saved) if len(line) <= _LONGEST_DATE_LINE else None
    if people is None and (date is None or not date.alone):
        return
    verdict: Verdict = "byline" if people is not None else "dateline"
    block = Block(number, line, verdict, "begins as a byline" if people is not None else "a date alone on its line")
    yield block
    if people:
        yield _claim(document, "authors", people, block)
    if date is not None and date.impossible:
        yield impossible_date(f"{document.path}:{number}", document.path, date.impossible)
    elif date is not None:
        yield _claim(document, "modified" if date.label == "modified" else "published", date, block)


def _claim(document: Document, field: str, value: object, block: Block) -> Claim:
    return Claim(field, value, f"line {block.line}: {block.reason}", EXTRACTED, f"{document.path}:{block.line}")


def _from_body(document: Document, paragraphs: Sequence[str]) -> Iterator[Claim]:
    found = dateline_of(paragraphs[0]) if paragraphs else None
    if found:
        yield Claim("place", found[0], "the dateline of the body", EXTRACTED, document.path)
