"""Days that a line names in Hebrew letters: ב׳ בשבט תשפ״ג. Letters are numbers there, and the thousands are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.clean.dates import conversions
from generator.clean.dates.digits import Hit
from generator.tables.dates import date_words

# With what a year of these centuries begins, 5700 to 5799; a line without it is not looked at.
CENTURY = "תש"

_UNITS = {letter: number for number, letter in enumerate("אבגדהוזחט", 1)}
_TENS = {letter: 10 * number for number, letter in enumerate("יכלמנסעפצ", 1)}
_HUNDREDS = {letter: 100 * number for number, letter in enumerate("קרשת", 1)}
_VALUES = {**_UNITS, **_TENS, **_HUNDREDS, "ך": 20, "ם": 40, "ן": 50, "ף": 80, "ץ": 90}
_THOUSANDS = 5000


def in_hebrew(text: str) -> Iterator[Hit]:
    """The days that a plain line names in Hebrew letters; the evening before, which belongs to them, is not theirs here."""
    for match in _pattern().finditer(text) if CENTURY in text else ():
        day, year = _value(match["day"]), _THOUSANDS + _value(match["year"])
        number = _months()[" ".join(re.findall(r"[א-ת]+", match["month"]))]
        found = conversions.days_of("hebrew", year, number, day)
        if found:
            yield Hit(*match.span(), (("dmy", found[0].isoformat()),))


def _value(letters: str) -> int:
    return sum(_VALUES.get(letter, 0) for letter in letters)


@cache
def _months() -> dict[str, int]:
    months = date_words().calendars["hebrew"]
    return {name: number for number, names in months.items() for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    mark = r"['\"׳״’”]"
    names = "|".join(name.replace(" ", r"\s") for name in sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?<![א-ת])(?P<day>[א-ל]{mark}?|[יכ]{mark}?[א-ט]{mark}?|ט{mark}?[וז])\s(?P<month>(?:{names}){mark}?)(?:\sשנת)?\s"
        rf"(?:ה{mark})?(?P<year>{CENTURY}[א-ת]?{mark}[א-ת])(?![א-ת])"
    )
