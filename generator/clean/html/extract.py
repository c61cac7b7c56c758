"""HTML: what the markup declares, and the blocks of the page that are its article, as clean HTML and as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Set
from html import unescape
from typing import TYPE_CHECKING, Final

import msgspec

from generator.clean.extraction import KEPT, Extraction
from generator.clean.html.blocks import blocks_of
from generator.clean.html.body import chosen_of
from generator.clean.html.choice import decided
from generator.clean.html.head import head_claims, with_head
from generator.clean.html.markup import Declared, declared_in
from generator.clean.html.markup_features import Said
from generator.clean.html.rendering import paragraphs, rendered
from generator.clean.judge.models import SHIPPED, Models
from generator.clean.junk import Named
from generator.clean.recurrence import uncertain, weighed
from generator.clean.sanitise import sanitised, shifted
from generator.clean.saving import bounded, saved_on, saving_claims
from generator.config import SourceSettings
from generator.model import Block, Body, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG: Final = re.compile(r"<[^<>]*>")
_UNSEEN: Final = re.compile(r"<(?:script|style)\b[^<]*(?:<(?!/(?:script|style)\b)[^<]*)*", re.IGNORECASE)


def extract(
    document: Document, settings: SourceSettings, recurring: Set[str] = frozenset(), known: Models = SHIPPED
) -> Extraction:
    """The body, blocks and claims of a page. One that is nested beyond reason is read as text, without its tags."""
    root = parsed(document.text)
    if root is None:
        from generator.clean.text import extract as text  # only here: the fallback of a few broken pages

        return text.extract(msgspec.structs.replace(document, text=_untagged(document.text)), settings, recurring, known)
    saved = saved_on(document)
    declared = declared_in(root, document.text, saved)
    page = blocks_of(root)
    chosen = chosen_of(page, said_by(declared), Named(settings), known)
    judged = with_head(page.pieces, chosen.judged, declared, saved)
    texts = [piece.text for piece in page.pieces]
    judged, testimony = weighed(texts, judged, {*chosen.uncertain, *uncertain(texts, judged)}, recurring)
    kept = [index for index, verdict in enumerate(judged) if verdict[0] in KEPT]
    html = sanitised(shifted(rendered([page.pieces[index] for index in kept])), base=declared.address)
    words = paragraphs([page.pieces[index] for index in kept if index not in chosen.shown])
    blocks = tuple(Block(0, piece.text, *verdict) for piece, verdict in zip(page.pieces, judged, strict=True) if piece.text)
    claims = (*declared.claims, *saving_claims(document), *head_claims(document.path, blocks, saved))
    return Extraction(Body(words, html), blocks, tuple(decided(bounded(claims, saved))), testimony=testimony)


def said_by(declared: Declared) -> Said:
    """What a page declares that its article says."""
    return Said(declared.headlines, declared.summary, declared.text)


def parsed(text: str) -> _Element | None:
    """The tree of a page; None if it is nested deeper than the parser goes, or holds nothing."""
    # lxml is imported where the first page comes: it costs 45 ms.
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return None if cut else root


def _untagged(html: str) -> str:
    return unescape(_TAG.sub("\n", _UNSEEN.sub("\n", html)))
