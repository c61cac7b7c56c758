"""Bylines and datelines: people's names, and the places of stories."""

from __future__ import annotations

import pytest

from generator.clean.people.bylines import authors_of, dateline_of, is_person


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Ana Lopes", ("Ana Lopes",)),
        ("by Ana Lopes and Rui de Sá", ("Ana Lopes", "Rui de Sá")),
        ("By Ana Lopes, Rui Dias & Eva Holt | 3 May 2021", ("Ana Lopes", "Rui Dias", "Eva Holt")),
        ("BY ANA LOPES", ("ANA LOPES",)),
        ("Von Jörg van der Berg", ("Jörg van der Berg",)),
        ("Par Zoé O'Neill", ("Zoé O'Neill",)),
        ("Автор: Анна Лопес", ("Анна Лопес",)),
        ("作者：王小明", ("王小明",)),
        ("By Staff Writer | Feb 26, 1987", ()),
        ("By Reuters", ()),
        ("By Norvik Newsroom", ()),
    ],
)
def test_bylines_name_people_or_nobody(line: str, people: tuple[str, ...]) -> None:
    """Names are taken from what is set off by separators, and offices and agencies are nobody."""
    assert authors_of(line) == people


@pytest.mark.parametrize(
    "line",
    [
        "Harbour talks end",
        "By noon the boats had left the harbour",
        "Von Bahnen und Schiffen",
        "DI VITA CORP <DVC> QTLY DIVIDEND",
        "By " + "a" * 200,
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    """A line that begins with the same word and goes on otherwise is no byline."""
    assert authors_of(line) is None


@pytest.mark.parametrize("name", ["Ana", "Ana Lopes 3", "the council", "Web Desk", "https example", ""])
def test_what_is_no_name_is_no_person(name: str) -> None:
    """Single words, figures and offices are no person's name."""
    assert not is_person(name)


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        ("OSLO, Feb 26 - The council said", "OSLO"),
        ("AVILA BEACH, Calif., Feb 26 - The council said", "AVILA BEACH, Calif"),
        ("Avila Beach, March 4 - The council said", "Avila Beach"),
        ("KYIV (AP) — The council said", "KYIV"),
        ("PARIS — The council said", "PARIS"),
        ("ЕРЕВАН, 24 января — Совет сообщил", "ЕРЕВАН"),
    ],
)
def test_a_dateline_names_its_place(paragraph: str, place: str) -> None:
    """A place counts with a date, with an agency, or in capitals."""
    found = dateline_of(paragraph)
    assert found is not None
    assert found[0] == place


@pytest.mark.parametrize("paragraph", ["The council - said", "Paris — it seems — is", "a - b", "", "Well-known boats left"])
def test_a_dash_alone_makes_no_dateline(paragraph: str) -> None:
    """Words before a dash are no place without further evidence."""
    assert dateline_of(paragraph) is None
