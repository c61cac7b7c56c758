"""Markdown, as it was written; front matter if it has some."""

from __future__ import annotations

from generator.read.decode import decode
from generator.read.front_matter import of_markdown
from generator.read.source_file import Read, SourceFile, as_one_document


def documents(source: SourceFile) -> Read:
    """Read the file as one document of Markdown. Raises ContentError if it is no text or its front matter is broken."""
    decoded = decode(source.path, source.data)
    return as_one_document(source, "markdown", decoded, of_markdown(decoded.text, source.path))
