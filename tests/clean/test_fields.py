"""Declared fields: names, types, precedence, and warnings about what can't be used."""

from __future__ import annotations

from typing import Any

import pytest

from generator.clean import Cleaned, clean
from generator.config import SourceSettings
from tests.clean.documents import STORY, cleaned, document


def with_fields(folder: str | None = None, settings: SourceSettings | None = None, **declared: dict[str, Any]) -> Cleaned:
    """The test story with what `sidecar` and `front_matter` declare about it."""
    return clean(document(STORY, **declared), folder=folder, settings=settings or SourceSettings())


def test_a_sidecar_wins_over_front_matter_and_that_over_the_text() -> None:
    """Precedence is sidecar, front matter, text; the losers stay in the evidence."""
    result = with_fields(sidecar={"headline": "From the sidecar"}, front_matter={"title": "From the front matter"})
    assert result.article.headline == "From the sidecar"
    evidence = [(item.value, item.won) for item in result.evidence if item.field == "headline"]
    assert evidence == [
        ("From the sidecar", True),
        ("From the front matter", False),
        ("Ferry Service To Return To Lake Arvo After Nine Years", False),
    ]


@pytest.mark.parametrize(
    ("key", "value", "field", "taken"),
    [
        ("title", "Ferry back", "headline", "Ferry back"),
        ("headline", 1984, "headline", "1984"),
        ("subtitle", "A line", "subheadline", "A line"),
        ("description", "A line", "subheadline", "A line"),
        ("author", "Ana Lopes", "authors", ("Ana Lopes",)),
        ("byline", "By Ana Lopes and Rui Dias", "authors", ("Ana Lopes", "Rui Dias")),
        ("authors", ["Ana Lopes", {"name": "Rui Dias"}], "authors", ("Ana Lopes", "Rui Dias")),
        ("author", "Lopes, Ana", "authors", ("Lopes, Ana",)),
        ("lang", "pt_BR", "language", "pt-BR"),
        ("category", "Transport", "section", "Transport"),
        ("source", "The Arvo Post", "source", "The Arvo Post"),
        ("slug", "ferry", "slug", "ferry"),
        ("place", "Norvik", "place", "Norvik"),
    ],
)
def test_each_field_has_its_names(key: str, value: Any, field: str, taken: Any) -> None:
    """Every alias fills its field, in the field's type."""
    assert getattr(with_fields(front_matter={key: value}).article, field) == taken


def test_tags_and_drafts_are_handed_on() -> None:
    """Declared tags and the draft mark are given beside the article."""
    result = with_fields(front_matter={"tags": "ferry, Lake Arvo", "draft": True})
    assert result.declared_tags == ("ferry", "Lake Arvo")
    assert result.draft


def test_declared_dates_win() -> None:
    """A person's date wins over the date line, and casts no vote on the outlet's order of digits."""
    article = with_fields(sidecar={"date": "2020-05-06", "updated": "2020-05-07T10:00:00Z"}).article
    assert article.published is not None
    assert article.modified is not None
    assert (article.published.iso, article.modified.iso) == ("2020-05-06", "2020-05-07T10:00:00+00:00")
    assert article.votes == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("headline", ["a"]),
        ("authors", 7),
        ("draft", "perhaps"),
        ("language", "the usual"),
        ("date", "soon"),
        ("tags", {"a": 1}),
        ("slug", True),
    ],
)
def test_values_of_the_wrong_type_are_passed_over(key: str, value: Any) -> None:
    """The warning names the key and what it takes, and the next candidate is used."""
    result = with_fields(sidecar={key: value})
    (problem,) = [problem for problem in result.problems if problem.kind == "wrong value"]
    assert problem.place == "content/news/a.txt.meta.yaml"
    assert f'"{key}"' in problem.fault
    assert problem.remedy.startswith("write ")
    assert result.article.headline.startswith("Ferry Service")


def test_an_impossible_declared_date_is_said() -> None:
    """A date that no calendar has is passed over, and the date line counts."""
    result = with_fields(front_matter={"date": "2023-02-31"})
    assert result.article.published is not None
    assert result.article.published.iso == "2022-03-14T08:05"
    assert [problem.kind for problem in result.problems] == ["impossible date"]


def test_the_outlet_is_named_by_person_settings_folder_in_that_order() -> None:
    """A declared source wins over the settings' name, and that over the folder's."""
    settings = SourceSettings(name="The Arvo Post")
    assert with_fields().article.source is None
    assert with_fields(folder="arvo").article.source == "arvo"
    assert with_fields(folder="arvo", settings=settings).article.source == "The Arvo Post"
    assert with_fields(folder="arvo", settings=settings, sidecar={"source": "Post"}).article.source == "Post"


def test_the_language_is_told_by_person_settings_words_in_that_order() -> None:
    """A declared language wins over the settings, and they over detection."""
    assert with_fields().article.language == "en"
    assert with_fields(settings=SourceSettings(language="en-GB")).article.language == "en-GB"
    assert with_fields(settings=SourceSettings(language="en-GB"), sidecar={"lang": "nn"}).article.language == "nn"


def test_the_zone_of_the_settings_is_attached() -> None:
    """A time without a zone gets the outlet's."""
    published = with_fields(settings=SourceSettings(timezone="Asia/Tbilisi")).article.published
    assert published is not None
    assert published.iso == "2022-03-14T08:05+04:00"


def test_a_headline_of_5000_characters_is_cut_at_a_word() -> None:
    """At most 500 characters are kept, with a warning."""
    result = with_fields(sidecar={"headline": "word " * 1000})
    assert len(result.article.headline) <= 500
    assert result.article.headline.endswith("word…")
    assert [problem.kind for problem in result.problems] == ["long headline"]


@pytest.mark.parametrize(
    ("value", "draft"),
    [(True, True), ("yes", True), (1, True), ("perhaps", True), (False, False), ("no", False), (0, False)],
)
def test_in_doubt_an_article_is_a_draft(value: Any, draft: bool) -> None:
    """What was published by mistake can't be taken back."""
    assert with_fields(sidecar={"draft": value}).draft is draft


def test_not_published_is_a_draft() -> None:
    """`published: false` marks a draft for other generators, and so it does here."""
    assert with_fields(sidecar={"published": False}).draft


def test_an_empty_value_in_a_sidecar_says_that_there_is_none() -> None:
    """A person can take out what was found wrongly: date, authors, tags."""
    result = with_fields(sidecar={"date": None, "authors": [], "tags": []})
    assert (result.article.published, result.article.authors, result.untagged) == (None, (), True)
    assert not any(problem.kind == "no date" for problem in result.problems)


def test_character_references_bring_nothing_back() -> None:
    """What reading removes from text does not return by way of HTML: controls, bidi overrides, noncharacters."""
    page = "<html><head><title>Ferry&#27; &#x202E;leaves&#65534; early</title></head><body><h1>Ferry&#27; &#x202E;leaves&#65534; early</h1>"
    page += "".join(
        f"<p>The ferry&#8; left&#x202E; at noon, and{n} people &#65535; watched it go from the quay of the town.</p>"
        for n in range(4)
    )
    result = cleaned(page, "html")
    text = " ".join((result.article.headline, *result.article.body.paragraphs, result.article.body.html))
    assert not set(text) & {"\x1b", "\x08", "\u202e", "\ufffe", "\uffff"}
    assert "Ferry leaves early" in result.article.headline
