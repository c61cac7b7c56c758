"""Coalescing, with a clock of the test's own: every place is passed on, none too early, none too late."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from generator.watch.coalescing import FOUND_QUIET, LATEST, NOTHING, QUIET, SETTLED, Coalescing
from generator.watch.places import MANY, Places

MOMENT = 1e-9
"""What sums of floats may differ by."""


class Event(NamedTuple):
    """Something that happens `after` seconds after the event before."""

    after: float
    what: str
    place: str


def _events(*kinds: str) -> st.SearchStrategy[list[Event]]:
    after = st.sampled_from([0.0, 0.001, 0.01, 0.02, 0.03, 0.1, 0.29, 0.31, 0.9, 1.1])
    return st.lists(st.builds(Event, after, st.sampled_from(kinds), st.sampled_from("abc")), max_size=40)


@dataclass
class Rules:
    """The rules of coalescing, said once more and slowly: when a place is to be passed on.

    first  when a place was first finished and not passed on since
    quiet  when a place that is being written will have been quiet for long enough
    last   when a place was last finished
    """

    first: dict[str, float] = field(default_factory=dict)
    quiet: dict[str, float] = field(default_factory=dict)
    last: float = -inf

    def take_in(self, event: Event, now: float) -> None:
        """Take note of an event."""
        if event.what == "changed" or (event.what == "touched" and event.place not in self.quiet):
            self.quiet.pop(event.place, None)
            self.first.setdefault(event.place, now)
            self.last = now
        else:
            length = FOUND_QUIET if event.what == "found" else QUIET
            self.quiet[event.place] = max(now + length, self.quiet.get(event.place, -inf))

    def due(self, place: str) -> float:
        """When a place is to be passed on, if nothing happens until then."""
        if place in self.quiet:
            return min(self.quiet[place], self.first.get(place, inf) + LATEST)
        oldest = min(first for each, first in self.first.items() if each not in self.quiet)
        return min(self.last + SETTLED, oldest + LATEST)

    def places(self) -> set[str]:
        """What has not been passed on."""
        return self.first.keys() | self.quiet.keys()

    def forget(self, places: frozenset[str]) -> None:
        """Take note that places were passed on."""
        for place in places:
            self.first.pop(place, None)
            self.quiet.pop(place, None)


@dataclass
class Clock:
    """Drives a Coalescing as the watcher does: `take` is called whenever something is due."""

    coalescing: Coalescing = field(default_factory=Coalescing)
    now: float = 0.0
    passed: list[tuple[float, Places]] = field(default_factory=list)

    def advance(self, until: float) -> None:
        """Let time go on."""
        while (due := self.coalescing.due()) <= until:
            self.now = max(self.now, due)
            taken = self.coalescing.take(self.now)
            assert self.coalescing.due() > self.now, "it would be asked again at once, for ever"
            if taken != NOTHING:
                self.passed.append((self.now, taken))
        self.now = max(self.now, until)

    def run_out(self) -> None:
        """Let so much time go on that nothing is left."""
        self.advance(self.now + 60)
        assert self.coalescing.due() == inf

    def happen(self, event: Event) -> None:
        """Let time go on until an event, and tell of it."""
        self.advance(self.now + event.after)
        match event.what:
            case "everything":
                self.coalescing.everything(self.now)
            case "found":
                self.coalescing.writing(event.place, self.now, FOUND_QUIET)
            case _:
                getattr(self.coalescing, event.what)(event.place, self.now)


@given(_events("changed", "touched", "writing", "found", "everything"))
def test_every_place_is_passed_on_after_its_last_event(events: list[Event]) -> None:
    """Whatever happens in whatever order, nobody has to be told twice."""
    clock = Clock()
    last: dict[str, float] = {}
    for event in events:
        clock.happen(event)
        last.update(dict.fromkeys("abc" if event.what == "everything" else event.place, clock.now))
    clock.run_out()
    for place, when in last.items():
        assert any(then >= when and (places is None or place in places) for then, places in clock.passed)


@given(_events("changed", "touched", "writing", "found"))
def test_every_place_is_passed_on_when_it_is_due(events: list[Event]) -> None:
    """No place is passed on before its time, none after it, and none that had no event."""
    clock, rules = Clock(), Rules()
    for event in (*events, Event(60, "changed", "end")):
        before = len(clock.passed)
        clock.happen(event)
        for then, places in clock.passed[before:]:
            assert places is not None
            assert all(abs(then - rules.due(place)) < MOMENT for place in places)
            rules.forget(places)
        assert all(rules.due(place) > clock.now - MOMENT for place in rules.places())
        rules.take_in(event, clock.now)
    assert rules.places() == {"end"}


def test_a_save_is_one_wake() -> None:
    """The events of one save, some milliseconds apart, are passed on together 25 ms after the last."""
    clock = Clock()
    for event in (Event(0, "changed", "a~"), Event(0.002, "writing", "a"), Event(0.004, "changed", "a")):
        clock.happen(event)
    clock.run_out()
    [(when, places)] = clock.passed
    assert abs(when - 0.006 - SETTLED) < MOMENT
    assert places == {"a~", "a"}


def test_a_burst_wakes_every_300_ms() -> None:
    """A file every 10 ms, for three seconds: about ten wakes, and the last one after the last file."""
    clock = Clock()
    for number in range(300):
        clock.happen(Event(0.01, "changed", str(number)))
    clock.run_out()
    assert 10 <= len(clock.passed) <= 11
    assert frozenset().union(*(places or () for _, places in clock.passed)) == {str(number) for number in range(300)}


def test_a_file_that_is_written_slowly_waits_and_the_others_go_on() -> None:
    """Each piece that is written puts it off; closing it ends the wait."""
    clock = Clock()
    for _ in range(20):
        clock.happen(Event(0.5, "writing", "slow"))
    clock.happen(Event(0, "changed", "quick"))
    clock.happen(Event(0.5, "touched", "slow"))
    clock.happen(Event(0.1, "changed", "slow"))
    clock.run_out()
    assert [(round(when, 3), places) for when, places in clock.passed] == [(10.025, {"quick"}), (10.625, {"slow"})]


def test_a_file_that_is_never_closed_is_passed_on_after_a_second() -> None:
    """Whoever appends to a file and keeps it open is not waited for."""
    clock = Clock()
    clock.happen(Event(0, "writing", "log"))
    clock.run_out()
    assert clock.passed == [(QUIET, {"log"})]


def test_a_file_that_is_saved_without_end_is_passed_on_all_the_same() -> None:
    """A program that saves every 10 ms can put nothing off for ever."""
    clock = Clock()
    for _ in range(100):
        clock.happen(Event(0.005, "writing", "a"))
        clock.happen(Event(0.005, "changed", "a"))
    assert len(clock.passed) >= 3


def test_a_great_burst_is_everything_and_once_more_when_it_is_quiet() -> None:
    """More than 1,000 places are not named; and what came behind the last event that was heard may be lost."""
    clock = Clock()
    for number in range(MANY + 1):
        clock.happen(Event(0.0001, "changed", str(number)))
    end = clock.now
    clock.run_out()
    assert clock.passed[-2][1] is None
    assert clock.passed[-1] == (end + QUIET, None)


def test_slow_work_is_no_burst() -> None:
    """A thousand saves over a day, each by itself, are no reason to look at everything."""
    clock = Clock()
    for number in range(2 * MANY):
        clock.happen(Event(60, "changed", str(number)))
    clock.run_out()
    assert None not in [places for _, places in clock.passed]
