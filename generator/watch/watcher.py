"""Wake somebody when the inputs of an archive may have changed.

Events are only a wake-up: who is woken looks at the files. A place too many costs a look; a place too few would be a
page that is out of date, so whatever is in doubt wakes for everything.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from generator.errors import Problem
from generator.watch.limits import refusal, silence
from generator.watch.listening import Ear, Listener, doubting
from generator.watch.news import News
from generator.watch.places import FOLDERS, SETTINGS, Places
from generator.watch.polling import Looks

GLANCE = 1.0
"""Seconds between two glances at what no event tells of: a symbolic link's target that is replaced, a mount."""

LINUX = sys.platform == "linux"


class Watcher:
    """Watches the inputs of an archive: content/, templates/, static/ and backfile.toml. They need not exist.

    wake     called from a thread of the watcher's with the places that may have changed: files, or folders with all
             below them, relative to the archive; or with None, if that may be anything
    polling  look at the files from time to time, instead of waiting for events
    tell     called when there will be no events though they were wanted, with the reason
    """

    def __init__(
        self,
        archive: Path,
        wake: Callable[[Places], None],
        *,
        polling: bool = False,
        tell: Callable[[Problem], None],
    ) -> None:
        self._archive = os.path.abspath(archive)  # noqa: PTH100 - a string: every event is joined to it
        self._wake = wake
        self._polling = polling
        self._tell = tell
        self._news = News()
        self._stopping = threading.Event()
        self._ear: Ear | None = None
        self._looks: Looks | None = None
        self._standing: tuple[object, ...] = ()
        self._glance = 0.0
        self._warnings = ExitStack()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    @property
    def uses(self) -> Literal["events", "polling"]:
        """How it hears of changes at the moment."""
        return "events" if self._looks is None else "polling"

    def start(self) -> None:
        """Watch from now on: what is changed after this returns wakes."""
        self._warnings.enter_context(doubting(self._news.doubt))
        self._open()
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer. Returns when the last call of `wake` has, and no thread is left."""
        self._stopping.set()
        self._news.end()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        try:
            with self._warnings:
                while not self._stopping.is_set():
                    if self._looks is not None:
                        self._await_a_look(self._looks)
                    else:
                        self._await_events()
        finally:
            self._close()

    def _await_a_look(self, looks: Looks) -> None:
        if not self._stopping.wait(looks.pause()):
            self._pass_on(looks.again())

    def _await_events(self) -> None:
        self._news.wait(self._glance)
        if self._stopping.is_set():
            return
        if self._news.refused_with is not None:
            self._look_instead(refusal(self._news.refused_with))
            self._pass_on(None)  # what went unheard before the first look is in nobody's list
            return
        self._glance_at_the_top()
        places = self._news.take()
        if places is None and self._news.doubtful:
            self._open_anew()  # before anybody looks: what happens after that look must be heard
        self._pass_on(places)

    def _pass_on(self, places: Places) -> None:
        if (places is None or places) and not self._stopping.is_set():
            self._wake(places)

    def _glance_at_the_top(self) -> None:
        if time.monotonic() < self._glance:
            return
        self._glance = time.monotonic() + GLANCE
        if _standing(self._archive) != self._standing:
            self._news.doubt()

    def _open(self) -> None:
        """Listen, or look where listening is no use."""
        self._standing = _standing(self._archive)
        self._glance = time.monotonic() + GLANCE
        if self._polling:
            self._looks = Looks(self._archive, self._stopping.is_set)
        elif (problem := silence(self._archive)) is not None:
            self._look_instead(problem)
        else:
            try:
                self._ear = _listen(self._archive, self._news)
            except OSError as error:
                self._look_instead(refusal(error))

    def _open_anew(self) -> None:
        self._news.doubtful = False
        self._close()
        self._open()

    def _close(self) -> None:
        if self._ear is not None:
            self._ear.close()
            self._ear = None

    def _look_instead(self, problem: Problem) -> None:
        """Go over to looking."""
        self._close()
        self._looks = Looks(self._archive, self._stopping.is_set)
        self._tell(problem)


def _listen(archive: str, listener: Listener) -> Ear:
    """What hears of changes on this system. Imported here: one is for Linux alone, the other never needed there."""
    if LINUX:
        from generator.watch.inotify import Tree

        return Tree(archive, listener)
    from generator.watch.observing import Observed

    return Observed(archive, listener)


def _standing(archive: str) -> tuple[object, ...]:
    """What the names at the top of an archive stand for, behind symbolic links: folders by inode, a file by its times."""
    folders = (Path(archive), *(Path(archive, name) for name in FOLDERS))
    return (*(_identity(folder) for folder in folders), _times_behind_link(Path(archive, SETTINGS)))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _times_behind_link(path: Path) -> tuple[int, int, int] | None:
    """What tells that a file behind a symbolic link has changed; of one that is no link, events tell."""
    try:
        if not path.is_symlink():
            return None
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
