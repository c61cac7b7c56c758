"""Spellings of one name inside one article: the surname alone, the initials, the name without its middle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.tag.evidence import SHORTEST_ACRONYM, Evidence, Tally
from generator.tag.kinds import type_of

SHORTEST_PART = 4  # letters of half a name that may stand for the whole


def merged(evidence: Evidence) -> list[Tally]:
    """The names of an article with the mentions of their short forms, in the order in which the text proved them.

    "Blinken" counts for "Antony Blinken", "Karabakh" for "Nagorno-Karabakh", "OSCE" for the name with those initials, "Acme"
    for a company called "Acme Rail". Where two full names fit, the one mentioned more often gets it.
    """
    full = sorted((tally for tally in evidence.names.values() if _is_full(tally.name)), key=lambda tally: -tally.count)
    owners = _owners(full)
    merged_away: set[str] = set()
    # Shorter ones first: "Kennedy" goes to "John Kennedy" before that goes to "John F. Kennedy".
    for short in sorted([*evidence.names.values(), *evidence.weak.values()], key=lambda tally: tally.name.count(" ")):
        owner = owners.get(short.name)
        if owner is not None and owner.name != short.name and owner.name not in merged_away:
            owner.add(short)
            merged_away.add(short.name)
    return [tally for tally in evidence.names.values() if tally.name not in merged_away]


def _owners(full: Iterable[Tally]) -> Mapping[str, Tally]:
    """Short form to the full name that it stands for; the first of `full` wins."""
    owners: dict[str, Tally] = {}
    for tally in full:
        for short in _short_forms(tally):
            owners.setdefault(short, tally)
    return owners


def _is_full(name: str) -> bool:
    return " " in name or "-" in name


def _short_forms(tally: Tally) -> Iterator[str]:
    """What an article may call a thing after its full name."""
    parts = tally.name.split()
    if len(parts) == 1:
        last = tally.name.rpartition("-")[2]
        if len(last) >= SHORTEST_PART:
            yield last
        return
    kind = type_of(tally)
    if kind == "person":
        yield parts[-1]
        yield f"{parts[0]} {parts[-1]}"
    elif kind == "organisation":
        initials = "".join(part[0] for part in parts if part[0].isupper())
        if len(initials) >= SHORTEST_ACRONYM:
            yield initials
        if tally.companies and len(parts[0]) >= SHORTEST_PART:
            yield parts[0]
            yield " ".join(parts[:-1])
