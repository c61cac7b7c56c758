"""Plain text: a scraped page, a wire story, a dump; front matter if it has some. A web page by its words is read as one."""

from __future__ import annotations

import re

from generator.read.decode import decode
from generator.read.front_matter import Front, of_text
from generator.read.source_file import Read, SourceFile, as_one_document

# Only white space, comments and an XML declaration go before it; nobody begins an article so.
_PAGE = r"(?>\s+|<!--.*?-->|<\?xml\b[^>]*>)*+<(?:!doctype\s+html|html)\b"
_PAGE_IN_BYTES = re.compile(rb"(?:\xef\xbb\xbf)?" + _PAGE.encode(), re.DOTALL | re.IGNORECASE)
_PAGE_IN_TEXT = re.compile(_PAGE, re.DOTALL | re.IGNORECASE)


def documents(source: SourceFile) -> Read:
    """Read the file as one document: of HTML if it begins as a page does, whatever its name, else of plain text.

    Web crawlers save pages as "story", "index.html.1" and "story.html@id=3". Raises ContentError if it is no text.
    """
    declares = _PAGE_IN_BYTES.match(source.data) is not None
    decoded = decode(source.path, source.data, markup=declares)
    if declares or _PAGE_IN_TEXT.match(decoded.text):  # the latter alone in UTF-16
        return as_one_document(source, "html", decoded, Front(decoded.text))
    return as_one_document(source, "text", decoded, of_text(decoded.text, source.path))
