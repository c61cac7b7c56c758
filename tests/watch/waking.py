"""A watcher on an archive, and what it was woken for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import NamedTuple

from generator.errors import Problem
from generator.watch.places import FOLDERS, SETTINGS, Places
from generator.watch.watcher import Watcher
from tests.archives import contents

PATIENCE = 30.0
"""Seconds that a test waits for what must come. Reaching it is a failure, so it may be long."""


MARK = "content/mark.txt"


class Wake(NamedTuple):
    """One call of `wake`, and what the archive's content/ was at that moment, as far as it was asked for."""

    places: Places
    seen: dict[str, bytes]


class Woken:
    """Everything that a watcher woke for and told, in order.

    looks_at  the files whose bytes each wake notes, as whoever is woken would read them
    on_wake   called with the places of each wake
    """

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self.looks_at: list[Path] = []
        self.on_wake: Callable[[Places], None] = lambda _places: None
        self.wakes: list[Wake] = []
        self.told: list[Problem] = []
        self.watcher: Watcher | None = None
        self._come = threading.Condition()

    def wake(self, places: Places) -> None:
        """Take note of a wake."""
        self.on_wake(places)
        seen = {str(path): path.read_bytes() for path in self.looks_at if path.exists()}
        with self._come:
            self.wakes.append(Wake(places, seen))
            self._come.notify_all()

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition that a wake brings about."""
        with self._come:
            assert self._come.wait_for(condition, PATIENCE), f"{what} did not come; woke for {self.named()}"

    def until_covered(self, *paths: Path) -> None:
        """Wait until each path was in a wake, or in a folder that was."""
        self.until(lambda: not self.missing(paths), f"a wake for {sorted(self.missing(paths))[:5]}")

    def until_seen(self, path: Path, text: str) -> None:
        """Wait for a wake at which whoever looks at `path` finds `text`, all of it."""
        self.until_covered(path)
        self.until(lambda: bool(self.wakes) and self.wakes[-1].seen.get(str(path)) == text.encode(), f"{text!r} in {path}")

    def until_idle(self) -> None:
        """Wait until all that has happened so far was passed on: a file that is made now comes through behind it."""
        assert self.watcher is not None
        mark = self.archive / MARK
        before = len(self.wakes)
        mark.touch()
        self.until(lambda: any(_covers(wake.places, MARK) for wake in self.wakes[before:]), "the mark")
        mark.unlink()
        news = self.watcher._news
        wait_for(lambda: news._coalescing.due() == inf)

    def count(self) -> int:
        """How often it woke, but for the marks of `until_idle`."""
        return sum(wake.places != {MARK} for wake in self.wakes)

    def missing(self, paths: Iterable[Path]) -> set[str]:
        """The paths that no wake covered, relative to the archive."""
        if any(wake.places is None for wake in self.wakes):
            return set()
        woken = frozenset().union(*(wake.places or () for wake in self.wakes))
        places = (path.relative_to(self.archive).as_posix() for path in paths)
        return {place for place in places if not _covers(woken, place)}

    def named(self) -> set[str]:
        """All places that were named."""
        return set().union(*(wake.places or () for wake in self.wakes))


@contextmanager
def watching(archive: Path, *, polling: bool = False) -> Iterator[Woken]:
    """Watch an archive; nothing may be told of what a build writes, and no thread may be left."""
    threads = set(threading.enumerate())
    woken = Woken(archive)
    woken.watcher = Watcher(archive, woken.wake, polling=polling, tell=woken.told.append)
    woken.watcher.start()
    try:
        yield woken
    finally:
        woken.watcher.stop()
    assert set(threading.enumerate()) <= threads
    assert all(place.split("/")[0] in (*FOLDERS, SETTINGS) for place in woken.named())


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait for what no wake tells of."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def files_of(folder: Path) -> list[Path]:
    """Every file under `folder`."""
    return [folder / path for path in contents(folder)]


def _covers(places: Places, place: str) -> bool:
    """Whether a place, or a folder that it is in, is among `places`."""
    if places is None:
        return True
    parts = place.split("/")
    return any("/".join(parts[:count]) in places for count in range(1, len(parts) + 1))
