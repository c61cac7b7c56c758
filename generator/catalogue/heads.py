"""What the catalogue keeps of a cleaned document: a head that decisions and lists need, and the body apart."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator import digest
from generator.catalogue.removals import pack
from generator.catalogue.slugs import article_slug
from generator.model import Article, Block, Body, Testimony

SUMMARY = 240


class Head(msgspec.Struct, frozen=True, array_like=True):
    """An article without its words, and what is worked out from it once.

    id       the row that it has in every table: a digest of its source file and its place in it
    article  with an empty body
    slug     of its headline, or the one that a person chose
    summary  the beginning of the body, at most 240 characters
    body     digest of the body
    removed  how many lines of the document are not in the article
    removal  digest of what is kept of those; b"" where there are none
    testimony  what its document says about the lines of its source, and what it was told
    """

    id: int
    article: Article
    slug: str
    summary: str
    body: bytes
    removed: int = 0
    removal: bytes = b""
    testimony: Testimony = Testimony()


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """An article on its way from a worker into the catalogue: encodings that the main process does not open twice."""

    id: int
    head: bytes
    body: bytes
    removal: bytes


encode = msgspec.msgpack.Encoder().encode
decode_head = msgspec.msgpack.Decoder(Head).decode
decode_body = msgspec.msgpack.Decoder(Body).decode


def store(article: Article, blocks: Sequence[Block], testimony: Testimony, *, ascii_slugs: bool) -> Stored:
    """`article`, with what became of the `blocks` of its document and its `testimony`, as the catalogue keeps them."""
    body = encode(article.body)
    removed = sum([block.verdict == "junk" for block in blocks])
    removal = pack(blocks, article.body.paragraphs) if removed else b""
    number = digest.number(article.path, str(article.ordinal))
    slug = article_slug(article.slug or article.headline, ascii_only=ascii_slugs)
    bare = msgspec.structs.replace(article, body=_NOTHING)
    head = Head(
        number,
        bare,
        slug,
        summary_of(article.body.paragraphs),
        digest.of(body),
        removed,
        digest.of(removal) if removed else b"",
        testimony,
    )
    return Stored(number, encode(head), body, removal)


def shown_by_article(head: Head) -> bytes:
    """The part of `head` that an article's own page depends on: how much was removed is on it, what was is not."""
    return encode(msgspec.structs.replace(head, removal=b"", testimony=_NO_TESTIMONY))


def summary_of(paragraphs: tuple[str, ...]) -> str:
    """The first words of the body, cut at a word."""
    text = " ".join(paragraphs[:3])[: SUMMARY * 2]
    if len(text) <= SUMMARY:
        return text
    cut = text[:SUMMARY].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,;:-–—')}…"


_NOTHING = Body(())
_NO_TESTIMONY = Testimony()
