"""The process of a watch that builds. It has one thread, so that it may fork workers, and may die without the other.

`python -m generator.watch.builder ARCHIVE DESCRIPTOR [warm]` builds whenever it is told to over the socket DESCRIPTOR, and
ends when that is closed.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Collection
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socketpair

from generator.build import Builder
from generator.errors import BackfileError, Problem
from generator.folders import Folders
from generator.report import Deed
from generator.watch.messages import Advanced, Done, Failed, Look, Moved, Stage, Waiting, next_look, send
from generator.watch.warming import warm_up

CHUNK = 2000
"""How many paths go into one message."""


def start(archive: Path, *, warm: bool) -> tuple[subprocess.Popen[bytes], Connection]:
    """Start a builder of `archive`; the process, and the connection to it. `warm`: it gets ready before it is asked."""
    ours, theirs = socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [
                sys.executable,
                "-P",
                "-m",
                __name__,
                str(archive.absolute()),
                str(theirs.fileno()),
                *(["warm"] if warm else ()),
            ],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    return process, Connection(ours.detach())


class _Telling:
    """Progress that is told to the other process."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, stage: str, total: int) -> None:
        """Tell of a stage."""
        send(self._connection, Stage(stage, total))

    def advance(self, steps: int) -> None:
        """Tell of a step."""
        send(self._connection, Advanced(steps))

    def did(self, deed: Deed, names: Collection[str]) -> None:
        """Tell of files of the site that moved."""
        if deed not in {"wrote", "deleted"}:
            return
        paths = tuple(names)
        for start in range(0, len(paths), CHUNK):
            send(self._connection, Moved(paths[start : start + CHUNK]))

    def waits(self, problem: Problem) -> None:
        """Tell of another build."""
        send(self._connection, Waiting(problem))


def _serve(archive: Path, connection: Connection, *, warm: bool) -> None:
    """Build whenever told to, until the other process is gone or says that it is enough."""
    telling = _Telling(connection)
    builder = Builder(Folders.of(archive), wait=telling.waits)
    if warm:
        _get_ready(archive)
    while True:
        look = next_look(connection)
        builder.seen = builder.seen or look.seen
        send(connection, _built(builder, look, telling))
        if not warm:
            warm = True
            _get_ready(archive)


def _get_ready(archive: Path) -> None:
    warm_up(archive)
    gc.freeze()  # what is loaded by now stays: later collections need not look at it


def _built(builder: Builder, look: Look, telling: _Telling) -> Done | Failed:
    try:
        return Done(builder.build(look.places, first=look.first, progress=telling), builder.seen)
    except BackfileError as error:
        problems = error.problems
    except OSError as error:
        place = os.fsencode(error.filename).decode(errors="backslashreplace") if error.filename else "."
        problems = (Problem(place, error.strerror or str(error), "mend that and save again", "disk"),)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end the watch
        problems = (_our_fault(error),)
    return Failed(problems, builder.seen)


def _our_fault(error: Exception) -> Problem:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    fault = f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
    return Problem("backfile", fault.encode(errors="backslashreplace").decode(), "report it", "fault of backfile")


def _end(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt  # as Ctrl-C does: a build puts its things away


def main() -> None:
    """Run a builder."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group: the other process answers it
    signal.signal(signal.SIGTERM, _end)
    archive, descriptor, *warm = sys.argv[1:]
    with suppress(EOFError, OSError, KeyboardInterrupt):
        _serve(Path(archive), Connection(int(descriptor)), warm=bool(warm))


if __name__ == "__main__":
    main()
