"""What one form of document (text, HTML, Markdown) yields: its body, its blocks and its claims about the fields."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from generator.errors import Problem
from generator.model import Block, Body, Testimony, Verdict

Judged = tuple[Verdict, str]
"""A verdict, and the reason for it."""

KEPT: Final = frozenset(("body", "subheading", "list", "quote", "caption"))
"""The verdicts of what an article's body is made of."""

# Who makes a claim, the strongest first: a lower rank wins whatever the order of the claims, and the last never.
SIDECAR: Final = 0
FRONT_MATTER: Final = 1
MARKUP: Final = 2
EXTRACTED: Final = 3
OUTWEIGHED: Final = 4


class Claim(msgspec.Struct, frozen=True):
    """One candidate for a field, already of the right type.

    field   headline, subheadline, published, modified, authors, tags, language, section, source, slug, place, draft, image,
            caption, url
    value   str; dates.Found for the two dates; tuple[str, ...] for authors and tags; bool for draft
    why     origin and reason, as Evidence shows them
    rank    SIDECAR, FRONT_MATTER, MARKUP or EXTRACTED; OUTWEIGHED for what is evidence only
    place   the file and line of the claim, for messages
    weight  how far its origin can be trusted alone, where claims are weighed against each other: 1 is a hint, 2 is enough
            for a date or a name, 4 is as good as certain
    """

    field: str
    value: Any
    why: str
    rank: int
    place: str = ""
    weight: float = 0.0


class Extraction(msgspec.Struct, frozen=True):
    """A document taken apart.

    claims     in the order of their strength inside one rank
    testimony  about the lines of its source
    """

    body: Body
    blocks: tuple[Block, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    testimony: Testimony = Testimony()
