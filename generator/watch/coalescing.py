"""Turn a hail of events into few wakes: when is which place to be passed on? Pure, the clock is an argument.

A place is *marked* when something was done there, and passed on shortly after the last mark. A place that is being
written is *held* until its writer closes it, or until it has been quiet for so long that the writer may never do so.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from generator.watch.places import MANY, Places

SETTLED = 0.025
"""Seconds after the last mark that places are passed on: an editor's save is several events, some milliseconds apart."""

LATEST = 0.3
"""Seconds after the first mark that places are passed on, however many more come."""

QUIET = 1.0
"""Seconds without an event after which a file that nobody closed counts as whole."""

FOUND_QUIET = 0.3
"""The same for a file that had its content when it was met: its writer may have closed it before anybody listened."""

NOTHING: frozenset[str] = frozenset()


class _Held(NamedTuple):
    """How long a place is held: until nothing has happened for a while, but never beyond `latest`."""

    quiet: float
    latest: float = inf

    @property
    def until(self) -> float:
        return min(self.quiet, self.latest)


class Coalescing:
    """What has happened and has not been passed on. Times are seconds of one clock that never goes back."""

    def __init__(self) -> None:
        self._marked: dict[str, float] = {}  # place -> when it was first marked
        self._everything = False
        self._first = inf
        self._last = -inf
        self._held: dict[str, _Held] = {}
        self._soonest = inf  # no place is held for less
        self._burst = 0  # marks since it was last quiet

    def changed(self, place: str, now: float) -> None:
        """Mark a place where something has been done and is over: closed after writing, moved, deleted."""
        held = self._held.pop(place, None)
        if not self._held:
            self._soonest = inf
        self._mark(place, now, min(now, held.latest - LATEST) if held else now)

    def touched(self, place: str, now: float) -> None:
        """Mark a place whose metadata changed, which says nothing of whether it is being written."""
        if place in self._held:
            self._hold(place, now + QUIET)
        else:
            self._mark(place, now, now)

    def writing(self, place: str, now: float, quiet: float = QUIET) -> None:
        """Hold a file that somebody writes until `changed`, or until it has been left alone for `quiet` seconds."""
        self._hold(place, now + quiet)
        if place in self._marked:  # written again before it was passed on: it won't be kept back for ever
            latest = self._marked.pop(place) + LATEST
            self._held[place] = self._held[place]._replace(latest=latest)
            self._soonest = min(self._soonest, latest)
            self._first = min(self._marked.values(), default=inf)

    def everything(self, now: float) -> None:
        """Mark all places: which of them changed can't be told."""
        self._marked.clear()
        self._everything = True
        self._first = min(self._first, now)
        self._last = now

    def due(self) -> float:
        """When to call `take`; infinity if nothing is to come. It may be too early, never too late."""
        return min(self._marks_due(), self._soonest, self._afterthought_due())

    def take(self, now: float) -> Places:
        """Return what is to be passed on now, which may be nothing, and forget it."""
        released = self._release(now)
        if now >= self._afterthought_due():
            self._burst = 0
            self._everything = True
        elif now < self._marks_due():
            return released
        taken = None if self._everything else released.union(self._marked)
        self._everything = False
        self._marked.clear()
        self._first = inf
        return taken

    def _mark(self, place: str, now: float, first: float) -> None:
        if now >= self._last + QUIET and self._burst <= MANY:
            self._burst = 0
        if place not in self._marked:
            self._burst += 1
            if not self._everything:
                self._marked[place] = first
        self._first = min(self._first, first)
        self._last = now
        if len(self._marked) > MANY:
            self.everything(now)

    def _hold(self, place: str, quiet: float) -> None:
        held = self._held.get(place)
        self._held[place] = held._replace(quiet=max(quiet, held.quiet)) if held else _Held(quiet)
        self._soonest = min(self._soonest, self._held[place].until)

    def _release(self, now: float) -> frozenset[str]:
        """Let go of the places that have been held long enough."""
        if now < self._soonest:
            return NOTHING
        released = frozenset(place for place, held in self._held.items() if held.until <= now)
        for place in released:
            del self._held[place]
        self._soonest = min((held.until for held in self._held.values()), default=inf)
        return released

    def _marks_due(self) -> float:
        if self._marked or self._everything:
            return min(self._last + SETTLED, self._first + LATEST)
        return inf

    def _afterthought_due(self) -> float:
        """After a great burst all is looked at once more: events behind the last that came may have been lost."""
        return self._last + QUIET if self._burst > MANY else inf
