"""A template and a view become bytes. The only file that imports Jinja."""

from __future__ import annotations

import os
import re
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator import digest
from generator.errors import ConfigError, Problem

if TYPE_CHECKING:
    from jinja2 import Environment

_STATEMENT = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
_LITERAL = re.compile(
    r"""\s*(["'])([^"'\\]+)\1\s*((?:ignore|missing|with|without|context|import|as)\b.*)?[-+]?\s*""", re.DOTALL
)


# Whatever is handed on whole, as in {{ site }} or {% set t = site.theme %}, may be asked for any of its fields elsewhere.
_FIRST_COMMENT = re.compile(r"\A\s*\{#.*?#\}", re.DOTALL)  # elsewhere, what looks like one may stand in a string
_THEME_OPTION = re.compile(r"\btheme\s*\.\s*(\w+)")
_SITE_WHOLE = re.compile(r"\bsite\b(?!\s*\.\s*\w)")
_THEME_WHOLE = re.compile(r"\btheme\b(?!\s*\.\s*\w|/)")


def theme_folder() -> Path:
    """Where the default theme is: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    packed = here / "_theme"
    return packed if packed.is_dir() else here.parent / "templates"


TICK = 20_000_000
"""Nanoseconds within which a file may change twice and keep its times."""

THEME = "theme"
"""The folder under which the theme's own templates can always be named, as in {% extends "theme/base.html" %}."""


class Templates:
    """The templates of one archive: the user's own where there is a file of that name, else the theme's.

    sources  the bytes of each by its name
    paths    the file that each was read from
    """

    def __init__(self, sources: dict[str, bytes], paths: dict[str, str]) -> None:
        self.sources = sources
        self.paths = paths

    @classmethod
    def of(cls, archive: Path) -> Templates:
        """As they are now. Raises ConfigError for one that can't be read."""
        folders = (str(archive / "templates"), str(theme_folder()))
        stamps = tuple(stamp for folder in folders for stamp in _stamps_in(folder))
        if max((stamp.ctime for stamp in stamps), default=0) + TICK > time.time_ns():
            _read.cache_clear()  # one may have changed within a tick of the clock, or yet change, and its times not tell
            return _read.__wrapped__(folders, stamps)
        return _read(folders, stamps)

    @cached_property
    def version(self) -> bytes:
        """The digest of them all."""
        return digest.of(*(part for name, data in sorted(self.sources.items()) for part in (name, data)))

    @cached_property
    def closures(self) -> dict[str, bytes]:
        """The digest of each template together with all that it extends, includes or imports."""
        return {name: self._digest(self.closure(name)) for name in self.sources}

    @cached_property
    def _references(self) -> dict[str, set[str] | None]:
        return {name: _referenced(data) for name, data in self.sources.items()}

    def _digest(self, names: Iterable[str]) -> bytes:
        return digest.of(*(part for name in names for part in (name, self.sources.get(name, b""))))

    def closure(self, name: str) -> list[str]:
        """A template and all that it extends, includes or imports, by name."""
        seen: set[str] = set()
        todo = {name}
        while todo:
            current = todo.pop()
            seen.add(current)
            further = self._references.get(current, set())
            todo |= (set(self.sources) if further is None else further) - seen
        return sorted(seen)

    def theme_options(self, name: str) -> frozenset[str] | None:
        """The options of `[theme]` that a template and all that goes into it name; None if they may use any."""
        uses = [self._theme_uses.get(each, frozenset()) for each in self.closure(name)]
        return None if None in uses else frozenset().union(*filter(None, uses))

    @cached_property
    def _theme_uses(self) -> dict[str, frozenset[str] | None]:
        return {name: _theme_used(data) for name, data in self.sources.items()}

    def load(self, name: str) -> tuple[str, str, None] | None:
        """What Jinja wants of a loader: source, path for its messages, and nothing that asks whether it is up to date."""
        plain = _plain(name)
        data = self.sources.get(plain)
        return None if data is None else (data.decode("utf-8"), self.paths[plain], None)


class Stamp(NamedTuple):
    """A file of a template and what tells that it has not changed."""

    path: str
    size: int
    ctime: int
    mtime: int
    inode: int


def _stamps_in(folder: str) -> list[Stamp]:
    """Every file below `folder`, sorted. As strings: this runs for each build, and `rglob` takes ten times as long."""
    found = []
    for here, _, names in os.walk(folder):
        for path in (f"{here}/{name}" for name in names):
            try:
                stat = os.stat(path)  # noqa: PTH116 - as above
            except OSError:
                found.append(Stamp(path, -1, time.time_ns(), -1, -1))
            else:
                found.append(Stamp(path, stat.st_size, stat.st_ctime_ns, stat.st_mtime_ns, stat.st_ino))
    return sorted(found)


@lru_cache(1)
def _read(folders: tuple[str, str], stamps: tuple[Stamp, ...]) -> Templates:
    own, theme = (
        {stamp.path.removeprefix(f"{folder}/"): stamp.path for stamp in stamps if stamp.path.startswith(f"{folder}/")}
        for folder in folders
    )
    paths = {**theme, **{f"{THEME}/{name}": path for name, path in theme.items()}, **own}
    return Templates({name: _source(Path(path)) for name, path in paths.items()}, paths)


def _source(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        fault = f"can't be read ({error.strerror})"
        raise ConfigError(Problem(f"templates/{path.name}", fault, "make it yours to read", "template")) from error


def _referenced(source: bytes) -> set[str] | None:
    """The templates that a template names; None if it computes a name, so that it may mean any."""
    found = set()
    for arguments in _STATEMENT.findall(source.decode("utf-8", "replace")):
        literal = _LITERAL.fullmatch(arguments)
        if literal is None:
            return None
        found.add(_plain(literal[2]))
    return found


def _theme_used(source: bytes) -> frozenset[str] | None:
    """The options of the theme that a template names itself; None if it may use any."""
    text = _FIRST_COMMENT.sub("", source.decode("utf-8", "replace"))
    whole = _SITE_WHOLE.search(text) or _THEME_WHOLE.search(text)
    return None if whole else frozenset(_THEME_OPTION.findall(text))


def _plain(name: str) -> str:
    """A template's name as Jinja's own loaders read it."""
    return "/".join(part for part in name.split("/") if part not in ("", "."))


class Renderer:
    """Renders the templates of one archive. Autoescape is always on; an undefined name is an error."""

    def __init__(self, templates: Templates, language: str) -> None:
        self._environment = _environment(_Compiled(templates.load, templates.version), language)

    def render(self, template: str, variables: dict[str, Any]) -> bytes:
        """The bytes of `template` with `variables`. Raises ConfigError with the place in the template."""
        try:
            text: str = _template(self._environment, template).render(variables)
            return text.encode("utf-8", "replace")
        except Exception as error:  # a template runs any expression; whatever it raises, the fault is the template's
            raise ConfigError(_problem(error, template)) from error

    def compile(self, names: Iterable[str]) -> None:
        """Compile templates before they are needed; what is wrong with one is said when it is rendered."""
        for name in names:
            with suppress(Exception):
                _template(self._environment, name)


class _Compiled(NamedTuple):
    """What compiled templates are kept by: what they were compiled from, not when."""

    load: Callable[[str], tuple[str, str, None] | None]
    version: bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Compiled) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)


@lru_cache(2)
def _environment(compiled: _Compiled, language: str) -> Environment:
    # Jinja takes 70 ms that a build with nothing to do need not pay.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from generator.quoting import Quoting, quoted
    from generator.words import number

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        loader=FunctionLoader(compiled.load),
    )
    environment.code_generator_class = Quoting
    environment.quoted = quoted  # type: ignore[attr-defined] # where compiled templates look for it
    environment.filters["number"] = lambda count: number(count, language)
    return environment


@lru_cache(256)
def _template(environment: Environment, name: str) -> Any:
    return environment.get_template(name)


_OF_OURS = re.compile(r"'generator\.[\w.]+\.(\w+) object' has no attribute")
"""What Jinja says of a field that a view does not have; a person knows the view by the name that the guide gives it."""


def _problem(error: Exception, template: str) -> Problem:
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return Problem(
            f"templates/{error.name or template}:{error.lineno}", f"{error.message}", "mend the template", "template"
        )
    if isinstance(error, TemplateNotFound):
        return Problem(f"templates/{template}", f'template "{error.name}" is not there', "mend its name", "template")
    place = f"templates/{template}"
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith((".html", ".xml", ".css", ".txt")):
            place = f"templates/{Path(frame.filename).name}:{frame.lineno}"
    fault = _OF_OURS.sub(r"\1 has no field", str(error)) or type(error).__name__
    return Problem(place, fault, "see docs/templates.md for what a template may see", "template")
