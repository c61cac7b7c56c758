"""Declared authors as people: lists, objects, "By X and Y", roles behind names, addresses and outlets among them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from typing import Any, Final

from generator.clean.html.json_ld import name_of, types_of
from generator.clean.people.bylines import is_nobody, people_of, persons

_ADDRESS: Final = re.compile(r"https?:|www\.|[@/]|\.(?:com|org|net|info|[a-z]{2})\b", re.IGNORECASE)
_LEAD: Final = re.compile(r"\s*(?:by|von|par|por|door|autor(?:en|es|a)?|authors?)\b[\s:]*(?=\S+\s)", re.IGNORECASE)
# "Lopes, Ana", as library formats and journals write it.
_REVERSED: Final = re.compile(r"([^\W\d_][^,]*[^\W\d_]), ([^\W\d_][^,]*[^\W\d_]\.?)")
_GIVEN_NAME: Final = re.compile(r"[^\W\d_]{3,16}")
_MOST: Final = 24
_TELLING: Final = 6


def people_in(value: Any, *, reverse: bool = False, given: bool = False) -> tuple[str, ...]:
    """The people that a declared author names, each once, in order; objects of organisations are left out.

    value    a text, an object with a name, or a list of these
    reverse  the format writes "Lopes, Ana" for Ana Lopes
    given    a given name alone will do, as people sign blogs
    """
    found = dict.fromkeys(name for one in _listed(value)[:_MOST] for name in _names_of(one, reverse=reverse))
    if not found and given and isinstance(value, str | list | tuple):
        found = dict.fromkeys(name for one in _listed(value)[:_MOST] if is_given_name(name := name_of(one)))
    return tuple(found)


def is_outlet(name: str, sites: Collection[str]) -> bool:
    """Whether an author's `name` is one of the names of the site, part of it, or begins with it."""
    own = _joined(name)
    first = _joined(name.partition(" ")[0])
    return any(site in (own, first) or (len(own) > _TELLING and own in site) for site in map(_joined, sites) if site)


def _joined(text: str) -> str:
    return "".join(filter(str.isalnum, _ENDING.sub("", text.lower()))).removeprefix("the")


_ENDING: Final = re.compile(r"\.[a-z]{2,4}$")


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _names_of(value: Any, *, reverse: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        types = types_of(value)
        if types and "person" not in map(str.lower, types):
            return
        whole = name_of(value) or _name_of_parts(value)
        if is_given_name(whole):
            yield whole
        elif whole:
            yield from _split(whole)
    elif isinstance(value, str):
        text = " ".join(unescape(value).split())
        yield from _split(_REVERSED.sub(r"\2 \1", text) if reverse and _REVERSED.fullmatch(text) else text)


def _name_of_parts(person: Mapping[str, Any]) -> str:
    parts = (person.get("givenName"), person.get("familyName"))
    return " ".join(part for part in parts if isinstance(part, str))


def is_given_name(name: str) -> bool:
    """Whether `name` is one word with one capital; a handle has capitals, figures or signs inside."""
    return _GIVEN_NAME.fullmatch(name) is not None and name.istitle() and not is_nobody(name)


def _split(text: str) -> Iterator[str]:
    """The people in a text: names with "and" and commas between them, "by" before them, roles behind them."""
    if _ADDRESS.search(text):
        return
    text = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
    people = people_of(text)
    # "Lopes, Ana" is one name: of a list, at least one part is a person's.
    yield from people or persons([text])
