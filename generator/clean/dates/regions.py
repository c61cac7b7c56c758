"""The country that an outlet's address names, which tells how it writes dates where its language does not."""

from __future__ import annotations

import re

# Top-level domains that are a country's on paper and everybody's in use.
_EVERYBODYS = re.compile("ac|ai|bz|cc|cd|co|cx|dj|fm|gg|io|la|ly|me|ms|nu|pw|sc|sh|so|st|tk|to|tv|vc|ws")
_OTHERWISE_CALLED = {"uk": "GB", "eu": "", "su": ""}
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?"
    r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+(?P<top>[a-z]{2})\.?(?::\d+)?(?:[/?#]|\Z)",
    re.IGNORECASE,
)
_LONGEST_ADDRESS = 300  # characters; a host has 253 at most


def region_of(address: str) -> str | None:
    """ISO 3166 code of the country in whose domain `address` lies: "GB" for a URL or a host name in .uk.

    None for domains that are no country's, and for those that anybody uses (.tv, .io).
    """
    match = _HOST.match(address.strip()[:_LONGEST_ADDRESS])
    top = match["top"].lower() if match else ""
    if not top or _EVERYBODYS.fullmatch(top):
        return None
    return _OTHERWISE_CALLED.get(top, top.upper()) or None
