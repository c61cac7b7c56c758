"""The candidates of one article, in the order of how much it is about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from generator.folding import fold
from generator.model import Candidate, TagType
from generator.tag import caseless, countries
from generator.tag.capitals import is_title_case
from generator.tag.evidence import Evidence, Tally, gather
from generator.tag.keys import key_of
from generator.tag.kinds import type_of
from generator.tag.variants import merged

LONGEST_TEXT = 20_000  # characters of a body that are read: three long articles, and a bound on what hostile text costs
LONGEST_HEADLINE = 500  # characters, likewise
LONGEST_DECLARED = 200  # characters; a longer "tag" is a description
HEADLINE_WEIGHT = 2.0
LEDE_WEIGHT = 1.0
PASSING = 500  # characters of a text from which on a country is mentioned in passing if it is named once, below the lede
DECLARED_SALIENCE = 1000.0  # above anything that text can earn
_NEW = frozenset({"new", "north", "northern"})  # New Jersey, Northern Ireland: other places than the country
_SAMPLE = 200  # characters that show whether a text is in a script with capitals
_CASED = re.compile(r"[A-Za-z\u00c0-\u058f\u1e00-\u1fff]")
_DATELINE = re.compile(r"([^\W\d_][\w.' ’-]{2,30}?)(?:,[^–—-]{1,40}| ?\([^()]{2,30}\))? ?[–—-]{1,2} ")
_WORD = re.compile(r"[^\s,;:!?\"“”«»()<>]+")


def candidates(
    headline: str,
    paragraphs: tuple[str, ...],
    language: str,
    declared: tuple[str, ...] = (),
    *,
    archive_language: str = "en",
    limit: int = 24,
) -> tuple[Candidate, ...]:
    """What an article may be tagged with, at most `limit`, by falling salience; declared tags first, in their order.

    `language` and `archive_language` are BCP 47 tags, "und" if unknown. Of the body the first LONGEST_TEXT characters count.
    A country bears its name in the archive's language; other names are as the article writes them. A key is there once.
    """
    found = _in_text(headline[:LONGEST_HEADLINE], paragraphs, language, archive_language)
    first = _declared(declared, found, archive_language)
    others = (candidate for key, candidate in found.items() if key not in first)
    ranked = sorted(others, key=lambda candidate: (-candidate.salience, candidate.key))
    return (*first.values(), *ranked)[:limit]


def _in_text(headline: str, paragraphs: tuple[str, ...], language: str, archive_language: str) -> dict[str, Candidate]:
    """Key to candidate, for all that the words of the article prove."""
    base = "en" if language == "und" else countries.base(language)
    text, lede = _text_of(headline, paragraphs)
    is_cased = _is_cased(text or headline) if language == "und" else base not in caseless.LANGUAGES
    evidence = gather(text, lede, base) if is_cased else Evidence(countries=caseless.countries_of(text, lede, base))
    _add_dateline(evidence.countries, paragraphs)
    in_headline = _countries_in(headline, base, evidence.countries, is_cased=is_cased)
    found = {}
    for code, tally in (in_headline | evidence.countries).items():
        if code in in_headline or tally.in_lede or tally.count > 1 or len(text) < PASSING:
            salience = _salience(tally, in_headline=code in in_headline)
            found[f"@{code}"] = _country(code, salience, archive_language)
    folded_headline = f" {' '.join(_WORD.findall(fold(headline)))} "
    for tally in merged(evidence):
        key = key_of(tally.name)
        if key and key not in found:
            salience = _salience(tally, in_headline=_mentions(folded_headline, tally, key))
            found[key] = _named(key, tally, salience, archive_language)
    return found


def _declared(names: Iterable[str], found: Mapping[str, Candidate], archive_language: str) -> dict[str, Candidate]:
    """The tags that somebody gave the article, by key, of the type that its text gives them."""
    tags: dict[str, Candidate] = {}
    for name in names:
        shown = " ".join(name.split())
        key = key_of(shown) if len(shown) <= LONGEST_DECLARED else ""
        if key and key not in tags:
            kind: TagType = found[key].type if key in found else "topic"
            salience = DECLARED_SALIENCE - len(tags)
            if key.startswith("@") and (code := key[1:]).isupper():
                tags[key] = _country(code, salience, archive_language, declared=True)
            else:
                tags[key] = Candidate(key, shown, kind, salience, declared=True)
    return tags


def _text_of(headline: str, paragraphs: Iterable[str]) -> tuple[str, int]:
    """The text to read, at most LONGEST_TEXT characters, and how many of them are the lede.

    A headline belongs to it only where its capitals tell names from words; so does a paragraph.
    """
    parts = [] if is_title_case(headline) else [headline]
    lede, room = 0, LONGEST_TEXT
    for paragraph in paragraphs:
        if room <= 0:
            break
        if not paragraph.isupper():
            parts.append(paragraph[:room])
            room -= len(paragraph)
            lede = lede or sum(map(len, parts)) + len(parts)
    return "\n".join(parts).replace("\u00a0", " "), lede


def _add_dateline(found: dict[str, Tally], paragraphs: Sequence[str]) -> None:
    """Count the country of a dateline's city ("LONDON, March 3 -") as named in the lede."""
    dateline = _DATELINE.match(paragraphs[0]) if paragraphs else None
    code = countries.code_of_city(dateline[1]) if dateline else None
    if code:
        tally = found.setdefault(code, Tally(code))
        tally.count += 1
        tally.in_lede = True


def _is_cased(text: str) -> bool:
    """Whether a text of unknown language is in a script with capitals."""
    sample = "".join(text[:_SAMPLE].split())
    return 2 * len(_CASED.findall(sample)) >= len(sample)


def _countries_in(headline: str, base: str, known: Mapping[str, Tally], *, is_cased: bool) -> dict[str, Tally]:
    """Countries in the headline, by code. In a headline of capitals, "US" is one only if the text says so, too."""
    if not is_cased:
        return caseless.countries_of(headline, len(headline), base)
    found = {}
    words = [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(headline)]
    for at, word in enumerate(words):
        is_part = at > 0 and words[at - 1].casefold() in _NEW
        if word[:1].isupper() and not is_part and (match := countries.match(words, at, base)):
            is_doubtful = headline.isupper() and len(word) <= 2
            if match.code in known or not is_doubtful:
                found[match.code] = Tally(match.code, count=1)
    return found


def _mentions(folded_headline: str, tally: Tally, key: str) -> bool:
    """Whether the headline has the name, or a person's surname."""
    if f" {key} " in folded_headline or f" {key}'s " in folded_headline:
        return True
    return type_of(tally) == "person" and f" {key.rpartition(' ')[2]} " in folded_headline


def _salience(tally: Tally, *, in_headline: bool) -> float:
    """Frequency, damped, since a name said twice as often is not twice as much what the article is about."""
    return round(sqrt(tally.count) + HEADLINE_WEIGHT * in_headline + LEDE_WEIGHT * tally.in_lede, 3)


def _country(code: str, salience: float, archive_language: str, *, declared: bool = False) -> Candidate:
    kind: TagType = "organisation" if code in countries.ORGANISATIONS else "place"
    return Candidate(f"@{code}", countries.name_in(code, archive_language) or code, kind, salience, declared)


def _named(key: str, tally: Tally, salience: float, archive_language: str) -> Candidate:
    if key.startswith("@"):
        return _country(key[1:], salience, archive_language)
    return Candidate(key, tally.name, type_of(tally), salience)
