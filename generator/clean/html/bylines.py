"""The people that a page's bylines name, by the names of their boxes and their nearness to the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

from generator.clean.extraction import EXTRACTED, Claim
from generator.clean.html.anchor import Anchor
from generator.clean.html.authors import is_given_name, people_in
from generator.clean.html.claims import claim_of
from generator.clean.html.marks import Marks, block_of, first_words, parts, words
from generator.clean.people.bylines import authors_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# What speaks for a byline, and against it, beside its nearness.
_SURE: Final = 0.6
_BESIDE_HEADLINE: Final = 0.6
_ONLY: Final = 1.0
_ELSEWHERE: Final = -2.0
# Candidates that are claimed.
_MOST: Final = 4
_LONGEST: Final = 140
_LONGEST_LABEL: Final = 40
# Words beside the name in the last part of the address of somebody's page: "ana-lopes-correspondent.html".
_MORE_THAN_NAME: Final = 2
_SUBHEADLINE: Final = range(25, 400)
_BESIDE: Final = 4
_RUNNING: Final = frozenset(("p", "li", "td"))
# What stands before names of people who did something else than write.
_OTHER_ROLE: Final = re.compile(
    r"\W*(?:(?:medical(?:ly)?|clinical(?:ly)?|expert|peer|fact|legally|last)[\s-]+)?(?:review|check|edited|editor|photo|illustrat|translat|verified|updated)",
    re.IGNORECASE,
)
_JOINS: Final = re.compile(
    r"\W*(?:and|und|et|y|e|i|og|och|en|&|,|by|von|par|por|written by|author|autor|text)?\W*", re.IGNORECASE
)
# The end of what is no name, but announces one: "A post by".
_LEADS_ON: Final = re.compile(r"\b(?:by|von|par|por|door|av|af)\W*$", re.IGNORECASE)
_APART: Final = re.compile(r"\s*[|•·–—⋆/]\s*|\s-\s")


class _Byline(msgspec.Struct, frozen=True):
    """The people in one box, what they are worth, and where it stands: the container that bylines of one article share."""

    weight: float
    people: tuple[str, ...]
    why: str
    group: _Element


def byline_claims(marks: Marks, anchor: Anchor) -> Iterator[Claim]:
    """The people in boxes that are named as bylines, the likeliest first; boxes side by side name one article's."""
    found = sorted((byline for element in marks.bylines for byline in _bylines_at(element, anchor)), key=_lightness)
    more = _ONLY if len({byline.people for byline in found}) == 1 else 0.0
    claimed: set[tuple[str, ...]] = set()
    for byline in found:
        if len(claimed) == _MOST:
            return
        beside = [each for each in found if each.group is byline.group and each.why == byline.why]
        people = tuple(dict.fromkeys(name for each in beside for name in each.people))
        if people not in claimed:
            claimed.add(people)
            yield Claim("authors", people, byline.why, EXTRACTED, weight=byline.weight + more)


def _lightness(byline: _Byline) -> float:
    return -byline.weight


def _bylines_at(element: _Element, anchor: Anchor) -> Iterator[_Byline]:
    found = _runs_of(element)
    if not found:
        return
    explicit = authors_of(_as_line(found)) or next(filter(None, map(authors_of, found)), None)
    beside = anchor.is_beside(element)
    names = [run for run in found if not _LEADS_ON.search(run)]
    people = explicit or next(filter(None, map(_people_at, names)), ()) or (beside and _given_name_at(element, found[0]))
    if not people or _is_in_other_role(element):
        return
    linked = _is_own_link(element, people[0])
    weight = anchor.nearness(element) + _SURE * (linked or explicit is not None) + _BESIDE_HEADLINE * beside
    weight += _ELSEWHERE * anchor.is_elsewhere(element)
    if weight > 0:
        why = "a byline" if explicit else "a link to the author" if linked else "a box named as a byline"
        yield _Byline(weight, people, why, _group_of(element))


def _runs_of(element: _Element) -> list[str]:
    """The runs of words in a byline's element; with those of the next one, where it holds no more than "Written by"."""
    found = parts(element)
    if sum(map(len, found)) > _LONGEST:  # about the author, whose name stands first
        return found[:1] if element.tag != "a" else []
    after = element.getnext()
    if len(found) == 1 and _JOINS.fullmatch(found[0]) and after is not None:
        return [*found, *parts(after)[:1]]
    return found


def _is_in_other_role(element: _Element) -> bool:
    """Whether an element stands in running text, or behind a word for what is no writing: "Reviewed by", "Photos"."""
    outer, before = element.getparent(), element.getprevious()
    if outer is None:
        return False
    if (
        before is not None
        and len(label := first_words(before, _LONGEST_LABEL)) < _LONGEST_LABEL
        and _OTHER_ROLE.match(label)
    ):
        return True
    around = first_words(block_of(outer) if element.tag == "a" else outer, 2 * _LONGEST)
    if len(around) > 2 * _LONGEST:
        return element.tag == "a" and block_of(element).tag in _RUNNING
    return _OTHER_ROLE.match(around) is not None


def _as_line(found: Sequence[str]) -> str:
    """Runs of words as a line: what introduces names, and what joins them, with a space, other runs set apart."""
    line = found[0]
    for before, after in pairwise(found):
        line += (" " if _JOINS.fullmatch(before) or _JOINS.fullmatch(after) else " | ") + after
    return line


def _given_name_at(element: _Element, text: str) -> tuple[str, ...]:
    """A given name that links to a page of its bearer's."""
    return (text,) if is_given_name(text) and _is_own_link(element, text) else ()


def _group_of(element: _Element) -> _Element:
    """The container of the boxes side by side with this one: the outer of its outer, where it holds little else."""
    outer = element.getparent()
    outmost = outer.getparent() if outer is not None else None
    for each in (outmost, outer):
        if each is not None and _holds_little(each):
            return each
    return element


def _holds_little(element: _Element) -> bool:
    length = 0
    for run in element.itertext():
        length += len(run)
        if length >= 2 * _LONGEST:  # whatever else there is need not be read, or it would be for each byline in it
            return False
    return True


def _people_at(text: str) -> tuple[str, ...]:
    """The people in a run of text, what dates and roles are set apart from them left out."""
    return next(filter(None, (people_in(part) for part in _APART.split(text))), ())


def _is_own_link(element: _Element, name: str) -> bool:
    """Whether an element is, or holds, a link whose address ends in the person's name: "/authors/ana-lopes"."""
    link = element if element.tag == "a" else element.find(".//a")
    if link is None:
        return False
    letters = re.findall(r"[a-z]+", name.lower())
    last = re.findall(r"[a-z]+", link.get("href", "").lower().rstrip("/").rpartition("/")[2])
    return bool(letters) and all(each in "".join(last) for each in letters) and len(last) <= len(letters) + _MORE_THAN_NAME


def subheadline_claims(marks: Marks, anchor: Anchor) -> Iterator[Claim]:
    """The text in a box named as a sub-headline's, near the headline."""
    for element in marks.subheadlines:
        text = words(element)
        if len(text) in _SUBHEADLINE and anchor.distance(element) <= _BESIDE and not anchor.is_elsewhere(element):
            yield from claim_of("subheadline", text, "a box named as a sub-headline", 2.0, rank=EXTRACTED)
            return
