"""When a document was saved or retrieved, as somebody wrote down, and what follows: nothing in it is of a later day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from generator.clean import dates
from generator.clean.dates.relative import is_later
from generator.clean.extraction import MARKUP, OUTWEIGHED, Claim
from generator.clean.fields import NAMES
from generator.model import Document, Moment, Reading

FIELD: Final = "saved"
_DATES: Final = frozenset(("published", "modified"))


def saved_on(document: Document) -> Moment | None:
    """When `document` was as it is: as a person declares, else as the program that saved the page says; None if nobody."""
    for declaration in document.declared:
        for name in NAMES[FIELD]:
            found = dates.declared(declaration.fields.get(name))
            if found is not None and len(found.readings) == 1:
                return found.readings[0].moment
    return dates.saved(document.text) if document.form == "html" else None


def saving_claims(document: Document) -> Iterator[Claim]:
    """What the program that saved a page says of that; what a person declares is claimed as any other field."""
    moment = dates.saved(document.text) if document.form == "html" else None
    if moment is not None:
        found = dates.Found(0, 0, (Reading("ymd", moment),))
        yield Claim(FIELD, found, "the comment of what saved the page", MARKUP)


def bounded(claims: Sequence[Claim], saved: Moment | None) -> list[Claim]:
    """`claims` without the readings of dates that are more than a day later than `saved`.

    A claim that has no other is outweighed. What a person declares is not touched; nor is anything if `saved` is None.
    """
    return list(claims) if saved is None else [_bounded(claim, saved) for claim in claims]


def _bounded(claim: Claim, saved: Moment) -> Claim:
    if claim.field not in _DATES or not MARKUP <= claim.rank < OUTWEIGHED or not isinstance(claim.value, dates.Found):
        return claim
    readings = tuple(reading for reading in claim.value.readings if not is_later(reading.moment, saved))
    if len(readings) == len(claim.value.readings):
        return claim
    if not readings:
        return msgspec.structs.replace(claim, rank=OUTWEIGHED, why=f"{claim.why}; later than the page was saved")
    return msgspec.structs.replace(claim, value=msgspec.structs.replace(claim.value, readings=readings))
