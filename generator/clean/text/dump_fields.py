"""The date and the authors of a page dump: of the candidates in reach the likeliest, if it is likely enough.

Those that lose, and those that nobody would believe, stay as evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from generator.clean import dates
from generator.clean.extraction import EXTRACTED, OUTWEIGHED, Claim
from generator.clean.judge import models
from generator.clean.judge.glyphs import Floats
from generator.clean.judge.models import Models
from generator.clean.text import dump_authors, dump_dates
from generator.clean.text.layout import Layout, matrix_of
from generator.model import Block

# A candidate less likely than this is not believed. Chosen on pages of sites that the models had not seen: of 100 pages
# that show their day, and are given one, 97 get the right one, and 90 of 100 bylines name none but authors.
_LIKELY_DATE: Final = 0.4
_LIKELY_AUTHORS: Final = 0.5
# A day that a label calls that of a change, and that this likely is the one by which the page is dated, was both.
_LIKELY_CHANGE: Final = 0.85
# Other lines this near to that of the likeliest authors may name more of them; other dates, when the page was changed.
_NEAR: Final = 3
# Losers that are worth mentioning, of each field.
_MENTIONED: Final = 5
_UNLIKELY: Final = 0.02

T = TypeVar("T", dump_dates.Candidate, dump_authors.Candidate)


class Weighed(NamedTuple, Generic[T]):
    """A candidate, and how probable it is that it is right."""

    candidate: T
    probability: float


class Fields(NamedTuple):
    """What a page says of its date and its authors.

    dates    the candidates, the likeliest first
    authors  likewise
    found    all dates in reach by the indexes of their lines, impossible ones among them
    """

    dates: Sequence[Weighed[dump_dates.Candidate]]
    authors: Sequence[Weighed[dump_authors.Candidate]]
    found: Mapping[int, Sequence[dates.Found]]

    @property
    def published(self) -> Weighed[dump_dates.Candidate] | None:
        """The likeliest day of publication: one that no label calls a change; or one that dates the page all the same."""
        named = next((each for each in self.dates if each.candidate.label != "modified"), None)
        if named and named.probability >= _LIKELY_DATE:
            return named
        best = self.dates[0] if self.dates else None
        return best if best and best.candidate.label == "modified" and best.probability >= _LIKELY_CHANGE else None

    @property
    def modified(self) -> Weighed[dump_dates.Candidate] | None:
        """The likeliest day of a change: beside that of publication, or likely by itself."""
        named = next((each for each in self.dates if each.candidate.label == "modified"), None)
        if named is None or named.probability >= _LIKELY_DATE:
            return named
        beside = self.published
        return named if beside and abs(beside.candidate.line - named.candidate.line) <= _NEAR else None

    @property
    def dateline(self) -> int | None:
        """Index of the line that bears the date; None if none is likely enough."""
        best = self.published or self.modified
        return best.candidate.line if best else None

    @property
    def bylines(self) -> Mapping[int, float]:
        """The lines that name the authors, with how probable that is: the likeliest, and others beside it.

        Whoever is said to have done something else, to have edited or photographed, is none of them.
        """
        authors = [each for each in self.authors if not each.candidate.signature.others]
        if not authors or authors[0].probability < _LIKELY_AUTHORS:
            return {}
        best = authors[0].candidate
        return {
            each.line: probability
            for each, probability in authors
            if probability >= _LIKELY_AUTHORS
            and (each is best or (abs(each.line - best.line) <= _NEAR and each.signature.form == best.signature.form))
        }


def fields_of(layout: Layout, known: Models) -> Fields:
    """The candidates for date and authors of a page, weighed by the trained models."""
    found = dump_dates.dates_in(layout)
    days = dump_dates.candidates_of(layout, found)
    people = dump_authors.candidates_of(layout, {line: each[0] for line, each in found.items()})
    return Fields(
        _weighed(days, dump_dates.numbers_of(layout, days) if days else {}, models.TEXT_DATE, known),
        _weighed(people, dump_authors.numbers_of(layout, people, found) if people else {}, models.TEXT_AUTHORS, known),
        found,
    )


def _weighed(candidates: Sequence[T], numbers: Mapping[str, Floats], name: str, known: Models) -> list[Weighed[T]]:
    """`candidates` with their probabilities, the likeliest first, among equals the first."""
    if not candidates:
        return []
    forest = known[name]
    likely = forest.probabilities(matrix_of(numbers, forest.features)).tolist()
    return sorted(map(Weighed, candidates, likely), key=lambda each: -each.probability)


def claims_of(fields: Fields, blocks: Sequence[Block], path: str) -> Iterator[Claim]:
    """What the page says about its dates and authors: what is believed, then what lost.

    blocks  its lines with their verdicts; one that a person dropped says nothing
    """
    heard = Fields(
        [each for each in fields.dates if not _is_dropped(blocks[each.candidate.line])],
        [each for each in fields.authors if not _is_dropped(blocks[each.candidate.line])],
        fields.found,
    )
    yield from _dates(heard, blocks, path)
    yield from _authors(heard, blocks, path)


def _is_dropped(block: Block) -> bool:
    return block.verdict == "junk" and "backfile.toml" in block.reason


def _dates(fields: Fields, blocks: Sequence[Block], path: str) -> Iterator[Claim]:
    """The day of publication, that of a change, and the others as evidence."""
    believed = [("published", fields.published), ("modified", fields.modified)]
    for field, best in believed:
        if best:
            yield _claim(field, best.candidate.found, _of_date(best), blocks[best.candidate.line], path, believed=True)
    for each in fields.dates[:_MENTIONED]:
        if each.probability >= _UNLIKELY and all(each is not best for _, best in believed):
            field = "modified" if each.candidate.label == "modified" else "published"
            yield _claim(field, each.candidate.found, _of_date(each), blocks[each.candidate.line], path, believed=False)


def _of_date(weighed: Weighed[dump_dates.Candidate]) -> str:
    return f"a date that is the page's with a probability of {weighed.probability:.0%}"


def _authors(fields: Fields, blocks: Sequence[Block], path: str) -> Iterator[Claim]:
    """The likeliest authors, and those beside them; the others as evidence."""
    bylines = fields.bylines
    if bylines:
        near = [each for each in fields.authors if each.candidate.line in bylines]
        best = max(near, key=lambda each: each.probability)
        said = f"a byline with a probability of {best.probability:.0%}"
        yield _claim("authors", _together(near), said, blocks[best.candidate.line], path, believed=True)
    for each, probability in fields.authors[:_MENTIONED]:
        if each.line not in bylines and probability >= _UNLIKELY:
            said = f"names that are the author's with a probability of {probability:.0%}"
            yield _claim("authors", each.signature.people, said, blocks[each.line], path, believed=False)


def _claim(field: str, value: object, said: str, block: Block, path: str, *, believed: bool) -> Claim:
    rank = EXTRACTED if believed else OUTWEIGHED
    return Claim(field, value, f"line {block.line}: {said}", rank, f"{path}:{block.line}")


def _together(bylines: Sequence[Weighed[dump_authors.Candidate]]) -> tuple[str, ...]:
    """The people of all `bylines` in the order of their lines, each once; a part of a name that is there whole is not."""
    in_order = sorted((each.candidate for each in bylines), key=lambda each: each.line)
    names = tuple(dict.fromkeys(name for each in in_order for name in each.signature.people))
    return tuple(name for name in names if not any(name != other and f" {name} " in f" {other} " for other in names))
