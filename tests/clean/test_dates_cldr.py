"""The law of languages: what any locale of CLDR writes is read back. `python -m benchmarks.dates` measures it in full."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_datetime_format
from babel.localedata import locale_identifiers
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean.dates import find, settle
from generator.model import Moment, Reading


def locales() -> list[str]:
    """Every locale that Babel knows and can parse."""
    found = []
    for name in sorted(locale_identifiers()):
        try:
            Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        found.append(name)
    return found


Width = Literal["short", "medium", "long", "full"]

# Ways of writing that are left alone on purpose: a name that is two months in its own language ("dyo"), traditional
# Mongolian, and two that no newsroom uses.
UNREADABLE = {"dyo", "mn_Mong_MN", "prg", "sa"}
LOCALES = [name for name in locales() if not {name, name.split("_")[0]} & UNREADABLE]
UNDECIDED = {"en"}  # half of its readers put the day first


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(LOCALES),
    st.sampled_from(["short", "medium", "long", "full"]),
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
)
def test_what_cldr_writes_is_read_back(locale: str, width: str, day: date) -> None:
    """A day as any CLDR locale writes it, at any width, is found alone on its line and settled to the same day."""
    line = format_date(day, width, locale)
    found = find(line, language=locale)
    assert found is not None, line
    moment, why = settle(found.readings, None, locale)
    if moment is None and locale in UNDECIDED:
        assert Reading("mdy", Moment(day.isoformat(), "day")) in found.readings
    else:
        assert moment == Moment(day.isoformat(), "day"), (line, why)


# Languages whose words for the halves of the day are too short to be believed in others, or stand where ours do not look;
# "yo" writes 9:5.
UNTIMED = {"ak", "brx", "dz", "ee", "gaa", "ha_GH", "nus", "om", "so", "to", "yo"}
TIMED = [name for name in LOCALES if not {name, name.split("_")[0]} & UNTIMED]


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(TIMED),
    st.sampled_from(["short", "medium", "long", "full"]),
    st.datetimes(datetime(1950, 1, 1), datetime(2049, 12, 31)),  # noqa: DTZ001  # no zone is written
)
def test_what_cldr_writes_with_the_time_is_read_back(locale: str, width: Width, moment: datetime) -> None:
    """A day and a time as any CLDR locale joins them, in twelve hours or 24, are found to the minute."""
    day, clock = format_date(moment, width, locale), format_time(moment, "short", locale=locale)
    line = str(get_datetime_format(width, locale)).replace("'", "").replace("{0}", clock).replace("{1}", day)
    found = find(line, language=locale)
    assert found is not None, line
    assert f"{moment:%Y-%m-%dT%H:%M}" in [reading.moment.iso for reading in found.readings], line
