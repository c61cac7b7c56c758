"""Cleaning: a document in, an article out, junk told from body. Pure: no paths, clock, network or environment."""

from __future__ import annotations

from collections.abc import Set

from generator.clean.article import Cleaned, article_of
from generator.clean.extraction import Extraction
from generator.clean.judge.models import SHIPPED, Models
from generator.config import SourceSettings
from generator.model import Document

__all__ = ["Cleaned", "clean"]


def clean(
    document: Document,
    *,
    folder: str | None,
    settings: SourceSettings,
    recurring: Set[str] = frozenset(),
    known: Models = SHIPPED,
) -> Cleaned:
    """The article that `document` holds, with a verdict on each of its lines and the evidence for each of its fields.

    `folder` is the first folder under content/, by default the outlet's name; `settings` are that outlet's; `recurring`
    are the keys of lines that stand in many of its articles (`recurrence.key_of`).
    `known` are the trained models that judge pages.
    Raises ContentError if the document has neither a headline nor a body.
    """
    return article_of(document, _extract(document, settings, recurring, known), folder, settings)


def _extract(document: Document, settings: SourceSettings, recurring: Set[str], known: Models) -> Extraction:
    # Each form's module is imported where its first document comes: lxml and Markdown cost 45 ms each.
    if document.form == "html":
        from generator.clean.html import extract as html

        return html.extract(document, settings, recurring, known)
    if document.form == "markdown":
        from generator.clean.markdown import extract as markdown

        return markdown.extract(document, settings, recurring)
    from generator.clean.text import extract as text

    return text.extract(document, settings, recurring, known)
