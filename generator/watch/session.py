"""The process of a watch that serves: it hears of changes, has them built, and tells browsers and the terminal."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from generator import config as configuration
from generator.build import Seen, check_content
from generator.errors import ConfigError, Problem
from generator.report import Report
from generator.scan import is_utf8
from generator.watch import builder
from generator.watch.console import Console
from generator.watch.live import Live
from generator.watch.messages import Advanced, Answer, Done, Failed, Look, Moved, Stage, Waiting, next_answer, send
from generator.watch.server import Server, listen, make_app
from generator.watch.watcher import Watcher


def watch(archive: Path, port: int, *, polling: bool, show: bool) -> None:
    """Watch `archive` until Ctrl-C.

    Raises ConfigError without a content/, BackfileError for a busy port. A wrong setting is shown, as one that becomes
    wrong later.

    polling  look at the files from time to time, instead of waiting for events
    show     open the front page in the user's browser
    """
    check_content(archive)
    console = Console(sys.stdout, lambda: time.strftime("%H:%M:%S"))
    session = Session(archive, port, console, polling=polling, ready=_show if show else lambda _address: None)
    asyncio.run(session.run())


def _base_of(archive: Path) -> str:
    """The path below which a host will have the site: pages may link to it. "/" where the settings don't say."""
    try:
        return urlsplit(configuration.load(archive).base_url).path or "/"
    except ConfigError:
        return "/"


def _show(address: str) -> None:
    import webbrowser  # 20 ms that only --open needs

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # some browsers keep it waiting


LARGE = 5000
"""So many files looked at, read or written leave a builder with memory that it does not need any more: it is replaced."""

PATIENCE = 5.0
"""Seconds that a builder has to put its things away."""


class Session:
    """One watch, from start to Ctrl-C. All but the two threads it starts happens in one event loop."""

    def __init__(self, archive: Path, port: int, console: Console, *, polling: bool, ready: Callable[[str], None]) -> None:
        """`ready` is called with the address when the first build is done. Raises BackfileError for a busy port."""
        self._archive = archive
        self._console = console
        self._ready: Callable[[str], None] | None = ready
        base = _base_of(archive)
        self._live = Live()
        self._server = Server(make_app(archive / "site", self._live, port, base), listen(port), self._live)
        self.address = f"http://127.0.0.1:{port}{base}"
        self._polling = polling
        self._places: set[str] | None = set()
        self._under_way: Look | None = None
        self._seen: Seen | None = None
        self._known: frozenset[Problem] | None = None  # errors that were there when the watch began
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Serve, watch and build until told to stop."""
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(number, self._stopping.set)
        self._console.serving(str(self._archive) if self._archive.name else Path.cwd().name, self.address)
        serving = asyncio.create_task(self._server.serve())
        woken, note = self._from_thread(self._woken), self._from_thread(self._console.note)
        watcher = Watcher(self._archive, woken, polling=self._polling, tell=note)
        watcher.start()
        self._start_builder()
        self._woken(None)
        await self._stopping.wait()
        watcher.stop()
        self._stop_builder()
        self._server.stop()
        await serving
        self._console.stopped()

    def _from_thread(self, function: Callable[..., None]) -> Callable[..., None]:
        """`function`, to be called from a thread, called in the loop."""

        def call(*arguments: object) -> None:
            with suppress(RuntimeError):  # the loop is closed: the watch is over
                self._loop.call_soon_threadsafe(function, *arguments)

        return call

    def _woken(self, places: Collection[str] | None) -> None:
        """Have `places` looked at, now or when the build that is under way is done."""
        if places is None or not all(map(is_utf8, places)):
            self._places = None
        elif self._places is not None:
            self._places.update(places)
        self._look()

    def _look(self) -> None:
        if self._under_way or self._places == set() or self._stopping.is_set():
            return
        places = None if self._places is None else tuple(sorted(self._places))
        self._under_way = Look(places, self._live.pages(), self._seen)
        self._places = set()
        with suppress(OSError):  # it has just died, which its reader tells
            send(self._connection, self._under_way)

    def _answered(self, answer: Answer) -> None:
        match answer:
            case Stage(name, steps):
                self._console.progress().begin(name, steps)
            case Advanced(steps):
                self._console.progress().advance(steps)
            case Waiting(problem):
                self._console.note(problem)
            case Moved(paths):
                self._live.changed(paths)
            case Done(report, seen):
                self._seen = seen
                self._done(report)
            case Failed(problems, seen):
                self._seen = seen
                self._failed(problems)

    def _done(self, report: Report) -> None:
        look, self._under_way = self._under_way, None
        self._console.built(look.places if look else None, report)
        self._known = frozenset(report.errors) & (frozenset(report.errors) if self._known is None else self._known)
        self._live.state((), tuple(problem for problem in report.errors if problem not in self._known))
        if self._ready:
            self._ready(self.address)
            self._ready = None
        if report.read + report.written > LARGE or (look and look.places is None and report.sources > LARGE):
            self._stop_builder()
            self._start_builder(warm=True)
        self._look()

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        """Show why; what was to be looked at is looked at with the next change, which may be what mends it."""
        look, self._under_way = self._under_way, None
        self._console.failed(look.places if look else None, problems)
        self._live.state(problems, ())
        again, self._places = self._places, set(look.places) if look and look.places is not None else None
        if again != set():
            self._woken(again)

    def _start_builder(self, *, warm: bool = False) -> None:
        self._process, self._connection = builder.start(self._archive, warm=warm)
        arguments = (self._process, self._connection)
        threading.Thread(target=self._listen, args=arguments, name="builder's answers", daemon=True).start()

    def _listen(self, process: subprocess.Popen[bytes], connection: Connection) -> None:
        """Pass on what a builder says for as long as it lives; runs in a thread of its own."""
        answered = self._from_thread(self._answered)
        with suppress(EOFError, OSError):
            while True:
                answered(next_answer(connection))
        self._from_thread(self._died)(process)

    def _died(self, process: subprocess.Popen[bytes]) -> None:
        """Replace a builder that was killed, perhaps for want of memory; the next change tries again."""
        if process is not self._process or self._stopping.is_set():
            return
        code = process.wait()
        fault = f"the process that builds was killed (signal {-code})" if code < 0 else f"it ended with exit code {code}"
        self._connection.close()
        self._start_builder()
        self._failed((Problem("backfile watch", fault, "save again to try again", "builder"),))

    def _stop_builder(self) -> None:
        """End the builder, in the middle of a build if need be: it puts its things away, and the next goes on from there."""
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._connection.close()
