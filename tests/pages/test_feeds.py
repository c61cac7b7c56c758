"""What programs read, piece by piece."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config
from generator.model import Moment
from generator.pages import feeds
from generator.pages.frame import absolute


@given(st.text(max_size=60))
def test_ids_are_uuids(permalink: str) -> None:
    """The quick form of an id is the standard library's."""
    assert feeds._urn(permalink) == uuid5(NAMESPACE_URL, f"backfile:{permalink}").urn


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (Moment("2023", "year"), "2023-01-01T00:00:00Z"),
        (Moment("2023-04", "month"), "2023-04-01T00:00:00Z"),
        (Moment("2023-04-05", "day"), "2023-04-05T00:00:00Z"),
        (Moment("2023-04-05T06:07", "minute"), "2023-04-05T06:07:00Z"),
        (Moment("2023-04-05T06:07:08", "minute"), "2023-04-05T06:07:08Z"),
        (Moment("2023-04-05T06:07+04:00", "minute"), "2023-04-05T06:07:00+04:00"),
        (Moment("2023-04-05T06:07:08-03:30", "minute"), "2023-04-05T06:07:08-03:30"),
    ],
)
def test_instants_are_whole(moment: Moment, expected: str) -> None:
    """RFC 3339 wants a full time with a zone, whatever is known of it."""
    assert feeds.instant(moment) == expected


def test_addresses_are_percent_encoded() -> None:
    """An absolute address is ASCII, without index.html, below the base's own path."""
    config = Config(base_url="https://example.org/a/")
    assert absolute(config, "2023/01/24/ა b/index.html") == "https://example.org/a/2023/01/24/%E1%83%90%20b/"
    assert absolute(config, "2023/01/24/plain-slug/index.html") == "https://example.org/a/2023/01/24/plain-slug/"
