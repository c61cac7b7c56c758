"""Markdown: Python-Markdown with tables, footnotes, fenced code and smart quotes, sanitised like any other HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from generator.clean import dates
from generator.clean.bylines import authors_of, dateline_of
from generator.clean.extraction import EXTRACTED, Claim, Extraction
from generator.clean.fields import impossible_date
from generator.clean.junk import Named
from generator.clean.sanitise import paragraphs_of, sanitised, shifted
from generator.config import SourceSettings
from generator.errors import Problem
from generator.model import Block, Body, Document, Verdict

if TYPE_CHECKING:
    from markdown import Markdown

# Beyond these a document is no article, and the converter takes more than linear time over it: it is read as text.
_LARGEST: Final = 1_000_000
_LONGEST_LINE: Final = 100_000
_OPEN_BRACKETS: Final = 100
_MARKS: Final = 5_000
_ITEMS: Final = 2_000
_INDENT: Final = "\t" * 50
# Markup nested deeper than this is an attack on the parsers behind us, never meant.
_DEEPEST: Final = 100
_HEAD_LINES: Final = 12
_LONGEST_DATE_LINE: Final = 120

_ATX: Final = re.compile(r" {0,3}#(?!#)[ \t]+(?P<text>.+?)(?:[ \t]+#+)?[ \t]*$")
_SETEXT: Final = re.compile(r" {0,3}=+[ \t]*$")
_NESTING: Final = re.compile(r"(?:[ \t]*>|[ \t]*[-*+][ \t](?=[ \t]*[-*+>])){100}")
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_BRACKET: Final = re.compile(r"\]\(|[\[\])]")
_MARK: Final = re.compile(r"[*_`\[<&|]")
_ITEM: Final = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)
_OPEN_TAGS: Final = re.compile(r"<(/?)[a-zA-Z][^<>]*>")
_EMPHASIS: Final = re.compile(r"[*_`]+|\[([^\[\]]*)\]\([^()\s]*\)")


class _Head(msgspec.Struct, frozen=True):
    """The lines above the body: blocks with their verdicts, what they claim, and the index of the first body line."""

    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    start: int


def extract(document: Document, settings: SourceSettings) -> Extraction:
    """The body, blocks and claims of a Markdown text. Its first `# H1` is its headline, unless one is declared."""
    lines = document.text.split("\n")
    if _is_unreasonable(document.text, lines):
        return _as_text(document, settings)
    head = _head(document, lines)
    named = Named(settings)
    source = "\n".join(line for line in lines[head.start :] if not (named.any and named.is_junk(" ".join(line.split()))))
    try:
        html = _converted(source)
    except RecursionError:  # lists and quotations nested beyond what the converter's recursion bears
        return _as_text(document, settings)
    if _depth(html) > _DEEPEST:
        return _as_text(document, settings)
    clean = sanitised(shifted(html), notes=True)
    paragraphs = paragraphs_of(clean)
    blocks = (*head.blocks, *(Block(document.line + head.start, text, "body", "Markdown") for text in paragraphs))
    return Extraction(Body(paragraphs, clean), blocks, (*head.claims, *_from_body(document, paragraphs)), head.problems)


def _as_text(document: Document, settings: SourceSettings) -> Extraction:
    from generator.clean import text  # only here: the fallback of a few unreasonable files

    return text.extract(document, settings)


def _is_unreasonable(text: str, lines: Sequence[str]) -> bool:
    return (
        len(text) > _LARGEST
        or max(map(len, lines)) > _LONGEST_LINE
        or _NESTING.search(text) is not None
        or _INDENT in text
        or len(_ITEM.findall(text)) > _ITEMS
        or _depth(text) > _DEEPEST
        or any(_open_brackets(block) > _OPEN_BRACKETS or len(_MARK.findall(block)) > _MARKS for block in _BLANK.split(text))
    )


def _open_brackets(block: str) -> int:
    """How many brackets are open at most, round ones behind square ones counted as they come."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(block):
        depth = depth + 1 if bracket in ("[", "](") else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _depth(html: str) -> int:
    """How deep tags are open at most; tags without an end count as open, so this errs on the high side only for raw HTML."""
    depth = deepest = 0
    for match in _OPEN_TAGS.finditer(html):
        depth = max(depth - 1, 0) if match[1] else depth + (0 if _is_void(match[0]) else 1)
        deepest = max(deepest, depth)
    return deepest


def _is_void(tag: str) -> bool:
    return tag.endswith("/>") or tag[1:3].lower() in ("br", "hr") or tag[1:4].lower() == "img"


def _converted(source: str) -> str:
    converter = _converter()
    converter.reset()
    return converter.convert(source)


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    # One converter, reused: it is imported and built where the first Markdown file comes, which costs 47 ms.
    from markdown import Markdown

    extensions = ["tables", "footnotes", "fenced_code", "smarty", "sane_lists"]
    return Markdown(extensions=extensions, output_format="html")


def _head(document: Document, lines: Sequence[str]) -> _Head:
    """The first heading of level 1, and the date lines and bylines directly under it."""
    index = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if line.strip()), len(lines))
    blocks: list[Block] = []
    claims: list[Claim] = []
    problems: list[Problem] = []
    text, size = _heading_at(lines, index)
    if text:
        blocks.append(Block(document.line + index, text, "headline", "the first heading"))
        claims.append(_claim(document, "headline", text, blocks[-1]))
        index += size
    start = index
    for index in range(start, min(start + _HEAD_LINES, len(lines))):
        line = _plain(lines[index])
        if not line:
            continue
        found = list(_in_head(document, line, document.line + index))
        if not found:
            break
        blocks += [item for item in found if isinstance(item, Block)]
        claims += [item for item in found if isinstance(item, Claim)]
        problems += [item for item in found if isinstance(item, Problem)]
        start = index + 1
    return _Head(tuple(blocks), tuple(claims), tuple(problems), start)


def _heading_at(lines: Sequence[str], index: int) -> tuple[str, int]:
    """The words of the level-1 heading at line `index` and how many lines it takes; ("", 0) if there is none."""
    if index >= len(lines):
        return "", 0
    found = _ATX.match(lines[index])
    if found:
        return _plain(found["text"]), 1
    if index + 1 < len(lines) and _SETEXT.match(lines[index + 1]) and lines[index].strip():
        return _plain(lines[index]), 2
    return "", 0


def _plain(line: str) -> str:
    """`line` without marks of emphasis and link targets, white space collapsed."""
    return " ".join(_EMPHASIS.sub(r"\1", line).split())


def _in_head(document: Document, line: str, number: int) -> Iterator[Block | Claim | Problem]:
    """The verdict on a line under the headline and what it claims; nothing if the line is body already."""
    people = authors_of(line)
    date = dates.find(line) if len(line) <= _LONGEST_DATE_LINE else None
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
