"""Dates that count from what a document declares: how long ago, and what is too late to be true."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Literal

import pytest
from babel.dates import format_timedelta
from hypothesis import given
from hypothesis import strategies as st

from generator.clean.dates import find, saved
from generator.model import Moment

SAVED = Moment("2023-01-24T12:29+04:00", "minute")


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("2 hours ago", "2023-01-24"),
        ("13 hours ago", "2023-01-23"),
        ("14H ago", "2023-01-23"),
        ("an hour ago", "2023-01-24"),
        ("Published 55 mins ago", "2023-01-24"),
        ("3 days ago", "2023-01-21"),
        ("yesterday", "2023-01-23"),
        ("Yesterday at 6:05 pm", "2023-01-23T18:05"),
        ("Today, 09:15", "2023-01-24T09:15"),
        ("Gestern, 18:05 Uhr", "2023-01-23T18:05"),
        ("vor 3 Tagen", "2023-01-21"),
        ("vorgestern", "2023-01-22"),
        ("il y a 5 minutes", "2023-01-24"),
        ("hace 2 días", "2023-01-22"),
        ("há 3 horas", "2023-01-24"),
        ("5 ore fa", "2023-01-24"),
        ("2 dagen geleden", "2023-01-22"),
        ("för 2 timmar sedan", "2023-01-24"),
        ("2 dni temu", "2023-01-22"),
        ("вчера", "2023-01-23"),
        ("2 дня назад", "2023-01-22"),
        ("πριν από 2 ημέρες", "2023-01-22"),
        ("2 gün önce", "2023-01-22"),
        ("2 დღის წინ", "2023-01-22"),
        ("منذ ساعتين", "2023-01-24"),
        ("قبل يومين", "2023-01-22"),
        ("أمس", "2023-01-23"),
        ("לפני יומיים", "2023-01-22"),
        ("۳ ساعت پیش", "2023-01-24"),
        ("3 दिन पहले", "2023-01-21"),
        ("৩ ঘণ্টা আগে", "2023-01-24"),
        ("3 ชั่วโมงที่ผ่านมา", "2023-01-24"),
        ("3 giờ trước", "2023-01-24"),
        ("3 jam yang lalu", "2023-01-24"),
        ("3小时前", "2023-01-24"),
        ("昨天 09:30", "2023-01-23T09:30"),
        ("3時間前", "2023-01-24"),
        ("3시간 전", "2023-01-24"),
    ],
)
def test_words_for_how_long_ago_count_from_what_is_declared(line: str, iso: str) -> None:
    """In any language a number of minutes, hours or days, or a word for one, names a day; a time beside it is kept."""
    found = find(line, declared=SAVED)
    assert found is not None
    assert (found.readings[0].moment.iso, found.alone) == (iso, True)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("2 weeks ago", "2023-01"),
        ("vor 1 Woche", "2023-01"),
        ("5 months ago", "2022"),
        ("3 weeks ago", None),
        ("a year ago", None),
    ],
)
def test_a_count_of_weeks_or_months_is_no_day(line: str, iso: str | None) -> None:
    """It names the month or the year that all of its span lies in, and nothing where the span lies in two."""
    found = find(line, declared=SAVED)
    assert (found.readings[0].moment.iso if found else None) == iso


@pytest.mark.parametrize(
    ("declared", "line", "iso"),
    [
        (Moment("2023-01-24", "day"), "yesterday", "2023-01-23"),
        (Moment("2023-01-24", "day"), "2 hours ago", None),
        (Moment("2023-01", "month"), "yesterday", None),
        (Moment("0001-01-01", "day"), "3 days ago", None),
    ],
)
def test_what_is_declared_less_precisely_says_less(declared: Moment, line: str, iso: str | None) -> None:
    """Hours reach into the day before, so that a day is not enough for them; a month is enough for nothing."""
    found = find(line, declared=declared)
    assert (found.readings[0].moment.iso if found else None) == iso


@pytest.mark.parametrize("line", ["2 hours ago", "yesterday", "Today, 09:15", "gestern", "3小时前"])
def test_without_a_declaration_there_is_no_now(line: str) -> None:
    """Nobody's clock is asked: such words alone are no date."""
    assert find(line) is None


@pytest.mark.parametrize(
    "line", ["Two hours ago the minister said that 3 days ago was late", "5 g", "3 m", "yesterday's papers"]
)
def test_such_words_count_only_alone_on_their_line(line: str) -> None:
    """In a sentence they are the story's, and a letter for a unit is a weight or a length."""
    assert find(line, declared=SAVED) is None


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("25 January 2023", ["2023-01-25"]),
        ("26 January 2023", []),
        ("October 2027", []),
        ("03.01.23", ["2023-01-03"]),
        ("12/01/2023", ["2023-01-12"]),
        ("03.04.23", []),
        ("04.01.2023 | 10.10.2027", ["2023-01-04"]),
    ],
)
def test_nothing_is_later_than_a_day_after_what_is_declared(line: str, days: list[str]) -> None:
    """A page names no day after it was saved; a reading that does is none, which may settle a date of digits."""
    found = find(line, declared=SAVED)
    assert [reading.moment.iso for reading in found.readings][: len(days)] == days if found else days == []


@given(st.text("0123456789 ./-:JanuarydeTZ+agohrs年月日", max_size=40), st.dates(date(1700, 1, 1), date(2100, 1, 1)))
def test_no_text_names_a_day_that_is_too_late(text: str, saved: date) -> None:
    """Whatever a line says, what is read in it lies before the second day after the declared one."""
    found = find(text, declared=Moment(saved.isoformat(), "day"))
    for reading in found.readings if found else ():
        assert reading.moment.iso[:10] <= (saved + timedelta(days=1)).isoformat()


@pytest.mark.parametrize("unit", ["minute", "hour", "day"])
@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "es", "pt", "ru", "ar", "hi", "bn", "ja", "ko", "zh", "tr", "fa", "sw", "ka"]
)
def test_what_cldr_says_of_the_past_is_read_back(language: str, unit: Literal["minute", "hour", "day"]) -> None:
    """Any number of units, in the plural that the language has for it, names the day so long before."""
    for many in (1, 2, 3, 5, 11, 21, 22):
        span = timedelta(**{f"{unit}s": -many})
        line = format_timedelta(span, unit, threshold=1000, add_direction=True, locale=language)
        found = find(line, declared=Moment("2023-01-24T23:59", "minute"))
        assert found is not None, line
        assert found.readings[0].moment.iso == (date(2023, 1, 24) + (span if unit == "day" else timedelta())).isoformat()


@pytest.mark.parametrize(
    ("source", "iso"),
    [
        ("<html><!--\n Page saved with SingleFile \n url: https://example.org/ \n saved date: Tue Jan 24 2023 12:29:05 GMT+0400 (Here)\n-->", "2023-01-24T12:29:05+04:00"),
        ("<p>x</p><!--\n     FILE ARCHIVED ON 12:29:05 Jan 24, 2023 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 10:11:12 Mar 03, 2024.\n-->", "2023-01-24T12:29:05"),
        ("<!-- Mirrored from example.org/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 24 Jan 2023 12:29:05 GMT -->", "2023-01-24T12:29:05+00:00"),
        ("<!-- saved from url=(0019)https://example.org/ -->", None),
        ("<p>My copy says saved date: Tue Jan 24 2023 12:29:05</p>", None),
        ("<!-- x --><p>FILE ARCHIVED ON 12:29:05 Jan 24, 2023</p>", None),
        ("<!-- saved date: long ago, I forgot when -->", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_saved_page_says_when_it_was_saved(source: str, iso: str | None) -> None:
    """The comment of a program that saves pages is believed; the same words in the text are the article's."""
    moment = saved(source)
    assert (moment and moment.iso) == iso


@pytest.mark.parametrize("unit", ["<!--", "<!-- saved date:", "saved date: 24 Jan 2023", "-->", "x"])
def test_a_long_source_takes_no_time(unit: str) -> None:
    """Only the ends of a source are looked at, and few places in each."""
    started = time.perf_counter()
    saved(unit * 100_000)
    assert time.perf_counter() - started < 0.5
