"""A claim of a page's markup about one of its fields: of the right type, and with the weight of its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

from generator.clean import dates
from generator.clean.extraction import MARKUP, Claim
from generator.clean.fields import typed_value

# Some sites give an address where their name belongs; without what is around it, it is nearly that.
_ADDRESS: Final = re.compile(r"https?://(?:www\.)?([^/?#]+).*", re.IGNORECASE)


def claim_of(field: str, value: Any, why: str, weight: float, *, rank: int = MARKUP) -> Iterator[Claim]:
    """The claim that `field` is `value`, if that is of use: a date with a reading, an address that can be linked.

    value   as the markup has it, character references and all; names are a tuple of str
    weight  as in Claim
    """
    typed = typed_value(field, _unescaped(value))
    if field == "source" and typed:
        typed = _ADDRESS.sub(r"\1", typed)
    if typed and not (isinstance(typed, dates.Found) and not typed.readings):
        yield Claim(field, typed, why, rank, weight=weight)


def _unescaped(value: Any) -> Any:
    """`value` without the character references that are left where a page was escaped twice."""
    if isinstance(value, str):
        return unescape(value) if "&" in value else value
    return tuple(map(_unescaped, value)) if isinstance(value, list | tuple) else value
