"""When a document was saved bounds its dates, and "yesterday" counts from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import Cleaned, clean, dates
from generator.clean.extraction import EXTRACTED, OUTWEIGHED, SIDECAR, Claim
from generator.clean.saving import bounded, saved_on
from generator.config import SourceSettings
from generator.model import Form, Moment
from tests.clean.documents import document

SENTENCE = "The council of Norvik met on the third floor of its hall and spoke of the ferry for most of the evening."
SAVED = "<!-- Page saved with SingleFile \n url: https://norvik.example/2023/01/23/talks \n saved date: Tue Jan 24 2023 12:29:05 GMT+0400 (Here) -->"  # fmt: skip
FORMS: tuple[tuple[Form, str], ...] = (
    ("text", f"Harbour Talks End In Norvik\n\n{{}}\n\n{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE}\n"),
    ("markdown", f"# Harbour talks end\n\n{{}}\n\n{SENTENCE}\n\n{SENTENCE}\n"),
    ("html", f"<article><h1>Harbour talks end</h1><p class=date>{{}}</p><p>{SENTENCE}</p><p>{SENTENCE}</p></article>"),
)


def made_of(form: Form, text: str, **declared: dict[str, Any]) -> Cleaned:
    """What becomes of a document of this form."""
    return clean(document(text, form, f"content/a.{form}", **declared), folder=None, settings=SourceSettings())


@pytest.mark.parametrize(("form", "text"), FORMS)
@pytest.mark.parametrize(
    ("line", "day"), [("Yesterday", "2023-01-23"), ("3 hours ago", "2023-01-24"), ("vor 2 Tagen", "2023-01-22")]
)
def test_how_long_ago_counts_from_the_day_of_saving(form: Form, text: str, line: str, day: str) -> None:
    """In every form, with the moment in a sidecar, and without it the words are no date."""
    found = made_of(form, text.format(line), sidecar={"saved": "2023-01-24T12:00"}).article.published
    assert found == Moment(day, "day")
    assert made_of(form, text.format(line)).article.published is None


@pytest.mark.parametrize(("form", "text"), FORMS)
def test_what_is_later_than_the_saving_is_no_date(form: Form, text: str) -> None:
    """A day more than one after it is not believed, whoever says so but a person."""
    later = text.format("14 March 2024")
    assert made_of(form, later).article.published is not None
    assert made_of(form, later, front_matter={"retrieved": "2023-01-24"}).article.published is None
    said = made_of(form, later, sidecar={"saved": "2023-01-24", "date": "2025-01-01"}).article.published
    assert said == Moment("2025-01-01", "day")


def test_the_comment_of_what_saved_a_page_counts() -> None:
    """It says when, and at which address; both stay as evidence."""
    declared = '<meta property="article:published_time" content="2024-05-05">'
    result = made_of("html", f"<html>{SAVED}<head>{declared}</head><body>{FORMS[2][1].format('yesterday')}</body></html>")
    assert result.article.published == Moment("2023-01-23", "day")
    assert result.article.url == "https://norvik.example/2023/01/23/talks"
    lost = {each.why for each in result.evidence if each.field == "published" and not each.won}
    assert "<meta article:published_time>; later than the page was saved" in lost
    assert ("saved", "2023-01-24T12:29:05+04:00") in {(each.field, each.value) for each in result.evidence}


def test_saving_settles_a_date_of_digits() -> None:
    """Of two readings one may lie behind the day of saving; then there is no doubt."""
    text = FORMS[0][1].format("03/04/2023")
    assert made_of("text", text, sidecar={"saved": "2023-03-10"}).article.published == Moment("2023-03-04", "day")


def test_a_person_goes_before_a_program() -> None:
    """A declared day of saving is taken in place of the comment's; what is no date declares none."""
    page = f"{SAVED}<p>{SENTENCE}</p>"
    assert saved_on(document(page, "html", sidecar={"saved": "2022-12-01"})) == Moment("2022-12-01", "day")
    assert saved_on(document(page, "html", front_matter={"saved": True})) == Moment("2023-01-24T12:29:05+04:00", "minute")
    assert saved_on(document(page, "text")) is None


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(-400, 400), st.sampled_from((SIDECAR, EXTRACTED)))
def test_a_bound_outweighs_what_is_later_and_touches_nothing_else(saved: date, days: int, rank: int) -> None:
    """Every claim comes back; it loses if it is extracted and two days later or more."""
    claim = Claim("published", dates.declared(str(saved + timedelta(days=days))), "a line", rank)
    (found,) = bounded([claim], Moment(str(saved), "day"))
    if rank == SIDECAR or days <= 1:
        assert found == claim
    else:
        assert found.rank == OUTWEIGHED
    assert bounded([claim], None) == [claim]
