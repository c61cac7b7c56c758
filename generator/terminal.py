"""What a person sees in the terminal: a bar while it takes long, a summary at the end."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from generator.errors import Problem
from generator.report import Deed, Difference, Progress, Report, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as RichBar
    from rich.progress import TaskID

    from generator.why import Why

SHOWN = 20
"""Problems that are listed one by one; of more, the rest are counted."""

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[33m"}
_HOW = {
    "missing": "is missing, and a clean build makes it",
    "left over": "is there, and a clean build does not make it",
    "different": "has other bytes than a clean build gives it",
}
_PLAIN = "\x1b[0m"
_PASSED = {
    "passed over": ("hidden or temporary file", "hidden or temporary files"),
    "media": ("picture, sound or video", "pictures, sounds and videos"),
}

# What moves a cursor, rings a bell or turns the order of letters round, and halves of characters, which can't be encoded.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` with what a terminal would obey spelled out: names of files and words of articles may hold anything."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def complain(problems: Iterable[Problem], stream: IO[str]) -> None:
    """What stopped the command, a line each."""
    for problem in problems:
        print(f"backfile: {visible(str(problem))}", file=stream)


@contextmanager
def progress(stream: IO[str]) -> Iterator[Progress]:
    """A bar on `stream` if it is a terminal; silence otherwise."""
    if not stream.isatty():
        yield Silent()
        return
    shown = Bar(stream)
    try:
        yield shown
    finally:
        shown.end()


class Bar:
    """A bar that appears when a stage turns out to be long: rich takes 70 ms, which a short build need not pay.

    It is drawn when it is told of progress, and not by a thread of rich's, for worker processes are forked beside it.
    """

    PATIENCE = 0.4
    REST = 0.1

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._bar: RichBar | None = None
        self._task: TaskID | None = None
        self._stage, self._total, self._done = "", 0, 0
        self._drawn = self._began = time.monotonic()

    def begin(self, stage: str, total: int) -> None:
        """Show the next stage."""
        self._stage, self._total, self._done = stage, total, 0
        if self._bar and total:
            self._task = self._bar.add_task(stage, total=total)

    def advance(self, steps: int) -> None:
        """Move the bar."""
        self._done += steps
        now = time.monotonic()
        if self._bar is None and now - self._began > self.PATIENCE:
            self._bar = _rich_bar(self._stream)
            self._bar.start()
            self._task = self._bar.add_task(self._stage, total=self._total)
        if self._bar and self._task is not None:
            due = now - self._drawn > self.REST or self._done >= self._total
            self._bar.update(self._task, completed=self._done, refresh=due)
            self._drawn = now if due else self._drawn

    def did(self, deed: Deed, names: Collection[str]) -> None:
        """A bar shows how far it is, not with what."""

    def end(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()


def _rich_bar(stream: IO[str]) -> RichBar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    counts = TextColumn("{task.completed:>9,.0f} of {task.total:,.0f}")
    columns = (TextColumn("{task.description:<14}"), BarColumn(None), TaskProgressColumn(), counts, TimeRemainingColumn())
    return Progress(*columns, console=Console(file=stream), transient=True, expand=True, auto_refresh=False)


def as_json(found: msgspec.Struct) -> str:
    r"""A report or an inspection for programs: its fields as they stand, a byte of a name that is no UTF-8 as "\udcff"."""
    try:
        encoded = msgspec.json.encode(found)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_encodable(msgspec.to_builtins(found)))
    return msgspec.json.format(encoded, indent=2).decode()


def _encodable(value: Any) -> Any:
    """Plain `value` with halves of characters, for which UTF-8 has no bytes, spelled out."""
    match value:
        case str():
            return value.encode(errors="backslashreplace").decode()
        case dict():
            return {_encodable(key): _encodable(each) for key, each in value.items()}
        case list() | tuple():
            return [_encodable(each) for each in value]
    return value


def show_why(found: Why, out: IO[str]) -> None:
    """The answer in a sentence, then what the page was made of; what had moved is marked."""
    bold = "\x1b[1m" if out.isatty() and not os.environ.get("NO_COLOR") else ""
    print(f"{bold}{visible(found.sentence)}{_PLAIN if bold else ''}", file=out)
    print("\nIt was made of:", file=out)
    for part in found.parts:
        print(f"  {'→' if part.moved else ' '} {visible(part.words)}", file=out)


def tell(report: Report, archive: Path, out: IO[str], err: IO[str]) -> None:
    """The summary on `out`, what is wrong on `err`."""
    colours = _COLOURS if err.isatty() and not os.environ.get("NO_COLOR") else {}
    shown = (*report.errors, *report.warnings)[:SHOWN]
    for problem in shown:
        colour = colours.get(problem.severity, "")
        print(f"{colour}{problem.severity}{_PLAIN if colour else ''}: {visible(str(problem))}", file=err)
    if len(report.problems) > len(shown):
        print(f"… and {len(report.problems) - len(shown):,} more; `backfile build --json` lists them all", file=err)
    for difference in (report.differences or ())[:SHOWN]:
        print(f"site/{visible(difference.path)}: {_HOW[difference.how]}", file=err)
    err.flush()  # both may be one terminal or one file: first what is wrong, then the summary
    for line in _summary(report, archive):
        print(line, file=out)


def _summary(report: Report, archive: Path) -> Iterator[str]:
    undated = f" ({report.undated:,} undated)" if report.undated else ""
    read = "none of them new" if not report.read else f"{report.read:,} read"
    yield f"{many(report.articles, 'article')}{undated} from {many(report.sources, 'file')}, {read}"
    files = f"{many(report.written, 'file')} written, {report.kept:,} kept, {report.removed:,} removed"
    yield f"{many(report.pages, 'page')}: {files}"
    for severity, problems in (("error", report.errors), ("warning", report.warnings)):
        if problems:
            yield f"{many(len(problems), severity)}: {_by_kind(problems)}"
    if report.passed:
        counts = (f"{count:,} {_PASSED[kind][count != 1]}" for kind, count in sorted(report.passed.items()))
        yield f"passed over: {', '.join(counts)}"
    if report.differences is not None:
        yield _verified(report.differences)
    yield f"{duration(report.seconds)}; open {visible(str(archive / 'site' / 'index.html'))}"


def _verified(differences: tuple[Difference, ...]) -> str:
    if not differences:
        return "verified: every file of the site is what a clean build makes, byte for byte"
    count = "1 file is" if len(differences) == 1 else f"{len(differences):,} files are"
    return f"not verified: {count} not as a clean build makes them; run `backfile build --clean`, and please report it"


def many(count: int, word: str) -> str:
    """ "1 file", "12,000 files"."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _by_kind(problems: tuple[Problem, ...]) -> str:
    counts = Counter(problem.kind for problem in problems)
    return ", ".join(f"{kind} ({count:,})" for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def duration(seconds: float) -> str:
    """ "0.02 s", "2 min 05 s"."""
    if seconds < 100:
        return f"{seconds:.2f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s"
