"""Signatures: whom a line names, and in which form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import dates
from generator.clean.people.signatures import BARE, FOLLOWED, INSIDE, LABELLED, LED, REPORTER, Signature, signature_of


def signed(text: str, above: str = "") -> Signature | None:
    """Whom `text` names below the line `above`, where a date in it is known."""
    return signature_of(text, above, dates.find(text))


@pytest.mark.parametrize(
    ("text", "people", "form"),
    [
        ("By Ana Lopes", ("Ana Lopes",), LED),
        ("By Ana Lopes and Rui Prado, Senior Editor", ("Ana Lopes", "Rui Prado"), LED),
        ("By Ana Lopes For The Harbour Press", ("Ana Lopes",), LED),
        ("By Ana Lopes and Rui Prado The Harbour Press", ("Ana Lopes", "Rui Prado"), LED),
        ("Von Mira Halden, Redakteurin", ("Mira Halden",), LED),
        ("Автор: Иван Лесков", ("Иван Лесков",), LED),
        ("بقلم: أحمد علي", ("أحمد علي",), LED),
        ("ByAna Lopes March 3, 2024", ("Ana Lopes",), LED),
        ("by Ana", ("Ana",), LED),
        ("Written by Ana Lopes, Eva Dias, and Rui Prado", ("Ana Lopes", "Eva Dias", "Rui Prado"), INSIDE),
        ("Posted on 3 March 2024 by Ana Lopes - 5 Comments", ("Ana Lopes",), INSIDE),
        ("Ana Lopes", ("Ana Lopes",), BARE),
        ("Ana Lopes Deputy Arts Editor", ("Ana Lopes",), BARE),
        ("Ana Lopes, Eva Dias", ("Ana Lopes", "Eva Dias"), BARE),
        ("Ana Lopes Monday, March 4, 2024", ("Ana Lopes",), FOLLOWED),
        ("3 March 2024 · 8 min · Ana Lopes", ("Ana Lopes",), FOLLOWED),
        ("Ana LopesTwitter", ("Ana Lopes",), FOLLOWED),
        ("記者林小春／台北報導", ("林小春",), REPORTER),
        ("서울 김하늘 기자 sky@example.org", ("김하늘",), REPORTER),
    ],
)
def test_names_are_read_in_many_forms(text: str, people: tuple[str, ...], form: int) -> None:
    """A byline, a sentence that ends in one, a bare name, a name beside a date, a reporter's office."""
    found = signed(text)
    assert found is not None
    assert (found.people, found.form) == (people, form)


def test_a_name_below_a_label_is_labelled() -> None:
    """What stands alone above a name makes it a byline; it may be one of somebody who did not write."""
    author, reviewer = signed("Ana Lopes", "Author:"), signed("Ana Lopes", "Reviewed by")
    assert author is not None
    assert reviewer is not None
    assert (author.form, author.others) == (LABELLED, False)
    assert (reviewer.form, reviewer.others) == (LABELLED, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "By Staff Writer",
        "By NorvikFan in Boats",
        "Text Size",
        "Fresh paint for the ferry that nobody wanted",
        "Harbour Quarter: the council wants it back",
        "Northern Boats for Lakes and Rivers",
        "公開日：2025/01/31",
        "新聞社記者",
        "12:29",
    ],
)
def test_what_names_nobody_is_no_signature(text: str) -> None:
    """Offices, handles, buttons, titles, labels and agencies are nobody."""
    assert signed(text) is None


def test_capitals_throughout_are_written_normally() -> None:
    """Apostrophes and hyphens begin a part of a name, particles stay small; mixed spelling is the person's own."""
    found = signed("By JOHN O'BRIAN, ANNE-MARIE VON DER AU and Kim McADAM")
    assert found is not None
    assert found.people == ("John O'Brian", "Anne-Marie von der Au", "Kim McADAM")


@given(st.text(max_size=200), st.text(max_size=60))
def test_nobody_is_invented(text: str, above: str) -> None:
    """Whatever a line holds, the words of the people that it names stand in it."""
    text = " ".join(text.split())
    found = signed(text, above)
    for name in found.people if found else ():
        assert all(word.lower() in text.lower() for word in name.split())


@given(
    st.lists(
        st.sampled_from(["By", "Ana", "LOPES", "von", ",", "and", "|", "3 May 2021", "記者", "Editor", ":", "-", "(", "Ä"])
    )
)
def test_names_in_any_order_are_read(words: list[str]) -> None:
    """The parts of bylines may be put together in any way, and each person comes once."""
    found = signed(" ".join(words))
    assert found is None or len(set(found.people)) == len(found.people) > 0
