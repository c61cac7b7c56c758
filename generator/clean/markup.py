"""What the markup of a page declares: JSON-LD, OpenGraph, meta tags, microdata, <time>, <link rel=canonical>."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.clean import dates
from generator.clean.bylines import persons
from generator.clean.extraction import MARKUP, Claim
from generator.clean.fields import split_names, typed_value
from generator.clean.sanitise import address

if TYPE_CHECKING:
    from lxml.etree import _Element

# JSON-LD beyond this many characters is not about one article.
_LARGEST_LD: Final = 1_000_000
_DEEPEST_LD: Final = 12
_ARTICLE: Final = re.compile(r"(?:Article|Posting|Report|Review)$")

# The names under which <meta> declares each field, the most specific first.
_META: Final = {
    "headline": ("og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title"),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
        "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "pubdate", "publishdate",
        "publish-date", "publish_date", "article.published", "date", "cxenseparse:recs:publishtime", "article_date_original",
        "originalpublicationdate", "published_time", "pdate",
    ),
    "modified": (
        "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
        "lastmod",
    ),
    "authors": (
        "author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
        "article:author",
    ),
    "tags": ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"),
    "section": ("article:section", "parsely-section", "section"),
    "source": ("og:site_name", "application-name"),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip
_LD: Final = {
    "headline": ("headline", "name"),
    "published": ("datePublished", "dateCreated"),
    "modified": ("dateModified",),
    "authors": ("author", "creator"),
    "tags": ("keywords",),
    "section": ("articleSection",),
    "language": ("inLanguage",),
    "source": ("publisher",),
}
# Fields that a page may declare in many tags of one name.
_MANY: Final = frozenset(("authors", "tags"))
_ADDRESS: Final = re.compile(r"https?:|www\.|[@/]", re.IGNORECASE)
# What sites put between a headline and their own name in a <title>.
_BEFORE_SITE: Final = re.compile(r"\s+(?:[|·•»«:]|[-–—]{1,2})\s+")


class Declared(msgspec.Struct, frozen=True):
    """What a page says of itself: its claims, and its own address against which its links are resolved."""

    claims: tuple[Claim, ...]
    address: str | None


def declared_in(root: _Element, path: str) -> Declared:
    """The claims of the page `root` of the file at `path`, the strongest first."""
    metas = _metas(root)
    claims = [*_from_ld(root, path), *_from_metas(metas, path), *_from_microdata(root, path)]
    claims += _from_elements(root, path)
    headlines = _headlines(root, claims, path)
    others = [claim for claim in claims if claim.field != "headline"]
    return Declared((*headlines, *others), _address(root, metas))


def _claim(field: str, value: Any, why: str, path: str) -> Iterator[Claim]:
    """The claim, if `value` is of use: authors must look like people, dates be dates."""
    typed = typed_value(field, value)
    if field == "authors" and typed:
        typed = persons(name for raw in typed for name in split_names(raw) if not _ADDRESS.search(name))
    if isinstance(typed, dates.Found) and not typed.readings:
        return
    if typed:
        yield Claim(field, typed, why, MARKUP, path)


def _metas(root: _Element) -> dict[str, list[str]]:
    """The contents of <meta> tags by lower-case name."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(key)
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _from_metas(metas: dict[str, list[str]], path: str) -> Iterator[Claim]:
    for field, names in _META.items():
        for name in names:
            contents = metas.get(name)
            if contents:
                value: Any = (
                    [part for content in contents for part in _listed(field, content)] if field in _MANY else contents[0]
                )
                yield from _claim(field, value, f"<meta {name}>", path)


def _listed(field: str, content: str) -> list[str]:
    return re.split(r"[,;，、]", content) if field == "tags" else [content]


def _from_ld(root: _Element, path: str) -> Iterator[Claim]:
    article = next(_ld_articles(root), None)
    if article is None:
        return
    for field, keys in _LD.items():
        for key in keys:
            value = article.get(key)
            if isinstance(value, dict) and field == "source":
                value = value.get("name")
            if isinstance(value, list) and value and field in ("section", "language", "headline"):
                value = value[0]
            if value:
                yield from _claim(field, value, f"JSON-LD {key}", path)


def _ld_articles(root: _Element) -> Iterator[dict[str, Any]]:
    for element in root.iter("script"):
        text = element.text or ""
        if "ld+json" not in element.get("type", "").lower() or len(text) > _LARGEST_LD:
            continue
        try:
            # Raw line ends inside strings are common, and JSON forbids them.
            data = msgspec.json.decode(re.sub(r"[\x00-\x1f]+", " ", text))
        except (msgspec.DecodeError, RecursionError):
            continue  # a page's broken JSON is no news; its other markup speaks for it
        yield from _articles_in(data, _DEEPEST_LD)


def _articles_in(data: Any, deepest: int) -> Iterator[dict[str, Any]]:
    if deepest == 0:
        return
    if isinstance(data, dict):
        types = data.get("@type")
        if any(isinstance(name, str) and _ARTICLE.search(name) for name in (types if isinstance(types, list) else [types])):
            yield data
        children: Iterable[Any] = data.values()
    else:
        children = data if isinstance(data, list) else ()
    for child in children:
        if isinstance(child, dict | list):
            yield from _articles_in(child, deepest - 1)


def _from_microdata(root: _Element, path: str) -> Iterator[Claim]:
    for field, prop in (("published", "datePublished"), ("modified", "dateModified")):
        for element in root.iterfind(f".//*[@itemprop='{prop}']"):
            yield from _claim(
                field, element.get("content") or element.get("datetime") or _words(element), f"itemprop={prop}", path
            )
    names = [_words(element) for element in root.iterfind(".//*[@itemprop='author']")][:4]
    yield from _claim("authors", names, "itemprop=author", path)
    names = [_words(element) for element in root.iterfind(".//a[@rel='author']")][:4]
    yield from _claim("authors", names, "rel=author", path)


def _from_elements(root: _Element, path: str) -> Iterator[Claim]:
    """<html lang>, and the first <time> of the article."""
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    yield from _claim("language", language, "<html lang>", path)
    for element in root.iter("time"):
        found = list(_claim("published", element.get("datetime") or _words(element), "the first <time>", path))
        if found:
            yield from found
            return


def _headlines(root: _Element, claims: list[Claim], path: str) -> Iterator[Claim]:
    """The headline's claims: an <h1> that the head confirms is the page's own wording, without the site's name."""
    declared = [claim for claim in claims if claim.field == "headline"]
    title = " ".join((root.findtext(".//title") or "").split())
    said = [claim.value for claim in declared] + ([title] if title else [])
    plain = [_plain(text) for text in said]
    for element in root.iter("h1"):
        text = _words(element)
        own = _plain(text)
        if own and any(own in other or other in own for other in plain if len(other) > 8):
            yield Claim("headline", text, "<h1>, confirmed by the page's head", MARKUP, path)
            break
    site = next((claim.value for claim in claims if claim.field == "source"), "")
    for claim in declared:
        yield Claim("headline", _without_site(claim.value, site), claim.why, MARKUP, path)
    if title:
        yield Claim("headline", _without_site(title, site), "<title>", MARKUP, path)


def _without_site(title: str, site: str) -> str:
    """`title` without the site's name after its last separator: the shorter part, or the one that is the site's name."""
    parts = list(_BEFORE_SITE.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
    if _plain(tail) == _plain(site) or len(tail) < len(head) / 2:
        return head
    return title


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _words(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _address(root: _Element, metas: dict[str, list[str]]) -> str | None:
    """The page's own absolute address by <link rel=canonical>, og:url or <base>; None if it gives none."""
    candidates = [
        element.get("href", "") for element in root.iter("link") if "canonical" in (element.get("rel") or "").lower()
    ]
    candidates += metas.get("og:url", [])
    candidates += [element.get("href", "") for element in root.iter("base")]
    found = (address(text, None) for text in candidates)
    return next((text for text in found if text and text.startswith("http")), None)
