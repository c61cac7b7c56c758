"""Look at an archive's files without opening any: which there are, and which are not as the catalogue knows them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.errors import Problem
from generator.read import kind_of, pair, unknown_kind


class Stat(NamedTuple):
    """What tells that a file has not changed since it was read: size in bytes, times in nanoseconds, inode."""

    size: int
    mtime: int
    ctime: int
    inode: int


class Scan(NamedTuple):
    """What lies in an archive.

    sources   content/ files that become documents, by path relative to the archive
    sidecars  the sidecar of each source file that has one: path -> path
    stats     of every file in sources, sidecars and static/
    static    paths of the files in static/
    passed    how many files were passed over, by kind ("passed over", "media")
    problems  what was met on the way
    """

    sources: tuple[str, ...]
    sidecars: dict[str, str]
    stats: dict[str, Stat]
    static: tuple[str, ...]
    passed: Counter[str]
    problems: tuple[Problem, ...]


def scan(archive: Path) -> Scan:
    """Walk content/ and static/. Symbolic links are never followed: they may lead out of the archive, or in circles."""
    walk = _Walk(str(archive), kind_of)
    walk.into("content")
    kept = sorted(path for path, kind in walk.kinds.items() if kind in ("text", "html", "markdown"))
    pairing = pair((*kept, *(path for path, kind in walk.kinds.items() if kind == "sidecar")))
    problems = [unknown_kind(path) for path, kind in walk.kinds.items() if kind == "unknown"]
    problems += [_lonely(path) for path in pairing.unused]
    static = _Walk(str(archive), _kind_of_static)
    static.into("static")
    files = tuple(sorted(path for path, kind in static.kinds.items() if kind != "passed over"))
    passed = Counter(kind for kind in walk.kinds.values() if kind in ("passed over", "media"))
    problems += walk.problems + static.problems
    return Scan(tuple(kept), pairing.of, {**walk.stats, **static.stats}, files, passed, tuple(sorted(problems)))


class _Walk:
    """One walk below a folder of the archive. Paths are strings throughout: ten million of them pass here."""

    def __init__(self, archive: str, kind_of: Callable[[str], str]) -> None:
        self._archive = archive
        self._kind_of = kind_of
        self.kinds: dict[str, str] = {}
        self.stats: dict[str, Stat] = {}
        self.problems: list[Problem] = []

    def into(self, folder: str) -> None:
        todo = [folder]
        while todo:
            here = todo.pop()
            try:
                with os.scandir(f"{self._archive}/{here}") as found:
                    entries = list(found)
                beside = _companions(entries) if self._kind_of is kind_of else set()
                todo.extend(f for entry in entries if entry.name not in beside and (f := self._entry(entry, here)))
                self.kinds.update((f"{here}/{name}", "passed over") for name in beside)
            except FileNotFoundError:
                continue  # an archive without static/, or a folder that went while we walked
            except OSError as error:
                self._add(here, f"can't be opened ({error.strerror})", "make it yours to read", "unreadable", "error")

    def _entry(self, entry: os.DirEntry[str], here: str) -> str | None:
        """Take note of a file, or return a folder to walk into."""
        path = f"{here}/{entry.name}"
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            self._add(shown, "has a name that is not UTF-8", "rename it", "unreadable", "error")
            return None
        try:
            if entry.is_symlink():
                self._add(path, "is a symbolic link, which is not followed", "put the file itself there", "symbolic link")
            elif entry.is_dir():
                return None if self._kind_of(entry.name) == "passed over" else path
            elif entry.is_file():
                self._file(path, entry)
        except OSError as error:
            self._add(path, f"can't be looked at ({error.strerror})", "make it yours to read", "unreadable", "error")
        return None

    def _file(self, path: str, entry: os.DirEntry[str]) -> None:
        self.kinds[path] = self._kind_of(entry.name)
        if self.kinds[path] != "passed over":
            found = entry.stat(follow_symlinks=False)
            self.stats[path] = Stat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)

    def _add(self, place: str, fault: str, remedy: str, kind: str, severity: str = "warning") -> None:
        self.problems.append(Problem(place, fault, remedy, kind, "error" if severity == "error" else "warning"))


def _kind_of_static(name: str) -> str:
    """Whatever lies in static/ is copied (.well-known, .htaccess and all), but for what systems and git leave there."""
    return "passed over" if name in _LEFT_BY_SYSTEMS or name.startswith("._") else "static"


_LEFT_BY_SYSTEMS = frozenset((".DS_Store", ".git", ".hg", ".svn", "Thumbs.db", "desktop.ini"))


def _companions(entries: list[os.DirEntry[str]]) -> set[str]:
    """The folders in which browsers keep what a saved page is made of: "Story_files" beside "Story.html"."""
    names = {entry.name for entry in entries}
    folders = (name for name in names if name.endswith("_files"))
    return {name for name in folders if {f"{name[:-6]}.html", f"{name[:-6]}.htm"} & names}


def _lonely(path: str) -> Problem:
    fault = "is a sidecar, and no file that it belongs to is beside it"
    return Problem(path, fault, "name it after the file: story.txt.meta.yaml", "sidecar without file", "warning")
