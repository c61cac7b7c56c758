"""What a watch prints: where the archive is served, a line for each build, and what is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import IO

from generator.errors import Problem
from generator.report import Progress, Report, Silent
from generator.terminal import Bar, duration, many, visible

_BOLD, _DIM, _RED, _YELLOW, _GREEN, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[33m", "\x1b[32m", "\x1b[0m"

NAMED = 3
"""How many places a line names; of more it says how many."""

LISTED = 10
"""How many problems are listed after one build."""


class Console:
    """The terminal of a watch.

    clock  the time of day as a line shows it: "12:04:31"
    """

    def __init__(self, stream: IO[str], clock: Callable[[], str]) -> None:
        self._stream = stream
        self._clock = clock
        self._colours = stream.isatty() and not os.environ.get("NO_COLOR")
        self._bar: Bar | None = None
        self._wrong: frozenset[Problem] = frozenset()
        self._is_first = True

    def serving(self, archive: str, address: str) -> None:
        """Say where to look, before anything is built."""
        self._say(f"{self._in(_BOLD, visible(archive))} is at {self._in(_BOLD, address)} (Ctrl-C stops)")

    def note(self, problem: Problem) -> None:
        """Say something that concerns the watch itself."""
        self._say(f"{self._in(_YELLOW, problem.severity)}: {visible(str(problem))}")

    def progress(self) -> Progress:
        """A bar for the build that is under way, if it takes long and somebody sees it."""
        if not self._stream.isatty():
            return Silent()
        if self._bar is None:
            self._bar = Bar(self._stream)
        return self._bar

    def built(self, places: Collection[str] | None, report: Report) -> None:
        """Say what a build did; nothing, if it is not the first, did nothing, and nothing is wrong that was not."""
        self._end_bar()
        wrong = frozenset(report.problems)
        if self._is_first or report.written or report.removed or wrong != self._wrong:
            self._line(_named(places), _deeds(report, first=self._is_first))
        self._tell(sorted(wrong - self._wrong, key=lambda problem: (problem.severity, problem)))
        for problem in _errors(self._wrong - wrong)[:LISTED]:
            self._say(f"  {self._in(_GREEN, 'mended')}: {visible(problem.place)}")
        self._wrong, self._is_first = wrong, False

    def failed(self, places: Collection[str] | None, problems: tuple[Problem, ...]) -> None:
        """Say why there was no build."""
        self._end_bar()
        self._line(_named(places), self._in(_RED, "not built; the pages stay as they are"))
        self._tell(problems)
        self._wrong = self._wrong | frozenset(problems)

    def stopped(self) -> None:
        """Say goodbye, on a line below the ^C."""
        self._end_bar()
        self._say("\nstopped" if self._stream.isatty() else "stopped")

    def _tell(self, problems: Collection[Problem]) -> None:
        for problem in list(problems)[:LISTED]:
            colour = _RED if problem.severity == "error" else _YELLOW
            self._say(f"  {self._in(colour, problem.severity)}: {visible(str(problem))}")
        if len(problems) > LISTED:
            self._say(f"  … and {len(problems) - LISTED:,} more; `backfile build --json` lists them all")

    def _line(self, what: str, done: str) -> None:
        self._say("  ".join(filter(None, (self._in(_DIM, self._clock()), visible(what), done))))

    def _end_bar(self) -> None:
        if self._bar:
            self._bar.end()
            self._bar = None

    def _in(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self._colours else text

    def _say(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


def _named(places: Collection[str] | None) -> str:
    if places is None:
        return ""
    return ", ".join(sorted(places)) if len(places) <= NAMED else f"{len(places):,} places"


def _errors(problems: Collection[Problem]) -> list[Problem]:
    return sorted(problem for problem in problems if problem.severity == "error")


def _deeds(report: Report, *, first: bool) -> str:
    """ "2 files read, 14 written, 1 removed in 0.02 s"."""
    if first and not report.written and not report.removed:
        return f"nothing to do: {many(report.articles, 'article')}, {many(report.pages, 'page')}; {duration(report.seconds)}"
    if not report.written and not report.removed:
        return f"nothing to write; {duration(report.seconds)}"
    read = f"{many(report.read, 'file')} read" if report.read else ""
    wrote = f"{many(report.written, 'page file')} written" if report.written else ""
    removed = f"{report.removed:,} removed" if report.removed else ""
    return f"{', '.join(filter(None, (read, wrote, removed)))} in {duration(report.seconds)}"
