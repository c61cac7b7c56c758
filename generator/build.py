"""THE RECIPE: scan -> read -> clean -> tag -> catalogue -> pages -> site."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from generator import config as configuration
from generator import recipes
from generator.catalogue import schema
from generator.catalogue.apply import EVERYTHING, Application
from generator.catalogue.ledger import UNSURE, FileRecord, Ledger, PageRecord
from generator.catalogue.reader import Reader
from generator.config import Config
from generator.delta import Delta, delta_of
from generator.errors import BackfileError, ConfigError, Problem
from generator.executors import AHEAD, available_workers, executor, in_order
from generator.lock import Lock
from generator.pages import addresses_of, all_addresses
from generator.render import Templates
from generator.report import Progress, Report, Silent
from generator.scan import Scan, scan
from generator.site import HARMLESS, Site
from generator.work import (
    FileResult,
    PageResult,
    ReadJob,
    RenderJob,
    Trust,
    close_reader,
    read_batch,
    read_digest,
    render_batch,
)

STATE = ".backfile"

FEW = 200
"""Files or pages up to which starting worker processes costs more than it saves."""

KIND = "kind"
"""What a key begins with that stands for all pages of a kind: their template, settings or code has changed."""

BATCH = 64
"""The most files or pages in one batch: enough to hide the cost of a hand-over, few enough to share out evenly."""

T = TypeVar("T")


def build(archive: Path, *, clean: bool = False, workers: int | None = None, progress: Progress | None = None) -> Report:
    """Bring site/ up to date with content/, templates/, static/ and backfile.toml.

    clean    forget what is known and work everything out again
    workers  processes for large work; by default one for each processor

    Raises ConfigError for a wrong setting or template, SiteError for a site that can't be written, BackfileError if
    another build is at work. What is wrong with single files stands in the report.
    """
    began = time.perf_counter()
    _check_content(archive)
    config = configuration.load(archive)
    site = Site(archive / "site")
    site.check()
    with Lock(archive / STATE) as lock:
        connection = schema.connect(archive / STATE, anew=clean)
        try:
            report = _Build(archive, config, site, connection, workers, progress or Silent(), lock).run()
        except sqlite3.Error as error:
            raise schema.explain(error) from error
        finally:
            close_reader()
            connection.close()
    return msgspec.structs.replace(report, seconds=time.perf_counter() - began)


def _check_content(archive: Path) -> None:
    """Raise ConfigError without a content/, BackfileError if it can't be opened: its articles have not gone."""
    try:
        os.scandir(archive / "content").close()
    except (FileNotFoundError, NotADirectoryError):
        fault, remedy = "has no content/ folder", "make one and put articles in it, or run `backfile init`"
        raise ConfigError(Problem(str(archive), fault, remedy, "archive")) from None
    except OSError as error:
        fault = f"can't be opened ({error.strerror})"
        raise BackfileError(Problem("content/", fault, "make it yours to read", "unreadable")) from error


class _Build:
    """One build, in the order in which its methods stand here."""

    def __init__(
        self,
        archive: Path,
        config: Config,
        site: Site,
        connection: sqlite3.Connection,
        workers: int | None,
        progress: Progress,
        lock: Lock,
    ) -> None:
        self._archive = archive
        self._config = config
        self._site = site
        self._db = connection
        self._ledger = Ledger(connection)
        self._workers = workers or available_workers()
        self._progress = progress
        self._lock = lock
        self._id = time.time_ns()
        self._problems: list[Problem] = []
        self._written = 0
        self._vanished: list[tuple[str, str]] = []
        self._removed = 0

    def run(self) -> Report:
        """Do what there is to do; if that is nothing, nothing is written."""
        found = scan(self._archive)
        delta = delta_of(self._config, found, self._ledger)
        kinds = recipes.planning(self._config, Templates(self._archive).closures())
        restyled = [kind for kind, recipe in kinds.items() if self._ledger.meta(f"recipe {kind}") != recipe]
        moved = {f"{KIND} {kind}" for kind in restyled}
        if self._ledger.meta("layout") != recipes.layout(self._config) or self._site_is_lost():
            moved.add(EVERYTHING)
        cut_short = bool(self._ledger.pending())
        resettle = self._ledger.meta("settling") != recipes.settling(self._config)
        if delta or moved or resettle or cut_short:
            self._lock.sign()
            schema.begin_work(self._db)
            try:
                self._update(delta, moved, resettle=resettle)
                self._publish(kinds, distrust=cut_short or EVERYTHING in moved)
                self._look_again(delta)
            finally:
                close_reader()
                schema.end_work(self._db)
        return self._report(found, delta)

    def _site_is_lost(self) -> bool:
        """Whether the site is not as it was noted, as far as the top of the folder shows: somebody emptied it."""
        top = self._ledger.meta("top")
        return top is None or not self._site.is_ours() or not set(msgspec.json.decode(top)) <= self._site.top()

    def _update(self, delta: Delta, moved: set[str], *, resettle: bool) -> None:
        """Read what is new and let it into the catalogue, in one transaction that also notes which keys moved.

        From here on the pages of those keys are in doubt, until another transaction says that they are written.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            application = Application(self._db, self._config)
            for path in delta.gone:
                application.remove(path)
                self._ledger.drop_file(path)
            for result in self._read(delta):
                self._let_in(application, result)
            if resettle:
                application.reconsider()
            self._ledger.add_pending(moved | application.finish())
            self._ledger.add_pending(self._update_static(delta))
            self._ledger.note("settling", recipes.settling(self._config))
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def _read(self, delta: Delta) -> Iterator[FileResult]:
        workers = self._workers if len(delta.read) > FEW else 1
        self._progress.begin("reading", len(delta.read))
        jobs = (ReadJob(str(self._archive), self._config, batch) for batch in _batches(delta.read, workers))
        with executor(workers) as pool:
            for results in in_order(pool, read_batch, jobs, AHEAD * workers):
                self._progress.advance(len(results))
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
            found, sure = read_digest(str(self._archive), path)
            self._ledger.put_files((FileRecord(path, sure, found, b"", ()),))
            yield f"file {path}"
        yield from (f"file {path}" for path in delta.gone if path.startswith("static/"))

    def _publish(self, kinds: dict[str, bytes], *, distrust: bool) -> None:
        """Bring the pages up to date, then delete what no page is any more, then note both.

        distrust  files may be there that nothing was noted of, or be others than was noted
        """
        self._site.claim()
        self._site.sweep()
        trust: Trust = "nothing" if distrust else "records"
        if not self._site.top() - HARMLESS:
            trust = "emptiness"
        addresses = list(self._addresses(Reader(self._db, self._config.pages.list)))
        self._site.mark(self._static_top(), further=True)
        self._make_way()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            new = next(self._ledger.addresses(), None) is None
            for results in self._render(addresses, kinds, trust, new=new):
                self._take(results, new=new)
            self._clear_away(strays=trust == "nothing")
            if not self._problems:
                self._ledger.clear_pending()
            for kind, recipe in kinds.items():
                self._ledger.note(f"recipe {kind}", recipe)
            self._ledger.note("layout", recipes.layout(self._config))
            self._note_totals()
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        finally:
            self._site.sweep()

    def _note_totals(self) -> None:
        """Note what the next build wants to know at once: counting rows takes as long as looking at every file."""
        self._ledger.note("top", msgspec.json.encode(sorted(self._site.our_top())))
        undated = Reader(self._db, self._config.pages.list).count("undated")
        totals = (self._ledger.count("entries"), undated, self._ledger.count("pages"), self._ledger.count("owners"))
        self._ledger.note("totals", msgspec.json.encode(totals))

    def _addresses(self, reader: Reader) -> Iterable[str]:
        """The pages to look at: those that the moved keys call into being, and those that asked for one of them."""
        keys = self._ledger.pending()
        if EVERYTHING in keys:
            static = (f"static {path.removeprefix('static/')}" for path in self._ledger.static())
            return dict.fromkeys((*all_addresses(reader, self._config), *static, *self._ledger.addresses()))
        found = {address for key in keys for address in addresses_of(key, reader, self._config)}
        found.update(self._ledger.addresses_asking(keys))
        found.update(self._ledger.addresses_of_kinds(key.partition(" ")[2] for key in keys if key.startswith(f"{KIND} ")))
        return sorted(found)

    def _render(
        self, addresses: list[str], kinds: dict[str, bytes], trust: Trust, *, new: bool
    ) -> Iterator[tuple[PageResult, ...]]:
        workers = self._workers if len(addresses) > FEW else 1
        self._progress.begin("writing pages", len(addresses))
        jobs = (
            RenderJob(str(self._archive), self._id, self._config, kinds, tuple(self._with_records(batch, new=new)), trust)
            for batch in _batches(addresses, workers)
        )
        with executor(workers) as pool:
            for results in in_order(pool, render_batch, jobs, AHEAD * workers):
                self._progress.advance(len(results))
                yield results

    def _with_records(self, addresses: Iterable[str], *, new: bool) -> Iterator[tuple[str, PageRecord | None]]:
        for address in addresses:
            yield address, None if new else self._ledger.page(address)

    def _take(self, results: tuple[PageResult, ...], *, new: bool) -> None:
        """Note pages that were planned, and which files they have given up."""
        for result in results:
            self._written += result.written
            if result.problem:
                self._problems.append(result.problem)
            before = None if new else self._ledger.page(result.address)
            kept = {output.path for output in result.record.outputs} if result.record else set()
            self._vanished += (
                [(result.address, each.path) for each in before.outputs if each.path not in kept] if before else []
            )
            if before and not result.record:
                self._ledger.drop_page(result.address)
        self._ledger.put_pages([result.record for result in results if result.record], new=new)

    def _clear_away(self, *, strays: bool) -> None:
        """Delete the files that no page writes any more; with `strays` also those that no record tells of."""
        gone = [path for address, path in self._vanished if self._ledger.release(address, path)]
        self._removed += self._site.remove(gone)
        if strays:
            self._removed += self._site.remove(set(self._site.ours()) - set(self._ledger.outputs()))
        self._site.mark(self._static_top())

    def _static_top(self) -> set[str]:
        return {path.split("/")[1] for path in self._ledger.static()}

    def _make_way(self) -> None:
        """Delete the static files that are gone before others are written: a file may be where their folder was."""
        there = {f"static {path.removeprefix('static/')}" for path in self._ledger.static()}
        gone = [address for address in self._ledger.addresses_of_kinds(("static",)) if address not in there]
        self._removed += self._site.remove(address.partition(" ")[2] for address in gone)

    def _look_again(self, delta: Delta) -> None:
        """Read once more the files that were written to so lately that their times can't vouch for them."""
        unsure = [path for path, stat, _ in self._ledger.files() if stat == UNSURE]
        if not unsure:
            return
        time.sleep(0.02)
        known = {reading.path: reading for reading in delta.read}
        for path in unsure:
            reading = known.get(path)
            sidecar = reading.sidecar if reading else None
            found, stat = read_digest(str(self._archive), path, sidecar=sidecar, plain=reading is None)
            if found == self._ledger.digest_of(path):
                self._ledger.restat(path, stat)

    def _report(self, found: Scan, delta: Delta) -> Report:
        articles, undated, pages, files = msgspec.json.decode(self._ledger.meta("totals") or b"[0,0,0,0]")
        problems = (*found.problems, *delta.problems, *self._ledger.problems(), *self._problems)
        return Report(
            articles=articles,
            undated=undated,
            sources=len(found.sources),
            read=len(delta.read),
            pages=pages,
            written=self._written,
            kept=files - self._written,
            removed=self._removed,
            passed=dict(found.passed),
            problems=tuple(sorted(set(problems))),
        )


def _batches(items: Iterable[T], workers: int) -> Iterator[tuple[T, ...]]:
    """Cut `items` into batches: small enough that every worker gets several."""
    todo = list(items)
    size = max(1, min(BATCH, len(todo) // (workers * 8)))
    rest = iter(todo)
    while batch := tuple(islice(rest, size)):
        yield batch
