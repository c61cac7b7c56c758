"""What the <meta> and <link> tags of a page declare: OpenGraph, article:*, Dublin Core, citation_*, parsely, sailthru."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from generator.clean.extraction import Claim
from generator.clean.html.authors import people_in
from generator.clean.html.claims import claim_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Metas = Mapping[str, Sequence[str]]

# The names under which <meta> declares each field, with the weight of each.
_META: Final[dict[str, dict[str, float]]] = {
    "headline": {
        "og:title": 1.2, "twitter:title": 0.3, "citation_title": 3, "dc.title": 1, "dcterms.title": 1, "sailthru.title": 1,
        "parsely-title": 1,
    },
    "published": {
        "article:published_time": 4, "og:article:published_time": 4, "datepublished": 3, "parsely-pub-date": 3,
        "sailthru.date": 2.5, "citation_publication_date": 2.5, "citation_online_date": 3, "citation_date": 2.5,
        "dc.date.issued": 3, "dcterms.issued": 3, "dc.date.created": 2, "dcterms.created": 2, "dcterms.date": 2.5,
        "dc.date": 2.5, "pubdate": 3, "publishdate": 3, "publish-date": 3, "publish_date": 3, "article.published": 3,
        "date": 2.6,
        "cxenseparse:recs:publishtime": 3, "article_date_original": 3, "originalpublicationdate": 3, "published_time": 3,
        "pdate": 3, "publication_date": 3, "publicationdate": 3, "release_date": 2, "og:published_time": 3, "created": 2,
        "article.created": 2, "dc.created": 2, "timestamp": 1,
    },
    "modified": {
        "article:modified_time": 3, "og:updated_time": 2, "datemodified": 3, "dcterms.modified": 2, "dc.date.modified": 2,
        "last-modified": 1, "lastmod": 2, "article.updated": 2, "og:modified_time": 2,
    },
    "authors": {
        "author": 3, "article:author_name": 3, "parsely-author": 3, "sailthru.author": 3, "dc.creator": 2.5,
        "dcterms.creator": 2.5, "byl": 3, "article:author": 2.5, "citation_author": 3.5, "dc.contributor": 1,
        "cxenseparse:author": 3,
    },
    "tags": {"article:tag": 4, "news_keywords": 3, "keywords": 2, "parsely-tags": 1, "sailthru.tags": 1},
    "section": {"article:section": 3, "parsely-section": 2, "section": 1},
    "source": {"og:site_name": 3, "citation_journal_title": 2, "application-name": 1},
    "language": {"og:locale": 2, "dc.language": 1, "content-language": 1},
    "image": {"og:image:secure_url": 3, "og:image": 3, "twitter:image": 2, "twitter:image:src": 2, "sailthru.image.full": 1,
              "parsely-image-url": 1},
    "caption": {"og:image:alt": 1, "twitter:image:alt": 0.5},
}  # fmt: skip
# Names that write the family name first.
_REVERSED: Final = frozenset(("dc.creator", "dcterms.creator", "citation_author", "dc.contributor"))
_TAGS: Final = re.compile(r"[,;，、]")
# Names that publishers make up, without what stands between their words: "first-published-date", "PublishTime".
_PUBLISHED: Final = re.compile(
    r"(?:first|original(?:ly)?|article|post|story|content|page|news|entry)?"
    r"(?:(?:publish(?:ed)?|publication|pub|post(?:ed)?|issued?|creat(?:ed|ion))(?:date|time|datetime|timestamp|at|on)"
    r"|date(?:time)?(?:published|posted|issued|created))"
)
_MODIFIED: Final = re.compile(
    r"(?:article|post|story|content|page|news|entry)?"
    r"(?:(?:last)?(?:modified|modification|updated?|revised|changed)(?:date|time|datetime|timestamp|at|on)?"
    r"|last(?:published|pub)(?:date|time)?|date(?:time)?(?:modified|updated|revised|changed))"
)
_MADE_UP: Final = (("published", _PUBLISHED, 2.5), ("modified", _MODIFIED, 1.5))
# Vocabularies of other things than articles, and the dates of those.
_OF_OTHERS: Final = ("video:", "book:", "music:", "product:", "event:", "profile:")
# Contents of one name that are claims.
_CLAIMED: Final = 3


def metas_of(root: _Element) -> dict[str, list[str]]:
    """The contents of a page's <meta> tags by lower-case name."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(key)
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def meta_claims(metas: Metas) -> Iterator[Claim]:
    """What <meta> tags say of each field."""
    for field, names in _META.items():
        for name, weight in names.items():
            for value in _values(field, name, metas.get(name, ())):
                yield from claim_of(field, value, f"<meta {name}>", weight)
    for name, contents in metas.items():
        for field, pattern, weight in _MADE_UP:
            if name not in _META[field] and not name.startswith(_OF_OTHERS) and pattern.fullmatch(_bare(name)):
                yield from claim_of(field, contents[0], f"<meta {name}>", weight)
    if _WRITTEN_BY.search(" ".join(metas.get("twitter:label1", ()))):
        yield from claim_of("authors", people_in(list(metas.get("twitter:data1", ()))), "<meta twitter:data1>", 2.5)


# How sites introduce an author in the labels of a shared link.
_WRITTEN_BY: Final = re.compile(
    r"by\b|author|autor|auteur|verfasst|escrito|écrit|scritto|geschreven|автор|skrevet|skriven|napisa", re.IGNORECASE
)


def _bare(name: str) -> str:
    """The letters of a <meta>'s name, without its vocabulary's name before them."""
    return "".join(filter(str.isalpha, re.split("[:.]", name)[-1]))


def _values(field: str, name: str, contents: Sequence[str]) -> Iterator[Any]:
    if field == "authors":
        yield people_in(list(contents), reverse=name in _REVERSED, given=True)
    elif field == "tags":
        yield [part for content in contents for part in _TAGS.split(content)]
    else:
        yield from dict.fromkeys(contents[:_CLAIMED])
