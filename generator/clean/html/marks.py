"""What a page's elements are marked as, met in one walk.

Properties are those of microdata (itemprop), RDFa (property), microformats (classes such as dt-published) and rel=author.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from lxml.etree import _Element

# Classes of h-entry and hAtom, and the property that each stands for.
_MICROFORMATS: Final = {
    "dt-published": "datePublished", "dt-updated": "dateModified", "p-name": "headline", "entry-title": "headline",
    "p-author": "author", "u-featured": "image", "published": "datePublished", "updated": "dateModified",
}  # fmt: skip
_BYLINE: Final = re.compile(
    r"author(?!i[sz])|by-?line|contributor|(?<!type)(?<!under)writer|written|(?<![a-z])(?:autor|auteur)|journalist|reporter(?!s?-)"
    r"|redakteur|skribent|yazar|vcard"
)
# Parts of a box about an author that hold no name.
_ABOUT: Final = re.compile(
    r"(?:author|writer|byline|contributor|expert|person)[\w-]*?[-_](?:title|role?|jobs?|position|desc\w*|bio\w*|credentials?|social|email"
    r"|e-?mail|date|time|image|avatar|photo)(?![a-z])",
    re.IGNORECASE,
)
_OF_BYLINES: Final = (
    "aut",
    "byline",
    "by-line",
    "contrib",
    "writ",
    "journalist",
    "reporter",
    "redakt",
    "skrib",
    "yazar",
    "vcard",
)
_BYLINE_LINK: Final = re.compile(
    r"/(?:by|authors?|writers?|contributors?|profiles?|staff|autor(?:en|es)?|auteurs?|autori|journalists?|reporters?|redaktion"
    r"|redaction|yazar(?:lar)?|columnists?)/[^/?#]",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"date|submitted|(?:post|entry|article|story)-?(?:meta|info)|(?<![a-z])time(?!line)|Time(?!line)|publish|posted|datum|fecha|tarih|timestamp|(?<![a-z])fech|datetime|(?<![a-z])data(?![a-z-])",
)
# A day of change, unless it is one of publication as well: "entry-date published updated".
_CHANGE: Final = re.compile(
    r"dateModified|(?<![a-z])(?:last-?)?(?:updat|modif|revis)|aktualis|actualiz|mis-a-jour", re.IGNORECASE
)
_FIRST: Final = re.compile(r"publi|posted|created|issued", re.IGNORECASE)
_SUBHEADLINE: Final = re.compile(
    r"(?:^|[\s_-])(?:sub-?(?:title|head(?:line|ing)?)|dek|deck|stand-?first|strap-?line|unterzeile|bajada|chapo|chapeau)(?=$|[\s_-])",
    re.IGNORECASE,
)
# The attributes that name properties.
_NAMING: Final = frozenset(("itemprop", "property", "rel"))
# How a byline without a box of its own begins.
_LEADS: Final = (
    "by ", "by:", "written ", "von ", "par ", "por ", "autor", "author", "text:", "автор",
    "作者", "文/", "文／", "記者",
)  # fmt: skip
_INLINE: Final = frozenset(("a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "time", "u"))
_LONGEST_BYLINE: Final = 120
# Elements of a kind that are looked at: the article's own are among the first.
_MOST_MARKED: Final = 1000


class Marks(msgspec.Struct, frozen=True):
    """The marked elements of a page, the first of each kind in the order of the page.

    properties  (schema.org's name of the property, element)
    bylines     elements named as bylines, that begin as one, or that link to somebody's page
    """

    headings: list[_Element]
    properties: list[tuple[str, _Element]]
    times: list[_Element]
    bylines: list[_Element]
    subheadlines: list[_Element]
    figures: list[_Element]


def marks_of(root: _Element) -> Marks:
    """The marked elements of the page `root`."""
    marks = Marks([], [], [], [], [], [])
    by_tag = {"h1": marks.headings, "time": marks.times, "figure": marks.figures}
    for element in root.iter("*"):
        if element.tag in by_tag:
            by_tag[element.tag].append(element)
        byline = subheadline = False
        for name, value in element.items():
            if name == "class":
                kinds = _kinds_of(value)
                byline, subheadline = byline or kinds.byline, kinds.subheadline
                marks.properties.extend([(each, element) for each in kinds.properties])
            elif name == "id":
                byline = byline or _kinds_of(value).byline
            elif name == "href":
                byline = byline or (element.tag == "a" and _BYLINE_LINK.search(value) is not None)
            elif name in _NAMING:
                marks.properties.extend([(each, element) for each in _properties_in(element, name, value)])
        if byline or _begins_as_byline(element.text):
            marks.bylines.append(element)
        if _begins_as_byline(element.tail) and (outer := element.getparent()) is not None:
            marks.bylines.append(outer)
        if subheadline:
            marks.subheadlines.append(element)
    return Marks(*(found[:_MOST_MARKED] for found in msgspec.structs.astuple(marks)))


class _Kinds(msgspec.Struct, frozen=True):
    """What an element's classes say that it is."""

    byline: bool = False
    subheadline: bool = False
    properties: tuple[str, ...] = ()


@lru_cache(8192)  # a page's elements bear few names many times
def _kinds_of(classes: str) -> _Kinds:
    properties = tuple(_MICROFORMATS[name] for name in classes.split() if name in _MICROFORMATS)
    return _Kinds(_is_byline(classes), _SUBHEADLINE.search(classes) is not None, properties)


def _is_byline(names: str) -> bool:
    names = names.lower()
    # Looking for parts of words first is ten times as fast as the expression, which few names need.
    return any(part in names for part in _OF_BYLINES) and _BYLINE.search(names) is not None and not _ABOUT.search(names)


def _begins_as_byline(text: str | None) -> bool:
    if text is None or len(text) > _LONGEST_BYLINE or not (text := text.strip()):
        return False
    return f"{' '.join(text[:10].split())} ".lower().startswith(_LEADS)


def _properties_in(element: _Element, name: str, value: str) -> list[str]:
    """The properties of microdata or RDFa, without a vocabulary's name before them, and "author" for rel=author."""
    if name == "rel":
        return ["author"] if "author" in value.split() else []
    if name == "property" and (element.tag == "meta" or element.get("itemprop")):
        return []
    return [each.rpartition(":")[2].rpartition("/")[2] for each in value.split()]


def is_named_date(element: _Element) -> bool:
    """Whether an element, or the one that it stands in, is a <time> or named as a date's."""
    outer = element.getparent()
    return any(
        each is not None and (each.tag == "time" or _DATE.search(each.get("class", "")) or _DATE.search(each.get("id", "")))
        for each in (element, outer)
    )


def is_named_change(element: _Element) -> bool:
    """Whether an element is named as the day of a change, and not as that of publication, too."""
    names = f"{element.get('class', '')} {element.get('itemprop', '')}"
    return _CHANGE.search(names) is not None and _FIRST.search(names) is None


def block_of(element: _Element) -> _Element:
    """The element itself, or the one around it if it is a part of running text."""
    while element.tag in _INLINE and (outer := element.getparent()) is not None:
        element = outer
    return element


def parts(element: _Element) -> list[str]:
    """The runs of words in an element that tags set apart, white space collapsed."""
    return [text for run in map(str, element.itertext()) if (text := " ".join(run.split()))]


def words(element: _Element) -> str:
    """The words in an element, white space collapsed."""
    return " ".join("".join(map(str, element.itertext())).split())


def first_words(element: _Element, most: int) -> str:
    """As `words`; of more than `most` characters, some more than so many, and the rest is not even read.

    Running text with many elements in it would be read anew for each of them.
    """
    runs: list[str] = []
    length = 0
    for run in map(str, element.itertext()):
        runs.append(run)
        length += sum(map(len, run.split()))
        if length > most:
            break
    return " ".join("".join(runs).split())
