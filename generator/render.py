"""A template and a view become bytes. The only file that imports Jinja."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import digest
from generator.errors import ConfigError, Problem

if TYPE_CHECKING:
    from jinja2 import Environment

_STATEMENT = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
_LITERAL = re.compile(
    r"""\s*(["'])([^"'\\]+)\1\s*((?:ignore|missing|with|without|context|import|as)\b.*)?[-+]?\s*""", re.DOTALL
)


def theme_folder() -> Path:
    """Where the default theme is: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    packed = here / "_theme"
    return packed if packed.is_dir() else here.parent / "templates"


THEME = "theme"
"""The folder under which the theme's own templates can always be named, as in {% extends "theme/base.html" %}."""


class Templates:
    """The templates of one archive: the user's own where there is a file of that name, else the theme's."""

    def __init__(self, archive: Path) -> None:
        self.folders = (archive / "templates", theme_folder())

    def closures(self) -> dict[str, bytes]:
        """The digest of each template together with all that it extends, includes or imports."""
        sources = self._sources()
        references = {name: _referenced(data) for name, data in sources.items()}
        return {name: self._closure(name, sources, references) for name in sources}

    def _closure(self, name: str, sources: dict[str, bytes], references: dict[str, set[str] | None]) -> bytes:
        seen: set[str] = set()
        todo = {name}
        while todo:
            current = todo.pop()
            seen.add(current)
            further = references.get(current, set())
            todo |= (set(sources) if further is None else further) - seen
        return digest.of(*(part for each in sorted(seen) for part in (each, sources.get(each, b""))))

    def _sources(self) -> dict[str, bytes]:
        own, theme = (_files(folder) for folder in self.folders)
        return {**theme, **{f"{THEME}/{name}": data for name, data in theme.items()}, **own}


def _files(folder: Path) -> dict[str, bytes]:
    paths = sorted(folder.rglob("*")) if folder.is_dir() else ()
    return {path.relative_to(folder).as_posix(): _source(path) for path in paths if path.is_file()}


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
        found.add("/".join(part for part in literal[2].split("/") if part not in ("", ".")))  # as Jinja's loaders read it
    return found


class Renderer:
    """Renders the templates of one archive. Autoescape is always on; an undefined name is an error."""

    def __init__(self, folders: Iterable[Path], language: str, version: bytes = b"") -> None:
        """`version` changes with the templates: those of another are compiled anew, however long the process lives."""
        self._environment = _environment(tuple(folders), language, version)

    def render(self, template: str, variables: dict[str, Any]) -> bytes:
        """The bytes of `template` with `variables`. Raises ConfigError with the place in the template."""
        try:
            text: str = _template(self._environment, template).render(variables)
            return text.encode("utf-8", "replace")
        except Exception as error:  # a template runs any expression; whatever it raises, the fault is the template's
            raise ConfigError(_problem(error, template)) from error


@lru_cache(2)
def _environment(folders: tuple[Path, ...], language: str, _version: bytes) -> Environment:
    # Jinja takes 70 ms that a build with nothing to do need not pay.
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

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
        loader=ChoiceLoader([FileSystemLoader(folders), PrefixLoader({THEME: FileSystemLoader(folders[-1])})]),
    )
    environment.code_generator_class = Quoting
    environment.quoted = quoted  # type: ignore[attr-defined] # where compiled templates look for it
    environment.filters["number"] = lambda count: number(count, language)
    return environment


@lru_cache(256)
def _template(environment: Environment, name: str) -> Any:
    return environment.get_template(name)


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
    return Problem(
        place, str(error) or type(error).__name__, "see docs/templates.md for what a template may see", "template"
    )
