"""Read the guide: its fenced examples, its sections, the rows of its tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = (*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")), *sorted(DOCS.glob("*.md")))

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`")


class Example(NamedTuple):
    """A fenced block of a page of the guide."""

    page: str
    language: str
    text: str


def examples(*languages: str) -> list[Any]:
    """Every fenced block in one of `languages`, named after its page and its place in it."""
    found = []
    for page in PAGES:
        blocks = FENCE.findall(page.read_text("utf-8"))
        found += [
            pytest.param(Example(page.name, language, text), id=f"{page.stem}-{number}")
            for number, (language, text) in enumerate(blocks)
            if language in languages
        ]
    return found


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", page.read_text("utf-8"))


def section(page: Path, heading: str) -> str:
    """What stands under `heading`, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", prose(page), re.MULTILINE | re.DOTALL)
    assert found, f"{page.name} has no heading {heading!r}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of each row of the tables in `text`, their heads left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    rules = [number for number, row in enumerate(cells) if set("".join(row)) <= set("-: ")]
    heads = {number - 1 for number in rules} | set(rules)
    return [row for number, row in enumerate(cells) if number not in heads]


def first_codes(text: str) -> list[str]:
    """The code in the first cell of each row: what a table is about."""
    return [code[1] for row in rows(text) if (code := CODE.match(row[0]))]
