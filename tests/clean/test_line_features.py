"""Numbers about lines: worked out when they are asked for, and the same whoever asks first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean.judge.features import Features
from generator.clean.judge.judging import look_at
from generator.clean.lines import Line, lines_of
from generator.clean.text.region import is_dump

LINES = st.lists(st.text("abc ДЕ漢字.,:0129|©", min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=30)


def test_what_nobody_asks_about_is_not_worked_out() -> None:
    """A number that is added for later costs nothing until it is asked for, and then once."""
    asked: list[str] = []

    def values() -> np.ndarray:
        asked.append("values")
        return np.array([1.0, 2.0])

    found = Features(2)
    found["now"] = 3.0
    found.later("later", values)
    assert found.names == ("now", "later")
    assert asked == []
    assert found.matrix(["later", "now"]).tolist() == [[1.0, 3.0], [2.0, 3.0]]
    assert found["later"].tolist() == [1.0, 2.0]
    assert asked == ["values"]


def test_a_number_that_nobody_added_is_an_error() -> None:
    """A model that asks about a number which is not there is never answered with another."""
    with pytest.raises(KeyError):
        Features(2).matrix(["nothing"])


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_numbers_do_not_depend_on_the_order_of_asking(texts: list[str]) -> None:
    """All numbers are finite, one a line, and the same from the last to the first."""
    lines = lines_of("\n\n".join(texts), 1)
    forwards, backwards = look_at(lines).features, look_at(lines).features
    matrix = forwards.matrix(forwards.names)
    assert matrix.shape == (len(lines), len(forwards.names))
    assert np.isfinite(matrix).all()
    assert (backwards.matrix(backwards.names[::-1])[:, ::-1] == matrix).all()


def _lines(*texts: str) -> list[Line]:
    return lines_of("\n\n".join(texts), 1)


PROSE = ["The council of the district voted for the line on Tuesday evening, and will pay for two crossings a day."] * 20
MENU = [
    "Home",
    "News",
    "Sport 24",
    "Weather: 12°",
    "Sign in",
    "14:05",
    "Follow us",
    "Top stories",
    "Video",
    "More news here",
]
SENTENCES = [f"The boat sailed at {hour} again." for hour in range(10)]


@pytest.mark.parametrize(
    ("lines", "dump"),
    [
        (_lines(*PROSE, *MENU), True),
        (_lines(*PROSE, *PROSE, *MENU), False),
        (_lines(*MENU[:9]), False),
        (_lines(*PROSE, *SENTENCES), False),
        (_lines(*(f"{name}   12   {name}   7" for name in MENU)), False),
    ],
    ids=["a menu around a story", "few beside much prose", "few lines", "short sentences", "figures in columns"],
)
def test_a_dump_is_known_by_its_short_lines(lines: list[Line], dump: bool) -> None:
    """Many lines that are no sentences, and not set in columns, make a text a page dump, whatever they hold."""
    assert is_dump(lines) is dump
