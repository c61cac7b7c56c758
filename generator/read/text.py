"""Plain text: a scraped page, a wire story, a dump; front matter if it has some."""

from __future__ import annotations

from generator.read.decode import decode
from generator.read.front_matter import of_text
from generator.read.source_file import Read, SourceFile, as_one_document


def documents(source: SourceFile) -> Read:
    """Read the file as one document of plain text. Raises ContentError if it is no text."""
    decoded = decode(source.path, source.data)
    return as_one_document(source, "text", decoded, of_text(decoded.text, source.path))
