"""Beyond these a Markdown file is no article, and its converter takes more than linear time over it.

Measured on Python-Markdown 3.11: up to each of them a document takes 4 seconds at most, and an article takes milliseconds.
"""

from __future__ import annotations

import re
from typing import Final

_LARGEST: Final = 1_000_000
_LONGEST_LINE: Final = 100_000
_OPEN_BRACKETS: Final = 100
_PARAGRAPHS: Final = 10_000
_DECLARATIONS: Final = 1_000  # comments and the like: each that nothing ends is read to the end of the document
_TAGS: Final = 10_000  # and entities: before each, the converter may count the lines anew
_MARKS: Final = 5_000  # in a paragraph
_ITEMS: Final = 2_000
_SEPARATORS: Final = 2_000  # headings, rules and fences: each cuts its paragraph, and copies what follows
_NOTE_MARKS: Final = 2_000  # references to footnotes and footnotes: each looks through those before it
DEEPEST: Final = 100
"""Markup nested deeper than this is an attack on the parsers behind us, never meant."""

_INDENT: Final = re.compile(r"^(?:\t|[ ]{4}){50}", re.MULTILINE)
_MARKER: Final = r"(?:[-*+]|\d{1,9}[.)])[ \t]"
_NESTING: Final = re.compile(rf"(?:[ \t]*+(?:>|{_MARKER}(?=[ \t]*(?:>|{_MARKER})))){{100}}")
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_BRACKET: Final = re.compile(r"\]\(|[\[\])]")
_MARK: Final = re.compile(r"[*_`\[<&|]")
_ITEM: Final = re.compile(rf"^[ \t]*{_MARKER}", re.MULTILINE)
_SEPARATOR: Final = re.compile(r"^ {0,3}(?:#|```|~~~|[-=*_](?:[ \t]*+[-=*_])*+[ \t]*+$)", re.MULTILINE)
_OPEN_TAGS: Final = re.compile(r"<(/?)[a-zA-Z][^<>]*>")


def is_unreasonable(text: str) -> bool:
    """Whether `text` is to be read as plain text: the converter would take seconds, or all of the stack, over it."""
    return (
        len(text) > _LARGEST
        or max(map(len, text.split("\n"))) > _LONGEST_LINE
        or _NESTING.search(text) is not None
        or _INDENT.search(text) is not None
        or _has_too_many(text)
        or depth(text) > DEEPEST
        or any(_is_dense(paragraph) for paragraph in _BLANK.split(text))
    )


def _has_too_many(text: str) -> bool:
    return (
        len(_BLANK.findall(text)) > _PARAGRAPHS
        or len(_ITEM.findall(text)) > _ITEMS
        or len(_SEPARATOR.findall(text)) > _SEPARATORS
        or text.count("[^") > _NOTE_MARKS
        or text.count("<") + text.count("&") > _TAGS
        or text.count("<!") + text.count("<?") > _DECLARATIONS
    )


def _is_dense(paragraph: str) -> bool:
    return _open_brackets(paragraph) > _OPEN_BRACKETS or len(_MARK.findall(paragraph)) > _MARKS


def _open_brackets(block: str) -> int:
    """How many brackets are open at most, round ones behind square ones counted as they come."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(block):
        depth = depth + 1 if bracket in ("[", "](") else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def depth(html: str) -> int:
    """How deep tags are open at most; tags without an end count as open, so this errs on the high side only for raw HTML."""
    depth = deepest = 0
    for match in _OPEN_TAGS.finditer(html):
        depth = max(depth - 1, 0) if match[1] else depth + (0 if _is_void(match[0]) else 1)
        deepest = max(deepest, depth)
    return deepest


def _is_void(tag: str) -> bool:
    return tag.endswith("/>") or tag[1:3].lower() in ("br", "hr") or tag[1:4].lower() == "img"
