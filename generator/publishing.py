"""The second half of a build: the pages that moved keys concern are made again, and what is no page any more goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from generator import recipes
from generator.catalogue.apply import EVERYTHING
from generator.catalogue.ledger import Ledger, PageRecord
from generator.catalogue.reader import Reader
from generator.errors import Problem
from generator.executors import AHEAD, FEW, batches, executor, in_order
from generator.intake import UNFINISHED, Means
from generator.pages import addresses_of, all_addresses
from generator.rendering import PageResult, RenderJob, Trust, render_batch
from generator.site import HARMLESS, Site

KIND = "kind"
"""What a key begins with that stands for all pages of a kind: their template, settings or code has changed."""


class Totals(msgspec.Struct, frozen=True, array_like=True):
    """How much there is: counting rows takes as long as looking at every file, so it is noted."""

    articles: int = 0
    undated: int = 0
    pages: int = 0
    files: int = 0


class Publication:
    """One change of the site, in the order in which its methods stand here.

    written, removed  files of the site that were put there, and that were deleted
    problems          what kept pages from being made
    """

    def __init__(self, means: Means) -> None:
        self._folders = means.folders
        self._config = means.config
        self._db = means.connection
        self._ledger = Ledger(means.connection)
        self._site = Site(means.folders.site)
        self._workers = means.workers
        self._progress = means.progress
        self._vanished: list[tuple[str, str]] = []
        self._pages = self._files = 0
        self.written = 0
        self.removed = 0
        self.problems: list[Problem] = []

    def publish(self, build: int, kinds: dict[str, bytes], first: Collection[str], *, distrust: bool) -> None:
        """Bring the pages up to date, then delete what no page is any more, then note both.

        kinds     the recipe of each kind of page
        first     files of the site whose pages are to be made before all others: somebody is looking at them
        distrust  files may be there that nothing was noted of, or be others than was noted
        """
        self._site.claim()
        self._site.sweep()
        trust: Trust = "nothing" if distrust else "records"
        if not self._site.top() - HARMLESS:
            trust = "emptiness"
        keys = self._ledger.pending()
        addresses = self._addresses(keys, Reader(self._db, self._config.pages.list))
        self._site.mark(self._static_top(), further=True)
        self._make_way(keys)
        self._db.execute("BEGIN IMMEDIATE")
        try:
            new = next(self._ledger.addresses(), None) is None
            for results in self._render(build, self._in_turn(addresses, first), kinds, trust, new=new):
                self._take(results, new=new)
            self._clear_away(strays=trust == "nothing")
            self._note(kinds, new=new, distrust=distrust)
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        finally:
            self._site.sweep()

    def _addresses(self, keys: set[str], reader: Reader) -> list[str]:
        """The pages to look at: those that the moved keys call into being, and those that asked for one of them."""
        if EVERYTHING in keys:
            static = (f"static {path.removeprefix('static/')}" for path in self._ledger.static())
            return list(dict.fromkeys((*all_addresses(reader, self._config), *static, *self._ledger.addresses())))
        found = {address for key in keys for address in addresses_of(key, reader, self._config)}
        found.update(self._ledger.addresses_asking(keys))
        found.update(self._ledger.addresses_of_kinds(key.partition(" ")[2] for key in keys if key.startswith(f"{KIND} ")))
        return sorted(found)

    def _in_turn(self, addresses: list[str], first: Collection[str]) -> tuple[list[str], list[str]]:
        """Those that somebody is looking at, and the others."""
        watched = dict.fromkeys(address for path in first if (address := self._ledger.address_at(path)))
        there = set(addresses) if watched else set()
        before = [address for address in watched if address in there]
        return before, [address for address in addresses if address not in watched] if before else addresses

    def _make_way(self, keys: set[str]) -> None:
        """Delete the static files that are gone before others are written: a file may be where their folder was."""
        if EVERYTHING not in keys and not any(key.startswith("file ") for key in keys):
            return
        there = {f"static {path.removeprefix('static/')}" for path in self._ledger.static()}
        gone = [address for address in self._ledger.addresses_of_kinds(("static",)) if address not in there]
        self._remove(address.partition(" ")[2] for address in gone)

    def _render(
        self, build: int, turns: tuple[list[str], list[str]], kinds: dict[str, bytes], trust: Trust, *, new: bool
    ) -> Iterator[tuple[PageResult, ...]]:
        self._progress.begin("writing pages", sum(map(len, turns)))
        for addresses in filter(None, turns):
            workers = self._workers if len(addresses) > FEW else 1
            jobs = (
                RenderJob(self._folders, build, self._config, kinds, tuple(self._with_records(batch, new=new)), trust)
                for batch in batches(addresses, workers)
            )
            with executor(workers) as pool:
                for results in in_order(pool, render_batch, jobs, AHEAD * workers):
                    self._progress.advance(len(results))
                    yield results

    def _with_records(self, addresses: Iterable[str], *, new: bool) -> Iterator[tuple[str, PageRecord | None]]:
        for address in addresses:
            yield address, None if new else self._ledger.page(address)

    def _take(self, results: tuple[PageResult, ...], *, new: bool) -> None:
        """Note pages that were made, and which files they have given up."""
        wrote = [path for result in results for path in result.wrote]
        self._progress.did("made", [result.address for result in results if result.record])
        self._progress.did("wrote", wrote)
        self.written += len(wrote)
        for result in results:
            if result.problem:
                self.problems.append(result.problem)
            self._vanished += [(result.address, path) for path in result.given_up]
            self._files += result.more
            if result.gone:
                self._pages -= self._ledger.drop_page(result.address)
        self._pages += self._ledger.put_pages([result.record for result in results if result.record], new=new)

    def _clear_away(self, *, strays: bool) -> None:
        """Delete the files that no page writes any more; with `strays` also those that no record tells of."""
        self._remove([path for address, path in self._vanished if self._ledger.release(address, path)])
        if strays:
            self._remove(set(self._site.ours()) - set(self._ledger.outputs()))
            self._site.remove_empty_folders()
        self._site.mark(self._static_top())

    def _remove(self, paths: Iterable[str]) -> None:
        gone = self._site.remove(paths)
        self._progress.did("deleted", gone)
        self.removed += len(gone)

    def _static_top(self) -> set[str]:
        return {path.split("/")[1] for path in self._ledger.static()}

    def _note(self, kinds: dict[str, bytes], *, new: bool, distrust: bool) -> None:
        """Note that all this is done, and what the next build wants to know at once."""
        if not self.problems:
            self._ledger.clear_pending()
        if not (distrust and self.problems):
            self._ledger.forget(UNFINISHED)
        for kind, recipe in kinds.items():
            self._ledger.note(f"recipe {kind}", recipe)
        self._ledger.note("layout", recipes.layout(self._config))
        self._ledger.note("top", msgspec.json.encode(sorted(self._site.our_top())))
        before = Totals() if new else totals(self._ledger)
        reader = Reader(self._db, self._config.pages.list)
        dated, undated = reader.count("all"), reader.count("undated")
        now = Totals(dated + undated, undated, before.pages + self._pages, before.files + self._files)
        self._ledger.note("totals", msgspec.json.encode(now))


def totals(ledger: Ledger) -> Totals:
    """How much there was after the last build."""
    return msgspec.json.decode(ledger.meta("totals") or b"[]", type=Totals)
