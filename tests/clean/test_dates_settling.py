"""A date of digits that can be read in several ways: its source, its language and its country settle it, or nothing does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean.dates import region_of, settle
from generator.model import Moment, Reading

BOTH = (Reading("dmy", Moment("2023-04-03", "day")), Reading("mdy", Moment("2023-03-04", "day")))


@pytest.mark.parametrize(
    ("order", "language", "iso", "reason"),
    [
        ("mdy", "de", "2023-03-04", "month first, as its source writes dates"),
        (None, "de", "2023-04-03", "day first, as is usual in de"),
        (None, "en-US", "2023-03-04", "month first, as is usual in en-US"),
        (None, "en_GB", "2023-04-03", "day first, as is usual in en_GB"),
        (None, "sv-SE", "2023-04-03", "day first, as is usual in sv-SE"),
        (None, "en", None, "2023-03-04 or 2023-04-03: neither its source nor its language tells"),
        (None, "zh", None, "2023-03-04 or 2023-04-03: neither its source nor its language tells"),
        (None, None, None, "2023-03-04 or 2023-04-03: neither its source nor its language tells"),
        ("ymd", None, None, "2023-03-04 or 2023-04-03: neither its source nor its language tells"),
    ],
)
def test_settling(order: str | None, language: str | None, iso: str | None, reason: str) -> None:
    """The source's order goes before the custom of the language; where neither tells, there is no date but a reason."""
    moment, why = settle(BOTH, order, language)  # type: ignore[arg-type]
    assert (moment and moment.iso, why) == (iso, reason)


@pytest.mark.parametrize(
    ("language", "region", "iso", "reason"),
    [
        ("en", "GB", "2023-04-03", "day first, as is usual in en of GB"),
        ("en", "US", "2023-03-04", "month first, as is usual in en of US"),
        ("en-US", "GB", "2023-04-03", "day first, as is usual in en-US of GB"),
        ("de", "US", "2023-04-03", "day first, as is usual in de of US"),
        ("en", "AM", "2023-04-03", "day first, as is usual in en of AM"),
        (None, "FR", "2023-04-03", "day first, as is usual in FR"),
        ("en", "JP", None, "2023-03-04 or 2023-04-03: neither its source nor its language tells"),
        (None, "CA", None, "2023-03-04 or 2023-04-03: neither its source nor its language tells"),
    ],
)
def test_settling_by_country(language: str | None, region: str, iso: str | None, reason: str) -> None:
    """The outlet's country goes before the region that its software set; where a country's own languages differ, it is mute."""
    moment, why = settle(BOTH, None, language, region)
    assert (moment and moment.iso, why) == (iso, reason)


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("https://www.herald.co.uk/2023/story.html?page=2#top", "GB"),
        ("HERALD.COM.AU", "AU"),
        ("//user:secret@herald.de:8080/", "DE"),
        ("herald.am", "AM"),
        ("https://herald.com/de/", None),
        ("https://herald.eu/", None),
        ("https://herald.io/", None),
        ("herald.html", None),
        ("content/herald", None),
        ("192.0.2.7", None),
        ("", None),
    ],
)
def test_the_country_of_an_address(address: str, region: str | None) -> None:
    """The last part of a host names the country, unless everybody uses it; what is no address names none."""
    assert region_of(address) == region


@given(st.one_of(st.text(max_size=400), st.text("aA-._:/@?#", max_size=400)))
def test_any_text_is_an_address_or_none(text: str) -> None:
    """Nothing that can be written makes that fail, and a country has two letters."""
    region = region_of(text)
    assert region is None or len(region) == 2


def test_nothing_to_settle() -> None:
    """One reading needs no settling, and none can't be settled."""
    assert settle(BOTH[:1], "mdy", "en") == (BOTH[0].moment, "plain")
    assert settle((), "dmy", "en") == (None, "no date of the calendar")
