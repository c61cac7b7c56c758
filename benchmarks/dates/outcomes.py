"""How a date was read, and the figures of many."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.clean.dates import Found, find, settle
from generator.model import DateOrder


class Outcome(NamedTuple):
    """How a date was read: "right", "wrong" or "missed", and the line with what was made of it."""

    verdict: str
    line: str


def judge(
    line: str,
    found: Found | None,
    day: str,
    *,
    order: DateOrder | None = None,
    language: str | None = None,
    region: str | None = None,
) -> Outcome:
    """What became of `line`, whose date is `day`, by what is known of its source."""
    moment, reason = settle(found.readings, order, language, region) if found else (None, "no date found")
    if moment is None:
        return Outcome("missed", f"{line!r}: {reason}")
    return Outcome("right" if moment.iso[:10] == day else "wrong", f"{line!r}: {moment.iso}, not {day}")


def row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """A line of the table: how many dates there are, and how many are right, wrong and missed."""
    counts = Counter(outcome.verdict for outcome in outcomes)
    share = counts["right"] / max(len(outcomes), 1)
    return (name, *map(str, (len(outcomes), counts["right"], counts["wrong"], counts["missed"])), f"{share:.2%}")


HEAD = ("set", "dates", "right", "wrong", "missed", "exact")


def microseconds(lines: Iterable[str]) -> float:
    """Processor time of `find` on one of `lines`, the best of three runs over all of them."""
    lines, best = list(lines), float("inf")
    for _ in range(3):
        started = time.process_time()
        for line in lines:
            find(line)
        best = min(best, time.process_time() - started)
    return 1e6 * best / max(len(lines), 1)
