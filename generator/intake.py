"""The first half of a build: what is new in the archive is read and let into the catalogue."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

import msgspec

from generator import recipes
from generator.catalogue.apply import Application
from generator.catalogue.facts import source_slug
from generator.catalogue.ledger import FileRecord, Ledger, News
from generator.config import Config
from generator.delta import Delta, reading_of
from generator.executors import AHEAD, FEW, batches, executor, in_order
from generator.folders import Folders
from generator.reading import FileResult, Reading, ReadJob, folder_of, read_batch, read_digest
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

    again  files that were cleaned again though they had not changed, because other lines of theirs recur
    """

    def __init__(self, means: Means) -> None:
        self._folders = means.folders
        self._config = means.config
        self._db = means.connection
        self._ledger = Ledger(means.connection)
        self._workers = means.workers
        self._progress = means.progress
        self._changed: list[str] = []
        self.again = 0

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
            for result in self._read("reading", delta.read, application):
                self._let_in(application, result)
            for result in self._read_again(application, {reading.path for reading in delta.read}):
                self._let_in(application, result)
            self._realias(application)
            if resettle:
                application.reconsider()
            self._ledger.add_pending(moved | application.finish())
            self._ledger.add_pending(self._update_static(delta))
            self._ledger.note("settling", recipes.settling(self._config))
            self._ledger.note(UNFINISHED, b"")
            self._ledger.note("sources", str(sources_in(self._ledger) + delta.sources).encode())
            self._note_news(build, tuple(dict.fromkeys((*delta.gone, *self._changed, *delta.static))), inputs, lost=lost)
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

    def _read(self, stage: str, readings: Sequence[Reading], application: Application | None = None) -> Iterator[FileResult]:
        """What comes of some files; with an `application`, by what it knows of their sources when their turn comes."""
        workers = self._workers if len(readings) > FEW else 1
        self._progress.begin(stage, len(readings))
        told = (self._told(application, batch) if application else batch for batch in batches(readings, workers))
        jobs = (ReadJob(str(self._folders.archive), self._config, batch) for batch in told)
        with executor(workers) as pool:
            for results in in_order(pool, read_batch, jobs, AHEAD * workers):
                self._progress.advance(len(results))
                changed = [result.path for result in results if result.articles is not None]
                self._progress.did("read", changed)
                self._changed += changed[: NAMED + 1]
                yield from results

    def _told(self, application: Application, batch: Iterable[Reading]) -> tuple[Reading, ...]:
        """The files of a batch, told which lines recur in the sources that their folders are named for.

        Most of them need not be cleaned a second time then. Files of one folder share one set, which is pickled once.
        """
        sets: dict[str | None, tuple[Set[str], ...]] = {}

        def told(reading: Reading) -> Reading:
            folder = folder_of(reading.path)
            if folder not in sets:
                source = source_slug(self._config.source(folder).name or folder)
                sets[folder] = (frozenset(application.recurring_in(source)),)
            return msgspec.structs.replace(reading, recurring=sets[folder])

        return tuple(map(told, batch))

    def _read_again(self, application: Application, read: Set[str]) -> Iterator[FileResult]:
        """The files that hold a line that was decided otherwise than they were told; `read` are those read before.

        One that has changed since it was read has said other things about its lines, and one that now takes too long says
        none: it is left to the next build.
        """
        mistaken = application.mistaken()
        readings = [reading_of(self._config, self._ledger, path, recurring) for path, recurring in mistaken.items()]
        for result in self._read("cleaning again", readings) if readings else ():
            if result.record and self._is_as_let_in(result.record):
                self.again += result.path not in read
                yield result
            else:
                self._ledger.distrust(result.path)

    def _is_as_let_in(self, record: FileRecord) -> bool:
        known = self._ledger.digest_of(record.path), self._ledger.recipe_of(record.path)
        return (record.digest, record.recipe) == known

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
