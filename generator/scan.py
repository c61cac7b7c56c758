"""Look at an archive's files without opening any: which there are, and which are not as the catalogue knows them."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

import msgspec

from generator.errors import Problem
from generator.read import kind_of, pair, unknown_kind


class Stat(NamedTuple):
    """What tells that a file has not changed since it was read: size in bytes, times in nanoseconds, inode."""

    size: int
    mtime: int
    ctime: int
    inode: int


class Scope(msgspec.Struct, frozen=True):
    """A part of an archive that was looked at: in some folders the names that share a stem, and all that is below them.

    Whatever belongs together by its names has one stem: "story" is that of story.txt, story.txt.meta.yaml, story.html
    and story_files. So a look at one of them sees them all.
    """

    stems: dict[str, frozenset[str]]

    def __contains__(self, path: object) -> bool:
        parts = str(path).split("/")
        folders = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
        return any(stem_of(name) in self.stems.get(folder, ()) for folder, name in zip(folders, parts[1:], strict=True))

    def ranges(self) -> Iterator[tuple[str, str]]:
        """Half-open ranges of paths that hold all that is in the scope, and little else."""
        for folder, stems in self.stems.items():
            for name in (name for stem in stems for name in (stem, f"{stem}_files")):
                yield f"{folder}/{name}", f"{folder}/{name}\x01"
                yield f"{folder}/{name}.", f"{folder}/{name}0"  # "." and "/" are all that comes before "0" here


def stem_of(name: str) -> str:
    """What the names of files that belong together have in common."""
    return name.removesuffix("_files").partition(".")[0]


class Scan(NamedTuple):
    """What lies in an archive, or in a part of it.

    scope     the part; None: all of it
    sources   content/ files that become documents, by path relative to the archive
    sidecars  the sidecar of each source file that has one: path -> path
    stats     of every file in sources, sidecars and static/
    static    paths of the files in static/
    passed    how many files were passed over, by kind ("passed over", "media")
    problems  what was met on the way
    """

    scope: Scope | None
    sources: tuple[str, ...]
    sidecars: dict[str, str]
    stats: dict[str, Stat]
    static: tuple[str, ...]
    passed: Counter[str]
    problems: tuple[Problem, ...]


def scan(archive: Path, places: Iterable[str] | None = None) -> Scan:
    """Walk content/ and static/. Symbolic links are never followed: they may lead out of the archive, or in circles.

    places  files and folders, as paths relative to the archive: look at what is there now, and at what belongs to them,
            and nowhere else
    """
    scope = None if places is None else _scope_of(archive, places)
    content, static = (
        _walk(archive, top, kind_of, scope) for top, kind_of in (("content", kind_of), ("static", _kind_of_static))
    )
    kept = sorted(path for path, kind in content.kinds.items() if kind in ("text", "html", "markdown"))
    pairing = pair((*kept, *(path for path, kind in content.kinds.items() if kind == "sidecar")))
    problems = [unknown_kind(path) for path, kind in content.kinds.items() if kind == "unknown"]
    problems += [_lonely(path) for path in pairing.unused]
    files = tuple(sorted(path for path, kind in static.kinds.items() if kind != "passed over"))
    passed = Counter(kind for kind in content.kinds.values() if kind in ("passed over", "media"))
    problems += content.problems + static.problems
    stats = {**content.stats, **static.stats}
    return Scan(scope, tuple(kept), pairing.of, stats, files, passed, tuple(sorted(problems)))


def _scope_of(archive: Path, places: Iterable[str]) -> Scope:
    stems: defaultdict[str, set[str]] = defaultdict(set)
    for place in places:
        if place.startswith(("content/", "static/")):
            folder, _, name = _standing(archive, place).rpartition("/")
            stems[folder].add(stem_of(name))
    return Scope({folder: frozenset(found) for folder, found in sorted(stems.items())})


def _standing(archive: Path, place: str) -> str:
    """`place`, or the first folder above it that is not walked into, or only as long as no saved page is beside it."""
    parts = place.split("/")
    passed = kind_of if parts[0] == "content" else _kind_of_static
    for depth in range(2, len(parts)):
        above, name = "/".join(parts[:depth]), parts[depth - 1]
        if name.endswith("_files") or passed(name) == "passed over" or not _is_folder(archive / above):
            return above
    return place


def _is_folder(path: Path) -> bool:
    try:
        return S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _walk(archive: Path, top: str, kind_of: Callable[[str], str], scope: Scope | None) -> _Walk:
    walk = _Walk(str(archive), kind_of)
    if scope is None:
        walk.into(top)
        return walk
    for folder, stems in scope.stems.items():
        if folder.split("/")[0] == top:
            walk.into(folder, stems)
    return walk


class _Walk:
    """One walk below a folder of the archive. Paths are strings throughout: ten million of them pass here."""

    def __init__(self, archive: str, kind_of: Callable[[str], str]) -> None:
        self._archive = archive
        self._kind_of = kind_of
        self.kinds: dict[str, str] = {}
        self.stats: dict[str, Stat] = {}
        self.problems: list[Problem] = []

    def into(self, folder: str, stems: frozenset[str] | None = None) -> None:
        """Take note of all that is below `folder`; with `stems`, of the names in it that have one of them."""
        todo = self._look(folder, stems)
        while todo:
            todo.extend(self._look(todo.pop()))

    def _look(self, here: str, stems: frozenset[str] | None = None) -> list[str]:
        """Take note of the files in a folder; the folders in it."""
        try:
            with os.scandir(f"{self._archive}/{here}") as found:
                entries = [entry for entry in found if stems is None or stem_of(entry.name) in stems]
            beside = _companions(entries) if self._kind_of is kind_of else set()
            self.kinds.update((f"{here}/{name}", "passed over") for name in beside)
            return [path for entry in entries if entry.name not in beside and (path := self._entry(entry, here))]
        except (FileNotFoundError, NotADirectoryError):
            return []  # an archive without static/, or a folder that went while we walked
        except OSError as error:
            self._add(here, f"can't be opened ({error.strerror})", "make it yours to read", "unreadable", "error")
            return []

    def _entry(self, entry: os.DirEntry[str], here: str) -> str | None:
        """Take note of a file, or return a folder to walk into."""
        path = f"{here}/{entry.name}"
        if not path.isascii() and not is_utf8(path):
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            self._add(shown, "has a name that is not UTF-8", "rename it", "unreadable", "error")
            return None
        try:
            if entry.is_file(follow_symlinks=False):  # first, for most are
                self._file(path, entry)
            elif entry.is_symlink() and self._kind_of(entry.name) == "passed over":
                self.kinds[path] = "passed over"  # Emacs's lock, ".#story.txt", leads nowhere
            elif entry.is_symlink():
                self._add(path, "is a symbolic link, which is not followed", "put the file itself there", "symbolic link")
            elif entry.is_dir():
                return None if self._kind_of(entry.name) == "passed over" else path
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


def is_utf8(path: str) -> bool:
    """Whether the name of a file has an encoding; what has none can be neither written down nor asked for."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


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
