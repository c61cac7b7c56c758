"""The headline of a page as the place from which its other elements are seen: how near they are, and what is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_ELSEWHERE: Final = re.compile(
    r"comment(?!ary)|disqus|related|teaser|recommend|popular|side-?bar|(?<!elementor-)widget|promo(?!ted)|most-?(?:read|viewed)|trending|carousel|swiper"
    r"|slider|read-?(?:next|more)|more-?(?:from|news|stories|posts|articles)|(?<![a-z])cards?(?![a-z])|prev(?:ious)?-?post|next-?post"
    r"|post-?nav|mega-?menu|(?:^|[\s_-])(?:nav|menu|footer|modal|popup|newsletter)(?=$|[\s_-])|listing|latest|outbrain|taboola"
    r"|reviewe[rd]|fact-?check|edited",
    re.IGNORECASE,
)
_AROUND: Final = frozenset(("aside", "blockquote", "nav"))
# Properties of what an article refers to, or is answered with.
_OTHERS: Final = frozenset(("comment", "citation", "review", "hasPart", "isBasedOn", "mentions", "isPartOf"))
_HIGHEST: Final = 12
_WHOLE: Final = frozenset(("article", "main", "body"))
# What an element at a distance of so many levels from the headline is worth as evidence, and one where there is no headline.
_NEAR: Final = ((2, 2.4), (4, 2.1), (6, 1.6), (9, 1.2), (98, 0.8))
_UNANCHORED: Final = 1.4
# Letters behind the headline, and before it, that are beside it; and elements, for a page may hold few letters.
_BEHIND: Final = 400
_BEFORE: Final = 100
_MOST_ELEMENTS: Final = 250
_UNREAD: Final = frozenset(("script", "style", "noscript", "template"))


class Anchor:
    """The headline of a page, from which its other elements are seen; without one, all are equally far."""

    def __init__(self, heading: _Element | None) -> None:
        self.heading = heading
        around = () if heading is None else (heading, *heading.iterancestors())
        self._levels = {each: level for level, each in enumerate(around)}

    def distance(self, element: _Element) -> int:
        """How many levels up from the headline there is something that `element` stands in, too."""
        for each in (element, *element.iterancestors()):
            level = self._levels.get(each)
            if level is not None:
                return level
        return _NO_HEADING

    def nearness(self, element: _Element) -> float:
        """The weight of evidence that an element has by its distance alone."""
        distance = self.distance(element)
        return next((weight for levels, weight in _NEAR if distance <= levels), _UNANCHORED)

    def is_beside(self, element: _Element) -> bool:
        """Whether an element begins within a few lines of the headline in the order of the page."""
        return element in self.beside

    @cached_property
    def beside(self) -> frozenset[_Element]:
        """The elements for which `is_beside` holds."""
        if self.heading is None:
            return frozenset()
        return frozenset((*_up_to(_BEHIND, _behind(self.heading)), *_up_to(_BEFORE, _before(self.heading))))

    @property
    def permalink(self) -> str:
        """Where the headline links to, as blogs let it link to its own page; "" if it does not."""
        if self.heading is None:
            return ""
        links = (*self.heading.iter("a"), *self.heading.iterancestors("a"))
        return next((link.get("href", "") for link in links), "")

    def is_elsewhere(self, element: _Element) -> bool:
        """Whether an element stands in what is around an article: navigation, teasers, comments, what it cites.

        What the headline stands in, too, is not around it, whatever its name. An article has a footer of its own.
        """
        footer = False
        for height, outer in enumerate(element.iterancestors()):
            if height == _HIGHEST or outer in self._levels:
                return footer and outer.tag != "article"
            if outer.tag in _AROUND or outer.get("itemprop") in _OTHERS:
                return True
            if outer.tag == "footer":
                footer = True
            elif outer.tag not in _WHOLE and _is_around(outer.get("class", ""), outer.get("id", "")):
                return True
            if outer.tag in _WHOLE:
                return (footer and outer.tag != "article") or self._is_another(outer)
        return footer

    def _is_another(self, whole: _Element) -> bool:
        """Whether a whole that does not hold the headline is named as a teaser's or a comment's."""
        return (
            self.heading is not None and whole.tag == "article" and _is_around(whole.get("class", ""), whole.get("id", ""))
        )


_NO_HEADING: Final = 99


def _behind(heading: _Element) -> Iterator[_Element]:
    """The elements behind a heading, in the order of the page."""
    for each in (heading, *heading.iterancestors()):
        for sibling in each.itersiblings():
            yield from sibling.iter("*")


def _before(heading: _Element) -> Iterator[_Element]:
    """The elements that end before a heading begins, the nearest first."""
    around = set(heading.iterancestors())
    place: _Element | None = heading
    while place is not None:
        before = place.getprevious()
        place = place.getparent() if before is None else _last_in(before)
        if place is not None and place not in around:
            yield place


def _last_in(element: _Element) -> _Element:
    """The innermost element that an element ends with; itself if it holds none."""
    while len(element):
        element = element[-1]
    return element


def _up_to(letters: int, elements: Iterable[_Element]) -> Iterator[_Element]:
    """The first of `elements`, until so many letters stand in those that are met."""
    for count, element in enumerate(elements):
        if letters < 0 or count == _MOST_ELEMENTS:
            return
        yield element
        if element.tag not in _UNREAD:
            letters -= len((element.text or "").strip()) + len((element.tail or "").strip())


@lru_cache(8192)  # a page's elements bear few names many times
def _is_around(classes: str, name: str) -> bool:
    return bool((classes and _ELSEWHERE.search(classes)) or (name and _ELSEWHERE.search(name)))
