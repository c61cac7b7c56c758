"""Plain text: verdicts on lines, and the body that is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ContentError
from tests.clean.documents import STORY, cleaned, verdicts

PARAGRAPH = (
    "The harbour of Port Alder reopened on Tuesday after a storm that lasted for two days, officials said on the quay."
)

PROSE = (
    "The committee met for four hours and agreed on nothing but the date of its next meeting, which is in May.",
    "Members of both parties left without speaking to the reporters who had waited in the corridor since noon.",
    "A spokesman said later that the talks had been useful, and that a paper would be circulated this week.",
)
MENU = [
    f"{word} desk" for word in ("Home", "World", "Sport", "Money", "Arts", "Travel", "Science", "Video", "Local", "Weather")
]


def test_a_scraped_story_is_taken_apart() -> None:
    """The lines above the headline and in another script below are junk, and everything between is body."""
    result = cleaned(STORY)
    assert result.article.headline == "Ferry Service To Return To Lake Arvo After Nine Years"
    assert result.article.published is not None
    assert result.article.published.iso == "2022-03-14T08:05"
    assert result.article.votes == ("dmy",)
    assert result.article.language == "en"
    assert len(result.article.body.paragraphs) == 4
    assert [block.verdict for block in result.blocks] == ["junk", "junk", "headline", "dateline", *["body"] * 4, "junk"]
    assert result.problems == ()


def test_blocks_bear_the_lines_of_their_file() -> None:
    """A block's line is the line of the source file at which it begins."""
    assert [block.line for block in cleaned(STORY).blocks] == [1, 2, 4, 6, 7, 9, 11, 13, 15]


def test_everything_after_the_date_line_of_a_wire_story_is_body() -> None:
    """Short lines of figures are no junk, and stay lines."""
    text = "ACME CORP <ACM> 1ST QTR NET\n\n26/02/1987\n\n"
    text += "OSLO, Feb 26 - Shr 11 cts vs 9 cts\n    Net 1.2 mln vs 0.9 mln\n    Year\n    Shr 40 cts\n"
    result = cleaned(text)
    assert result.article.headline == "ACME CORP <ACM> 1ST QTR NET"
    assert result.article.body.paragraphs == (
        "OSLO, Feb 26 - Shr 11 cts vs 9 cts",
        "Net 1.2 mln vs 0.9 mln",
        "Year",
        "Shr 40 cts",
    )
    assert result.article.place == "OSLO"


def test_a_headline_and_a_date_are_an_article() -> None:
    """A flash of one sentence and a date has a headline and no body."""
    result = cleaned("ACME SAYS IT WILL BUY THE REST OF BOLT FOR ABOUT 600 MILLION CROWNS IN CASH.\n\n1987/03/09\n")
    assert result.article.headline.startswith("ACME SAYS")
    assert result.article.body.paragraphs == ()


def test_a_headline_that_is_wrapped_is_one_line() -> None:
    """A headline in capitals goes on in the next line where the wire broke it."""
    text = "ACME AND BOLT AGREE TO BUILD A BRIDGE OVER THE RIVER FOR\n600 MILLION CROWNS\n\n1987/03/09\n"
    assert cleaned(text).article.headline == "ACME AND BOLT AGREE TO BUILD A BRIDGE OVER THE RIVER FOR 600 MILLION CROWNS"


def test_menus_around_a_dumped_page_are_junk() -> None:
    """In a page dump the body is the stretch of prose, and the headline stands before it."""
    lines = [*MENU, "Talks on the harbour end with no paper in sight", "3 May 2021", *PROSE, "Related stories", *MENU]
    result = cleaned("\n\n".join(lines))
    assert result.article.headline == "Talks on the harbour end with no paper in sight"
    assert result.article.body.paragraphs == PROSE
    assert result.article.published is not None
    assert result.article.published.iso == "2021-05-03"


def test_lines_between_headline_and_body_have_their_verdicts() -> None:
    """Sub-headline, byline and date line are told apart."""
    text = "\n\n".join(
        [
            "Harbour talks end in silence",
            "Four hours, and nothing but the date of the next meeting",
            "By Ana Lopes",
            "3 May 2021",
            *PROSE,
        ]
    )
    result = cleaned(text)
    assert result.article.subheadline == "Four hours, and nothing but the date of the next meeting"
    assert result.article.authors == ("Ana Lopes",)
    assert result.article.body.paragraphs == PROSE


def test_a_byline_with_a_date_is_both() -> None:
    """A byline that names nobody gives no author, and its date counts."""
    result = cleaned("HARBOUR TALKS END\n\nBy Staff Writer | Feb 26, 1987\n\n" + "\n\n".join(PROSE))
    assert result.article.authors == ()
    assert result.article.published is not None
    assert result.article.published.iso == "1987-02-26"


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter",
        "Facebook Twitter WhatsApp",
        "© 2021 The Harbour Post",
        "https://example.org/a",
        "Читайте также",
    ],
)
def test_lines_that_invite_are_junk_after_the_body(line: str) -> None:
    """Buttons, notices and bare addresses after the last paragraph are dropped."""
    result = cleaned("Harbour talks end in silence\n\n3 May 2021\n\n" + "\n\n".join([*PROSE, line]))
    assert result.blocks[-1].verdict == "junk"
    assert result.article.body.paragraphs == PROSE


def test_titles_after_read_also_are_junk() -> None:
    """What follows an invitation to read on at the end of a story is its list of links."""
    text = "Harbour talks end\n\n3 May 2021\n\n" + "\n\n".join(
        [*PROSE, "Read also", "A ferry for Lake Arvo", "Two boats on order"]
    )
    assert [block.verdict for block in cleaned(text).blocks[-3:]] == ["junk"] * 3


def test_a_line_in_another_language_after_the_body_is_junk() -> None:
    """A prompt in another language of the same script is no paragraph of the story."""
    text = "Harbour talks end\n\n3 May 2021\n\n" + "\n\n".join(
        [*PROSE, "Erhalten Sie jeden Morgen die wichtigsten Nachrichten aus Ihrer Stadt"]
    )
    result = cleaned(text)
    assert result.blocks[-1].reason == "another language than the body"


def test_menus_in_columns_and_notices_above_are_no_headline() -> None:
    """What stands in a group at the top, in columns or as a notice, gives way to the line that stands alone."""
    top = "Home   World   Harbour   Arts   ePaper\nLoading…\nThis site uses cookies\n\nHarbour talks end\n\n3 May 2021\n\n"
    result = cleaned(top + "\n\n".join(PROSE))
    assert result.article.headline == "Harbour talks end"
    assert [block.verdict for block in result.blocks[:3]] == ["junk"] * 3


def test_a_line_among_junk_after_the_body_is_junk() -> None:
    """A group of lines after the last paragraph is dropped whole if most of it is buttons."""
    text = "Harbour talks end\n\n3 May 2021\n\n" + "\n\n".join(PROSE)
    result = cleaned(text + "\n\nTo the top of this page\nShare this\nSubscribe\n© 2021 The Post\n")
    assert result.article.body.paragraphs == PROSE


def test_scripts_without_capitals_have_bylines() -> None:
    """Georgian letters count as small to Unicode, and begin names all the same."""
    text = "ბორანი ბრუნდება\n\nავტორი: ნინო ლომიძე\n\n14.03.2022\n\n"
    text += "საბჭომ ორშაბათს გადაწყვიტა, რომ ბორანი ტბაზე ისევ ივლის, ცხრა წლის შემდეგ.\n"
    article = cleaned(text).article
    assert article.authors == ("ნინო ლომიძე",)
    assert article.language == "ka"


def test_sentences_about_sharing_are_news() -> None:
    """The word that a button bears does not make a sentence junk."""
    line = "Share prices fell in Tokyo on Monday after the central bank raised its main rate by a quarter point."
    assert line in cleaned("Markets fall\n\n3 May 2021\n\n" + "\n\n".join([*PROSE, line])).article.body.paragraphs


def test_named_lines_are_junk_or_kept_whatever_else_speaks() -> None:
    """`drop` and `keep` in the settings decide over every rule, with "*" for anything."""
    text = "Harbour talks end\n\n3 May 2021\n\n" + "\n\n".join(
        [PROSE[0], "Our Paper Since 1899", PROSE[1], "Subscribe to life"]
    )
    result = cleaned(text, drop=("our paper since *",), keep=("Subscribe to life",))
    assert result.article.body.paragraphs == (PROSE[0], PROSE[1], "Subscribe to life")
    assert verdicts(result)["Our Paper Since"] == "junk"


def test_a_sub_heading_stays_in_the_body() -> None:
    """A short line set apart before prose is a sub-heading."""
    text = "Harbour talks end\n\n3 May 2021\n\n" + "\n\n".join([PROSE[0], "What comes next", PROSE[1]])
    result = cleaned(text)
    assert verdicts(result)["What comes next"] == "subheading"
    assert "What comes next" in result.article.body.paragraphs


def test_an_impossible_date_is_said_and_not_taken() -> None:
    """A date that no calendar has is a warning with place, fault and remedy, never a date."""
    result = cleaned("Harbour talks end in silence\n\n31.02.23\n\n" + "\n\n".join(PROSE))
    assert result.article.published is None
    said = next(problem for problem in result.problems if problem.kind == "impossible date")
    assert str(said) == 'content/news/a.txt:3: date "31.02.23" does not exist; add "date:" to content/news/a.txt.meta.yaml'


def test_an_ambiguous_date_keeps_its_readings() -> None:
    """The readings of 03/04/2023 stay open, unless the settings name the order."""
    text = "Harbour talks end in silence\n\n03/04/2023\n\n" + "\n\n".join(PROSE)
    assert {reading.moment.iso for reading in cleaned(text).article.readings} == {"2023-04-03", "2023-03-04"}
    settled = cleaned(text, date_order="mdy").article
    assert settled.readings == ()
    assert settled.published is not None
    assert settled.published.iso == "2023-03-04"


def test_no_headline_and_no_date_are_said() -> None:
    """A headline made from the first words is announced, and no date is invented."""
    result = cleaned(" ".join(PROSE))
    assert result.article.headline == "The committee met for four hours and agreed on nothing but the date of its…"
    assert result.article.published is None
    assert {problem.kind for problem in result.problems} == {"no headline", "no date"}


def test_a_document_of_signs_alone_is_an_error() -> None:
    """What holds no word is left out, with place, fault and remedy."""
    with pytest.raises(ContentError, match=r"content/news/a\.txt: has neither a headline nor a body"):
        cleaned("***\n\n---\n")


WORDS = st.sampled_from(
    [
        "share",
        "Home",
        "The ferry returned on Monday, after nine years.",
        "3 May 2021",
        "©",
        "გამოიწერეთ",
        "  x   y   z",
        "- a",
    ]
)
LINES = st.lists(
    st.one_of(WORDS, st.just(""), st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=90)),
    max_size=40,
)


@settings(deadline=None)  # the first dump loads the models
@given(LINES)
def test_no_line_is_lost(lines: list[str]) -> None:
    """Each line that is not blank is in exactly one block, in order, whatever its verdict."""
    text = "\n".join(lines)
    try:
        result = cleaned(text)
    except ContentError:
        return
    joined = "".join("".join(block.text.split()) for block in result.blocks)
    assert joined == "".join(text.split())


@given(LINES)
def test_a_document_with_words_is_an_article(lines: list[str]) -> None:
    """Only a document without a letter or figure is refused: a date alone is not an article."""
    text = "\n".join(lines)
    try:
        result = cleaned(text)
    except ContentError:
        assert not any(char.isalnum() for char in text.replace("3 May 2021", ""))
    else:
        assert 0 < len(result.article.headline) <= 500


def test_a_byline_may_stand_below_the_body() -> None:
    """Japanese papers sign at the end; a paragraph that merely begins with "By" stays a paragraph."""
    found = cleaned(
        f"Harbour Reopens After The Storm\n\n24.01.23\n\n{PARAGRAPH}\n\nBy Friday the boats were out.\n\n{PARAGRAPH}\n\nBy Nino Lomidze\n"
    )
    assert found.article.authors == ("Nino Lomidze",)
    assert found.article.body.paragraphs == (PARAGRAPH, "By Friday the boats were out.", PARAGRAPH)


def test_a_short_headline_above_its_date() -> None:
    """A headline of one short word is one where nothing longer stands above the date."""
    assert cleaned(f"Exit\n\n24.01.23\n\n{PARAGRAPH}\n").article.headline == "Exit"


def test_buttons_side_by_side_are_junk() -> None:
    """Buttons in a row, set apart by spaces, are no table of figures."""
    found = cleaned(
        f"Harbour Reopens After The Storm\n\n24.01.23\n\n{PARAGRAPH}\n\nShare on Facebook   Share on X   Copy link\nOur other papers\n© 2023\n"
    )
    assert found.article.body.paragraphs == (PARAGRAPH,)
