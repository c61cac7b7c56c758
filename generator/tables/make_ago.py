"""Make `ago.json` from the CLDR data in the installed Babel and the words in `dates_news.toml`.

Run `python -m generator.tables.make_ago`. The result depends on Babel's version only.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from babel import Locale

from generator.tables.ago import COUNTED, Ago, Unit
from generator.tables.dates import key
from generator.tables.make_dates import HERE, WIDELY_READ, locales

UNITS: tuple[Unit, ...] = ("minute", "hour", "day", "week", "month", "year")
WIDTHS = ("", "-short", "-narrow")
# What a form without a number says by its plural category: Arabic has a word for "two days".
IMPLIED = {"one": 1, "two": 2}
SHORTEST = 3  # letters of ASCII that are too few for a phrase

Span = tuple[Unit, int | None]  # None where a number in the phrase says how many


def spans(locale: Locale) -> Iterator[tuple[str, Span]]:
    """(pattern, what it says) for each way in which `locale` says how long ago something was."""
    fields: Any = locale._data["date_fields"]  # noqa: SLF001  # Babel has no other way to them but to format a date
    for unit in UNITS:
        for width in WIDTHS:
            for category, pattern in fields.get(unit + width, {}).get("past", {}).items():
                if "{0}" in pattern:
                    yield counted(pattern.replace("{0}", " 0 ")), (unit, None)
                elif category in IMPLIED:
                    yield key(pattern), (unit, IMPLIED[category])


def counted(phrase: str) -> str:
    """The pattern that `phrase` is, with 0 for its number."""
    return re.sub(r"\b0\b", COUNTED, key(phrase))


def written() -> Iterator[tuple[str, Span]]:
    """The same for the list that was written for this project."""
    news = tomllib.loads((HERE / "dates_news.toml").read_text(encoding="utf-8"))
    for unit, said in news["ago"].items():
        for number, text in said.items():
            for phrase in text.split(","):
                if key(phrase):
                    yield counted(phrase), (unit, None if number == "n" else int(number))


def is_telling(pattern: str) -> bool:
    """Whether `pattern` says enough to be believed: "3 g" does not, alone on a line or elsewhere."""
    words = pattern.replace(COUNTED, "").split()
    return bool(words) and not (len(words) == 1 and words[0].isascii() and len(words[0]) <= SHORTEST)


def make() -> Ago:
    """The whole table; what means different spans in different languages means what a widely read one says, or nothing."""
    found: dict[str, dict[bool, set[Span]]] = defaultdict(lambda: defaultdict(set))
    for locale in locales():
        for pattern, span in spans(locale):
            found[pattern][locale.language in WIDELY_READ].add(span)
    for pattern, span in written():
        found[pattern][True].add(span)
    likely = {pattern: meant.get(True) or meant[False] for pattern, meant in sorted(found.items())}
    return Ago({pattern: next(iter(meant)) for pattern, meant in likely.items() if len(meant) == 1 and is_telling(pattern)})


def main() -> None:
    """Write `ago.json` beside this file and say how many patterns it holds."""
    table = make()
    (HERE / "ago.json").write_bytes(msgspec.json.format(msgspec.json.encode(table), indent=0) + b"\n")
    print(f"{len(table.spans)} ways to say how long ago")  # noqa: T201  # what the person who runs it reads


if __name__ == "__main__":
    main()
