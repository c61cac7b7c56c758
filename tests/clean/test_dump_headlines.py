"""Which line of a page dump is its headline, and what the page's own address says about it and about the day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean import Cleaned, clean
from generator.clean.judge.judging import look_at
from generator.clean.lines import lines_of
from generator.clean.text.address_words import likeness, slug_of
from generator.clean.text.dump_headlines import candidates_of, headline_in, numbers_of
from generator.config import SourceSettings
from tests.clean.documents import document
from tests.clean.test_dump_fields import HEADLINE, MENU, STORY, page


def declared(text: str, **sidecar: Any) -> Cleaned:
    """What becomes of a text beside which a file declares something."""
    return clean(document(text, sidecar=sidecar), folder=None, settings=SourceSettings())


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://e.org/2022/03/14/the-ferry-is-back.html", {"the", "ferry", "is", "back", "html"}),
        ("https://e.org/a-very-long-name-of-a-site", {"very", "long", "name", "of", "site"}),
        ("https://e.org/news/паром-вернулся?from=menu-of-the-day", {"паром", "вернулся"}),
        ("https://e.org/%C3%A9cole-ferm%C3%A9e/", {"ecole", "fermee"}),
        ("https://e.org/news/12345678", set()),
        ("https://e.org", set()),
    ],
)
def test_the_words_of_an_address(address: str, words: set[str]) -> None:
    """The longest part of the path, without accents; a name of a section and a number are no headline's words."""
    assert slug_of(address) == words


@given(st.text())
@settings(max_examples=100)
def test_any_address_has_words_or_none(address: str) -> None:
    """Whatever is written in an address, its words are like themselves and half like nothing else."""
    slug = slug_of(address)
    assert not slug or likeness(slug, " ".join(slug)) == 1
    assert likeness(slug, "") == 0


def test_the_address_tells_the_headline_from_another_line_like_one() -> None:
    """Of two lines that read alike the one whose words the address repeats is the headline."""
    lines = "What the old men of the harbour remember", "After nine winters, a boat for everybody"
    text = "\n\n".join([*MENU, *lines, *STORY, *MENU])
    for said in lines:
        address = "https://e.org/news/" + said.lower().replace(" ", "-")
        assert declared(text, url=address).article.headline == said


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("The ferry is back for good | Opinion", "The ferry is back for good"),
        ("Two ferries | Two islands", "Two ferries | Two islands"),
        ("Home » Travel » The ferry is back", "The ferry is back"),
        ("Car Talk / Car Reviews / The best boats of 2026", "The best boats of 2026"),
        ("The ferry and/or the bridge", "The ferry and/or the bridge"),
        ("Sixty boats sold / Shipyards in Norvik close", "Sixty boats sold / Shipyards in Norvik close"),
        ("Boats > Ferries", "Boats > Ferries"),
    ],
)
def test_what_leads_to_a_headline_is_no_part_of_it(line: str, headline: str) -> None:
    """The steps of a breadcrumb and the name of a section are left out, and nothing that may be the headline's."""
    assert headline_in(line) == headline


def test_the_declared_address_dates_a_text() -> None:
    """A day in it is surer than one that the page shows, and no surer than one that a person declares."""
    url = "https://e.org/2022/03/14/ferry"
    published = declared(page("By Ana Lopes", "16 March 2022"), url=url).article.published
    assert published is not None
    assert published.iso == "2022-03-14"
    said = declared(page("By Ana Lopes"), url=url, date="2022-03-15").article.published
    assert said is not None
    assert said.iso == "2022-03-15"


def test_a_month_in_the_declared_address_is_better_than_nothing() -> None:
    """It says less than a day in it that the page shows, and more than a day outside of it, which is another story's."""
    url = "https://e.org/2022/03/the-ferry-is-back"
    for said, day in (("16 March 2022", "2022-03-16"), ("16 May 2022", "2022-03")):
        published = declared(page("By Ana Lopes", said), url=url).article.published
        assert published is not None
        assert published.iso == day


def test_candidates_are_seen_beside_each_other() -> None:
    """A line that ends a breadcrumb is inside it, and what the body speaks of most is in the headline more than in a menu."""
    lines = lines_of("\n\n".join([*MENU, f"Home » {HEADLINE}", HEADLINE, *STORY]), 1)
    look = look_at(lines)
    body = np.array([0.99 if line.text in STORY else 0.01 for line in lines])
    candidates = candidates_of(look, body)
    texts = [lines[index].text for index in candidates.tolist()]
    numbers = numbers_of(look, body, candidates)
    headline, crumb, menu = texts.index(HEADLINE), texts.index(f"Home » {HEADLINE}"), 0
    assert numbers["ends another"][headline] == 1
    assert numbers["holds at end"][crumb] == len(HEADLINE)
    assert numbers["topics"][headline] > numbers["topics"][menu]
    assert set(map(len, numbers.values())) == {len(candidates)}


@given(st.lists(st.text("ab ДЕ漢字.1|", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_numbers_are_finite_whatever_is_body(texts: list[str], data: st.DataObject) -> None:
    """Any lines, any of them body, give finite numbers about each candidate."""
    lines = lines_of("\n\n".join(texts), 1)
    body = np.array(data.draw(st.lists(st.sampled_from([0.0, 0.3, 1.0]), min_size=len(lines), max_size=len(lines))))
    look = look_at(lines)
    candidates = candidates_of(look, body)
    if len(candidates):
        assert all(np.isfinite(values).all() for values in numbers_of(look, body, candidates).values())
