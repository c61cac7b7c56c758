"""`backfile build --verify`: a clean build beside the site, and every byte compared."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator import config as configuration
from generator import recipes
from generator.build import Builder
from generator.catalogue import schema
from generator.catalogue.ledger import Ledger
from generator.delta import delta_of
from generator.errors import BackfileError, Problem
from generator.folders import Folders
from generator.lock import Lock
from generator.render import Templates
from generator.report import Difference, Progress, Report
from generator.scan import scan
from generator.site import Site

BESIDE = "verification"
"""The folder in the state's where the clean build is made, and from which it is deleted when it has been compared."""

CHUNK = 1 << 20


def verified(report: Report, archive: Path, *, workers: int | None = None, progress: Progress | None = None) -> Report:
    """The report of a build of `archive` with what distinguishes its site from a clean build of the same inputs.

    Raises BackfileError if the inputs are not those of the last build any more when it is done, and what a build raises.
    """
    folders = Folders.of(archive)
    beside = folders.state / BESIDE
    began = time.perf_counter()
    with Lock(folders.state):
        shutil.rmtree(beside, ignore_errors=True)  # what a killed verification left
        try:
            clean = Folders(archive, beside / "site", beside / "state")
            Builder(clean, workers=workers).build(clean=True, progress=progress)
            _check_unmoved(folders)
            found = tuple(_differences(Site(folders.site), Site(clean.site)))
            seconds = report.seconds + time.perf_counter() - began
            return msgspec.structs.replace(report, differences=found, seconds=seconds)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _check_unmoved(folders: Folders) -> None:
    """Raise BackfileError if something is not as the last build found it: the two sites were not made of the same."""
    config = configuration.load(folders.archive)
    inputs = recipes.inputs(config, Templates.of(folders.archive).version)
    connection = schema.connect(folders.state)
    try:
        ledger = Ledger(connection)
        delta = delta_of(config, scan(folders.archive), ledger)
        moved = [name for name, found in inputs.items() if ledger.meta(f"input {name}") != found]
    finally:
        connection.close()
    for place in (*(reading.path for reading in delta.read), *delta.gone, *delta.static, *moved):
        raise BackfileError(Problem(place, "changed while the site was being verified", "verify again", "changed"))


def _differences(site: Site, clean: Site) -> Iterator[Difference]:
    ours, theirs = set(site.ours()), set(clean.ours())
    for path in sorted(ours | theirs):
        if path not in theirs:
            yield Difference(path, "left over")
        elif path not in ours:
            yield Difference(path, "missing")
        elif not _equal(site.root / path, clean.root / path):
            yield Difference(path, "different")


def _equal(left: Path, right: Path) -> bool:
    with left.open("rb") as one, right.open("rb") as other:
        if os.fstat(one.fileno()).st_size != os.fstat(other.fileno()).st_size:
            return False
        while part := one.read(CHUNK):
            if part != other.read(CHUNK):
                return False
    return True
