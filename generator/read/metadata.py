"""What front matter and sidecars have in common: where they are, what they may cost, which keys mean something."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.errors import ContentError, Problem
from generator.normal import normal

MAX_CHARACTERS = 65_536
MAX_DEPTH = 20
_KEYS = (
    "headline title subheadline subtitle description date published updated modified author authors byline tags keywords "
    "language lang section category source slug place image caption url canonical_url saved retrieved draft"
)
KNOWN_KEYS = frozenset(_KEYS.split())
_LARGEST = 2**63 - 1


class Where(NamedTuple):
    """A piece of metadata in a file.

    what  "front matter" or "sidecar"
    path  the file that it stands in
    line  the line of that file at which it begins, counted from 1
    """

    what: str
    path: str
    line: int

    def error(self, line: int, fault: str, remedy: str) -> ContentError:
        """Make an exception of what is wrong in that line of the piece, counted from 0."""
        return ContentError(Problem(self.place(line), f"{self.what} {fault}", remedy, f"broken {self.what}"))

    def place(self, line: int) -> str:
        """Name the piece's line, counted from 0: "content/a.md:2"."""
        return f"{self.path}:{self.line + line}"


class Fields(NamedTuple):
    """Metadata as plain values, and the line of the piece, counted from 0, at which each key stands if that is known."""

    values: dict[str, Any]
    lines: dict[str, int]


def check_size(text: str, where: Where) -> None:
    """Raise ContentError if `text` is longer than metadata may be."""
    if len(text) > MAX_CHARACTERS:
        raise where.error(0, f"is longer than {MAX_CHARACTERS:,} characters", "keep the article's own words out of it")


def check_depth(depth: int, line: int, where: Where) -> None:
    """Raise ContentError if values are nested deeper than anybody writes by hand."""
    if depth > MAX_DEPTH:
        raise where.error(line, f"is nested more than {MAX_DEPTH} deep", "write lists and mappings flat")


def key_of(key: str) -> str:
    """Bring a key into the form that everything after us knows: lower case, normal, no blanks around it."""
    return normal(key).strip().lower()


def plain(value: Any, where: Where, depth: int = 1) -> Any:
    """`value` of nothing but str, int, float, bool, None, list and dict, small enough for MessagePack.

    Dates become ISO 8601 text, as precise as they were; numbers beyond 64 bits, and those that are none, text.
    """
    check_depth(depth, 0, where)
    match value:
        case str():
            return normal(value)
        case Mapping():
            return {normal(str(key)): plain(each, where, depth + 1) for key, each in value.items()}
        case list():
            return [plain(each, where, depth + 1) for each in value]
        case dt.date() | dt.time():
            return value.isoformat()
        case float() if not math.isfinite(value):
            return str(value)
        case int() if abs(value) > _LARGEST:
            return str(value)
    return value
