"""The first half of a build: what is new in the archive is read and let into the catalogue."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from generator import recipes
from generator.catalogue.apply import Application
from generator.catalogue.ledger import FileRecord, Ledger, News
from generator.config import Config
from generator.delta import Delta
from generator.executors import AHEAD, FEW, batches, executor, in_order
from generator.folders import Folders
from generator.reading import FileResult, ReadJob, read_batch, read_digest
from generator.report import Progress

UNFINISHED = "unfinished"
"""Noted while pages are written: if the next build finds it, this one was cut short, and files may not be as noted."""

NAMED = 20
"""How many of the files that a build took in are remembered by name."""


class Means(NamedTuple):
    """What a build works with: where, by which settings, in which catalogue, with how many processes, watched by whom."""

    folders: Folders
    config: Config
    connection: sqlite3.Connection
    workers: int
    progress: Progress


class Intake:
    """One change of the catalogue, in a transaction that also notes which keys moved.

    From then on the pages of those keys are in doubt, until another transaction says that they are written.
    """

    def __init__(self, means: Means) -> None:
        self._folders = means.folders
        self._config = means.config
        self._db = means.connection
        self._ledger = Ledger(means.connection)
        self._workers = means.workers
        self._progress = means.progress
        self._changed: list[str] = []

    def take_in(
        self, delta: Delta, moved: set[str], *, build: int, inputs: dict[str, bytes], lost: bool, resettle: bool
    ) -> None:
        """Let the files of `delta` into the catalogue.

        moved     keys that moved apart from files
        inputs    digests of what else a build depends on, by what a person calls it
        lost      files of the site are not there as they had been noted
        resettle  decide everything again
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            application = Application(self._db, self._config)
            for path in delta.gone:
                application.remove(path)
                self._ledger.drop_file(path)
            for result in self._read(delta):
                self._let_in(application, result)
            self._realias(application)
            if resettle:
                application.reconsider()
            self._ledger.add_pending(moved | application.finish())
            self._ledger.add_pending(self._update_static(delta))
            self._ledger.note("settling", recipes.settling(self._config))
            self._ledger.note(UNFINISHED, b"")
            self._ledger.note("sources", str(sources_in(self._ledger) + delta.sources).encode())
            self._note_news(build, (*delta.gone, *self._changed, *delta.static), inputs, lost=lost)
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def _realias(self, application: Application) -> None:
        """Let it be known that tags stand for others than before: that alone is not worth deciding everything again."""
        before = self._ledger.meta("aliases")
        now = recipes.aliases(self._config)
        if before != now:
            application.realias(msgspec.json.decode(before, type=dict[str, str]) if before else {})
            self._ledger.note("aliases", now)

    def _note_news(self, build: int, changed: tuple[str, ...], inputs: dict[str, bytes], *, lost: bool) -> None:
        other = [name for name, found in inputs.items() if self._ledger.meta(f"input {name}") != found]
        for name in other:
            self._ledger.note(f"input {name}", inputs[name])
        others = (*other, "site") if lost else tuple(other)
        self._ledger.note_build(build, News(changed[:NAMED], max(0, len(changed) - NAMED), others))

    def _read(self, delta: Delta) -> Iterator[FileResult]:
        workers = self._workers if len(delta.read) > FEW else 1
        self._progress.begin("reading", len(delta.read))
        jobs = (ReadJob(str(self._folders.archive), self._config, batch) for batch in batches(delta.read, workers))
        with executor(workers) as pool:
            for results in in_order(pool, read_batch, jobs, AHEAD * workers):
                self._progress.advance(len(results))
                changed = [result.path for result in results if result.articles is not None]
                self._progress.did("read", changed)
                self._changed += changed[: NAMED + 1]
                yield from results

    def _let_in(self, application: Application, result: FileResult) -> None:
        if result.record is None:
            application.remove(result.path)
            self._ledger.drop_file(result.path)
            return
        if result.articles is None:
            self._ledger.restat(result.path, result.record.stat)
        else:
            application.replace(result.path, result.articles)
            self._ledger.put_files((result.record,))
        if result.sidecar:
            self._ledger.put_files((result.sidecar,))

    def _update_static(self, delta: Delta) -> Iterator[str]:
        """Note the files of static/ as they are now; their keys."""
        for path in delta.static:
            found, sure = read_digest(str(self._folders.archive), path)
            self._ledger.put_files((FileRecord(path, sure, found, b"", ()),))
            yield f"file {path}"
        yield from (f"file {path}" for path in delta.gone if path.startswith("static/"))

    def look_again(self, delta: Delta) -> None:
        """Read once more the files that were written to so lately that their times can't vouch for them."""
        unsure = self._ledger.unsure()
        if not unsure:
            return
        time.sleep(0.02)
        known = {reading.path: reading for reading in delta.read}
        for path in unsure:
            reading = known.get(path)
            sidecar = reading.sidecar if reading else None
            found, stat = read_digest(str(self._folders.archive), path, sidecar=sidecar, plain=reading is None)
            if found == self._ledger.digest_of(path):
                self._ledger.restat(path, stat)


def sources_in(ledger: Ledger) -> int:
    """How many source files have been let in."""
    return int(ledger.meta("sources") or b"0")
