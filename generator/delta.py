"""What has changed since the catalogue was written: which files to read, which are gone."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import NamedTuple

from generator import digest, recipes
from generator.catalogue.ledger import UNSURE, Known, Ledger
from generator.config import Config
from generator.errors import Problem
from generator.read import sidecar_of
from generator.reading import Reading, folder_of, recipe_if_slow
from generator.scan import Scan
from generator.site import is_page


class Delta(NamedTuple):
    """The difference between an archive and what its catalogue knows of it.

    read      source files that are new, changed, or known by another recipe
    gone      known files that are no longer there
    static    files of static/ that are new or changed
    problems  files of static/ that can't be taken
    sources   how many source files more (or fewer) there are, where looked at, than are known
    """

    read: tuple[Reading, ...]
    gone: tuple[str, ...]
    static: tuple[str, ...]
    problems: tuple[Problem, ...]
    sources: int

    def __bool__(self) -> bool:
        return bool(self.read or self.gone or self.static)


_UNKNOWN: Known = (UNSURE, b"")


def reading_of(config: Config, ledger: Ledger, path: str, recurring: tuple[Set[str], ...]) -> Reading:
    """A file as it was last read, to be read again the same way but for what recurs. Its recipe tells its sidecar."""
    recipe, folder = ledger.recipe_of(path), folder_of(path)
    sidecar = next((each for each in sidecar_of(path) if recipe == recipe_of(config, folder, each)), None)
    return Reading(path, sidecar, recipe, None, recurring)


def recipe_of(config: Config, folder: str | None, sidecar: str | None) -> bytes:
    """What an article depends on besides the bytes of its file and its sidecar, and what recurs in its source."""
    return digest.of(recipes.reading(config, folder), sidecar or "")


def delta_of(config: Config, found: Scan, ledger: Ledger) -> Delta:
    """Compare what was found with what is known of the same part of the archive, by stat and recipe alone."""
    known = ledger.files(found.scope)

    @cache
    def recipe(folder: str | None, sidecar: str | None) -> bytes:
        return recipe_of(config, folder, sidecar)

    def is_known(path: str) -> bool:
        return path in known and known[path][0] == found.stats[path]

    read = []
    for path in found.sources:
        sidecar = found.sidecars.get(path)
        now = recipe(folder_of(path), sidecar)
        before = known.get(path, _UNKNOWN)
        same = before[1] == now
        # One that took too long is not tried again in vain, but it is wherever something has changed.
        tried = same or before[1] == recipe_if_slow(now, config)
        if tried and before[0] == found.stats[path] and (sidecar is None or is_known(sidecar)):
            continue
        read.append(Reading(path, sidecar, now, ledger.digest_of(path) if same else None))
    static = [path for path in found.static if not _clashes(path.removeprefix("static/"))]
    there = {*found.sources, *found.sidecars.values(), *static}
    problems = tuple(_takes_place(path) for path in found.static if path not in there)
    changed = tuple(path for path in static if not is_known(path))
    sources = len(found.sources) - sum(bool(recipe) for _, recipe in known.values())
    return Delta(tuple(read), tuple(sorted(known.keys() - there)), changed, problems, sources)


def _clashes(path: str) -> bool:
    """Whether a static file would stand where a page does, or where a folder of pages does."""
    return is_page(path) or is_page(f"{path}/")


def _takes_place(path: str) -> Problem:
    fault = "would take the place of a page that backfile writes"
    return Problem(path, fault, "rename it, or override the template in templates/", "static file")
