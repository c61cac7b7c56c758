"""Where the thread that hears of changes leaves them for the thread that passes them on."""

from __future__ import annotations

import threading
import time
from math import inf

from generator.watch.coalescing import FOUND_QUIET, QUIET, Coalescing
from generator.watch.places import Places


class News:
    """A listener that coalesces what it is told, and somebody who waits for it.

    refused_with  why the system watches no further folder, once it has said so
    doubtful      whether events were lost since somebody last set this to False
    """

    def __init__(self) -> None:
        self.refused_with: OSError | None = None
        self.doubtful = False
        self._come = threading.Condition()
        self._coalescing = Coalescing()
        self._asleep_until = -inf
        self._over = False

    def changed(self, place: str) -> None:
        """Something was done to a file or folder, and is over."""
        with self._come:
            self._coalescing.changed(place, time.monotonic())
            self._rouse()

    def touched(self, place: str) -> None:
        """Permissions, owner, times or links of a file changed."""
        with self._come:
            self._coalescing.touched(place, time.monotonic())
            self._rouse()

    def writing(self, place: str) -> None:
        """A file was made or written to, and has not been closed."""
        self._hold(place, QUIET)

    def found(self, place: str) -> None:
        """A file is there that is new; it may be whole, or still being written."""
        self._hold(place, FOUND_QUIET)

    def doubt(self) -> None:
        """Events were lost, or are about to be."""
        with self._come:
            self.doubtful = True
            self._coalescing.everything(time.monotonic())
            self._rouse()

    def refused(self, error: OSError) -> None:
        """The system watches no further folder."""
        with self._come:
            self.refused_with = error
            self._come.notify()

    def end(self) -> None:
        """Let nobody wait any more."""
        with self._come:
            self._over = True
            self._come.notify()

    def wait(self, until: float) -> None:
        """Wait for what is due, for a refusal or the end, but no longer than `until`."""
        with self._come:
            until = min(until, self._coalescing.due())
            rest = until - time.monotonic()
            if rest > 0 and self.refused_with is None and not self._over:
                self._asleep_until = until
                self._come.wait(rest)
                self._asleep_until = -inf

    def take(self) -> Places:
        """Return what is to be passed on now, which may be nothing."""
        with self._come:
            return self._coalescing.take(time.monotonic())

    def _hold(self, place: str, quiet: float) -> None:
        with self._come:
            self._coalescing.writing(place, time.monotonic(), quiet)
            self._rouse()

    def _rouse(self) -> None:
        """Wake who waits, if they would sleep too long. Most events of a burst find them sleeping no longer than that."""
        if self._coalescing.due() < self._asleep_until:
            self._asleep_until = -inf
            self._come.notify()
