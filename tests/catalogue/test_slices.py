"""Moments as numbers, periods as ranges of them, and which slices hold an article."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.settle import Named, Settled, base_permalink, moment_key
from generator.catalogue.slices import postings_of, range_of, resolve, slices_of, year_of
from generator.model import Moment, Tag

TIMES = st.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2999, 12, 31))  # noqa: DTZ001 - as printed


def settled(published: Moment | None) -> Settled:
    """An article with one of everything."""
    return Settled(published, "", Named("Kura Post", "kura-post"), (Named("Ana", "ana"),), (Tag("Oslo", "place", "oslo"),))


@given(TIMES, TIMES)
def test_keys_order_as_time_does(one: datetime, other: datetime) -> None:
    """The earlier moment has the smaller key, with or without seconds and zones."""
    one, other = one.replace(microsecond=0), other.replace(microsecond=0)
    keys = [moment_key(Moment(f"{each.isoformat()}+04:00", "minute")) for each in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


@pytest.mark.parametrize(
    ("iso", "precision", "key"),
    [
        ("2023", "year", 20230000000000),
        ("2023-01", "month", 20230100000000),
        ("2023-01-24", "day", 20230124000000),
        ("2023-01-24T12:29", "minute", 20230124122900),
        ("2023-01-24T12:29-03:30", "minute", 20230124122900),
        ("2023-01-24T12:29:05+00:00", "minute", 20230124122905),
    ],
)
def test_what_is_not_known_comes_first(iso: str, precision: str, key: int) -> None:
    """A month without a day stands before its first day, and in no day's range."""
    assert moment_key(Moment(iso, precision)) == key  # type: ignore[arg-type]


@given(TIMES)
def test_a_day_holds_its_moments(time: datetime) -> None:
    """The ranges of day, month and year hold each moment of theirs, and not the next day's."""
    key = moment_key(Moment(time.isoformat(timespec="seconds"), "minute"))
    for length in (4, 7, 10):
        start, stop = range_of(time.isoformat()[:length])
        assert start <= key < stop
    start, stop = range_of((time + timedelta(days=1)).isoformat()[:10])
    assert not start <= key < stop


def test_slices_follow_the_precision() -> None:
    """An article stands in as many periods as its date is precise for."""
    things = {"tag oslo", "source kura-post", "author ana"}
    years = {year_of(thing, "2023") for thing in things}
    day = set(slices_of(settled(Moment("2023-01-24", "day"))))
    assert day == {"all", "day 2023-01-24", "month 2023-01", "year 2023"} | things | years
    assert set(slices_of(settled(Moment("2023-01", "month")))) == {"all", "month 2023-01", "year 2023"} | things | years
    assert set(slices_of(settled(Moment("2023", "year")))) == {"all", "monthless", "year 2023"} | things | years
    assert set(slices_of(settled(None))) == {"undated", "monthless"} | things


def test_every_slice_is_a_range_of_one_with_postings() -> None:
    """Whatever slice holds an article, the postings behind it hold the article too, within its range."""
    for published in (Moment("2023-01-24T12:29", "minute"), Moment("2023-01", "month"), Moment("2023", "year"), None):
        article, key = settled(published), moment_key(published)
        for name in slices_of(article):
            posting, start, stop = resolve(name)
            assert posting in set(postings_of(article))
            assert start <= key < stop


@pytest.mark.parametrize(
    ("published", "permalink"),
    [
        (Moment("2023-01-24T12:29", "minute"), "2023/01/24/slug/"),
        (Moment("2023-01", "month"), "2023/01/slug/"),
        (Moment("2023", "year"), "2023/slug/"),
        (None, "undated/slug/"),
    ],
)
def test_permalinks_follow_the_precision(published: Moment | None, permalink: str) -> None:
    """A permalink says as much of the date as is known."""
    assert base_permalink("slug", published) == permalink
