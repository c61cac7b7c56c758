"""Find out what changed by looking: where no events come, and where the kernel watches no more folders.

watchdog's own polling keeps a path and an `os.stat_result` of each file, twice while it compares. Of 100,000 files in
1,000 folders that is 123 MB, 195 MB at the height, and 0.7 s a look. One string of names for a folder and eight bytes a
file are 7 MB and 0.5 s.
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.watch.places import FOLDERS, MANY, SETTINGS, Places, is_read

INTERVAL = 1.0
"""Seconds between two looks at a small archive."""

SHARE = 0.1
"""The part of the time that may be spent looking at a large one."""

SECOND_LOOK = 0.5
"""Seconds until what has changed is looked at again. What is the same both times is whole."""

_Sign = int | None
"""A hash of what tells that a file is the same: size, times, inode, mode. None where there is no file."""


class _Listing(NamedTuple):
    """The files of a folder.

    names  with "/" between them: one string takes a fifth of the memory of many
    signs  of each, in that order
    """

    names: str
    signs: array[int]

    def signs_by_name(self) -> dict[str, int]:
        return dict(zip(self.names.split("/"), self.signs, strict=True)) if self.names else {}


_NO_FILES = _Listing("", array("q"))

_Snapshot = dict[str, _Listing]
"""Each folder of an archive by its place; "" is the archive itself, of which only the settings count."""


class Looks:
    """Looks at the files of an archive again and again. The first one is made at once, and tells nothing.

    is_over  asked at each folder: whether nobody waits for what is found any more
    """

    def __init__(self, archive: str, is_over: Callable[[], bool] = lambda: False) -> None:
        self._archive = archive
        self._is_over = is_over
        self._unsettled: dict[str, _Sign] = {}  # changed, and seen so only once
        self._passed: dict[str, _Sign] = {}  # passed on since the last look at everything
        self._snapshot: _Snapshot = {}
        self._interval = INTERVAL
        self._next = 0.0
        self._look()

    def pause(self) -> float:
        """Seconds until the next look is due."""
        wait = max(0.0, self._next - time.monotonic())
        return min(wait, SECOND_LOOK) if self._unsettled else wait

    def again(self) -> Places:
        """Look again, at what is unsettled or at everything, and return what has changed and settled."""
        settled = self._settle()
        if time.monotonic() >= self._next:
            self._find_changes()
        return None if len(settled) > MANY else settled

    def _settle(self) -> frozenset[str]:
        """Look at the unsettled places. Those that are as they were have settled."""
        now = {place: self._sign(place) for place in self._unsettled}
        settled = {place: sign for place, sign in now.items() if sign == self._unsettled[place]}
        self._unsettled = {place: sign for place, sign in now.items() if place not in settled}
        self._passed.update(settled)
        return frozenset(settled)

    def _find_changes(self) -> None:
        before = self._snapshot
        self._look()
        if self._is_over():
            return
        changed = dict(_changes(before, self._snapshot))
        nowhere = object()
        self._unsettled.update((at, sign) for at, sign in changed.items() if self._passed.get(at, nowhere) != sign)
        self._passed.clear()

    def _look(self) -> None:
        """Take a snapshot of everything, and see how long that takes."""
        began = time.monotonic()
        self._snapshot = _snapshot(self._archive, self._snapshot, self._is_over)
        took = time.monotonic() - began
        self._interval = max(INTERVAL, took / SHARE)
        self._next = began + self._interval

    def _sign(self, place: str) -> _Sign:
        try:
            found = Path(self._archive, place).stat(follow_symlinks=place == SETTINGS)
        except OSError:
            return None
        return _sign_of(found)


def _sign_of(found: os.stat_result) -> int:
    return hash((found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev, found.st_mode))


def _snapshot(archive: str, before: _Snapshot, is_over: Callable[[], bool]) -> _Snapshot:
    """Look at every folder. One that can't be read just now, on a share that is away, counts as it was `before`."""
    snapshot: _Snapshot = {"": _settings(archive)}
    todo = list(FOLDERS)
    while todo and not is_over():
        here = todo.pop()
        try:
            folders, snapshot[here] = _look_into(archive, here)
            todo += folders
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            continue
        except OSError:
            snapshot.update((place, before[place]) for place in before if place == here or place.startswith(f"{here}/"))
    return snapshot


def _settings(archive: str) -> _Listing:
    try:
        return _Listing(SETTINGS, array("q", (_sign_of(Path(archive, SETTINGS).stat()),)))
    except OSError:
        return _NO_FILES


def _look_into(archive: str, here: str) -> tuple[list[str], _Listing]:
    """The places of the folders in a folder, and its files."""
    folders: list[str] = []
    names: list[str] = []
    signs = array("q")
    with os.scandir(f"{archive}/{here}") as found:
        for entry in found:
            if not is_read(f"{here}/{entry.name}", entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{here}/{entry.name}")
            elif (sign := _sign_of_entry(entry)) is not None:
                names.append(entry.name)
                signs.append(sign)
    return folders, _Listing("/".join(names), signs)


def _sign_of_entry(entry: os.DirEntry[str]) -> _Sign:
    try:
        return _sign_of(entry.stat(follow_symlinks=False))
    except OSError:
        return None  # it went while we looked


def _changes(before: _Snapshot, after: _Snapshot) -> Iterator[tuple[str, _Sign]]:
    """The places that differ, with what is there now. A folder that went is one place, one that came is its files."""
    gone = before.keys() - after.keys()
    yield from ((place, None) for place in gone if place.rpartition("/")[0] not in gone)
    for place, listing in after.items():
        old = before.get(place, _NO_FILES)
        if listing != old:
            yield from _changes_in(f"{place}/" if place else "", old.signs_by_name(), listing.signs_by_name())


def _changes_in(folder: str, old: dict[str, int], new: dict[str, int]) -> Iterator[tuple[str, _Sign]]:
    yield from ((folder + name, None) for name in old.keys() - new.keys())
    yield from ((folder + name, sign) for name, sign in new.items() if old.get(name) != sign)
