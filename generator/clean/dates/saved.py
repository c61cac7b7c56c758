"""When a page was saved, by the comment that the program that saved it left in its source."""

from __future__ import annotations

import re
from itertools import islice

from generator.clean.dates.lines import find
from generator.model import Moment

# SingleFile, the Internet Archive's Wayback Machine, HTTrack; each writes the moment in words that `find` reads. The
# archive's second moment, of retrieval, is left alone: the page was as it is on the first.
_SAYING = re.compile(r"(?:\bsaved date:|FILE ARCHIVED ON|\bby HTTrack Website Copier/[^,>\n]{0,80},)\s*([^\n>]{10,50})")
_MARKS = ("saved date:", "FILE ARCHIVED ON", "HTTrack")  # looked for first: that is a hundred times as fast
_LOOKED_AT = 20_000  # characters at the beginning and at the end of the source
_TRIED = 3  # places in each


def saved(source: str) -> Moment | None:
    """When the page whose HTML is `source` was saved; None if no program that is known says so.

    It is what `find` takes as `declared`.
    """
    ends = (source,) if len(source) <= 2 * _LOOKED_AT else (source[:_LOOKED_AT], source[-_LOOKED_AT:])
    for end in ends:
        if not any(mark in end for mark in _MARKS):
            continue
        for said in islice(_SAYING.finditer(end), _TRIED):
            found = find(said[1], language="en") if _in_comment(end, said.start()) else None
            if found is not None and len(found.readings) == 1:
                return found.readings[0].moment
    return None


def _in_comment(source: str, place: int) -> bool:
    """Whether the last mark before `place` opens a comment: what stands in the text is the article's own."""
    return source.rfind("<!--", 0, place) > source.rfind("-->", 0, place)
