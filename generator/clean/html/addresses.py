"""A page's own addresses, and the day or month that they name, as in /2023/01/24/ferry, /20230124/ferry, /2023/01/a."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from generator.clean.extraction import Claim
from generator.clean.html.claims import claim_of
from generator.clean.sanitise import address

if TYPE_CHECKING:
    from lxml.etree import _Element

_DAY: Final = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?:[/_-]?)(?P<month>0[1-9]|1[0-2])(?:[/_-]?)(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    r"|/(?P<y>(?:19|20)\d\d)/(?P<m>1?\d)/(?P<d>[1-3]?\d)/"
)
# A part of the path that is nothing but a day, the year behind: "/24-01-2023".
_DAY_FIRST: Final = re.compile(r"/(\d\d)([.-])(\d\d)\2((?:19|20)\d\d)(?=[/?#]|\.\w+$|$)")
_MONTH: Final = re.compile(r"/((?:19|20)\d\d)(?:/|-)(0[1-9]|1[0-2])(?=/[^/]*[^\W\d])")
_WEIGHT: Final = 2.4
_WEIGHT_OF_MONTH: Final = 2.0

# Where a page's own links are resolved, which need not be where it was published.
BASE: Final = "<base>"
_METAS: Final = ("og:url", "twitter:url", "parsely-link", "sailthru.url", "citation_public_url", "dc.identifier")
# What browsers, SingleFile and HTTrack write into the source of a page that they save.
_SAVED_FROM: Final = re.compile(r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl: |Mirrored from )\s*([^\s>]{4,2000})")
_LOOKED_AT: Final = 20_000
# An archive's copy has the original's address in its own.
_ARCHIVED: Final = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(?=https?://)")


def addresses_of(
    root: _Element, metas: Mapping[str, Sequence[str]], article: Mapping[str, Any], source: str
) -> Iterator[tuple[str, str]]:
    """Each absolute http or https address that a page gives as its own, and what says so, the surest first.

    article  the JSON-LD of its article
    source   the page as it was read, comments and all
    """
    links = [element.get("href", "") for element in root.iter("link") if "canonical" in (element.get("rel") or "").lower()]
    candidates = [(text, "<link rel=canonical>") for text in links]
    candidates += [(text, f"<meta {name}>") for name in _METAS for text in metas.get(name, ())]
    candidates += [(_identity(article.get(key)), f"JSON-LD {key}") for key in ("url", "mainEntityOfPage")]
    candidates += [(_with_scheme(match[1]), "the comment of what saved the page") for match in _savings_in(source)]
    candidates += [(element.get("href", ""), BASE) for element in root.iter("base")]
    for text, why in candidates:
        link = address(_ARCHIVED.sub("", text), None)
        if link and link.startswith("http"):
            yield link, why


def _identity(value: Any) -> str:
    """The address that JSON-LD gives as text or as an object's "@id"."""
    named = value.get("@id") if isinstance(value, Mapping) else value
    return named if isinstance(named, str) else ""


def _savings_in(source: str) -> Iterator[re.Match[str]]:
    found = _SAVED_FROM.search(source[:_LOOKED_AT])
    if found:
        yield found


def _with_scheme(text: str) -> str:
    """An address as HTTrack writes it, without a scheme, has one."""
    return text if "://" in text else f"http://{text}"


def dated_by_address(addresses: Sequence[str]) -> Iterator[Claim]:
    """The day in the first of `addresses` that names one, else the month in the first that names that."""
    paths = [link.rpartition("//")[2] for link in addresses]
    day = next(filter(None, map(_day_in, paths)), None)
    if day:
        yield from claim_of("published", day, "the page's own address", _WEIGHT)
        return
    month = next((f"{found[1]}-{found[2]}" for path in paths if (found := _MONTH.search(path))), None)
    if month:
        yield from claim_of("published", month, "the month in the page's own address", _WEIGHT_OF_MONTH)


def _day_in(path: str) -> str | None:
    found = _DAY.search(path)
    if found:
        year, month, day = (part for part in found.groups() if part)
        return f"{year}-{int(month):02}-{int(day):02}"
    first = _DAY_FIRST.search(path)
    return f"{first[1]}.{first[3]}.{first[4]}" if first else None
