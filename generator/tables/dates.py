"""Names of months, weekdays and halves of the day in every CLDR language, with the words that news sets beside dates.

`dates.json` is made by `python -m generator.tables.make_dates`; Babel is not needed to read it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from generator.model import DateOrder

# A word is what is neither digit, white space nor a mark: `\w` would cut Hindi, Thai and Burmese words at their vowel
# signs. The marks are those of ASCII, Latin-1, general and CJK punctuation, arrows to symbols, emoji, and of scripts
# that have a full stop or comma of their own. The joiners U+200C and U+200D stay inside words.
_MARKS = (
    r"!-/:-@\[-`{-~\x00-\x1f\x7f-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf"
    r"\u02bc\u0387\u055a-\u055f\u0589\u05be\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965"
    r"\u0f0b-\u0f14\u1361-\u1368\u2000-\u200b\u200e-\u206f\u2190-\u2bff\u2e00-\u2e7f\u3001-\u3003\u3008-\u3020\u30fb"
    r"\ufe0e\ufe0f\ufe30-\ufe4f\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    "\U0001f000-\U0001faff"
)
# A capital inside a word begins another: text taken from pages glues a byline to its date, "Jane RoeJanuary 24, 2023".
WORD = rf"(?:[A-Z]?[a-z]+(?=[A-Z][A-Za-z]{{2}})|[^\s\d{_MARKS}]+)"

# Letters that differ between spellings of one name but have no decomposition that says so.
# Letters that Church Slavonic writes above others: they combine, and tell March from May.
_LETTERS_ABOVE = frozenset(map(chr, (*range(0x2DE0, 0x2E00), *range(0xA674, 0xA67C))))
_SAME_LETTER = str.maketrans("ıłđیىېکةە", "ildيييكهه", "ـ\u200c\u200d")


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """`word` as the tables key it: case, accents, joiners and the two spellings of Arabic yeh and kaf taken away."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c) or c in _LETTERS_ABOVE)
    return bare.translate(_SAME_LETTER)


_PIECE = re.compile(rf"\d+|{WORD}")


def key(phrase: str) -> str:
    """The folded words and plain numbers of `phrase`, joined by one space: "Tháng 01" is "thang 1"."""
    return " ".join(str(int(piece)) if piece.isdecimal() else fold(piece) for piece in _PIECE.findall(phrase))


class SharedName(msgspec.Struct, frozen=True):
    """A name that means a month in some languages only, or several months.

    likely       the months that widely read languages mean by it, the likeliest first; empty if none does
    by_language  language to month
    """

    likely: list[int]
    by_language: dict[str, int]


class DateWords(msgspec.Struct, frozen=True):
    """What `dates.json` holds; every name is a `key`.

    months     1 to 12, each with its names in all languages where no other language means another month by them
    shared     names whose meaning hangs on the language
    calendars  the months of other calendars that news is dated by, by calendar and number
    thai       the names among `months` that are Thai: their years count from 543 BC
    weekdays   names by the days that they may mean: bit 0 is Monday, bit 6 Sunday
    periods    names of the parts of the day ("a.m.", "in the evening") by the hours that they may mean: bit 0 is the hour
               after midnight, bit 23 that before it
    links      words between the day, the month and the year of one date: "de", "of"
    glue       words that stand around dates and times, `links` among them: "um", "Uhr"
    published  words that announce a date of publication
    modified   words that announce a date of change
    orders     language tag, lower case, to how it orders dates of digits; "dmy ymd" where the full date begins with
               its year, and a day and month alone begin with the day
    regions    country (ISO 3166), lower case, to how it does, where its official languages agree
    """

    months: dict[int, list[str]]
    shared: dict[str, SharedName]
    calendars: dict[str, dict[int, list[str]]]
    thai: list[str]
    weekdays: dict[int, list[str]]
    periods: dict[int, list[str]]
    links: list[str]
    glue: list[str]
    published: list[str]
    modified: list[str]
    orders: dict[str, str]
    regions: dict[str, str]


@cache
def date_words() -> DateWords:
    """The table, read once: two or three milliseconds."""
    return msgspec.json.decode(Path(__file__).with_name("dates.json").read_bytes(), type=DateWords, strict=False)


def usual_orders(language: str | None, region: str | None = None) -> tuple[DateOrder, ...]:
    """How a date of digits is ordered, the likeliest first; () where that differs, as for "en" alone.

    language  BCP 47
    region    ISO 3166, of the outlet: "en" of "GB" is written as there, whatever region `language` bears; it decides
              alone if the language doesn't tell
    """
    words = date_words()
    if language and region:
        base = language.replace("_", "-").partition("-")[0]
        found = _nearest(f"{base}-{region}", words.orders) or _nearest(language, words.orders)
    else:
        found = _nearest(language or "", words.orders)
    return _ORDERS[found or words.regions.get((region or "").lower(), "")]


def _nearest(language: str, orders: dict[str, str]) -> str:
    """The order of `language`, or of the nearest tag that it is a case of; "" if none is known."""
    tag = language.replace("_", "-").lower()
    while tag and tag not in orders:
        tag = tag.rpartition("-")[0]
    return orders.get(tag, "")


_ORDERS: dict[str, tuple[DateOrder, ...]] = {
    "": (),
    "dmy": ("dmy",),
    "mdy": ("mdy",),
    "ymd": ("ymd",),
    "dmy ymd": ("dmy", "ymd"),
}
