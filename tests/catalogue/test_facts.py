"""What follows from counts."""

from __future__ import annotations

import pytest

from generator.catalogue.facts import decide
from generator.config import Config, Tags


@pytest.mark.parametrize(
    ("key", "articles", "size", "least", "exists"),
    [
        ("tag gavar", 1, 199, None, True),
        ("tag gavar", 1, 200, None, False),
        ("tag gavar", 2, 200, None, True),
        ("tag @AM", 1, 200, None, True),
        ("tag @AM", 1, 200, 2, False),
        ("tag gavar", 2, 10, 3, False),
    ],
)
def test_when_a_tag_exists(key: str, articles: int, size: int, least: int | None, exists: bool) -> None:
    """A chance name needs a second article in an archive of some size, a country does not, and a person has the last word."""
    found = decide(key, {"place\tGavar\t": articles}, size, Config(tags=Tags(min_articles=least)))
    assert (found is not None) == exists


def test_a_declared_tag_exists() -> None:
    """What somebody tagged is a tag, with whatever number of articles."""
    assert decide("tag gavar", {"topic\tGavar\t!": 1}, 10_000, Config(tags=Tags(min_articles=5))) == "topic\tGavar"


def test_the_commonest_spelling_is_shown() -> None:
    """Of equals the first by code point, so that no order of arrival shows."""
    assert decide("author ana", {"Ana": 1, "ANA": 1}, 10, Config()) == "ANA"
    assert decide("author ana", {"Ana": 2, "ANA": 1}, 10, Config()) == "Ana"
