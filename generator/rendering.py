"""Plan, render and write pages in batches, here or in worker processes.

A batch is a function of what it is handed, of the catalogue and of the archive's files; what crosses between processes
is small: HTML never does.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from generator import digest
from generator.catalogue.ledger import PageRecord, Written
from generator.catalogue.reader import Ask, Reader
from generator.config import Config
from generator.errors import BackfileError, ContentError, Problem
from generator.folders import Folders
from generator.pages import plan
from generator.pages.context import Context, Output
from generator.render import Renderer, Templates
from generator.site import Site, explain

Trust = Literal["records", "nothing", "emptiness"]

REASONS = 20
"""How many of the keys that moved are noted with a page: enough to tell a person why it was made again."""


NOT_AS_NOTED = ("site",)
"""The reason, in place of keys, to have made a page again whose files were not there as they had been noted."""


class RenderJob(msgspec.Struct, frozen=True):
    """A batch of pages.

    build     when this build began, in nanoseconds: it names the build, and pages bear it
    pages     address and last record of each
    recipes   by kind: see generator.recipes.planning
    trust     what tells whether a file has to be written: the records; nothing, so that the file itself is looked at;
              or that there are no files yet
    """

    folders: Folders
    build: int
    config: Config
    recipes: dict[str, bytes]
    pages: tuple[tuple[str, PageRecord | None], ...]
    trust: Trust


class PageResult(msgspec.Struct, frozen=True):
    """What came of one page.

    record        to be noted; None if nothing moved, or if there is no such page now (`gone`)
    wrote, kept   the files of the page that were put there, and how many were left as they were
    given_up      files that it wrote before and writes no longer
    more          how many files more (or fewer) it has than before
    """

    address: str
    record: PageRecord | None = None
    gone: bool = False
    wrote: tuple[str, ...] = ()
    kept: int = 0
    given_up: tuple[str, ...] = ()
    more: int = 0
    problem: Problem | None = None


def render_batch(job: RenderJob) -> tuple[PageResult, ...]:
    """Plan, render and write a batch of pages. Raises ConfigError for a template's fault, SiteError for the disk's."""
    gc.disable()  # nothing in here is cyclic: collecting costs 10 % and frees nothing
    try:
        work = _Rendering(job)
        return tuple(work.page(address, before) for address, before in job.pages)
    finally:
        gc.enable()


class _Rendering:
    """What a batch of pages shares."""

    def __init__(self, job: RenderJob) -> None:
        self._job = job
        self._reader = _reader(job.folders.state, job.build, job.config.pages.list)
        self._context = Context(job.folders.archive, job.config, self._reader)
        self._renderer = _renderer(job.folders.archive, job.build, job.config.language)
        self._site = Site(job.folders.site)

    def page(self, address: str, before: PageRecord | None) -> PageResult:
        """Bring one page up to date."""
        kind = address.partition(" ")[0]
        self._reader.given(f"recipe {kind}", self._job.recipes[kind])
        try:
            outputs = plan(address, self._context)
        except ContentError as error:
            self._reader.trace()
            return _failed(kind, address, before, error.problems[0])
        trace = self._reader.trace()
        if outputs is None:
            return _gone(address, before)
        trusted = before if self._job.trust == "records" else None
        if trusted and trace == trusted.trace:
            return PageResult(address, kept=len(trusted.outputs))
        return self._made(address, before, trace, self._written(outputs, trusted))

    def _written(self, outputs: Iterable[Output], trusted: PageRecord | None) -> list[tuple[Written, bool]]:
        known = {each.path: each.digest for each in trusted.outputs} if trusted else {}
        try:
            return [self._output(output, known) for output in outputs]
        except OSError as error:
            if isinstance(error, BackfileError):
                raise
            raise explain(error, self._site.root) from error

    def _output(self, output: Output, known: dict[str, bytes]) -> tuple[Written, bool]:
        data = self._bytes(output)
        found = digest.of(data)
        before = known.get(output.path)
        differs = before is not None or self._job.trust == "emptiness"
        new = before != found and self._site.write(output.path, data, known_to_differ=differs)
        return Written(output.path, found, len(data)), new

    def _bytes(self, output: Output) -> bytes:
        if output.view is None:
            return output.data
        view = output.view
        return self._renderer.render(output.template, {"site": view.site, "page": view.page, "view": view.view})

    def _made(
        self, address: str, before: PageRecord | None, trace: tuple[Ask, ...], written: list[tuple[Written, bool]]
    ) -> PageResult:
        outputs = tuple(each for each, _ in written)
        wrote = tuple(each.path for each, new in written if new)
        why = reasons(before.trace, trace) or NOT_AS_NOTED if before else ()
        if before and why == NOT_AS_NOTED and not wrote and outputs == before.outputs:
            return PageResult(address, kept=len(outputs))
        paths = {each.path for each in outputs}
        return PageResult(
            address,
            PageRecord(address, trace, outputs, self._job.build, why),
            wrote=wrote,
            kept=len(outputs) - len(wrote),
            given_up=tuple(each.path for each in before.outputs if each.path not in paths) if before else (),
            more=len(outputs) - (len(before.outputs) if before else 0),
        )


def _gone(address: str, before: PageRecord | None) -> PageResult:
    paths = tuple(each.path for each in before.outputs) if before else ()
    return PageResult(address, gone=True, given_up=paths, more=-len(paths))


def _failed(kind: str, address: str, before: PageRecord | None, problem: Problem) -> PageResult:
    """A static file that can't be read is not there; another page stays as it was until it can be made."""
    if kind == "static":
        return msgspec.structs.replace(_gone(address, before), problem=problem)
    return PageResult(address, kept=len(before.outputs) if before else 0, problem=problem)


def reasons(before: tuple[Ask, ...], after: tuple[Ask, ...]) -> tuple[str, ...]:
    """The keys whose answers are others than before, sorted, `REASONS` of them at most."""
    return tuple(sorted(_moved(before, after))[:REASONS])


def _moved(before: tuple[Ask, ...], after: tuple[Ask, ...]) -> Iterator[str]:
    old, new = ({ask.key: ask.answer for ask in trace} for trace in (before, after))
    yield from (key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


@lru_cache(1)
def _reader(state: Path, _build: int, list_size: int) -> Reader:
    """One connection for all batches of a build that a process renders."""
    reader = Reader.open(state, list_size)
    _open.append(reader)
    return reader


@lru_cache(1)
def _renderer(archive: Path, _build: int, language: str) -> Renderer:
    """One look at the templates for all batches of a build that a process renders."""
    return Renderer(Templates.of(archive), language)


_open: list[Reader] = []
"""What `close_reader` closes: an error's traceback would keep it open for longer."""


def close_reader() -> None:
    """Close the connection that rendering in this process has left open."""
    _reader.cache_clear()
    while _open:
        _open.pop().close()
