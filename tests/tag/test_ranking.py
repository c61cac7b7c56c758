"""The candidates of whole articles: what a reader would choose is there, in a fair order, and no junk is."""

import pytest

from generator.model import Candidate
from generator.tag import candidates

HEADLINE = "Norway Asks Chile To Reopen Aurora Strait To Salmon Carriers"
BODY = """
Norwegian Deputy Foreign Minister Kari Solberg has asked Chilean President Tomás Rivera to reopen the Aurora Strait, warning
that the closure hurts both countries.

Solberg spoke by telephone with Rivera "to urge an early reopening of the strait," Trade Ministry spokesman Per Dahl said in
Oslo on March 3. Some carriers have waited off Punta-Blanca since Tuesday.

Earlier this week, the International Fishing Council (IFC) said it would send a mission to Punta-Blanca. "The IFC will help,"
Chairwoman Ann Lee told reporters. There was no comment from Blanca's mayor.

He added that the U.S. and its ally Canada, but not the U.S. Navy, and the European Union support Chile's request.
Norwegian-owned Nordlaks Inc and the University of Bergen offered to help. The council met in January. Loading stopped.

Rivera rejected the plan. The EU said Rivera had misread it. Carriers from South Korea were not affected.
"""
PARAGRAPHS = tuple(" ".join(paragraph.split()) for paragraph in BODY.split("\n\n"))


@pytest.fixture(name="found")
def _found() -> dict[str, Candidate]:
    return {candidate.name: candidate for candidate in candidates(HEADLINE, PARAGRAPHS, "en")}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Norway", "place"),
        ("Chile", "place"),
        ("United States", "place"),
        ("European Union", "organisation"),
        ("Aurora Strait", "place"),
        ("Punta-Blanca", "place"),
        ("Kari Solberg", "person"),
        ("Tomás Rivera", "person"),
        ("Per Dahl", "person"),
        ("Ann Lee", "person"),
        ("International Fishing Council", "organisation"),
        ("Trade Ministry", "organisation"),
        ("University of Bergen", "organisation"),
        ("Nordlaks", "organisation"),
        ("Oslo", "place"),
    ],
)
def test_finds_what_a_reader_would_choose(found: dict[str, Candidate], name: str, kind: str) -> None:
    """Names are found without titles, possessives and company suffixes, each with its type."""
    assert found[name].type == kind


@pytest.mark.parametrize(
    "name",
    [
        "Some",
        "Earlier",
        "He",
        "There",
        "The",
        "January",
        "March",
        "Tuesday",
        "Loading",
        "IFC",
        "Solberg",
        "Rivera",
        "Blanca's",
    ],
)
def test_gives_no_junk_and_no_short_forms(found: dict[str, Candidate], name: str) -> None:
    """Sentence starters and calendar words are no names; a surname or an acronym counts for the full name."""
    assert name not in found


def test_only_known_names_come_out(found: dict[str, Candidate]) -> None:
    """No candidate holds a title or a word of the sentence around it."""
    assert not [name for name in found if {"Minister", "President", "spokesman", "Chairwoman", "Asks"} & set(name.split())]


def test_what_the_article_is_about_comes_first() -> None:
    """The countries of the headline and the lede outrank a name said once at the end."""
    ranked = [candidate.name for candidate in candidates(HEADLINE, PARAGRAPHS, "en")]
    assert set(ranked[:3]) == {"Norway", "Chile", "Aurora Strait"}
    assert ranked.index("Tomás Rivera") < ranked.index("Per Dahl")


def test_salience_falls_and_keys_are_unique() -> None:
    """The order is that of salience, and a key is there once."""
    found = candidates(HEADLINE, PARAGRAPHS, "en")
    assert [c.salience for c in found] == sorted((c.salience for c in found), reverse=True)
    assert len({c.key for c in found}) == len(found)


def test_at_most_limit_candidates() -> None:
    """`limit` counts declared tags, too, and they are the last to go."""
    found = candidates(HEADLINE, PARAGRAPHS, "en", ("Fish", "Trade"), limit=3)
    assert [c.name for c in found][:2] == ["Fish", "Trade"]
    assert len(found) == 3


def test_a_country_bears_its_name_in_the_archives_language() -> None:
    """An English article in a Russian archive is tagged in Russian, by the same key."""
    found = candidates(HEADLINE, PARAGRAPHS, "en", archive_language="ru")
    assert {c.key: c.name for c in found}["@CL"] == "Чили"


def test_a_country_named_once_in_passing_is_left_out(found: dict[str, Candidate]) -> None:
    """One mention far below the lede of a long article is not what it is about; in a short text it may be."""
    assert "South Korea" not in found
    assert [c.name for c in candidates("Ships", ("They sail.", "All are from South Korea."), "en")] == ["South Korea"]


@pytest.mark.parametrize(
    ("first", "key"),
    [
        ("LONDON, March 3 - The ferry was late.", "@GB"),
        ("Yerevan (AFP) - The ferry was late.", "@AM"),
        ("TOKYO – The ferry was late.", "@JP"),
    ],
)
def test_a_dateline_tells_a_country(first: str, key: str) -> None:
    """The city of a dateline counts for its country."""
    assert [c.key for c in candidates("FERRY LATE", (first,), "en")] == [key]


def test_declared_tags_come_first_in_their_order_and_once() -> None:
    """Tags of one key are one, spelled as first declared; countries get their common name, others the text's type."""
    declared = ("Fisheries", "fisheries ", "U.S.", "kari solberg", "", "x" * 300)
    found = candidates(HEADLINE, PARAGRAPHS, "en", declared)
    assert [(c.name, c.type) for c in found if c.declared] == [
        ("Fisheries", "topic"),
        ("United States", "place"),
        ("kari solberg", "person"),
    ]
    assert [c.declared for c in found] == sorted((c.declared for c in found), reverse=True)


def test_a_sentence_case_headline_is_evidence() -> None:
    """Capitals count in a headline that has few of them."""
    assert [c.name for c in candidates("The council thanked Kari Solberg on Friday for it", (), "en")] == ["Kari Solberg"]


def test_a_title_case_headline_is_no_evidence_but_for_countries() -> None:
    """Where every word has a capital none is a name; a country is one by the table."""
    assert [c.name for c in candidates("Bold Traders Praise Slow Trains In Peru", (), "en")] == ["Peru"]


def test_us_in_a_headline_of_capitals_needs_proof() -> None:
    """ "US" is a pronoun there, unless the text has the country."""
    assert candidates("TELL US MORE", ("It was said.",), "en") == ()
    assert [c.key for c in candidates("TELL US MORE", ("It was said in the U.S. again.",), "en")] == ["@US"]


def test_a_word_with_both_spellings_is_a_word() -> None:
    """What the article writes in small letters, too, is no name of its own."""
    assert candidates("x", ("Then the Harvest came, a harvest of plums.",), "en") == ()


def test_wire_tables_leave_nothing() -> None:
    """The words of an earnings table and stock symbols are no tags."""
    table = (
        "Shr 34 cts vs 1.19 dlrs",
        "Net 807,000 vs 2,858,000",
        "Revs 510.2 mln vs 520 mln",
        "Oper Shr two Dlrs <ACME> Inc",
    )
    assert candidates("ACME <ACM> 4TH QTR NET", table, "en") == ()
