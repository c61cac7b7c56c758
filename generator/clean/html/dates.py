"""The dates that a page shows, by the names of their boxes and their nearness to the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from generator.clean import dates
from generator.clean.datelines import DATE_LINE, date_in, dated, is_alone, is_set_apart
from generator.clean.extraction import EXTRACTED, Claim
from generator.clean.html.anchor import Anchor
from generator.clean.html.marks import block_of, first_words, is_named_change, is_named_date
from generator.model import Moment

if TYPE_CHECKING:
    from lxml.etree import _Element

# What speaks for a date, and against it, beside its nearness.
_NAMED: Final = 0.6
_NEXT: Final = 0.9
_LABELLED: Final = 0.4
_ALONE: Final = 0.3
_ONLY: Final = 0.7
_ELSEWHERE: Final = -2.0
# A line of more than a few days is a history: received, revised, accepted.
_SEVERAL: Final = -1.0
_ABOVE: Final = -0.4
_ANOTHER_DAY: Final = -1.2
_CROWDED: Final = -1.5
# Days that stand there as plainly as the likeliest: more than a few are a list's.
_AS_PLAINLY: Final = 0.5
_FEW: Final = 2
# Levels from the headline within which a short line that holds a date is a date line, and how short.
_BESIDE: Final = 2
_SHORT_LINE: Final = 90
# What a run of text that names a day holds, unless it says how long ago that was.
_YEAR: Final = re.compile("20|19")
# Candidates that are claimed, and runs of text that are looked at: those of an article stand near its headline.
_MOST: Final = 4
_MOST_TEXTS: Final = 5000
_UNSEEN: Final = frozenset(("script", "style", "title", "noscript", "template", "option", "textarea"))


def date_claims(root: _Element, anchor: Anchor, saved: Moment | None = None) -> Iterator[Claim]:
    """The dates that stand alone, labelled, or in boxes named as dates', the likeliest first.

    saved  when the page was as it is: then "2 hours ago" beside the headline is a date, too
    """
    found: list[tuple[float, str, dates.Found]] = []
    above = anchor.heading is not None
    for each in _texts_with_years()(root)[:_MOST_TEXTS]:
        if not isinstance(each, str):
            above = above and each is not anchor.heading
            continue
        element = _holder(each)
        if element is not None and element.tag not in _UNSEEN:
            where = _ABOVE if above else 0.0
            found += [(where + weight, field, date) for weight, field, date in _dates_at(element, each, anchor, saved)]
    for element in anchor.beside if saved else ():
        if element.text and element.tag not in _UNSEEN and not _YEAR.search(element.text):
            found += _dates_at(element, element.text, anchor, saved)
    yield from _likeliest(found)


def _likeliest(found: Sequence[tuple[float, str, dates.Found]]) -> Iterator[Claim]:
    """The claims of the first few of `found`: more if the page shows no other day, less if it shows several as plainly."""
    ranked = sorted(found, key=lambda each: -each[0])[:_MOST]
    days = {_day(date) for _, _, date in found}
    rivals = {_day(date) for weight, _, date in ranked if weight > ranked[0][0] - _AS_PLAINLY}
    more = _ONLY if len(days) == 1 else _CROWDED if len(rivals) > _FEW else 0.0
    first: dict[str, str] = {}
    for weight, field, date in ranked:
        worth = weight + more + (_ANOTHER_DAY if first.setdefault(field, _day(date)) != _day(date) else 0.0)
        why = "a date near the headline" if weight > 2 else "a date on the page"
        yield Claim(field, date, why, EXTRACTED, weight=max(worth, 0.0))


def _day(date: dates.Found) -> str:
    return date.readings[0].moment.iso[:10]


def _holder(text: Any) -> _Element | None:
    """The element that a run of text stands directly in."""
    element: _Element | None = text.getparent()
    return element.getparent() if element is not None and text.is_tail else element


def _dates_at(
    element: _Element, text: str, anchor: Anchor, saved: Moment | None
) -> Iterator[tuple[float, str, dates.Found]]:
    """What a run of `text` directly in `element` says of the dates, with the weight of each."""
    block, text = first_words(block_of(element), DATE_LINE), " ".join(text.split())
    line = block if len(block) <= DATE_LINE else text
    date = date_in(line, saved)
    if date is None or not date.readings or len(date.readings[0].moment.iso) < len("2023-01-24"):
        return
    named, beside = is_named_date(element), anchor.is_beside(element)
    alone = date.alone or is_alone(text, saved)  # words of one line that only its style sets apart run into each other
    is_line = alone or is_set_apart(line, date) or (anchor.distance(element) <= _BESIDE and len(block) <= _SHORT_LINE)
    if element.tag == "a" and not is_alone(text, saved):
        return  # a link names what it leads to
    if not named and not (is_line and (beside or len(block) <= DATE_LINE)):
        return
    weight = _weight_at(element, anchor) + _NAMED * named + _ALONE * alone + _NEXT * beside
    weight += _SEVERAL * (len(dates.find_all(line, declared=saved)) > _FEW)
    if weight > 0:
        for field, each in dated(line, saved):
            changed = each.label is None and is_named_change(element)
            yield weight + _LABELLED * (each.label == "published"), "modified" if changed else field, each


def _weight_at(element: _Element, anchor: Anchor) -> float:
    elsewhere = anchor.distance(element) > 1 and anchor.is_elsewhere(element)
    return anchor.nearness(element) + _ELSEWHERE * elsewhere


@lru_cache(1)
def _texts_with_years() -> Any:
    """A search for short runs of text that may hold a year, and for the headings among them."""
    # lxml is imported where the first page comes: it costs 45 ms.
    from lxml.etree import XPath

    return XPath("//h1 | //h2 | //body//text()[(contains(., '20') or contains(., '19')) and string-length() < 160]")
