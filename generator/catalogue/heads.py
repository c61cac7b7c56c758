"""What the catalogue keeps of a cleaned document: a head that decisions and lists need, and the body apart."""

from __future__ import annotations

import msgspec

from generator import digest
from generator.catalogue.slugs import article_slug
from generator.model import Article, Body

SUMMARY = 240


class Head(msgspec.Struct, frozen=True, array_like=True):
    """An article without its words, and what is worked out from it once.

    id       the row that it has in every table: a digest of its source file and its place in it
    article  with an empty body
    slug     of its headline, or the one that a person chose
    summary  the beginning of the body, at most 240 characters
    body     digest of the body
    """

    id: int
    article: Article
    slug: str
    summary: str
    body: bytes


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """An article on its way from a worker into the catalogue: two encodings that the main process does not open twice."""

    id: int
    head: bytes
    body: bytes


encode = msgspec.msgpack.Encoder().encode
decode_head = msgspec.msgpack.Decoder(Head).decode
decode_body = msgspec.msgpack.Decoder(Body).decode


def store(article: Article, *, ascii_slugs: bool) -> Stored:
    """`article` as the catalogue keeps it."""
    body = encode(article.body)
    number = digest.number(article.path, str(article.ordinal))
    slug = article_slug(article.slug or article.headline, ascii_only=ascii_slugs)
    bare = msgspec.structs.replace(article, body=_NOTHING)
    head = Head(number, bare, slug, summary_of(article.body.paragraphs), digest.of(body))
    return Stored(number, encode(head), body)


def summary_of(paragraphs: tuple[str, ...]) -> str:
    """The first words of the body, cut at a word."""
    text = " ".join(paragraphs[:3])[: SUMMARY * 2]
    if len(text) <= SUMMARY:
        return text
    cut = text[:SUMMARY].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,;:-–—')}…"


_NOTHING = Body(())
