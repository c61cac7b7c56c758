"""Distils the names of months and days of the week (CLDR, through Babel) into calendar_words.json.

Run it after a new Babel: `python -m generator.tables.make_calendar_words`. The result maps a language to its folded words,
a space between them: what a capital letter makes no name of. Only languages whose script has capitals are in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from babel.localedata import load

from generator.folding import fold
from generator.tables.make_countries import LOCALES

OUTPUT = Path(__file__).parent / "calendar_words.json"
SHORTEST = 3  # letters; shorter ones ("M", "Do") are no candidates for a name anyway


def main() -> None:
    """Write the table and say how large it is."""
    words: dict[str, set[str]] = {}
    for identifier in LOCALES:
        words.setdefault(identifier.split("_")[0], set()).update(_words(identifier))
    table = {language: " ".join(sorted(found)) for language, found in words.items() if found}
    OUTPUT.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print(f"{len(table)} languages, {OUTPUT.stat().st_size:,} bytes")  # noqa: T201


def _words(identifier: str) -> Iterator[str]:
    """The words of one locale's own data: merged with its parents', Babel 2.18 mixes in names of locales loaded before."""
    data = load(identifier, merge_inherited=False)
    for kind in ("months", "days"):
        for widths in data.get(kind, {}).values():
            for names in (widths.get("wide"), widths.get("abbreviated")):
                if isinstance(names, dict):  # an alias stands for names that are given elsewhere
                    for name in names.values():
                        yield from (word for word in fold(name).replace(".", " ").split() if _is_cased(word))


def _is_cased(word: str) -> bool:
    """Georgian has capitals in Unicode (Mtavruli), but no sentence begins with one."""
    return len(word) >= SHORTEST and word.upper() != word and not "\u10d0" <= word[0] <= "\u10ff"


if __name__ == "__main__":
    main()
