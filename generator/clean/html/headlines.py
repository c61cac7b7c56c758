"""The candidates for a page's headline: its headings, its <title>, what it declares; each without the site's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from generator.clean.extraction import Claim
from generator.clean.forms import word_count
from generator.clean.html.anchor import Anchor
from generator.clean.html.claims import claim_of
from generator.clean.html.marks import words
from generator.clean.scripts import width

if TYPE_CHECKING:
    from lxml.etree import _Element

# A heading of fewer words that is not this wide, in letters, is a section's or a site's name.
_HEADLINE_WORDS: Final = 3
_HEADLINE_WIDTH: Final = 20
# Shorter words of a page's head confirm nothing by being part of a heading.
_TELLING: Final = 8
# What sites put between a headline and their own name in a <title>.
_BEFORE_SITE: Final = re.compile(r"\s+(?:[|·•»«:⋆]|[-–—]{1,2})\s+|\s?[|_｜]\s?(?=\S)")
# What stands between a headline and the label before it, and the most words of that.
_KICKER: Final = re.compile(r"\s?[:|·•]\s|\s[-–—]\s")
_KICKER_WORDS: Final = 4
# What programs write into a <title> that nobody has filled in.
_UNTITLED: Final = re.compile(
    r"(?:untitled|no title|untitled document|untitled page|new document|new page)(?:\s+\d+)?|document|index|home\s?page",
    re.IGNORECASE,
)
_ROOT: Final = re.compile(r"(?:https?://[^/?#]+/?|\.?/)(?:index\.\w+)?", re.IGNORECASE)

# What the headline is, is not yet known: its surroundings are seen from nowhere.
_NOWHERE: Final = Anchor(None)

_H1: Final = 2.6
_FURTHER_H1: Final = 1.6
_SHORT_H1: Final = 1.0
_DOUBTFUL_H1: Final = 0.6
_H2: Final = 0.8
_TITLE: Final = 1.0


def plain(text: str) -> str:
    """The words of `text` in lower case: two headlines of the same words are the same."""
    return " ".join(re.findall(r"\w+", text.lower()))


def title_of(root: _Element) -> str:
    """The page's <title>; "" if nobody has filled it in."""
    title = " ".join((root.findtext(".//title") or "").split())
    return "" if _UNTITLED.fullmatch(title) else title


def headline_claims(
    root: _Element, headings: Sequence[_Element], declared: Sequence[Claim], sites: Collection[str]
) -> Iterator[tuple[Claim, _Element | None]]:
    """The candidates for the headline of the page `root`, each with the heading that it stands in.

    headings  the page's <h1>
    declared  what its head declares, the site's name still on it
    sites     the site's names
    """
    title = title_of(root)
    whole = [claim.value for claim in declared] + ([title] if title else [])
    bare = frozenset(plain(without_site(text, sites)) for text in whole)
    own = [each for each in headings if not is_site_name(each, sites)]
    held = None if any(confirms(words(each), whole, sites) for each in own) else _held(root, whole)
    said = held is not None and plain(words(held)) in bare
    for place, heading in enumerate(own):
        # Where an <h2> says all that the page's head says, <h1> are those of its sections.
        yield from _from_heading(heading, "<h1>", _weight_of_h1(heading, place + said, whole, sites), bare)
    if held is not None:
        yield from _from_heading(held, "<h2>, confirmed by the page's head", _H1 if said else _H2, bare)
    for claim in declared:
        for stripped in claim_of("headline", without_site(claim.value, sites), claim.why, claim.weight):
            yield stripped, None
    for claim in claim_of("headline", without_site(title, sites), "<title>", _TITLE):
        yield claim, None


def _from_heading(
    heading: _Element, why: str, weight: float, said: Collection[str]
) -> Iterator[tuple[Claim, _Element | None]]:
    """What a heading says; without its kicker where the page's head says the rest, one of `said`, alone."""
    text = words(heading)
    for claim in claim_of("headline", _without_kicker(text, said), why, weight):
        yield claim, heading


def _without_kicker(text: str, said: Collection[str]) -> str:
    """`text` without the label before its headline, as in "Culture: What the islands read"."""
    tails = (text[mark.end() :] for mark in _KICKER.finditer(text) if word_count(text[: mark.start()]) <= _KICKER_WORDS)
    return next((tail for tail in tails if plain(tail) in said and _is_headline(tail)), text)


def _held(root: _Element, said: Sequence[str]) -> _Element | None:
    """The first <h2> of the article that says a part of what one of `said` says."""
    return next((each for each in root.iter("h2") if _holds(words(each), said) and not _NOWHERE.is_elsewhere(each)), None)


def _weight_of_h1(heading: _Element, place: int, said: Sequence[str], sites: Collection[str]) -> float:
    """How much an <h1> is worth, the `place`th of the page that is not the site's name."""
    text = words(heading)
    if _NOWHERE.is_elsewhere(heading):
        return _DOUBTFUL_H1
    if confirms(text, said, sites):
        return _H1
    if not _is_headline(text):
        return _SHORT_H1
    return _H1 if place == 0 else _FURTHER_H1


def confirms(text: str, said: Sequence[str], sites: Collection[str]) -> bool:
    """Whether the heading `text` says what one of `said` says; a short one must say all of it, or it is a section's name."""
    own = plain(text)
    if not own:
        return False
    others = [plain(other) for other in said]
    if _is_headline(text):
        return any(own in other or other in own for other in others if len(other) > _TELLING)
    return any(own in (other, plain(without_site(whole, sites))) for other, whole in zip(others, said, strict=True))


def _holds(text: str, said: Sequence[str]) -> bool:
    own = plain(text)
    return _is_headline(text) and any(own in plain(other) for other in said)


def _is_headline(text: str) -> bool:
    """Whether a heading is long enough to be no section's or site's name."""
    return word_count(text) >= _HEADLINE_WORDS or width(text) >= _HEADLINE_WIDTH


def is_site_name(heading: _Element, sites: Collection[str]) -> bool:
    """Whether a heading is empty, one of the names `sites`, or nothing but a link to the site's root."""
    text = words(heading)
    link = heading.find(".//a")
    outer = heading.getparent()
    if link is None and outer is not None and outer.tag == "a":
        link = outer
    to_root = link is not None and words(link) == text and _ROOT.fullmatch(link.get("href", "#")) is not None
    return not text or to_root or plain(text) in set(map(plain, sites))


def without_site(title: str, sites: Collection[str]) -> str:
    """`title` without the site's name after its last separator: the shorter part, or the one that is the site's name."""
    names = set(map(plain, sites))
    while parts := list(_BEFORE_SITE.finditer(title)):
        head, tail = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
        if plain(tail) not in names and len(tail) >= len(head) / 2:
            break
        title = head
    return title
