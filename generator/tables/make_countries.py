"""Distils CLDR's names of territories and time zones' cities (through Babel) and three lists into countries.json.gz.

The lists are country_names.txt, demonyms.txt and cities.txt beside this file.

Run it after a new Babel or an edit of the text files: `python -m generator.tables.make_countries`. The same inputs give the
same bytes. The result is JSON:

languages   language (or "zh_Hant") to code to names, "|" between them, all looked for in text; the first is CLDR's own, to
            show; with "~" before it, it is not looked for
adjectives  English demonyms and adjectives, folded, to code
cities      folded names of cities, in every language, to code
any         code to the folded names, "|" between them, by which it is known in whatever language
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.localedata import load

from generator.folding import fold

HERE = Path(__file__).parent
OUTPUT = HERE / "countries.json.gz"


def _codes(text: str) -> list[str]:
    return text.split()


# Languages that news is written in and that CLDR names most countries in. A second script or region has names of its own to
# show, and its language looks for them too.
LOCALES = _codes(
    """
    af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fo fr fy ga gl gu he hi hr hu hy id is it ja
    ka kk km kn ko ku ky lb lo lt lv mk ml mn mr ms mt my ne nl no or pa pl ps pt pt_PT ro ru sd si sk sl so sq sr
    sr_Latn sv sw ta te th tk tr uk ur uz uz_Cyrl vi zh zh_Hant zu
    """
)
# Codes in CLDR that are no country, or one where nobody lives, whose name is mostly that of another place.
LEFT_OUT = frozenset(_codes("XA XB ZZ QO EZ AQ BV CP CQ HM IC EA DG TA AC IO TF UM GS"))
# Names that mean something else more often than the country, in text of their own language (or in "any").
MISLEADING = {
    "ar": {"مالي", "غانا الجديدة"},
    "th": {"ชาด"},
    "any": {"chili", "congo", "cocos", "indie", "malis", "togas", "tunis"},
}
# Languages whose short names are a country's wherever they stand; those of others are too like words ("Siri", "Kina").
WIDELY_READ = frozenset(_codes("de en es fr it nl pt"))
# Below this a name in letters (not in ideographs or syllables) is too likely to be something else, or the start of it.
SHORTEST = 4
PIECES = re.compile(r"\s*[()（）]\s*|\s+[-–—]\s+")
LONGEST_WORDLIKE = 5  # letters of an ASCII name that is likely a word of some language
LETTERS = re.compile(r"[\u0041-\u07bf\u10a0-\u10ff\u1e00-\u1fff]")

Names = dict[str, list[str]]


def main() -> None:
    """Write the table and say how large it is."""
    languages = _languages()
    adjectives = dict(_adjectives())
    table = {
        "any": {code: "|".join(names) for code, names in _known_anywhere(languages, adjectives).items()},
        "adjectives": adjectives,
        "cities": _cities(),
        "languages": {
            language: {code: "|".join(names) for code, names in known.items()} for language, known in languages.items()
        },
    }
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    OUTPUT.write_bytes(gzip.compress(text, 9, mtime=0))  # a fixed time: the same names give the same bytes
    print(f"{len(languages)} languages, {len(text):,} bytes, {OUTPUT.stat().st_size:,} compressed")  # noqa: T201


def _languages() -> dict[str, Names]:
    """Every language's names, unambiguous within it."""
    added = _additions()
    found: dict[str, Names] = {}
    for identifier in LOCALES:
        locale = Locale.parse(identifier)
        for code, name in sorted(locale.territories.items()):
            if code.isalpha() and code not in LEFT_OUT:
                for section in {locale.language, identifier}:
                    found.setdefault(section, {}).setdefault(code, []).extend([name, *_forms(name)])
    for language, more in added.items():
        for code, names in more.items():
            found[language].setdefault(code, []).extend(names)
    return {
        language: _unambiguous(names, _telling_test(language, added.get(language, {}))) for language, names in found.items()
    }


def _forms(name: str) -> Iterator[str]:
    """What text writes for a CLDR name: "Myanmar (Burma)" is either, "&" is "and", "St." may be written out."""
    pieces = [piece for piece in PIECES.split(name) if piece]
    if "(" in name or "（" in name:
        yield pieces[0]
    if " & " in name:
        yield name.replace(" & ", " and ")


def _additions() -> dict[str, Names]:
    """What country_names.txt adds: language to code to names."""
    found: dict[str, Names] = defaultdict(dict)
    for line in _lines("country_names.txt"):
        language, code, names = line.split(maxsplit=2)
        found[language][code] = names.split(", ")
    return found


def _adjectives() -> Iterator[tuple[str, str]]:
    """The folded words of demonyms.txt, with regular plurals, and their codes."""
    for line in _lines("demonyms.txt"):
        code, words = _code_and_names(line)
        for word in map(fold, words):
            yield word, code
            if word != "manx" and not word.endswith(("s", "sh", "ch", "ese", "men", "man")):
                yield word + "s", code


def _cities() -> dict[str, str]:
    """Folded names of cities to codes: those of cities.txt, and what CLDR calls the time zones named after one of them."""
    listed = {fold(city): code for code, cities in map(_code_and_names, _lines("cities.txt")) for city in cities}
    zones = {
        zone: city
        for zone in get_global("zone_territories")
        if (city := fold(zone.rpartition("/")[2].replace("_", " "))) in listed
    }
    found: dict[str, str] = {}
    for identifier in LOCALES:
        known = load(identifier, merge_inherited=False).get("time_zones", {})
        for zone, city in zones.items():
            name = fold(known.get(zone, {}).get("city", city))
            found[name] = listed[city] if found.get(name, listed[city]) == listed[city] else ""
    return {name: code for name, code in found.items() if code and _is_long(name)} | listed


def _code_and_names(line: str) -> tuple[str, list[str]]:
    code, names = line.split(maxsplit=1)
    return code, names.split(", ")


def _lines(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _unambiguous(names: Names, is_telling: Callable[[str], bool]) -> Names:
    """`names` without repetitions and without forms that two countries share or that tell too little; the first stays."""
    owners = Counter(form for forms in names.values() for form in {fold(form) for form in forms})
    found: Names = {}
    for code, forms in names.items():
        telling = {fold(form): form for form in reversed(forms) if owners[fold(form)] == 1 and is_telling(form)}
        shown = telling.pop(fold(forms[0]), "~" + forms[0])
        found[code] = [shown, *reversed(telling.values())]
    return found


def _telling_test(language: str, added: Names) -> Callable[[str], bool]:
    """Whether a form can be looked for in `language`: what was added by hand can, however short it is."""
    known = {fold(form) for forms in added.values() for form in forms}

    def is_telling(form: str) -> bool:
        if fold(form) in MISLEADING.get(language, ()) or re.search(r"[()（）]", form):
            return False
        return fold(form) in known or _is_long(form)

    return is_telling


def _is_long(form: str) -> bool:
    return len(form) >= SHORTEST or not LETTERS.search(form)


def _known_anywhere(languages: Mapping[str, Names], adjectives: dict[str, str]) -> dict[str, list[str]]:
    """The folded names by which a country is known whatever the language, in order.

    English names and adjectives win; of others, those that mean one country in every language that has them. Other
    languages' abbreviations are left out: "AS", "VS" and "ES" are words elsewhere.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for language, known in languages.items():
        for code, forms in known.items():
            for form in map(fold, forms):
                if language in WIDELY_READ or not form.isascii() or len(form) > LONGEST_WORDLIKE:
                    owners[form].add(code)
    english = {fold(form): code for code, forms in languages["en"].items() for form in forms}
    winners = {form: next(iter(codes)) for form, codes in owners.items() if len(codes) == 1}
    winners = {
        form: code
        for form, code in winners.items()
        if form not in MISLEADING["any"] and (_is_long(form) or not form.isascii())
    }
    found: dict[str, list[str]] = defaultdict(list)
    for form, code in sorted((winners | adjectives | english).items()):
        found[code].append(form)
    return found


if __name__ == "__main__":
    main()
