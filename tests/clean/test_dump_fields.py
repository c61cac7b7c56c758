"""Date and authors of page dumps: the candidates in reach, and what is made of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean import Cleaned
from generator.clean.datelines import label_of
from generator.clean.extraction import EXTRACTED, OUTWEIGHED
from generator.clean.judge.judging import look_at
from generator.clean.judge.models import SHIPPED
from generator.clean.lines import lines_of
from generator.clean.text import dump_authors, dump_dates
from generator.clean.text.dump_fields import Fields, Weighed, claims_of, fields_of
from generator.clean.text.layout import Layout, in_reach, layout_of
from generator.model import Block
from tests.clean.documents import cleaned

MENU = [
    f"{word} desk" for word in ("Home", "World", "Sport", "Money", "Arts", "Travel", "Science", "Video", "Local", "Weather")
]
HEADLINE = "Ferry service to return to Lake Arvo after nine years"
STORY = [
    "The regional council has voted to bring back the ferry across Lake Arvo, nine years after the last boat was sold for scrap.",
    "People on both shores have waited long enough, the chair of the council said after the vote, which took most of the evening.",
    "Two boats will be built at the yard in Norvik, and the first of them is to sail in the spring of next year, if the ice allows.",
    "The line across the lake will cost the region four million crowns a year, and half of that is to come from the capital.",
    "A survey among the people of the lake found that nine in ten would take the ferry to work rather than drive around the shore.",
]
TEASERS = [
    "More stories",
    "A bridge for Norvik",
    "2 January 2019",
    "The mill is sold again",
    "28 December 2018",
    "Ice on the lake",
]


def page(*head: str, tail: tuple[str, ...] = ()) -> str:
    """A page dump whose `head` stands between headline and body, and whose `tail` stands just behind the body."""
    return "\n\n".join([*MENU, HEADLINE, *head, *STORY, *tail, *TEASERS, *MENU])


def dumped(*head: str, tail: tuple[str, ...] = (), drop: tuple[str, ...] = ()) -> Cleaned:
    """What becomes of such a page."""
    return cleaned(page(*head, tail=tail), drop=drop)


def layout(text: str) -> Layout:
    """Where the parts of a page stand whose body is known to be `STORY`."""
    lines = lines_of(text, 1)
    texts = [line.text for line in lines]
    body = np.array([0.99 if text in STORY else 0.01 for text in texts])
    return layout_of(look_at(lines), body, texts.index(HEADLINE))


def test_date_and_author_above_the_body_are_taken() -> None:
    """A byline and a date between headline and body are the page's; the dates of teasers are not."""
    result = dumped("By Ana Lopes", "14 March 2022, 08:05")
    assert result.article.headline == HEADLINE
    assert result.article.authors == ("Ana Lopes",)
    assert result.article.published is not None
    assert result.article.published.iso == "2022-03-14T08:05"
    assert result.article.body.paragraphs == tuple(STORY)
    verdicts = {block.text: block.verdict for block in result.blocks}
    assert verdicts["By Ana Lopes"] == "byline"
    assert verdicts["14 March 2022, 08:05"] == "dateline"


def test_one_line_may_be_both() -> None:
    """A byline that bears the date names the author and the day."""
    result = dumped("By Ana Lopes | March 14, 2022")
    assert result.article.authors == ("Ana Lopes",)
    assert result.article.published is not None
    assert result.article.published.iso == "2022-03-14"


def test_a_page_that_names_nobody_has_no_authors() -> None:
    """An office is no person, and menus are no names."""
    assert dumped("By Staff Writer", "14 March 2022").article.authors == ()


@pytest.mark.parametrize("line", ["Edited by Rui Prado", "Photographs by Rui Prado", "By The Harbour Team"])
def test_who_did_something_else_is_no_author(line: str) -> None:
    """An editor, a photographer and a group are nobody's authors, even where nobody else is named."""
    assert dumped(line, "14 March 2022").article.authors == ()


def test_a_day_of_change_is_no_day_of_publication() -> None:
    """Of two labelled dates each goes where its label says."""
    article = dumped("By Ana Lopes", "Published: 14 March 2022", "Updated: 16 March 2022").article
    assert article.published is not None
    assert article.modified is not None
    assert (article.published.iso, article.modified.iso) == ("2022-03-14", "2022-03-16")


def weighed_days(*weighed: tuple[str, float]) -> Fields:
    """Fields of a page whose lines are the given dates, with their probabilities."""
    where = layout(page(*(text for text, _ in weighed)))
    days = dump_dates.candidates_of(where, dump_dates.dates_in(where))[: len(weighed)]
    chances = (probability for _, probability in weighed)
    return Fields(sorted(map(Weighed, days, chances), key=lambda each: -each.probability), [], {})


@pytest.mark.parametrize(
    ("weighed", "published", "modified"),
    [
        ([("14 March 2022", 0.6), ("Updated 16 March 2022", 0.9)], "2022-03-14", "2022-03-16"),
        ([("14 March 2022", 0.6), ("Updated 16 March 2022", 0.1)], "2022-03-14", "2022-03-16"),
        ([("14 March 2022", 0.2), ("Updated 16 March 2022", 0.9)], "2022-03-16", "2022-03-16"),
        ([("14 March 2022", 0.2), ("Updated 16 March 2022", 0.6)], None, "2022-03-16"),
        ([("14 March 2022", 0.2), ("Updated 16 March 2022", 0.1)], None, None),
    ],
)
def test_published_and_modified_are_told_apart(
    weighed: list[tuple[str, float]], published: str | None, modified: str | None
) -> None:
    """A day without a label of change goes first; one with it dates a page only if nothing else is as certain."""
    fields = weighed_days(*weighed)
    found = [each and each.candidate.found.readings[0].moment.iso for each in (fields.published, fields.modified)]
    assert found == [published, modified]


def test_losers_are_evidence() -> None:
    """Dates that were not believed stay, with how probable they were."""
    result = dumped("By Ana Lopes", "14 March 2022")
    published = [each for each in result.evidence if each.field == "published"]
    assert published[0].won
    assert "probability" in published[0].why
    assert not any(each.won for each in published[1:])


def test_digits_that_leave_the_order_open_keep_their_readings() -> None:
    """A date of digits that may be two days is settled by its source, not by the ranking."""
    article = dumped("By Ana Lopes", "03.04.2022 08:05").article
    assert {reading.moment.iso[:10] for reading in article.readings} == {"2022-04-03", "2022-03-04"}


def test_a_line_that_a_person_dropped_says_nothing() -> None:
    """A byline or a date line that is named as "drop" is no evidence."""
    result = dumped("By Ana Lopes", "14 March 2022", drop=("By Ana*", "14 March*"))
    assert result.article.authors == ()
    assert not any("Lopes" in each.value or each.value.startswith("2022-03-14") for each in result.evidence)


def test_a_date_that_does_not_exist_is_said() -> None:
    """What is plainly meant as the page's date and is none in the calendar is a warning, not a date."""
    result = dumped("By Ana Lopes", "31.02.2022")
    assert [problem.kind for problem in result.problems if "31.02" in problem.fault] == ["impossible date"]


def test_candidates_are_the_dates_in_reach() -> None:
    """Each date of a line is a candidate, with the label that stands beside it or alone on the line above."""
    where = layout(page("Published", "14 March 2022", "Updated 16 March 2022 and 17 March 2022"))
    found = dump_dates.candidates_of(where, dump_dates.dates_in(where))
    near = [(each.found.readings[0].moment.iso, each.label, each.order) for each in found if each.line < where.start]
    assert near[:2] == [("2022-03-14", "published", 0), ("2022-03-16", "modified", 0)]
    assert [each.line for each in found] == sorted(each.line for each in found)


def test_where_no_date_is_in_reach_all_are() -> None:
    """A page whose only date stands far from its story still has a candidate."""
    far = [f"Notice board number {word}" for word in "abcdefghijklmnopqrstuvwxyz"]
    where = layout("\n\n".join(["1 May 2020", *far, *MENU, HEADLINE, *STORY, *far, *MENU]))
    assert not in_reach(where)[0]
    assert [each.line for each in dump_dates.candidates_of(where, dump_dates.dates_in(where))] == [0]


def test_a_page_has_a_bounded_number_of_candidates() -> None:
    """A page of nothing but dates and names costs no more than any other."""
    many = [f"{day} March 2022" for day in range(1, 29)] + [f"Ana Lope{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    where = layout("\n\n".join([*MENU, *many, *many, HEADLINE, *many, *STORY, *many]))
    found = dump_dates.dates_in(where)
    assert len(found) <= 14
    assert len(dump_authors.candidates_of(where, {line: each[0] for line, each in found.items()})) <= 40


def test_numbers_are_one_for_each_candidate() -> None:
    """Every number is given for every candidate, and is finite."""
    where = layout(page("By Ana Lopes", "14 March 2022", "Eva Dias", tail=("About the author", "Ana Lopes", "Rui Prado")))
    found = dump_dates.dates_in(where)
    days = dump_dates.candidates_of(where, found)
    people = dump_authors.candidates_of(where, {line: each[0] for line, each in found.items()})
    for numbers, candidates in (
        (dump_dates.numbers_of(where, days), days),
        (dump_authors.numbers_of(where, people, found), people),
    ):
        assert {len(values) for values in numbers.values()} == {len(candidates)}
        assert all(np.isfinite(values).all() for values in numbers.values())


def weighed_people(*probabilities: float) -> Fields:
    """Fields of a page whose first lines are bylines, with the given probabilities."""
    texts = ("By Ana Lopes", "By Eva Dias", "By Ana", "By Rui Prado")
    signed = [
        dump_authors.Candidate(line, found)
        for line, text in enumerate(texts)
        if (found := dump_authors.signature_of(text, "", None))
    ]
    ranked = sorted(map(Weighed, signed, probabilities), key=lambda each: -each.probability)
    return Fields([], ranked, {})


def test_authors_on_several_lines_are_taken_together() -> None:
    """Likely bylines beside the likeliest add their people in the order of the page; a part of a name adds nothing."""
    fields = weighed_people(0.8, 0.9, 0.7, 0.1)
    blocks = [Block(line + 1, "", "byline", "") for line in range(4)]
    claims = list(claims_of(fields, blocks, "a.txt"))
    assert [(claim.value, claim.rank) for claim in claims] == [
        (("Ana Lopes", "Eva Dias"), EXTRACTED),
        (("Rui Prado",), OUTWEIGHED),
    ]
    assert claims[0].place == "a.txt:2"


def test_nobody_is_believed_who_is_unlikely() -> None:
    """Below the bar candidates are evidence only."""
    fields = weighed_people(0.4, 0.3, 0.2, 0.01)
    blocks = [Block(line + 1, "", "junk", "") for line in range(4)]
    assert fields.bylines == {}
    assert [claim.rank for claim in claims_of(fields, blocks, "a.txt")] == [OUTWEIGHED] * 3


@pytest.mark.parametrize(
    ("text", "label"),
    [("Published", "published"), ("Last updated:", "modified"), ("Aktualisiert", "modified"), ("Sport", None), ("", None)],
)
def test_a_label_alone_is_known(text: str, label: str | None) -> None:
    """What stands alone above a date says what it is, in many languages."""
    assert label_of(text) == label


HEADS = st.lists(
    st.sampled_from(
        ["By Ana Lopes", "Eva Dias", "Author", "14 March 2022", "Updated 03.04.22", "31.02.2022", "2022", "記者林小春", "·"]
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(HEADS, HEADS)
def test_each_field_is_believed_once(head: list[str], tail: list[str]) -> None:
    """Whatever stands around a body, candidates are ranked, and no field has two claims that are believed."""
    where = layout(page(*head, tail=tuple(tail)))
    fields = fields_of(where, SHIPPED)
    for ranked in (fields.dates, fields.authors):
        chances = [each.probability for each in ranked]
        assert chances == sorted(chances, reverse=True)
        assert all(0 <= chance <= 1 for chance in chances)
    blocks = [Block(line.number, line.text, "junk", "") for line in where.look.lines]
    believed = [claim.field for claim in claims_of(fields, blocks, "a.txt") if claim.rank == EXTRACTED]
    assert len(set(believed)) == len(believed)
