"""The date of publication in the data of a page's own scripts, for pages that declare it nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from generator.clean.extraction import Claim
from generator.clean.html.claims import claim_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_PUBLISHED: Final = re.compile(
    r"""(?:date_?published|(?<!un)publish(?:ed)?(?:_?(?:date|at|on|time))|publication_?date|pub_?date|first_?published(?:_?at)?)
        \\?["']?\s*[:=,]\s*\\?["']
        ((?:19|20)\d\d[-/]?[01]\d[-/]?[0-3]\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)\\?["']""",
    re.IGNORECASE | re.VERBOSE,
)
# A script of more characters is a program, or the data of many pages.
_LARGEST: Final = 500_000
# Days that a page's data may name before it is the data of a list.
_ONE: Final = 2.2
_FIRST_OF_SEVERAL: Final = 1.2


def script_claims(root: _Element) -> Iterator[Claim]:
    """The first day of publication that scripts name; it weighs less if they name several."""
    found = [match[1] for text in _texts_of(root) for match in _PUBLISHED.finditer(text)]
    if found:
        weight = _ONE if len({text[:10] for text in found}) == 1 else _FIRST_OF_SEVERAL
        yield from claim_of("published", found[0], "the page's scripts", weight)


def _texts_of(root: _Element) -> Iterator[str]:
    for element in root.iter("script"):
        text = element.text
        if text and len(text) <= _LARGEST and ("ublish" in text or "ubDate" in text or "ublication" in text):
            yield text
