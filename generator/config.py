"""`backfile.toml`: what it may say, read with errors that name file, line, key and the nearest right name."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from generator.errors import ConfigError, Problem
from generator.model import DateOrder

NAME = "backfile.toml"

# The descriptions are what error messages say and what editors show: "write ..., such as ...".
Text = Annotated[
    str,
    Meta(
        max_length=500,
        pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]*$",
        description="text in quotes, of 500 characters at most, on one line and without control characters",
    ),
]
Language = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
        description="a language tag (BCP 47)",
        examples=["en", "ka", "zh-Hant"],
    ),
]
Zone = Annotated[str, Meta(description="the IANA name of a time zone", examples=["Asia/Tbilisi", "UTC"])]
BaseUrl = Annotated[
    str,
    Meta(
        pattern=r"^(https?://[^\s/?#]+(/[^\s?#]*)?)?$",
        description='an address that begins with http:// or https:// and has no "?", "#" or space',
        examples=["https://archive.example.org/"],
    ),
]
Count = Annotated[int, Meta(ge=1, le=10_000, description="a whole number from 1 to 10,000")]
Size = Annotated[
    int, Meta(ge=1, le=10_000_000_000, description="a number of bytes, at most 10,000,000,000", examples=[32_000_000])
]
Seconds = Annotated[float, Meta(ge=1, le=86_400, description="a number of seconds from 1 to 86,400, a day", examples=[30])]
Colour = Annotated[
    str, Meta(pattern=r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$", description="a colour, #rgb or #rrggbb", examples=["#8a1c1c"])
]


class SourceSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is known of one outlet: `[sources.FOLDER]`, where FOLDER is the first folder under content/.

    name        its name as readers see it; by default the folder's
    language    the language of its articles; by default detected from each body
    date_order  how it writes dates of digits; by default learned from its own dates
    timezone    the zone of times that name none; by default the archive's
    drop        lines that are junk, as they stand, "*" standing for anything
    keep        lines to keep, likewise, whatever else speaks against them
    """

    name: Text | None = None
    language: Language | None = None
    date_order: DateOrder | None = None
    timezone: Zone | None = None
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


class Permalinks(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[permalinks]`. `ascii`: transliterate Arabic, Hebrew, Chinese, Japanese and Korean slugs too."""

    ascii: bool = False


class Pages(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[pages]`: how many articles the home page, one part of a list, and a feed hold."""

    home: Count = 30
    list: Count = 200
    feed: Count = 30


class Tags(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[tags]`: how many an article bears at most, and how many articles make one.

    min_articles  by default 1 for a country and in an archive of fewer than 200 articles, else 2
    aliases       names that stand for another tag, and its name: "U.S." = "United States"
    """

    per_article: Count = 8
    min_articles: Count | None = None
    aliases: dict[str, Text] = {}


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[theme]`: options of the default theme. `footer` is a line of plain text under every page."""

    accent: Colour = "#8a1c1c"
    footer: Text = ""
    scheme: Literal["auto", "light", "dark"] = "auto"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[limits]`: what may be asked of a build. Whatever goes beyond is reported and left out.

    file_size         bytes of a source file
    document_seconds  of processor time, in which a document is cleaned and tagged, or its file read
    """

    file_size: Size = 32_000_000
    document_seconds: Seconds = 30


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole of `backfile.toml`; every key may be left out.

    language   of the archive's own words and of its tags' names
    timezone   of times that name no zone; by default they stay without one
    """

    title: Text = "Archive"
    description: Text = ""
    base_url: BaseUrl = ""
    language: Language = "en"
    timezone: Zone | None = None
    sources: dict[str, SourceSettings] = {}
    permalinks: Permalinks = Permalinks()
    pages: Pages = Pages()
    tags: Tags = Tags()
    theme: Theme = Theme()
    limits: Limits = Limits()

    def source(self, folder: str | None) -> SourceSettings:
        """The settings of the outlet in `folder`, with the archive's zone where it names none."""
        found = self.sources.get(folder or "", SourceSettings())
        return found if found.timezone else msgspec.structs.replace(found, timezone=self.timezone)


def load(archive: Path) -> Config:
    """The configuration of `archive`; all defaults if it has no `backfile.toml`. Raises ConfigError."""
    try:
        text = (archive / NAME).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError as error:
        raise ConfigError(_problem(NAME, "is not UTF-8 text", "save it as UTF-8")) from error
    except OSError as error:
        raise ConfigError(_problem(NAME, f"can't be read ({error.strerror})", "make it a file that you may read")) from error
    return parse(text)


@lru_cache(1)  # a watch asks again at every save
def parse(text: str) -> Config:
    """The configuration that `text` says. Raises ConfigError with every unknown key and every wrong value."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_about_syntax(str(error))) from error
    except RecursionError as error:
        raise ConfigError(_problem(NAME, "is nested too deep", "write lists and tables flat")) from error
    except ValueError as error:  # Python refuses to read a number of thousands of digits
        raise ConfigError(_problem(NAME, "has a number of thousands of digits", "put it in quotes")) from error
    faults = tuple(_faults(text, data, Config, ()))
    if faults:
        raise ConfigError(*faults)
    return msgspec.convert(data, Config)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `backfile.toml`, for editors that complete and check TOML."""
    found = msgspec.json.schema(Config)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": NAME, **found}


def _about_syntax(message: str) -> Problem:
    """Python says "Expected '=' after a key (at line 3, column 5)"; say the line where people look for it."""
    fault, _, at = message.partition(" (at ")
    line = at.removeprefix("line ").partition(",")[0]
    place = f"{NAME}:{line}" if line.isdigit() else f"{NAME}, end"
    return _problem(place, f"is not TOML: {fault[:1].lower()}{fault[1:]}", "mend that; text stands in quotes")


def _faults(text: str, data: Mapping[str, Any], struct: Any, path: tuple[str, ...]) -> Iterator[Problem]:
    """Each key of the table `data` at `path` that `struct` does not have, and each value that it does not take."""
    hints = get_type_hints(struct, include_extras=True)
    for key, value in data.items():
        if key in hints:
            yield from _value_faults(text, value, _without_none(hints[key]), (*path, key))
        else:
            yield _about_unknown(text, (*path, key), sorted(hints))


def _value_faults(text: str, value: Any, hint: Any, path: tuple[str, ...]) -> Iterator[Problem]:
    is_struct = isinstance(hint, type) and issubclass(hint, msgspec.Struct)
    if not is_struct and get_origin(hint) is not dict:
        if not _fits(value, hint):
            yield _about_value(text, value, hint, path)
    elif not isinstance(value, dict):
        folder = ".FOLDER" if path == ("sources",) else ""
        remedy = f"write [{_dotted(path)}{folder}] on a line of its own, and its keys below"
        yield _problem(_place(text, path), f"{_dotted(path)} is a table", remedy)
    elif is_struct:
        yield from _faults(text, value, hint, path)
    else:
        inner = get_args(hint)[1]
        for name, each in value.items():
            yield from _value_faults(text, each, inner, (*path, name))


def _without_none(hint: Any) -> Any:
    """What a key takes if it is there: TOML has no word for nothing."""
    if get_origin(hint) in (Union, UnionType):
        return next(each for each in get_args(hint) if each is not NoneType)
    return hint


def _fits(value: Any, hint: Any) -> bool:
    try:
        msgspec.convert(value, hint)
    except msgspec.ValidationError:
        return False
    return hint is not Zone or _is_zone(value)


def _about_unknown(text: str, path: tuple[str, ...], allowed: list[str]) -> Problem:
    near = difflib.get_close_matches(path[-1].lower().replace("-", "_"), allowed, n=1)
    remedy = f'did you mean "{near[0]}"? ' if near else ""
    where = f"[{_dotted(path[:-1])}]" if path[:-1] else "the top level"
    return _problem(_place(text, path), f'unknown key "{path[-1]}"', f"{remedy}{where} takes {', '.join(allowed)}")


def _about_value(text: str, value: Any, hint: Any, path: tuple[str, ...]) -> Problem:
    shown = msgspec.json.encode(value, enc_hook=str).decode()
    shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
    near = _near_zones(value) if hint is Zone else []
    remedy = f'did you mean "{near[0]}"? It must be' if near else "write"
    return _problem(_place(text, path), f"{_dotted(path)} is {shown}", f"{remedy} {_allowed(hint)}")


def _allowed(hint: Any) -> str:
    """What `hint` takes, in words."""
    if get_origin(hint) is Annotated:
        meta = next(each for each in get_args(hint) if isinstance(each, Meta))
        examples = " or ".join(msgspec.json.encode(each).decode() for each in meta.examples or ())
        return f"{meta.description}" + (f", such as {examples}" if examples else "")
    if get_origin(hint) is Literal:
        return " or ".join(f'"{word}"' for word in get_args(hint))
    if get_origin(hint) is tuple:
        return 'a list of texts, such as ["Subscribe to our *"]'
    return "true or false"


def _near_zones(value: Any) -> list[str]:
    from zoneinfo import available_timezones  # reads a folder of 600 files, for a message only

    return difflib.get_close_matches(value, sorted(available_timezones()), n=1) if isinstance(value, str) else []


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # only where a zone is named: it costs a no-op build 5 ms

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _dotted(path: tuple[str, ...]) -> str:
    """A key as TOML writes it: what is no bare word stands in quotes."""
    return ".".join(name if _BARE.fullmatch(name) else msgspec.json.encode(name).decode() for name in path)


_BARE = re.compile(r"[A-Za-z0-9_-]+")


def _place(text: str, path: tuple[str, ...]) -> str:
    """`backfile.toml:LINE` for the key at `path`: TOML parsers keep no lines, so look for the key after its table."""
    lines = text.splitlines()
    start = 0
    for name in path[:-1]:
        table = re.compile(rf"""\s*\[[^#]*(?<![\w-]){re.escape(name)}["']?\s*[.\]]""")
        start = next((i for i in range(start, len(lines)) if table.match(lines[i])), start)
    key = re.compile(rf"""[^#=]*(?:^|[\s.{{\["'])({re.escape(path[-1])})["']?\s*[=\].]""")
    inline = re.compile(rf"""[^#]*[\s{{,.]({re.escape(path[-1])})\s*=""")
    rest = range(start, len(lines))
    line = next((i for i in rest if key.match(lines[i])), None)
    if line is None:
        line = next((i for i in rest if inline.match(lines[i])), None)
    return NAME if line is None else f"{NAME}:{line + 1}"


def _problem(place: str, fault: str, remedy: str) -> Problem:
    return Problem(place, fault, remedy, "configuration")
