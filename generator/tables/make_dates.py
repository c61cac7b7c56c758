"""Make `dates.json` from the CLDR data in the installed Babel and the words in `dates_news.toml`.

Run `python -m generator.tables.make_dates`. The result depends on Babel's version only.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

from generator.tables.dates import WORD, DateWords, SharedName, key

HERE = Path(__file__).parent

# A name that two languages use for different months is read as the first of these does, if the language is unknown.
WIDELY_READ = (
    "en", "es", "fr", "de", "pt", "it", "ru", "zh", "ja", "ar", "tr", "fa", "pl", "nl", "uk", "id", "vi", "ko",
    "cs", "sv", "hu", "ro", "el", "he", "da", "fi", "nb", "sk", "bg", "hr", "sr", "ms", "hi", "bn", "ur", "ca",
    "lt", "sl", "lv", "et", "ka", "hy", "az", "sq", "mk",
)  # fmt: skip

ANY_DAY = 0b1111111
HOUR = 3600  # CLDR bounds the parts of the day in seconds after midnight

# The standing of a language that tells how its country writes dates, and the least share of people who speak it, in %.
OFFICIAL = ("official", "de_facto_official")
LEAST_SPOKEN = 15

# CLDR has these between the parts of a date somewhere; in the prose of other languages they end one and begin the next.
NO_LINKS = "in, on, at, as, a, after, king, buy, from, to, an, no, in, ke, us, men, pk, i"

# Parts of the day that are everyday words of widely read languages: "5:30 este martes" is no evening.
NO_PERIODS = "comme, form, este, mat, ip, pop, mana, то"

Meanings = dict[str, dict[int, set[str]]]  # a name's key -> month or weekday number -> languages


def locales() -> list[Locale]:
    """Every locale that Babel can load, in the order of its names."""
    found = []
    for name in sorted(locale_identifiers()):
        try:
            found.append(Locale.parse(name))
        except (UnknownLocaleError, ValueError):  # names such as "be_TARASK", whose variant Babel's parser refuses
            continue
    return found


def names(locale: Locale, kind: str) -> Iterator[tuple[int, str]]:
    """(number, name) for the months or days of `locale`, without the narrow ones: a single letter is no evidence."""
    table: Any = getattr(locale, kind)
    for context in table.values():
        for width, named in context.items():
            if width != "narrow":
                yield from named.items()


def meanings(known: list[Locale], kind: str) -> Meanings:
    """What each name of a month or day means, in which languages."""
    found: Meanings = defaultdict(lambda: defaultdict(set))
    for locale in known:
        for number, name in names(locale, kind):
            for form in {name, *_glued(locale, name, {"months": "M", "days": "E"}[kind])}:
                if _is_telling(key(form)):
                    found[key(form)][number].add(locale.language)
    return found


def _glued(locale: Locale, name: str, field: str) -> Iterator[str]:
    """`name` with the letters that the locale's patterns set against `field`, M or E: "ב" before, "ren" after a month."""
    for pattern in locale.date_formats.values():
        bare = re.sub(r"'[^']*'", lambda quoted: quoted[0].replace(field, field.lower()), pattern.pattern)
        before, found, after = re.sub(r"'([^']*)'", r"\1", re.sub(f"{field}+", "\0", bare)).partition("\0")
        prefix, suffix = re.search(rf"{WORD}\Z", before), re.match(WORD, after)
        if found and prefix and prefix[0] not in "dy":
            yield prefix[0] + name
        if suffix:
            yield name + suffix[0]


def _is_telling(name: str) -> bool:
    """Whether `name` can be looked for: a mere number can't."""
    return not name.replace(" ", "").isdecimal() and name != ""


def literals(known: list[Locale], kind: str) -> set[str]:
    """The words that the patterns of `kind`, and the names of our era, set between their fields."""
    found: set[str] = set()
    for locale in known:
        for pattern in getattr(locale, kind).values():
            written = getattr(pattern, "pattern", pattern)  # how a date and a time are joined is plain text
            found.update(key(_FIELD_OR_QUOTED.sub(lambda part: f" {part[1] or ''} ", written)).split())
        found.update(key(locale.eras.get("abbreviated", {}).get(1, "")).split())
    return {word for word in found if not word.isdecimal()}


_FIELD_OR_QUOTED = re.compile(r"'([^']*)'|[A-Za-z]+")  # in a CLDR pattern every ASCII letter outside quotes is a field


def orders(known: list[Locale]) -> dict[str, str]:
    """How each locale writes dates of digits; a region or script is named only where it differs from the language.

    Plain "en" is left out: half of its readers put the day first and half the month.
    """
    found: dict[str, str] = {}
    for locale in known:
        order = _order(locale.date_formats["short"].pattern)
        if order == "ymd" and _order(locale.datetime_skeletons["Md"].pattern) == "dm":
            order = "dmy ymd"
        parts = (locale.language, locale.script, locale.territory)
        found["-".join(part for part in parts if part).lower()] = order
        if locale.script and locale.territory:
            found.setdefault(f"{locale.language}-{locale.territory}".lower(), order)
    found.pop("en")
    return {tag: order for tag, order in sorted(found.items()) if order != _inherited(tag, found)}


def regions(found: dict[str, str]) -> dict[str, str]:
    """How each territory writes dates of digits, by its official languages; left out where they differ."""
    named: Any = get_global("territory_languages")
    chosen = {}
    for territory, languages in named.items():
        official = {
            _written(f"{language}-{territory}".replace("_", "-").lower(), found)
            for language, facts in languages.items()
            if facts["official_status"] in OFFICIAL and facts["population_percent"] >= LEAST_SPOKEN
        } - {None}
        if len(official) == 1:
            chosen[territory.lower()] = str(official.pop())
    return dict(sorted(chosen.items()))


def _written(tag: str, found: dict[str, str]) -> str | None:
    """The order of `tag` or of what it inherits from."""
    return found.get(tag) or _inherited(tag, found)


def _order(pattern: str) -> str:
    """The fields of day, month and year in `pattern` as they come: "dmy"."""
    fields = re.findall(r"[dMy]", re.sub(r"'[^']*'", "", pattern))
    return "".join(dict.fromkeys(fields)).lower()


def _inherited(tag: str, found: dict[str, str]) -> str | None:
    parent = tag.rpartition("-")[0]
    while parent and parent not in found:
        parent = parent.rpartition("-")[0]
    return found.get(parent)


def sort_months(found: Meanings) -> tuple[dict[int, list[str]], dict[str, SharedName]]:
    """Split `found` into names with one meaning, by month, and names with several."""
    plain: dict[int, list[str]] = {number: [] for number in range(1, 13)}
    shared: dict[str, SharedName] = {}
    for name, numbers in sorted(found.items()):
        if len(numbers) == 1 and not _is_everyday(name, set().union(*numbers.values())):
            plain[next(iter(numbers))].append(name)
        else:
            by_language = {language: number for number, those in numbers.items() for language in those}
            shared[name] = SharedName(_likely(numbers), dict(sorted(by_language.items())))
    return plain, shared


def _is_everyday(name: str, languages: set[str]) -> bool:
    """Whether `name` may be a common word elsewhere: "was" and "can" are months in languages that few read."""
    return len(name) <= 3 and name.isascii() and not languages & {"", *WIDELY_READ}


def _likely(numbers: dict[int, set[str]]) -> list[int]:
    """The months that widely read languages mean by a name, the most widely read first."""
    ranked = [number for language in WIDELY_READ for number in sorted(numbers) if language in numbers[number]]
    return list(dict.fromkeys(ranked))


def sort_weekdays(found: Meanings, glue: set[str]) -> dict[int, list[str]]:
    """Names by the set of days that they may mean, as bits; Monday is bit 0.

    A weekday may settle the order of a date of digits, so neither a short name of a language that few read nor a word
    that stands beside dates for other reasons ("on" is Wednesday in Norwegian) may pass for one: they may mean any day.
    """
    masks: dict[int, list[str]] = defaultdict(list)
    for name, numbers in sorted(found.items()):
        wide = [number for number, languages in numbers.items() if languages & {"", *WIDELY_READ}]
        masks[sum(1 << number for number in wide if name not in glue) or ANY_DAY].append(name)
    return dict(sorted(masks.items()))


def sort_periods(known: list[Locale], news: dict[str, str], glue: set[str]) -> dict[int, list[str]]:
    """Names of the parts of the day by the set of hours that they may mean, as bits; bit 0 is the hour after midnight.

    Widely read languages, and `news`, whose keys are such as "0-12", go before others. A single letter is too little
    evidence for a change of 12 hours, unless `news` has it.
    """
    found: dict[str, dict[bool, int]] = defaultdict(lambda: defaultdict(int))
    passed = {*glue, *phrases(NO_PERIODS)}
    for locale in known:
        for name, hours in _periods(locale):
            if len(name) > 1 and name not in passed and not _is_everyday(name, {locale.language}):
                found[name][locale.language in WIDELY_READ] |= hours
    for span, text in news.items():
        for name in phrases(text):
            found[name][True] |= _hours(*map(int, span.split("-")))
    masks: dict[int, list[str]] = defaultdict(list)
    for name, hours_of in sorted(found.items()):
        masks[hours_of.get(True) or hours_of[False]].append(name)
    return dict(sorted(masks.items()))


def _periods(locale: Locale) -> Iterator[tuple[str, int]]:
    """(name, hours as bits) for each part of the day that `locale` names and whose bounds it knows."""
    bounds: Any = locale.day_period_rules.get(None, {})
    spans = {name: (rule["from"], rule["before"]) for name, (rule, *_) in bounds.items() if "from" in rule}
    spans |= {name: (rule["at"], rule["at"] + HOUR) for name, (rule, *_) in bounds.items() if "at" in rule}
    for context in locale.day_periods.values():
        for width, named in context.items():
            for period, name in named.items() if width != "narrow" else ():
                start, end = {"am": (0, 12 * HOUR), "pm": (12 * HOUR, 24 * HOUR), **spans}.get(period, (0, 0))
                if start != end:
                    yield key(name), _hours(start // HOUR, end // HOUR)


def _hours(start: int, end: int) -> int:
    """The hours from `start` up to `end`, past midnight if need be, as bits."""
    return sum(1 << hour % 24 for hour in range(start, end if end > start else end + 24))


def phrases(text: str) -> list[str]:
    """The phrases of a list that is parted by commas, as keys."""
    return [found for found in map(key, text.split(",")) if found]


def numbered(months: dict[str, str]) -> dict[int, list[str]]:
    """The names of each month of a calendar."""
    return {int(number): list(dict.fromkeys(phrases(text))) for number, text in months.items()}


def make() -> DateWords:
    """The whole table."""
    known, news = locales(), tomllib.loads((HERE / "dates_news.toml").read_text(encoding="utf-8"))
    months, weekdays = meanings(known, "months"), meanings(known, "days")
    thai = sorted(name for name, numbers in months.items() if {"th"} == set().union(*numbers.values()))
    for number, text in news["months"].items():
        for name in phrases(text):
            months[name][int(number)].add("")
    for number, text in news["weekdays"].items():
        for name in phrases(text):
            weekdays[name][int(number) - 1].add("")
    plain, shared = sort_months(months)
    found_orders = orders(known)
    links = {*literals(known, "date_formats"), *phrases(news["links"]["words"])} - set(phrases(NO_LINKS))
    joining = {word for word in literals(known, "datetime_formats") if not _is_everyday(word, set())}
    glue = {*links, *joining, *literals(known, "time_formats"), *phrases(news["glue"]["words"])}
    return DateWords(
        months=plain,
        shared=shared,
        calendars={name: numbered(months) for name, months in news["calendars"].items()},
        thai=thai,
        weekdays=sort_weekdays(weekdays, glue),
        periods=sort_periods(known, news["periods"], glue),
        links=sorted(links),
        glue=sorted(glue),
        published=sorted(set(phrases(news["published"]["words"]))),
        modified=sorted(set(phrases(news["modified"]["words"]))),
        orders=found_orders,
        regions=regions(found_orders),
    )


def main() -> None:
    """Write `dates.json` beside this file and say how large its parts are."""
    table = make()
    (HERE / "dates.json").write_bytes(msgspec.json.format(msgspec.json.encode(table), indent=0) + b"\n")
    counts = Counter({field: len(getattr(table, field)) for field in table.__struct_fields__})
    counts["months"] = sum(map(len, table.months.values()))
    counts["weekdays"] = sum(map(len, table.weekdays.values()))
    counts["periods"] = sum(map(len, table.periods.values()))
    print(", ".join(f"{field} {count}" for field, count in counts.items()))  # noqa: T201  # what the person who runs it reads


if __name__ == "__main__":
    main()
