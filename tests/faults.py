"""Builds that are cut short at many points, by a kill or a failing disk, each time from the same state.

Everything below `laboratory` forks, and so runs in the process that it makes.
"""

from __future__ import annotations

import errno
import os
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tests.archives import Archive, many_stories
from tests.tracing import Call, Fate, can_fail, follow
from tests.workbench import EDITS, FILES, Bench, Cut, Failure, stamps_in

_MAKING = {"open", "openat", "creat", "mkdir", "mkdirat"}
_WRITING = {"write", "writev", "pwrite64", "fallocate"}
_REPLACING = {"rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir"}
_SETTLING = {"ftruncate", "fsync", "fdatasync"}

FAILURES = (
    Failure(errno.ENOSPC, frozenset(_MAKING | _WRITING), lasting=True),
    Failure(errno.EACCES, frozenset(_MAKING | _REPLACING), lasting=False),
    Failure(errno.EIO, frozenset(_MAKING | _WRITING | _REPLACING | _SETTLING), lasting=False),
)
"""A full disk stays full; a folder that is shut, or a bad block, is met in one place."""


class Trial(NamedTuple):
    """What came of cutting a build short at many points.

    calls       how many calls of the whole build change a file
    tried       how many builds were cut short
    complaints  what was not as it has to be, each with the point at which the build was cut short
    """

    calls: int
    tried: int
    complaints: tuple[str, ...]


def laboratory() -> Executor:
    """A process for the trials. It is started anew, not forked, so that it has one thread; pytest may have several."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def kill_at_calls(folder: Path, edit: str, sample: int | str | None = None, undo: bool = False) -> Trial:
    """Kill the build after `edit` just before each call that changes a file.

    sample  only before so many of them, or before those that concern the file of that name
    undo    somebody takes the edit back before the next build

    Raises CannotTraceError.
    """
    return _trial(folder, edit, sample, lambda _: "killed", undo=undo)


def fail_at_calls(folder: Path, edit: str, sample: int | str | None = None) -> Trial:
    """Let each such call of the build after `edit`, or `sample` of them, fail as `FAILURES` says, one way after the other.

    Raises CannotTraceError.
    """

    def failure_of(call: Call) -> Failure | None:
        ways = [failure for failure in FAILURES if call.name in failure.calls]
        return ways[call.number % len(ways)] if ways else None

    return _trial(folder, edit, sample, failure_of)


def _trial(
    folder: Path, edit: str, sample: int | str | None, how_at: Callable[[Call], Cut | None], *, undo: bool = False
) -> Trial:
    """Cut the build after `edit` short at its calls, each time from the same state, and look what comes of it."""
    bench = Bench(folder, FILES, EDITS[edit])
    calls = bench.calls_of_build()
    tried, complaints = 0, list[str]()
    for call in _some(calls, sample):
        how = how_at(call)
        met, ending = bench.cut_short(call, how) if how else (None, None)
        if met and ending:
            tried += 1
            found = (*bench.unclear(ending), *bench.complaints(undo=undo))
            complaints += [f"{how} at {met}: {what}" for what in found]
    return Trial(len(calls), tried, tuple(complaints))


def _some(calls: list[Call], sample: int | str | None) -> list[Call]:
    """All, those that concern one file, or so many that no sort of call is rare; the same each time."""
    if not isinstance(sample, int):
        return [call for call in calls if sample in (None, call.path)]
    drawn: Counter[tuple[str, str]] = Counter()

    def turn(call: Call) -> int:
        sort = call.name, PurePosixPath(call.path).suffix
        drawn[sort] += 1
        return drawn[sort]

    shuffled = random.Random(len(calls)).sample(calls, len(calls))  # noqa: S311 - no secret, but to be repeated
    return sorted(sorted(shuffled, key=turn)[:sample])


def kill_at_times(folder: Path, edit: str, articles: int, sample: int) -> Trial:
    """Kill a build of two workers and all, after `edit` of an archive of many `articles`, at `sample` random times."""
    many = many_stories(Archive(folder / "many"), articles)
    files = {path.relative_to(many.root).as_posix(): path.read_bytes() for path in many.root.rglob("*.txt")}
    bench = Bench(folder, files, EDITS[edit])
    whole = min(bench.seconds_of_build() for _ in range(2))  # the first is slower
    draw = random.Random(articles)  # noqa: S311 - no secret, but to be repeated
    tried, complaints = 0, list[str]()
    while tried < sample:
        moment = whole * draw.random()
        if bench.killed_after(moment):  # else it was done before
            tried += 1
            complaints += [f"killed after {moment:.3f} of {whole:.3f} s: {what}" for what in bench.complaints()]
    return Trial(0, tried, tuple(complaints))


def changes_seen(folder: Path) -> tuple[list[str], str]:
    """What is seen of a child that changes files in several ways, and what it says when the last of them fails.

    Raises CannotTraceError.
    """
    seen: list[str] = []

    def fate_of(call: Call) -> Fate:
        seen.append(f"{call.name} {call.path}")
        return errno.ENOSPC if call.name.startswith("unlink") and can_fail() else "done"

    return seen, follow(lambda: _change_files(folder), folder, fate_of).said


def _change_files(folder: Path) -> str:
    """Change files by whole and relative names and by one below an open folder; read one, and write to one elsewhere."""
    os.chdir(folder)
    Path("made").mkdir()
    (folder / "made/one").write_bytes(b"1")
    (folder / "made/one").read_bytes()
    Path(os.devnull).write_bytes(b"2")
    opened = os.open(folder, os.O_RDONLY)
    os.rename("made/one", "two", src_dir_fd=opened, dst_dir_fd=opened)
    try:
        Path("two").unlink()
    except OSError as error:
        return str(error)
    return ""


def build_meanwhile(folder: Path, edit: str, every: int) -> tuple[tuple[Call, str], ...]:
    """Try to build at the first calls of the build after `edit` and at each `every`th; it stands still meanwhile.

    Returns what was said each time, with the call; "" if that second build went through, or touched something.
    Raises CannotTraceError.
    """
    bench = Bench(folder, FILES, EDITS[edit])
    said: list[tuple[Call, str]] = []
    opened: list[Call] = []

    def try_another(call: Call) -> Fate:
        if opened and (call.number <= 2 * every or call.number % every == 0):
            before = stamps_in(bench.root)
            words = bench.said_by_build()
            said.append((call, words if stamps_in(bench.root) == before else ""))
        if call.path == ".backfile/lock":
            opened.append(call)  # before the call after this one it is locked
        return "done"

    ending = bench.interrupted(try_another)
    assert [*bench.unclear(ending), *bench.complaints()] == []
    return tuple(said)
