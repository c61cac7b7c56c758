"""Runs of capitalised words taken apart."""

import pytest

from generator.tag.capitals import begins_sentence, is_title_case, runs_in
from generator.tag.names import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He saw Ann Lee. The mayor left.", ["He", "Ann Lee", "The"]),
        ("a Ministry of Foreign Affairs and a Bank of the West", ["Ministry of Foreign Affairs", "Bank of the West"]),
        (
            "with Ursula von der Leyen and Bashar al-Assad of al-Qaeda",
            ["Ursula von der Leyen", "Bashar al-Assad", "al-Qaeda"],
        ),
        ("by John F. Kennedy in St. Louis, U.S. on", ["John F. Kennedy", "St. Louis", "U.S."]),
        ("to O'Brien, Jean-Claude and AT&T", ["O'Brien", "Jean-Claude", "AT&T"]),
        ("l'Arménie, d’Estaing", ["Arménie", "Estaing"]),
        ("see <ACME>, a@Bc.De, #Tag, iPhone and post-Soviet", []),
        ("Նիկոլ ասաց Ани. Ελλάδα", ["Նիկոլ", "Ани", "Ελλάδα"]),
        ("Ann al-", ["Ann"]),
        ("one\nTwo\nThree", ["Two", "Three"]),
    ],
)
def test_runs(text: str, expected: list[str]) -> None:
    """A run joins capitals over small joints, keeps full stops of abbreviations and crosses no line."""
    assert [run for run, _, _ in runs_in(text)] == expected


@pytest.mark.parametrize(
    ("run", "names", "countries"),
    [
        ("U.S. Secretary of State Ann Lee", ["Ann Lee"], ["US"]),
        ("Armenian Prime Minister Nikol Pashinian", ["Nikol Pashinian"], ["AM"]),
        ("Chancellor of the Exchequer Ann Lee", ["Ann Lee"], []),
        ("President of Armenia Ann Lee", ["Ann Lee"], ["AM"]),
        ("Central Council Deputy Chairman Ann Lee", ["Central Council", "Ann Lee"], []),
        ("Prime Minister", [], []),
        ("Baku's Foreign Ministry", ["Baku", "Foreign Ministry"], []),
        ("Russian Navy", ["Russian Navy"], ["RU"]),
        ("Bank of Japan", ["Bank of Japan"], ["JP"]),
        ("Martin Luther King", ["Martin Luther King"], []),
        ("Attorney General Ann Lee", ["Ann Lee"], []),
        ("General Widgets Corp", ["General Widgets"], []),
        ("New Mexico", ["New Mexico"], []),
        ("Nagorno-Karabakh", ["Nagorno-Karabakh"], []),
        ("Armenian-Azerbaijani", [], ["AM", "AZ"]),
        ("Government-backed Armenians", [], ["AM"]),
        ("Monday The Mayor", [], []),
        ("Bosnia", [], ["BA"]),
    ],
)
def test_parse(run: str, names: list[str], countries: list[str]) -> None:
    """Titles, possessives, demonyms, company suffixes and function words fall away; countries are counted."""
    parsed = parse(run, "en")
    assert [piece.name for piece in parsed.pieces] == names
    assert [code for code, _ in parsed.countries] == countries


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Trains Stop Over The Border", True),
        ("TRAINS STOP", True),
        ("Trains stop over the border with Peru", False),
        ("Peru", True),
        ("", True),
    ],
)
def test_is_title_case(headline: str, *, expected: bool) -> None:
    """A headline in which nearly every longer word has a capital proves nothing; nor does one of a single word."""
    assert is_title_case(headline) is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", True),
        ("\n", True),
        ("It ended. ", True),
        ('He said "', True),
        ("the ", False),
        ("to the (", False),
        ("of l'", True),
    ],
)
def test_begins_sentence(before: str, *, expected: bool) -> None:
    """After a full stop, an opening quote or nothing, a capital is due anyway."""
    assert begins_sentence(before + "Name", len(before)) is expected
