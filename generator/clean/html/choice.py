"""Which candidate for a field is believed, in one place: claims that agree add up, and the heaviest wins if it is enough.

A claim's weight says how far its origin can be trusted alone. What two origins say alike is likelier than what one
says louder: a heading that the page's head repeats, a date that the address holds, too. Claims that lose stay as evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from generator.clean import dates
from generator.clean.extraction import MARKUP, OUTWEIGHED, Claim
from generator.clean.html.authors import is_outlet
from generator.clean.html.headlines import plain

# A field is left empty if its heaviest candidate has less than this.
_ENOUGH: Final = {"headline": 0.5, "published": 2.0, "modified": 1.0, "authors": 2.0, "subheadline": 1.0}
# How much of its weight a claim lends to one that says the same in part.
_IN_PART: Final = 0.5
# What the next claim adds to those that are heavier.
_EACH_NEXT: Final = 0.5
# What a claim about authors loses where it names the site.
_OUTLET: Final = -1.2
# A claim heavier than this is declared for programs, not shown to readers.
_DECLARED: Final = 2.4
# A date of this weight, in another zone than that of Greenwich, tells on which day a moment was where the page was written.
_SHOWN: Final = 1.5


def decided(claims: Iterable[Claim]) -> list[Claim]:
    """`claims` of one page, the winner of each field before its losers, which are outweighed.

    Those that are outweighed already come last. Fields that nobody weighs (tags, language) keep their order.
    """
    by_field: dict[str, list[Claim]] = {}
    lost: list[Claim] = []
    for claim in claims:
        (lost if claim.rank == OUTWEIGHED else by_field.setdefault(claim.field, [])).append(claim)
    sites = tuple(claim.value for claim in by_field.get("source", ()))
    by_field["authors"] = [_less_for_outlets(claim, sites) for claim in by_field.get("authors", ())]
    by_field.update(_told_apart(by_field.get("published", []), by_field.get("modified", [])))
    repeated = _repeated(by_field)
    ranked = (claim for field, found in by_field.items() for claim in _ranked(field, found))
    return [*ranked, *repeated, *lost]


def _repeated(by_field: dict[str, list[Claim]]) -> list[Claim]:
    """Take out of `by_field` the sub-headlines and captions that only repeat the headline, and give them, outweighed."""
    best = next(_ranked("headline", by_field.get("headline", [])), None)
    repeated: list[Claim] = []
    if best is None:
        return repeated
    for field in ("subheadline", "caption"):
        found = by_field.get(field, [])
        by_field[field] = [claim for claim in found if plain(claim.value) != plain(best.value)]
        repeated += [claim for claim in found if claim not in by_field[field]]
    return [msgspec.structs.replace(claim, rank=OUTWEIGHED) for claim in repeated]


def _less_for_outlets(claim: Claim, sites: Sequence[str]) -> Claim:
    """A claim about authors without the site's names; with less weight if it names nobody else.

    A site may bear its author's name, and most don't.
    """
    others = tuple(name for name in claim.value if not is_outlet(name, sites))
    if others:
        return msgspec.structs.replace(claim, value=others)
    return msgspec.structs.replace(claim, weight=max(0.0, claim.weight + _OUTLET))


def _told_apart(published: Sequence[Claim], modified: Sequence[Claim]) -> dict[str, list[Claim]]:
    """The claims about both dates: one of publication that names a declared day of change is the change's.

    That takes a declared day of publication that is another: any, if the page only shows the claim, else an earlier one.
    """
    declared = [claim for claim in published if claim.rank == MARKUP and claim.weight > _DECLARED]
    changed = {day for claim in modified if claim.rank == MARKUP for day in _days(claim.value)}
    first = {day for claim in declared for day in _days(claim.value)}
    earliest = min(first - changed, default="")
    mistaken = [
        claim
        for claim in published
        if (days := _days(claim.value)) <= changed
        and earliest
        and (min(days) > earliest if claim in declared else days.isdisjoint(first - changed))
    ]
    return {
        "published": [claim for claim in published if claim not in mistaken],
        "modified": [*modified, *(msgspec.structs.replace(claim, field="modified") for claim in mistaken)],
    }


def _ranked(field: str, claims: Sequence[Claim]) -> Iterator[Claim]:
    if field not in _ENOUGH:
        yield from sorted(claims, key=lambda claim: -claim.weight)
        return
    supports = [_support(claim, claims) for claim in claims]
    order = sorted(range(len(claims)), key=lambda i: (-supports[i], *_vagueness(claims[i]), i))
    ranked = [claims[index] for index in order]
    if not ranked:
        return
    best = _on_its_own_day(ranked[0], claims) if max(supports) >= _ENOUGH[field] else None
    if best is not None:
        yield best
    yield from (msgspec.structs.replace(claim, rank=OUTWEIGHED) for claim in ranked if claim is not best)


def _support(claim: Claim, claims: Sequence[Claim]) -> float:
    """The weight of all that say what `claim` says, an origin once; each counts half of the one before, the heaviest whole.

    What a page's templates fill in at ten places is not ten times as likely.
    """
    by_origin: dict[str, float] = {}
    for other in claims:
        worth = other.weight * _agreement(claim, other)
        by_origin[other.why] = max(by_origin.get(other.why, 0.0), worth)
    heaviest = sorted(by_origin.values(), reverse=True)
    return round(sum(worth * _EACH_NEXT**place for place, worth in enumerate(heaviest)), 6)


def _agreement(claim: Claim, other: Claim) -> float:
    """From 0 to 1: how far `other` says what `claim` says."""
    if claim is other:
        return 1.0
    if claim.field == "headline":
        return _of_texts(plain(claim.value), plain(other.value))
    if claim.field in ("published", "modified"):
        return 1.0 if _names_a_day_of(claim.value, other.value) or _is_one_night(claim, other) else 0.0
    if claim.field == "authors":
        return _of_people(claim.value, other.value)
    return 1.0 if claim.value == other.value else 0.0


def _of_texts(own: str, other: str) -> float:
    if own == other:
        return 1.0
    return _IN_PART if own and (f" {own} " in f" {other} " or f" {other} " in f" {own} ") else 0.0


def _of_people(own: Sequence[str], other: Sequence[str]) -> float:
    """All, if every name of `other` is among `own`: a page names its authors one by one, too; else the share in common."""
    mine, theirs = set(map(plain, own)), set(map(plain, other))
    return 1.0 if theirs <= mine else _IN_PART * len(mine & theirs) / len(theirs)


def _days(found: dates.Found) -> set[str]:
    return {reading.moment.iso[:10] for reading in found.readings}


def _names_a_day_of(claim: dates.Found, other: dates.Found) -> bool:
    """Whether one of the days of `claim` is one of `other`, or lies in its month or year, if it says no more."""
    return any(day.startswith(stretch) for day in _days(claim) for stretch in _days(other))


def _is_one_night(claim: Claim, other: Claim) -> bool:
    """Whether one is a moment of universal time, and the other the day before or after, on which it falls elsewhere."""
    return any(_falls_on(one.value, two.value) for one, two in ((claim, other), (other, claim)))


def _falls_on(universal: dates.Found, local: dates.Found) -> bool:
    if len(universal.readings) != 1 or len(local.readings) != 1:
        return False
    there, here = universal.readings[0].moment.iso, local.readings[0].moment.iso
    if not there.endswith("+00:00") or here.endswith("+00:00") or there[11:16] == "00:00" or len(here) < 10:
        return False
    moment = datetime.fromisoformat(there[:16])
    return here[:10] in {(moment + shift).date().isoformat() for shift in (_FARTHEST_WEST, _FARTHEST_EAST)} - {there[:10]}


_FARTHEST_WEST: Final = timedelta(hours=-10)
_FARTHEST_EAST: Final = timedelta(hours=12)


def _vagueness(claim: Claim) -> tuple[int, bool, str, int]:
    """How little a date says: two readings less than one, a later month less than an earlier one, a day less than a time.

    Of two readings, those of the line that readers see are more to be trusted: what is written for programs has an order
    of its own. Of two months, the later is more often that of a change; two days of one may be the same in other zones.
    """
    value: Any = claim.value
    if not isinstance(value, dates.Found):
        return 0, False, "", 0
    first = value.readings[0].moment.iso
    open_order = len(value.readings) > 1
    return len(value.readings), open_order and claim.rank == MARKUP, first[:7], -len(first)


def _on_its_own_day(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """`claim`, or where it is in universal time and the page shows the day before or after, the weightiest that says so."""
    if claim.field not in _DATES:
        return claim
    shown = [other for other in claims if other.weight >= _SHOWN and not _is_universal(other.value)]
    same = [other for other in shown if _days(other.value) & _days(claim.value)]
    beside = [other for other in shown if _falls_on(claim.value, other.value)]
    return max(beside, key=_weight) if sum(map(_weight, beside)) > sum(map(_weight, same)) else claim


def _weight(claim: Claim) -> float:
    return claim.weight


def _is_universal(found: dates.Found) -> bool:
    return found.readings[0].moment.iso.endswith("+00:00")


_DATES: Final = frozenset(("published", "modified"))
