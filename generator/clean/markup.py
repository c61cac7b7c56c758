"""What the markup of a page declares: JSON-LD, OpenGraph, meta tags, microdata, <time>, <link rel=canonical>."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.clean import dates
from generator.clean.bylines import persons
from generator.clean.extraction import EXTRACTED, MARKUP, Claim
from generator.clean.fields import split_names, typed_value
from generator.clean.forms import word_count
from generator.clean.sanitise import address
from generator.clean.scripts import width

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
# A heading of fewer words that is not this wide, in letters, is a section's or a site's name.
_HEADLINE_WORDS: Final = 3
_HEADLINE_WIDTH: Final = 20
# Shorter words of a page's head confirm nothing by being part of a heading.
_TELLING: Final = 8
# What sites put between a headline and their own name in a <title>.
_BEFORE_SITE: Final = re.compile(r"\s+(?:[|·•»«:]|[-–—]{1,2})\s+")


class Declared(msgspec.Struct, frozen=True):
    """What a page says of itself.

    claims   of its markup, the strongest first
    weak     claims that lose to what the page shows: a <title> that its headings don't confirm
    address  its own, against which its links are resolved
    sites    headings that are the site's name
    """

    claims: tuple[Claim, ...]
    weak: tuple[Claim, ...]
    address: str | None
    sites: frozenset[str]

    @property
    def headlines(self) -> frozenset[str]:
        """What the markup says that the headline is, each candidate's words in lower case."""
        return frozenset(plain(claim.value) for claim in (*self.claims, *self.weak) if claim.field == "headline")


def declared_in(root: _Element, path: str) -> Declared:
    """The claims of the page `root` of the file at `path`, the strongest first."""
    metas = _metas(root)
    claims = [*_from_ld(root, path), *_from_metas(metas, path), *_from_microdata(root, path)]
    claims += _from_elements(root, path)
    site = next((claim.value for claim in claims if claim.field == "source"), "")
    headlines = list(_headlines(root, claims, site, path))
    others = [claim for claim in claims if claim.field != "headline"]
    names = frozenset(_words(element) for element in root.iter("h1") if _is_site_name(element, site))
    return Declared(
        (*(claim for claim in headlines if claim.rank == MARKUP), *others),
        tuple(claim for claim in headlines if claim.rank != MARKUP),
        _address(root, metas),
        names,
    )


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
    data = list(_ld_data(root))
    article = next((found for one in data for found in _articles_in(one, _DEEPEST_LD)), None)
    if article is None:
        return
    named = {node["@id"]: node for one in data for node in _nodes_in(one, _DEEPEST_LD) if _is_named(node)}
    for field, keys in _LD.items():
        for key in keys:
            value = _resolved(article.get(key), named)
            if isinstance(value, dict) and field == "source":
                value = value.get("name")
            if isinstance(value, list) and value and field in ("section", "language", "headline"):
                value = value[0]
            if value:
                yield from _claim(field, value, f"JSON-LD {key}", path)


def _ld_data(root: _Element) -> Iterator[Any]:
    """The values of the page's JSON-LD scripts."""
    for element in root.iter("script"):
        text = element.text or ""
        if "ld+json" not in element.get("type", "").lower() or len(text) > _LARGEST_LD:
            continue
        try:
            # Raw line ends inside strings are common, and JSON forbids them.
            yield msgspec.json.decode(_ESCAPE.sub(_whole_escape, _CONTROL.sub(" ", text)))
        except (msgspec.DecodeError, RecursionError):
            continue  # a page's broken JSON is no news; its other markup speaks for it


_CONTROL: Final = re.compile(r"[\x00-\x1f]+")
# A backslash's own escape, a pair of surrogates, or one that is alone: an emoji cut in half by a limit on length.
_ESCAPE: Final = re.compile(
    r"\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?P<lone>\\u[dD][89a-fA-F][\da-fA-F]{2})"
)


def _whole_escape(match: re.Match[str]) -> str:
    return "\\ufffd" if match["lone"] else match[0]


def _nodes_in(data: Any, deepest: int) -> Iterator[dict[str, Any]]:
    """Every object in `data`, the outer before the inner, down to `deepest` levels."""
    if deepest == 0:
        return
    if isinstance(data, dict):
        yield data
    for child in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if isinstance(child, dict | list):
            yield from _nodes_in(child, deepest - 1)


def _articles_in(data: Any, deepest: int) -> Iterator[dict[str, Any]]:
    for node in _nodes_in(data, deepest):
        types = node.get("@type")
        if any(isinstance(name, str) and _ARTICLE.search(name) for name in (types if isinstance(types, list) else [types])):
            yield node


def _is_named(node: dict[str, Any]) -> bool:
    return isinstance(node.get("@id"), str) and "name" in node


def _resolved(value: Any, named: Mapping[str, dict[str, Any]]) -> Any:
    """`value` with each {"@id": ...} that says no more replaced by the object of that name."""
    if isinstance(value, list):
        return [_resolved(one, named) if isinstance(one, dict) else one for one in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _from_microdata(root: _Element, path: str) -> Iterator[Claim]:
    for field, prop in (("published", "datePublished"), ("modified", "dateModified")):
        for element in root.iterfind(f".//*[@itemprop='{prop}']"):
            yield from _claim(
                field, element.get("content") or element.get("datetime") or _words(element), f"itemprop={prop}", path
            )
    headline = next(root.iterfind(".//*[@itemprop='headline']"), None)
    if headline is not None:
        yield from _claim("headline", headline.get("content") or _words(headline), "itemprop=headline", path)
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


def _headlines(root: _Element, claims: list[Claim], site: str, path: str) -> Iterator[Claim]:
    """The headline's claims: a heading that the head confirms is the page's own wording, without the site's name.

    A <title> that no heading confirms names the page, or the site, and loses to a heading.
    """
    declared = [Claim("headline", _without_site(claim.value, site), claim.why, MARKUP, path)
                for claim in claims if claim.field == "headline"]  # fmt: skip
    title = _title(root)
    whole = [claim.value for claim in claims if claim.field == "headline"] + ([title] if title else [])
    headings = [element for element in root.iter("h1") if not _is_site_name(element, site)]
    confirmed = next((element for element in headings if _confirms(_words(element), whole, site)), None)
    if confirmed is None:
        confirmed = next((element for element in root.iter("h2") if _holds(_words(element), whole)), None)
    if confirmed is not None:
        yield Claim("headline", _words(confirmed), f"<{confirmed.tag}>, confirmed by the page's head", MARKUP, path)
    yield from declared
    if title:
        loses = confirmed is None and any(_is_headline(_words(element)) for element in headings)
        yield Claim("headline", _without_site(title, site), "<title>", EXTRACTED if loses else MARKUP, path)


# What programs write into a <title> that nobody has filled in.
_UNTITLED: Final = re.compile(
    r"(?:untitled|no title|untitled document|untitled page|new document|new page)(?:\s+\d+)?|document|index|home\s?page",
    re.IGNORECASE,
)


def _title(root: _Element) -> str:
    title = " ".join((root.findtext(".//title") or "").split())
    return "" if _UNTITLED.fullmatch(title) else title


def _confirms(text: str, said: Sequence[str], site: str) -> bool:
    """Whether the heading `text` says what one of `said` says; a short one must say all of it, or it is a section's name."""
    own = plain(text)
    if not own:
        return False
    others = [plain(other) for other in said]
    if _is_headline(text):
        return any(own in other or other in own for other in others if len(other) > _TELLING)
    return any(own in (other, plain(_without_site(whole, site))) for other, whole in zip(others, said, strict=True))


def _holds(text: str, said: Sequence[str]) -> bool:
    own = plain(text)
    return _is_headline(text) and any(own in plain(other) for other in said)


def _is_headline(text: str) -> bool:
    """Whether a heading is long enough to be no section's or site's name."""
    return word_count(text) >= _HEADLINE_WORDS or width(text) >= _HEADLINE_WIDTH


def _is_site_name(heading: _Element, site: str) -> bool:
    """Whether a heading is the site's name: `site`, or nothing but a link to the site's root."""
    text = _words(heading)
    link = heading.find(".//a")
    outer = heading.getparent()
    if link is None and outer is not None and outer.tag == "a":
        link = outer
    to_root = link is not None and _words(link) == text and _ROOT.fullmatch(link.get("href", "#")) is not None
    return not text or to_root or (bool(site) and plain(text) == plain(site))


_ROOT: Final = re.compile(r"(?:https?://[^/?#]+/?|\.?/)(?:index\.\w+)?", re.IGNORECASE)


def _without_site(title: str, site: str) -> str:
    """`title` without the site's name after its last separator: the shorter part, or the one that is the site's name."""
    parts = list(_BEFORE_SITE.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
    if plain(tail) == plain(site) or len(tail) < len(head) / 2:
        return head
    return title


def plain(text: str) -> str:
    """The words of `text` in lower case: two headlines of the same words are the same."""
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
