"""Cleaning: a document in, an article out, junk told from body. Pure: no paths, clock, network or environment."""

from __future__ import annotations

from generator.clean.article import Cleaned, article_of
from generator.clean.extraction import Extraction
from generator.config import SourceSettings
from generator.model import Document

__all__ = ["Cleaned", "clean"]


def clean(document: Document, *, folder: str | None, settings: SourceSettings) -> Cleaned:
    """The article that `document` holds, with a verdict on each of its lines and the evidence for each of its fields.

    `folder` is the first folder under content/, by default the outlet's name; `settings` are that outlet's.
    Raises ContentError if the document has neither a headline nor a body.
    """
    return article_of(document, _extract(document, settings), folder, settings)


def _extract(document: Document, settings: SourceSettings) -> Extraction:
    # Each form's module is imported where its first document comes: lxml and Markdown cost 45 ms each.
    if document.form == "html":
        from generator.clean import html

        return html.extract(document, settings)
    if document.form == "markdown":
        from generator.clean import markdown

        return markdown.extract(document, settings)
    from generator.clean import text

    return text.extract(document, settings)
