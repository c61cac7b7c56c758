"""Countries and names in other languages and scripts."""

import pytest

from generator.tag import candidates


def keys(text: str, language: str) -> set[str]:
    """The keys found in an article of one paragraph."""
    return {candidate.key for candidate in candidates("", (text,), language)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "They left the United States, South Korean ports, the U.K. and the Netherlands.",
            {"@US", "@KR", "@GB", "@NL"},
        ),
        ("en", "An American and two Swiss met Armenians near the Azerbaijani border.", {"@US", "@CH", "@AM", "@AZ"}),
        ("en", "It was Turkish-built for Russian-Georgian trade.", {"@TR", "@RU", "@GE"}),
        ("ru", "Поезд идёт из Армении через Грузию и Саудовскую Аравию.", {"@AM", "@GE", "@SA"}),
        ("ru", "Его ждут в США и в странах Европейского союза.", {"@US", "@EU"}),
        ("uk", "Потяг прибув до України з Польщі.", {"@UA", "@PL"}),
        ("hy", "Գնացքը Հայաստանից մեկնեց Իրան։", {"@AM", "@IR"}),
        ("ka", "მატარებელი საქართველოდან სომხეთში მიდის.", {"@GE", "@AM"}),
        ("tr", "Tren Ermenistan'dan İran'a gidiyor.", {"@AM", "@IR"}),
        ("fi", "Juna kulkee Suomesta Venäjälle.", {"@FI", "@RU"}),
        ("hu", "A vonat Magyarországról Ausztriába megy.", {"@HU", "@AT"}),
        ("pl", "Pociąg jedzie z Armenii do Gruzji.", {"@AM", "@GE"}),
        ("de", "Die Lage Armeniens und der Europäischen Nachbarn in Georgien.", {"@AM", "@GE"}),
        ("fr", "Le train relie l'Arménie aux pays de l'Union européenne et aux États-Unis.", {"@AM", "@EU", "@US"}),
        ("es", "El tren va de España a los Estados Unidos.", {"@ES", "@US"}),
        ("ar", "القطار من أرمينيا وفرنسا إلى الولايات المتحدة.", {"@AM", "@FR", "@US"}),
        ("he", "הרכבת יוצאת מארמניה לישראל.", {"@AM", "@IL"}),
        ("zh-Hans", "列车从亚美尼亚开往印度尼西亚。", {"@AM", "@ID"}),
        ("zh-Hant", "列車從亞美尼亞開往美國。", {"@AM", "@US"}),
        ("ja", "列車はアルメニアから日本へ行く。", {"@AM", "@JP"}),
        ("ko", "기차는 아르메니아에서 인도네시아로 간다. 인도적 지원이다.", {"@AM", "@ID"}),
        ("th", "รถไฟจากอาร์เมเนียไปญี่ปุ่น", {"@AM", "@JP"}),
        ("hi", "ट्रेन आर्मेनिया से भारत जाती है।", {"@AM", "@IN"}),
        ("el", "Το τρένο πάει από την Ελλάδα στη Γαλλία.", {"@GR", "@FR"}),
    ],
)
def test_countries_are_found_in_their_languages_forms(language: str, text: str, expected: set[str]) -> None:
    """CLDR's names match through case endings, prefixes and abbreviations."""
    assert {key for key in keys(text, language) if key.startswith("@")} == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was for us to polish the china and stuff the turkey."),
        ("en", "They flew to New Jersey, New Mexico and Northern Ireland with Michael Jordan."),
        ("ru", "Папа Франциск принял гостей."),
        ("ko", "인도적 지원이 필요하다."),
        ("es", "Lo dijo Francisco en la plaza."),
    ],
)
def test_no_country_is_found_in_words_like_one(language: str, text: str) -> None:
    """Small letters, longer names and other endings mean something else."""
    assert not {key for key in keys(text, language) if key.startswith("@")}


def test_german_nouns_are_no_names() -> None:
    """Every German noun has a capital: one word alone is a name only after a title or as part of a longer name."""
    text = "Am Abend traf Bundeskanzler Karl Weber die Fischer. Danach lobte Weber den Hafen und die Reederei Nordsee."
    assert keys(text, "de") == {"karl weber", "reederei nordsee"}


def test_mtavruli_is_no_capital() -> None:
    """Georgian's second row of letters is a style of whole words, so it proves no name."""
    assert keys("ეს არის ᲐᲮᲐᲚᲘ ᲐᲛᲑᲔᲑᲘ დღეს.", "ka") == set()
    assert keys("ეს არის ᲐᲮᲐᲚᲘ ᲐᲛᲑᲔᲑᲘ დღეს.", "en") == set()


def test_calendar_words_of_the_language_are_no_names() -> None:
    """Months and weekdays are known in the article's language."""
    assert keys("Das Schiff kam an einem Dienstag im Februar, es ging am Mittwoch.", "de") == set()
    assert keys("Het schip kwam op Dinsdag en ging op Woensdag.", "nl") == set()


def test_an_unknown_language_is_read_by_its_script() -> None:
    """ "und" is taken for English where there are capitals, and gives nothing, without harm, where there are none."""
    assert keys("The train left Armenia with Ann Lee.", "und") == {"@AM", "ann lee"}
    assert keys("მატარებელი მიდის.", "und") == set()
