"""THE RECIPE: scan -> read -> clean -> tag -> catalogue -> pages -> site."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from generator import config as configuration
from generator import recipes
from generator.catalogue import schema
from generator.catalogue.apply import EVERYTHING
from generator.catalogue.ledger import Ledger
from generator.delta import Delta, delta_of
from generator.errors import BackfileError, ConfigError, Problem
from generator.executors import available_workers
from generator.folders import Folders
from generator.intake import UNFINISHED, Intake, Means, sources_in
from generator.lock import Lock
from generator.publishing import KIND, Publication, totals
from generator.render import Templates
from generator.rendering import close_reader
from generator.report import Progress, Report, Silent
from generator.scan import Scan, scan
from generator.site import Site


def build(archive: Path, *, clean: bool = False, workers: int | None = None, progress: Progress | None = None) -> Report:
    """Bring site/ up to date with content/, templates/, static/ and backfile.toml.

    clean    forget what is known and work everything out again
    workers  processes for large work; by default one for each processor

    Raises ConfigError for a wrong setting or template, SiteError for a site that can't be written, BackfileError if
    another build is at work. What is wrong with single files stands in the report.
    """
    return Builder(Folders.of(archive), workers=workers).build(clean=clean, progress=progress)


class Seen(msgspec.Struct, frozen=True):
    """What is remembered of the whole archive between builds, so that the next may look at a part of it alone.

    catalogue  the name of the one that all this was let into
    reading    the digest of what reading any file depends on
    passed     files that are no articles, by kind, when all was last looked at
    problems   what was met while looking
    """

    catalogue: bytes
    reading: bytes
    passed: dict[str, int]
    problems: tuple[Problem, ...]


class Builder:
    """Builds one archive, again and again.

    seen  what it remembers between builds: that saves time and decides nothing
    """

    def __init__(
        self, folders: Folders, *, workers: int | None = None, wait: Callable[[Problem], None] | None = None
    ) -> None:
        """`wait` is told of another build that is at work on the archive, which is then waited for."""
        self._folders = folders
        self._workers = workers or available_workers()
        self._wait = wait
        self.seen: Seen | None = None

    def build(
        self,
        places: Collection[str] | None = None,
        *,
        clean: bool = False,
        first: Collection[str] = (),
        progress: Progress | None = None,
    ) -> Report:
        """Bring the site up to date, as `build` does.

        places  the files and folders, relative to the archive, that alone may have changed since this builder's last
                build; None: look at all of them
        first   files of the site that somebody is looking at: their pages are made first
        """
        began = time.perf_counter()
        check_content(self._folders.archive)
        config = configuration.load(self._folders.archive)
        Site(self._folders.site).check()
        with Lock(self._folders.state, self._wait) as lock:
            connection = schema.connect(self._folders.state, anew=clean)
            try:
                means = Means(self._folders, config, connection, self._workers, progress or Silent())
                report, self.seen = _Build(means, lock).run(places, self.seen, first)
            except sqlite3.Error as error:
                raise schema.explain(error) from error
            finally:
                close_reader()
                connection.close()
        return msgspec.structs.replace(report, seconds=time.perf_counter() - began)


def check_content(archive: Path) -> None:
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

    def __init__(self, means: Means, lock: Lock) -> None:
        self._folders = means.folders
        self._config = means.config
        self._db = means.connection
        self._ledger = Ledger(means.connection)
        self._site = Site(means.folders.site)
        self._lock = lock
        self._id = time.time_ns()
        self._intake = Intake(means)
        self._publication = Publication(means)

    def run(self, places: Collection[str] | None, seen: Seen | None, first: Collection[str]) -> tuple[Report, Seen]:
        """Do what there is to do; if that is nothing, nothing is written."""
        catalogue, reading = self._ledger.meta("name") or b"", recipes.reading_all(self._config)
        known = seen if seen and (seen.catalogue, seen.reading) == (catalogue, reading) else None
        is_whole = places is None or known is None or not {"content", "static"}.isdisjoint(places)
        part = None if is_whole else {*(places or ()), *self._ledger.unsure()}
        found = scan(self._folders.archive, part)
        delta = delta_of(self._config, found, self._ledger)
        self._work(delta, first)
        now = _seen(catalogue, reading, found, delta, known)
        return self._report(now, delta), now

    def _work(self, delta: Delta, first: Collection[str]) -> None:
        templates = Templates.of(self._folders.archive)
        kinds = recipes.planning(self._config, templates)
        moved = {f"{KIND} {kind}" for kind, recipe in kinds.items() if self._ledger.meta(f"recipe {kind}") != recipe}
        lost = self._site_is_lost()
        if lost or self._ledger.meta("layout") != recipes.layout(self._config):
            moved.add(EVERYTHING)
        cut_short = self._ledger.meta(UNFINISHED) is not None
        resettle = self._ledger.meta("settling") != recipes.settling(self._config)
        realias = self._ledger.meta("aliases") != recipes.aliases(self._config)
        if not (delta or moved or resettle or realias or self._ledger.pending()):
            self._site.sweep()  # a build may have been killed between its commit and its end
            return
        self._lock.sign()
        schema.begin_work(self._db)
        try:
            inputs = recipes.inputs(self._config, templates.version)
            self._intake.take_in(delta, moved, build=self._id, inputs=inputs, lost=lost, resettle=resettle)
            self._publication.publish(self._id, kinds, first, distrust=cut_short or EVERYTHING in moved)
            self._intake.look_again(delta)
        finally:
            close_reader()
            schema.end_work(self._db)

    def _site_is_lost(self) -> bool:
        """Whether the site is not as it was noted, as far as the top of the folder shows: somebody emptied it."""
        top = self._ledger.meta("top")
        return top is None or not self._site.is_ours() or not set(msgspec.json.decode(top)) <= self._site.top()

    def _report(self, seen: Seen, delta: Delta) -> Report:
        there, done = totals(self._ledger), self._publication
        return Report(
            articles=there.articles,
            undated=there.undated,
            sources=sources_in(self._ledger),
            read=len(delta.read) + self._intake.again,
            pages=there.pages,
            written=done.written,
            kept=there.files - done.written,
            removed=done.removed,
            passed=seen.passed,
            problems=tuple(sorted({*seen.problems, *self._ledger.problems(), *done.problems})),
        )


def _seen(catalogue: bytes, reading: bytes, found: Scan, delta: Delta, known: Seen | None) -> Seen:
    """What is known of the whole archive after a look at it, or at a part of it."""
    if found.scope is None or known is None:
        return Seen(catalogue, reading, dict(found.passed), (*found.problems, *delta.problems))
    elsewhere = (problem for problem in known.problems if problem.place not in found.scope)
    problems = (*elsewhere, *found.problems, *delta.problems)
    return Seen(catalogue, reading, known.passed, problems)
