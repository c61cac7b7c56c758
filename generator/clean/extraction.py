"""What one form of document (text, HTML, Markdown) yields: its body, its blocks and its claims about the fields."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from generator.errors import Problem
from generator.model import Block, Body

# Who makes a claim, the strongest first: a lower rank wins whatever the order of the claims.
SIDECAR: Final = 0
FRONT_MATTER: Final = 1
MARKUP: Final = 2
EXTRACTED: Final = 3


class Claim(msgspec.Struct, frozen=True):
    """One candidate for a field, already of the right type.

    field  headline, subheadline, published, modified, authors, tags, language, section, source, slug, place, draft
    value  str; dates.Found for the two dates; tuple[str, ...] for authors and tags; bool for draft
    why    origin and reason, as Evidence shows them
    rank   SIDECAR, FRONT_MATTER, MARKUP or EXTRACTED
    place  the file and line of the claim, for messages
    """

    field: str
    value: Any
    why: str
    rank: int
    place: str = ""


class Extraction(msgspec.Struct, frozen=True):
    """A document taken apart.

    claims  in the order of their strength inside one rank
    """

    body: Body
    blocks: tuple[Block, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
