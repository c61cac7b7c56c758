"""HTML: a saved page, as it was saved. It has no front matter; its markup declares things of its own."""

from __future__ import annotations

from generator.read.decode import decode
from generator.read.front_matter import Front
from generator.read.source_file import Read, SourceFile, as_one_document


def documents(source: SourceFile) -> Read:
    """Read the file as one document of HTML, decoded and in normal form. Raises ContentError if it is no text."""
    decoded = decode(source.path, source.data, markup=True)
    return as_one_document(source, "html", decoded, Front(decoded.text))
