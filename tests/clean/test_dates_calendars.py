"""Calendars that are not Gregorian: what their dates are read as, how sure that is, and the laws of the arithmetic."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean.dates import find
from generator.clean.dates.conversions import days_of, is_year_of


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("۴ بهمن ۱۴۰۱ - ۱۰:۵۱", "2023-01-24T10:51"),
        ("۱۴۰۱/۱۱/۰۴", "2023-01-24"),
        ("۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ("۴ سلواغه ۱۴۰۱", "2023-01-24"),
        ("24 มกราคม 2566", "2023-01-24"),
        ("24/01/2566", "2023-01-24"),
        ("24 ม.ค. 66", "2023-01-24"),
        ("民國112年1月24日", "2023-01-24"),
        ("112年1月24日", "2023-01-24"),
        ("令和5年1月24日", "2023-01-24"),
        ("平成元年1月8日", "1989-01-08"),
        ("ב׳ בשבט תשפ״ג", "2023-01-24"),
        ("א' בניסן תשפ\"ג", "2023-03-23"),
        ("י״ד באדר ב׳ תשפ״ד", "2024-03-24"),
        ("ט״ו באב תש״ף", "2020-08-05"),
        ("2 בשבט 5783", "2023-01-24"),
        ("4 Magha, 1944 (Saka)", "2023-01-24"),
    ],
)
def test_a_calendar_that_names_one_day_is_read_to_the_day(line: str, iso: str) -> None:
    """Where arithmetic or a count of years alone parts a calendar from ours, its dates are as good as ours."""
    found = find(line)
    assert found is not None
    assert (found.readings[0].moment.iso, found.alone) == (iso, True)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("٢ رجب ١٤٤٤ هـ", "2023-01"),
        ("الثلاثاء ٢ رجب ١٤٤٤ هـ", "2023-01-24"),
        ("الأربعاء ٢ رجب ١٤٤٤ هـ", "2023-01-25"),
        ("Selasa, 2 Rajab 1444 H", "2023-01-24"),
        ("٢٨ شعبان ١٤٤٣", "2022"),
        ("১০ মাঘ ১৪২৯", "2023-01"),
        ("মঙ্গলবার, ১০ মাঘ ১৪২৯", "2023-01-24"),
        ("१० माघ २०७९, मंगलबार", "2023-01-24"),
        ("मंगलबार, माघ १०, २०७९", "2023-01-24"),
        ("२०७९ माघ १०", "2023-01"),
        ("१ बैशाख २०८०, शुक्रबार", "2023-04-14"),
        ("३० चैत २०७९, बिहीबार", "2023-04-13"),
    ],
)
def test_a_calendar_that_is_seen_differently_is_as_vague_as_that(line: str, iso: str) -> None:
    """A month that begins with the moon's sighting gives a month or year; the weekday beside it makes a day of that."""
    found = find(line)
    assert found is not None
    assert found.readings[0].moment.iso == iso


def test_a_vague_day_that_may_be_of_two_years_is_no_date() -> None:
    """Nothing is shared by 31 December and 1 January, so nothing is said."""
    assert find("٧ جمادى الآخرة ١٤٤٤") is None


@pytest.mark.parametrize(
    "line",
    [
        "الثلاثاء 2 رجب 1444 هـ - 24 يناير 2023",
        "মঙ্গলবার, ২৪ জানুয়ারি ২০২৩, ১০ মাঘ ১৪২৯",
        "24.01.2023, ב׳ בשבט תשפ״ג",
    ],
)
def test_our_calendar_beside_another_is_the_one_that_counts(line: str) -> None:
    """A newspaper that gives both says nothing else, and its Gregorian day is the plain one."""
    found = find(line)
    assert found is not None
    assert (found.readings[0].moment.iso, found.alone) == ("2023-01-24", True)


@pytest.mark.parametrize("line", ["४ माघ १९४४", "४ माघ २०७९ शके", "3 Ramadan 2023", "12 tir 2020"])
def test_a_month_that_two_calendars_share_needs_more(line: str) -> None:
    """Nepal's year is not India's, and a year of ours makes no month of theirs."""
    assert find(line) is None


@pytest.mark.parametrize("line", ["۳۰ اسفند ۱۴۰۱", "۳۱ مهر ۱۴۰۰", "31 رجب 1444", "30 בטבת 5783"])
def test_a_day_that_another_calendar_lacks_is_impossible(line: str) -> None:
    """What is meant as a date and is none in its own calendar is quoted, as in ours."""
    found = find(line)
    assert found is not None
    assert (found.readings, found.impossible) == ((), line)


ORDERS = {
    "jalali": range(1, 13),
    "saka": range(1, 13),
    "hebrew": (7, 8, 9, 10, 11, 12, 14, 13, 1, 2, 3, 4, 5, 6),
    "hijri": range(1, 13),
    "bengali": range(1, 13),
}


@pytest.mark.parametrize("calendar", ORDERS)
def test_a_calendar_leaves_out_no_day_and_doubles_none(calendar: str) -> None:
    """Counted through years of news, the likeliest days of a calendar are all days in their order."""
    years = [year for year in range(1200, 5900) if is_year_of(calendar, year)][-60:]
    every = (days_of(calendar, year, month, day) for year in years for month in ORDERS[calendar] for day in range(1, 32))
    days = [found[0] for found in every if found]
    steps = {after - before for before, after in pairwise(days)}
    # A month of the moon may have 30 days wherever it is seen, so that its thirtieth may be the first of the next.
    assert steps == ({timedelta(days=1)} if calendar != "hijri" else {timedelta(days=1), timedelta()})
    assert len(days) > 60 * 354 - 1


@given(st.sampled_from([*sorted(ORDERS), "bikram"]), st.integers(0, 6000), st.integers(0, 99), st.integers(0, 99))
def test_any_numbers_are_days_or_none(calendar: str, year: int, month: int, day: int) -> None:
    """No numbers make the arithmetic fail, and what a date may mean lies within two days."""
    found = days_of(calendar, year, month, day)
    assert not found or max(found) - min(found) <= timedelta(days=2)
