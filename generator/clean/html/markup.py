"""What the markup of a page says of its article's fields: every claim with its weight, gathered from all that declares.

JSON-LD is read in json_ld, <meta> in page_metas, what readers see in page_dates and page_bylines; `choice` decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.clean.datelines import DATE_LINE, label_of
from generator.clean.extraction import Claim
from generator.clean.html.addresses import BASE, addresses_of, dated_by_address
from generator.clean.html.anchor import Anchor
from generator.clean.html.authors import people_in
from generator.clean.html.bylines import byline_claims, subheadline_claims
from generator.clean.html.choice import decided
from generator.clean.html.claims import claim_of
from generator.clean.html.dates import date_claims
from generator.clean.html.headlines import headline_claims, is_site_name, plain, title_of, without_site
from generator.clean.html.images import image_claims
from generator.clean.html.json_ld import LinkedData, linked_data
from generator.clean.html.marks import Marks, block_of, first_words, is_named_change, marks_of, words
from generator.clean.html.metas import Metas, meta_claims, metas_of
from generator.clean.html.scripts import script_claims
from generator.model import Moment

if TYPE_CHECKING:
    from lxml.etree import _Element

# Keys of JSON-LD objects by field, with the weight of each in the article, and in what stands for it.
_LD: Final = {
    "headline": (("headline", 2.0), ("name", 0.6)),
    "subheadline": (("alternativeHeadline", 1.5),),
    "published": (("datePublished", 4.0), ("dateCreated", 2.0)),
    "modified": (("dateModified", 3.0),),
    "authors": (("author", 4.0), ("creator", 2.5)),
    "tags": (("keywords", 2.5),),
    "section": (("articleSection", 2.5),),
    "language": (("inLanguage", 1.5),),
}
_OF_PAGE: Final = {
    "published": (("datePublished", 2.5),),
    "modified": (("dateModified", 1.5),),
    "authors": (("author", 2.5),),
}
# Properties of microdata and microformats.
_PROPERTIES: Final = {
    "datePublished": ("published", 2.2),
    "dateCreated": ("published", 2.0),
    "dateModified": ("modified", 2.0),
    "headline": ("headline", 1.2),
    "author": ("authors", 2.2),
    "creator": ("authors", 1.5),
    "articleSection": ("section", 1.0),
    "alternativeHeadline": ("subheadline", 1.5),
}
# Names of <meta> tags that describe the article, the surest first.
_SUMMARIES: Final = ("og:description", "description", "twitter:description")
_SHOWN: Final = 3
_ELSEWHERE: Final = -2.0
_FAR: Final = -0.7
_TIME: Final = 2.2


class Declared(msgspec.Struct, frozen=True):
    """What a page says of itself.

    claims   of its markup
    address  its own, against which its links are resolved
    sites    headings that are the site's name
    summary  its description; "" for none
    text     its article's whole text, as data for programs; "" for none
    """

    claims: tuple[Claim, ...]
    address: str | None
    sites: frozenset[str]
    summary: str = ""
    text: str = ""

    @property
    def headlines(self) -> frozenset[str]:
        """What the markup says that the headline is, each candidate's words in lower case."""
        return frozenset(plain(claim.value) for claim in self.claims if claim.field == "headline")


def declared_in(root: _Element, source: str, saved: Moment | None = None) -> Declared:
    """The claims of the page `root`, which was read from `source`, as it was when it was `saved`."""
    metas, marks = metas_of(root), marks_of(root)
    said = list(meta_claims(metas))
    titles = [title_of(root), *(claim.value for claim in said if claim.field == "headline"), *map(words, marks.headings)]
    data = linked_data(root, frozenset(map(plain, titles)))
    said += _from_ld(data)
    sites = frozenset((*(claim.value for claim in said if claim.field == "source"), *data.sites))
    headlines = list(headline_claims(root, marks.headings, [claim for claim in said if claim.field == "headline"], sites))
    anchor = Anchor(_heading_of(headlines))
    addresses = list(addresses_of(root, metas, data.article, source))
    base = addresses[0][0] if addresses else None
    claims = [claim for claim in said if claim.field != "headline"] + [claim for claim, _ in headlines]
    claims += _from_elements(root, marks, anchor, sites, saved)
    claims += image_claims(root, marks, data.article, base)
    claims += _from_addresses(addresses, anchor.permalink)
    if not any(claim.field == "published" and claim.weight >= _TIME for claim in claims):
        claims += script_claims(root)
    names = frozenset(words(element) for element in marks.headings if is_site_name(element, sites))
    return Declared(tuple(claims), base, names, _summary_in(metas, data), _text_in(data))


def _summary_in(metas: Metas, data: LinkedData) -> str:
    said = (*(content for name in _SUMMARIES for content in metas.get(name, ())), data.article.get("description"))
    return next((text for text in said if isinstance(text, str) and text), "")


def _text_in(data: LinkedData) -> str:
    said = (data.article.get("articleBody"), data.page.get("articleBody"))
    return next((text for text in said if isinstance(text, str) and text), "")


def _from_elements(
    root: _Element, marks: Marks, anchor: Anchor, sites: Collection[str], saved: Moment | None
) -> Iterator[Claim]:
    """What the page's own elements say, marked for programs or only shown to readers."""
    yield from _from_properties(marks, anchor, sites)
    yield from _from_times(marks, anchor)
    yield from date_claims(root, anchor, saved)
    yield from byline_claims(marks, anchor)
    yield from subheadline_claims(marks, anchor)
    language = root.get("lang") or root.get("xml:lang")
    yield from claim_of("language", language, "<html lang>", 0.5)


def _from_addresses(addresses: Sequence[tuple[str, str]], permalink: str) -> Iterator[Claim]:
    """The page's own address, unless that is a <base> alone, and the day that it names."""
    own = {link: why for link, why in reversed(addresses) if why != BASE}
    for link, why in reversed(own.items()):
        yield from claim_of("url", link, why, 1.0)
    yield from dated_by_address([*own, *(link for link, _ in addresses), permalink])


def _heading_of(headlines: Sequence[tuple[Claim, _Element | None]]) -> _Element | None:
    """The heading that says what is likeliest the headline; else the weightiest; None without headings."""
    headings = [(claim, element) for claim, element in headlines if element is not None]
    best = next(iter(decided(claim for claim, _ in headlines)), None)
    said = next(
        (element for claim, element in headings if best is not None and plain(claim.value) == plain(best.value)), None
    )
    return said if said is not None else max(headings, key=lambda each: each[0].weight, default=(None, None))[1]


def _from_ld(data: LinkedData) -> Iterator[Claim]:
    for node, keys_of, what in ((data.article, _LD, "JSON-LD"), (data.page, _OF_PAGE, "JSON-LD of the page,")):
        for field, keys in keys_of.items():
            for key, weight in keys:
                value = _ld_value(field, node.get(key))
                if value:
                    yield from claim_of(field, value, f"{what} {key}", weight)
    for name in data.sites:
        yield from claim_of("source", name, "JSON-LD publisher", 1.5)


def _ld_value(field: str, value: Any) -> Any:
    if field == "authors":
        return people_in(value)
    if isinstance(value, list) and value and field != "tags":
        value = value[0]
    if isinstance(value, Mapping):
        return value.get("name") or value.get("@value")
    return value


def _from_properties(marks: Marks, anchor: Anchor, sites: Collection[str]) -> Iterator[Claim]:
    shown: dict[str, int] = {}
    for name, element in marks.properties:
        if name not in _PROPERTIES:
            continue
        field, weight = _PROPERTIES[name]
        shown[field] = shown.get(field, 0) + 1
        if shown[field] > _SHOWN:
            continue
        text = element.get("content") or element.get("datetime") or _title_of(element) or words(element)
        value: Any = (
            people_in(text, given=True) if field == "authors" else without_site(text, sites) if field == "headline" else text
        )
        weight += _ELSEWHERE * anchor.is_elsewhere(element) + _FAR * (anchor.distance(element) > 6 and element.tag != "meta")
        if weight > 0:
            yield from claim_of(field, value, f"property {name}", weight)


def _title_of(element: _Element) -> str | None:
    """What an abbreviation stands for: microformats write a date for programs there."""
    return element.get("title") if element.tag == "abbr" else None


def _from_times(marks: Marks, anchor: Anchor) -> Iterator[Claim]:
    """The first <time> of publication outside of teasers and comments, and the first of a change."""
    met: set[str] = set()
    for element in marks.times:
        field = _field_of(element)
        if field in met or anchor.is_elsewhere(element):
            continue
        met.add(field)
        value = element.get("datetime") or words(element)
        yield from claim_of(field, value, "the first <time>", _TIME + _FAR * (anchor.distance(element) > 6))


def _field_of(element: _Element) -> str:
    """Which of the two dates an element says, by its name and by the label in its line."""
    line = first_words(block_of(element), DATE_LINE)
    said = label_of(line) if len(line) <= DATE_LINE else None
    changed = said == "modified" or is_named_change(element)
    return "modified" if changed and said != "published" else "published"
