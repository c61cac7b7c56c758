"""The sets of pages that have figures of their own: combined corpora, each corpus, each language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from benchmarks.cleaning.outcomes import Outcome

_COMBINED: Final = {
    "scrapinghub + wcxb + fundus": ("scrapinghub", "wcxb", "fundus"),
    "all four": ("scrapinghub", "wcxb", "fundus", "daniel"),
}
# In the order of the tables; others follow by name. One that is here has been looked at by many; the truth of the last
# two is what other tools found.
_CORPORA: Final = ("scrapinghub", "wcxb", "fundus", "htmldate", "daniel", "mozilla", "newspaper")
_ONE_CORPUS: Final = {"newspaper3k": "newspaper", "newspaper4k": "newspaper"}
_BY_LANGUAGE: Final = ("daniel",)
_LEAST: Final = 10  # pages of a language that has a row of its own

# The parts of a table, from the top.
_COMBINATIONS, _EACH, _LANGUAGES = range(3)

Row = tuple[str, list[Outcome]]


def rows(outcomes: Iterable[Outcome], *, languages: bool = True) -> list[Row]:
    """The sets with at least one of `outcomes`, in the order of the tables, each with its own; `languages` after corpora."""
    every = list(outcomes)
    common = _common_languages(every)
    found: dict[tuple[int, int, str], list[Outcome]] = defaultdict(list)
    for outcome in every:
        for key in _keys(outcome, common):
            found[key].append(outcome)
    sources = {outcome.source for outcome in every}
    wanted = [key for key in sorted(found) if _is_whole(key[2], sources) and (languages or key[0] < _LANGUAGES)]
    return [(key[2], found[key]) for key in wanted]


def _keys(outcome: Outcome, common: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The places and names of the rows that `outcome` is in."""
    corpus = _ONE_CORPUS.get(outcome.source, outcome.source)
    for place, (name, sources) in enumerate(_COMBINED.items()):
        if outcome.source in sources:
            yield _COMBINATIONS, place, name
    place = _CORPORA.index(corpus) if corpus in _CORPORA else len(_CORPORA)
    yield _EACH, place, corpus
    if outcome.language and corpus in _BY_LANGUAGE:
        yield _EACH, place, f"{corpus} {outcome.language}"
    if outcome.language:
        is_common = outcome.language in common
        yield _LANGUAGES, not is_common, f"language {outcome.language}" if is_common else "other languages"


def _common_languages(outcomes: Sequence[Outcome]) -> frozenset[str]:
    pages = {(outcome.file, outcome.language) for outcome in outcomes if outcome.language}
    counts = Counter(language for _, language in pages)
    return frozenset(language for language, count in counts.items() if language and count >= _LEAST)


def _is_whole(name: str, sources: set[str]) -> bool:
    """Whether a set has pages of all corpora that its name says."""
    return sources.issuperset(_COMBINED.get(name, ()))
