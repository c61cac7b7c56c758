"""The picture that a page leads with, and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from generator.clean.extraction import Claim
from generator.clean.html.claims import claim_of
from generator.clean.html.marks import Marks, words

if TYPE_CHECKING:
    from lxml.etree import _Element

# Addresses of pictures that stand for the site, or for no picture.
_NO_PICTURE: Final = re.compile(
    r"logo|placeholder|default|avatar|favicon|icon|sprite|blank|no-?image|share[-_.]", re.IGNORECASE
)
_SOURCES: Final = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")


def image_claims(root: _Element, marks: Marks, article: Mapping[str, Any], base: str | None) -> Iterator[Claim]:
    """The article's picture by JSON-LD, by property and by <link>, and its caption by the figure that shows it."""
    declared = [(_address_in(article.get("image")), "JSON-LD image", 2.5)]
    declared += [(_source_of(each, base), "property image", 1.0) for name, each in marks.properties if name == "image"][:1]
    declared += [(e.get("href"), "<link rel=image_src>", 1.0) for e in root.iterfind(".//link[@rel='image_src']")]
    for value, why, weight in declared:
        if value and not _NO_PICTURE.search(value):
            yield from claim_of("image", value, why, weight)
    yield from claim_of("caption", _caption_in(article.get("image")), "JSON-LD caption", 2.0)
    named = {_name_in(value) for value, _, _ in declared if value} | _named_in_metas(root)
    for figure in marks.figures:
        caption = figure.find(".//figcaption")
        if caption is not None and any(_name_in(_source_of(image, base)) in named for image in figure.iter("img")):
            yield from claim_of("caption", words(caption), "<figcaption> of the lead image", 3.0)
            return


def _address_in(value: Any) -> str | None:
    if isinstance(value, list):
        return next((found for one in value if (found := _address_in(one))), None)
    if isinstance(value, Mapping):
        return _address_in(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value if isinstance(value, str) else None


def _caption_in(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    caption = value.get("caption") if isinstance(value, Mapping) else None
    return caption if isinstance(caption, str) else None


def _source_of(element: _Element, base: str | None) -> str | None:
    said = element.get("content") or next((element.get(name) for name in _SOURCES if element.get(name)), None)
    link = said.split()[0] if said and said.strip() else None
    return urljoin(base, link) if link and base else link


def _named_in_metas(root: _Element) -> set[str]:
    return {
        _name_in(element.get("content"))
        for element in root.iter("meta")
        if "image" in (element.get("property") or element.get("name") or "")
    }


def _name_in(link: str | None) -> str:
    """The file name in an address without its size and ending: the same picture has several addresses."""
    try:
        name = urlsplit(link or "").path.rpartition("/")[2]
    except ValueError:
        return link or ""
    return re.sub(r"(?:[-_]\d{2,4}x\d{2,4})?(?:\.\w{2,5})?$", "", name) or (link or "")
