"""The day that a page's own address names, as in /2023/01/24/ferry or /20230124/ferry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.clean.extraction import Claim
from generator.clean.page_claims import claim_of

_DAY: Final = re.compile(
    r"[/_-]((?:19|20)\d\d)(?:[/_-]?)(0[1-9]|1[0-2])(?:[/_-]?)(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    r"|/((?:19|20)\d\d)/(1?\d)/([1-3]?\d)/"
)
_WEIGHT: Final = 2.4


def dated_by_address(addresses: Sequence[str]) -> Iterator[Claim]:
    """The day in the first of `addresses` that names one."""
    for link in addresses:
        found = _DAY.search(link.rpartition("//")[2])
        if found:
            year, month, day = (part for part in found.groups() if part)
            yield from claim_of("published", f"{year}-{int(month):02}-{int(day):02}", "the page's own address", _WEIGHT)
            return
