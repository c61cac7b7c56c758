"""Days as every locale of CLDR writes them, at every width, with and without the time; and what of that is read back."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format

from benchmarks.dates.outcomes import Outcome, judge
from generator.clean.dates import find
from generator.tables.make_dates import locales

Width = Literal["short", "medium", "long", "full"]
WIDTHS: tuple[Width, ...] = ("short", "medium", "long", "full")
FIRST_DAY, DAYS = datetime(1950, 1, 1, tzinfo=UTC), 100 * 365  # the years that two digits stand for


class Written(NamedTuple):
    """A date as a locale writes it; `set` is its width, "+ time" where a time stands beside it."""

    locale: str
    set: str
    text: str
    moment: datetime


def moments(count: int) -> list[datetime]:
    """The same `count` minutes on every run, of days that are spread over a hundred years."""
    chance = random.Random(count)  # noqa: S311  # no secret
    return [FIRST_DAY + timedelta(minutes=chance.randrange(DAYS * 24 * 60)) for _ in range(count)]


def written(count: int) -> Iterator[Written]:
    """Each of `count` moments as each locale writes it."""
    for locale in locales():
        for width in WIDTHS:
            for moment in moments(count):
                day = format_date(moment, width, locale)
                yield Written(str(locale), width, day, moment)
                yield Written(str(locale), f"{width} + time", _with_time(locale, width, day, moment), moment)


def _with_time(locale: Locale, width: Width, day: str, moment: datetime) -> str:
    """`day` and the time of day as `locale` joins them; without a zone, whose names in full no newsroom writes."""
    time = format_time(moment, "short", locale=locale)
    return str(get_datetime_format(width, locale)).replace("'", "").replace("{0}", time).replace("{1}", day)


def read_back(each: Written) -> tuple[Outcome, bool]:
    """What became of a written date, and whether its time is right to the minute, or it has none."""
    found = find(each.text, language=each.locale)
    outcome = judge(each.text, found, each.moment.date().isoformat(), language=each.locale)
    timed = "time" not in each.set or (
        found is not None and any(f"{each.moment:T%H:%M}" in reading.moment.iso for reading in found.readings)
    )
    return outcome, timed


def by_locale(outcomes: dict[str, list[Outcome]], least: float) -> list[str]:
    """Each locale of whose dates less than `least` are right, with the share."""
    shares = {name: Counter(o.verdict for o in those)["right"] / len(those) for name, those in outcomes.items()}
    return [f"{name} {share:.0%}" for name, share in sorted(shares.items()) if share < least]
