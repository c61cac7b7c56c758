"""What people and formats declare about a document, key by key, as claims of the right type.

A key may have several names; a value of the wrong type is passed over with a warning that says what is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from generator.clean import dates
from generator.clean.extraction import FRONT_MATTER, MARKUP, SIDECAR, Claim
from generator.clean.people.bylines import AND
from generator.errors import Problem
from generator.model import Declaration

# The names of each field, the strongest first.
NAMES: Final = {
    "headline": ("headline", "title"),
    "subheadline": ("subheadline", "subtitle", "description"),
    "published": ("date", "published"),
    "modified": ("updated", "modified"),
    "authors": ("authors", "author", "byline"),
    "tags": ("tags", "keywords"),
    "language": ("language", "lang"),
    "section": ("section", "category"),
    "source": ("source",),
    "slug": ("slug",),
    "place": ("place",),
    "image": ("image",),
    "caption": ("caption",),
    "url": ("url", "canonical_url"),
    "saved": ("saved", "retrieved"),
    "draft": ("draft",),
}
_TAKEN: Final = {
    "published": "a date such as 2023-01-24 or 2023-01-24T12:29+04:00",
    "modified": "a date such as 2023-01-24 or 2023-01-24T12:29+04:00",
    "authors": "a name or a list of names",
    "saved": "a date such as 2023-01-24 or 2023-01-24T12:29+04:00",
    "tags": "a word or a list of words",
    "language": 'a language tag such as "en" or "zh-Hant"',
    "draft": "true or false",
    "image": "an address that begins with https:// or http://",
    "url": "an address that begins with https:// or http://",
}
# Fields that are addresses.
_ADDRESSES: Final = frozenset(("image", "url"))
# Front matter of other programs says "url: /ferry/", "image: ferry.jpg" and "saved: true" for ends of its own.
_OF_OTHERS: Final = _ADDRESSES | {"saved"}
_DATES: Final = frozenset(("published", "modified", "saved"))
_RANKS: Final = {"sidecar": SIDECAR, "front matter": FRONT_MATTER}
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
_BY: Final = re.compile(r"by[: ]\s*", re.IGNORECASE)

Claims = tuple[list[Claim], list[Problem]]


def claims_of(declared: Sequence[Declaration], path: str) -> Claims:
    """The claims of all of `declared`, strongest first, and a warning for each value that can't be used."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    for declaration in declared:
        for field, names in NAMES.items():
            for name in names:
                if name not in declaration.fields:
                    continue
                value = declaration.fields[name]
                if value in (None, "", []):
                    claims += _denial(declaration, field, name)
                    continue
                if name == "published" and value is False:  # as some site generators mark a draft
                    claims.append(Claim("draft", True, f'{declaration.origin}: "{name}"', SIDECAR, declaration.place))
                    continue
                for found in _claim(declaration, field, name, value, path):
                    (claims if isinstance(found, Claim) else problems).append(found)  # type: ignore[arg-type]
    return claims, problems


def address_of(declared: Sequence[Declaration]) -> str | None:
    """A document's own address, as the strongest of `declared` has it that names one."""
    named = (each.fields.get(name) for each in declared for name in NAMES["url"])
    return next((link for value in named if (text := _text(value)) and (link := _web_address(text))), None)


def _claim(declaration: Declaration, field: str, name: str, value: Any, path: str) -> Iterator[Claim | Problem]:
    typed = typed_value(field, value)
    if isinstance(typed, dates.Found) and typed.impossible:
        yield impossible_date(declaration.place, path, typed.impossible)
    elif typed is None and field in _OF_OTHERS and declaration.origin == "front matter":
        return
    elif typed is None or (field == "draft" and str(value).lower() not in _YES | _NO):
        yield Problem(
            declaration.place,
            f'"{name}" can\'t be {_shown(value)}',
            f"write {_TAKEN.get(field, 'text')}",
            "wrong value",
            "warning",
        )
    if typed is not None and not (isinstance(typed, dates.Found) and typed.impossible):
        rank = _RANKS.get(declaration.origin, MARKUP)
        yield Claim(field, typed, f'{declaration.origin}: "{name}"', rank, declaration.place)


def _denial(declaration: Declaration, field: str, name: str) -> list[Claim]:
    """What an empty value in a sidecar says: that there is none. In front matter it is most often an empty form."""
    if declaration.origin != "sidecar" or field not in _MAY_BE_NONE:
        return []
    return [Claim(field, None, f'sidecar: "{name}" is empty', SIDECAR, declaration.place)]


_MAY_BE_NONE: Final = frozenset(
    ("published", "modified", "authors", "tags", "subheadline", "section", "place", "image", "caption", "url")
)


def impossible_date(place: str, path: str, said: str) -> Problem:
    """The warning about a date that is none in any calendar."""
    return Problem(place, f'date "{said}" does not exist', f'add "date:" to {path}.meta.yaml', "impossible date", "warning")


def typed_value(field: str, value: Any) -> Any:
    """`value` as a Claim of `field` bears it; None if it is of no use as one."""
    if field in _DATES:
        return dates.declared(value)
    if field == "authors":
        return _names(value)
    if field == "tags":
        return _words(value)
    if field == "draft":
        return str(value).lower() not in _NO  # in doubt an article is a draft: what was published can't be taken back
    text = _text(value)
    if field in _ADDRESSES and text:
        return _web_address(text)
    if field == "language" and text:
        return text.replace("_", "-") if _LANGUAGE.fullmatch(text) else None
    return text


_YES: Final = frozenset(("true", "yes", "y", "on", "1", "1.0"))
_NO: Final = frozenset(("false", "no", "n", "off", "0", "0.0"))


def _text(value: Any) -> str | None:
    """`value` on one line; a number is text too: "headline: 1984"."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None


def _web_address(text: str) -> str | None:
    """The http or https address that `text` is; None if it is none."""
    # sanitise is imported where an address comes: it brings nh3, which text without addresses does without.
    from generator.clean.sanitise import address

    link = address(text, None)
    return link if link is not None and link.startswith("http") else None


def _names(value: Any) -> tuple[str, ...] | None:
    """Names from a list of names or of {name: ...}, or from one text that lists them."""
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, list | tuple):
        parts = [_text(item.get("name") if isinstance(item, dict) else item) for item in value]
        return None if None in parts else tuple(dict.fromkeys(part for part in parts if part)) or None
    text = _text(value) if isinstance(value, str) else None
    return tuple(dict.fromkeys(split_names(_BY.sub("", text, count=1) if _BY.match(text) else text))) if text else None


def split_names(text: str) -> list[str]:
    """The names in "Ana Lopes, Rui Sá and Eva Dias"; "Lopes, Ana" is one name: a part of a list has two words."""
    parts = [part for part in AND.split(text) if part]
    return parts if all(" " in part for part in parts) else [text]


def _words(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        value = re.split(r"[,;，、]", value)
    if not isinstance(value, list | tuple):
        return None
    parts = [_text(item) for item in value]
    return tuple(dict.fromkeys(part for part in parts if part)) or None


def _shown(value: Any) -> str:
    text = repr(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= 60 else text[:59] + "…"
