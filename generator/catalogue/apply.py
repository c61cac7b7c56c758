"""Let changed files into the catalogue, and say which keys moved. The cost is the change's, not the archive's.

Keys name what a page can ask for: a slice ("day 2023-01-24"), an article ("article 123"), what stands beside one
("beside article 123", "beside day 2023-01-24"), an index of slices ("index tag").
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Set

import msgspec

from generator import digest
from generator.catalogue.facts import Facts
from generator.catalogue.heads import Head, Stored, decode_head, encode, shown_by_article
from generator.catalogue.lines import Lines
from generator.catalogue.removals import Removals
from generator.catalogue.settle import Settled, base_permalink, entry_of, moment_key, settle, settle_date
from generator.catalogue.slices import labels_of, postings_of, slices_of
from generator.catalogue.slugs import with_suffix
from generator.catalogue.tallies import Tallies
from generator.config import Config

EVERYTHING = "*"
"""The key that stands for all keys: after a first build, nothing is worth listing one by one."""

decode_settled = msgspec.msgpack.Decoder(Settled).decode

BATCH = 500

_MADE_OF_ARTICLES = (
    "removals", "facts", "holds", "lines", "recurring", "outlets", "tags", "entries", "slices", "postings",
)  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    """One row of `entries`."""

    id: int
    moment: int
    base: str
    entry: bytes
    settled: bytes
    digest: bytes
    doubt: str


class Application:
    """One change of the catalogue: files come and go by `replace` and `remove`, then `finish` says what moved."""

    def __init__(self, connection: sqlite3.Connection, config: Config) -> None:
        self._db = connection
        self._config = config
        self.fresh = connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None
        if self.fresh:
            for table in _MADE_OF_ARTICLES:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self._facts = Facts(connection, config, fresh=self.fresh)
        self._tallies = Tallies(connection, config.pages.list, fresh=self.fresh)
        self._touched: set[int] = set()
        self._moved: set[str] = set()
        self._rows: list[tuple[int, str, bytes, bytes]] = []
        self._holds: list[tuple[int, int]] = []
        self._removals = Removals(connection)
        self._lines = Lines(connection)
        self._again = False

    def replace(self, path: str, articles: Iterable[Stored]) -> None:
        """Let `articles` be all that the source file at `path` holds."""
        old = self._heads_at(path)
        for stored in articles:
            before = old.pop(stored.id, None)
            if before == stored.head:
                continue
            if before is not None:
                self._forget(stored.id, before)
            self._learn(path, stored)
            self._removals.put(stored.id, stored.removal)
        for id_, head in old.items():
            self._forget(id_, head)
            self._removals.put(id_, b"")
            self._db.execute("DELETE FROM articles WHERE id = ?", (id_,))
        if len(self._rows) >= BATCH:
            self._write()

    def remove(self, path: str) -> None:
        """Let nothing be in the source file at `path`."""
        self.replace(path, ())

    def recurring_in(self, source: str) -> Set[str]:
        """The keys of the lines of a source that recur, as far as they are decided: later files may change it."""
        return self._lines.recurring_in(source)

    def mistaken(self) -> dict[str, tuple[frozenset[str], ...]]:
        """Decide which lines recur; the files that were cleaned by other decisions, with those by which each has to be.

        For each document of a file, in its order, the keys of its lines that recur. `replace` takes such a file once more:
        what it says about lines does not depend on what it is told of them, so that nothing is left to decide then.
        """
        self._write()
        self._lines.decide()
        self._again = True  # from now on there are rows to be replaced, in a fresh catalogue as well
        return self._lines.mistaken()

    def reconsider(self) -> None:
        """Decide and settle everything again: settings or code that decisions depend on have changed."""
        if not self.fresh:
            self._facts.reconsider()
            self._touched.update(id_ for (id_,) in self._db.execute("SELECT id FROM articles"))

    def realias(self, before: Mapping[str, str]) -> None:
        """Decide anew about tags that stand for others than they did by the aliases of `before`."""
        self._facts.realias(before)

    def finish(self) -> set[str]:
        """Decide, settle, file; the keys that moved."""
        self._write()
        self._lines.decide()
        self._touched.update(self._facts.decide())
        bases = self._claim()
        self._file(bases)
        self._facts.save()
        self._moved.update(self._tallies.save(), self._removals.moved)
        return {EVERYTHING} if self.fresh else self._moved

    def _heads_at(self, path: str) -> dict[int, bytes]:
        if self.fresh and not self._again:
            return {}
        return dict(self._db.execute("SELECT id, head FROM articles WHERE path = ?", (path,)).fetchall())

    def _learn(self, path: str, stored: Stored) -> None:
        head = decode_head(stored.head)
        held = self._facts.count(head, +1)
        self._lines.count(head, +1)
        self._holds.extend((fact, stored.id) for fact in held)
        self._rows.append((stored.id, path, stored.head, stored.body))
        self._touched.add(stored.id)

    def _forget(self, id_: int, data: bytes) -> None:
        head = decode_head(data)
        held = self._facts.count(head, -1)
        self._lines.count(head, -1)
        self._db.executemany("DELETE FROM holds WHERE fact = ? AND article = ?", [(fact, id_) for fact in held])
        self._touched.add(id_)

    def _write(self) -> None:
        self._db.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", self._rows)
        self._db.executemany("INSERT OR IGNORE INTO holds VALUES (?, ?)", sorted(self._holds))
        self._removals.write()
        self._rows.clear()
        self._holds.clear()

    def _claim(self) -> dict[int, str]:
        """The permalink without rivals of each touched article; whoever shares one of them is touched as well."""
        bases = {head.id: self._base(head) for head in self._heads(self._touched)}
        if not self.fresh:
            old = {id_: row.base for id_ in self._touched if (row := self._row(id_))}
            for base in {*bases.values(), *old.values()}:
                for (id_,) in self._db.execute("SELECT id FROM entries WHERE base = ?", (base,)).fetchall():
                    if id_ not in self._touched:
                        self._touched.add(id_)
                        bases[id_] = base
        return bases

    def _base(self, head: Head) -> str:
        return base_permalink(head.slug, settle_date(head, self._facts)[0])

    def _file(self, bases: dict[int, str]) -> None:
        """Put every touched article where it now belongs, and note which keys that moves."""
        suffixed = {base: ids for base, ids in _by_base(bases).items() if len(ids) > 1}
        moving: list[tuple[Row | None, Row | None]] = []
        seen = set()
        for head in self._heads(self._touched):
            seen.add(head.id)
            old = None if self.fresh else self._row(head.id)
            new = self._settled_row(head, bases[head.id], suffixed)
            if old != new:
                moving.append((old, new))
            if self.fresh and len(moving) >= BATCH:
                self._move(moving)
                moving.clear()
        moving += [(old, None) for id_ in self._touched - seen if (old := self._row(id_))]
        self._move(moving)

    def _settled_row(self, head: Head, base: str, rivals: dict[str, list[int]]) -> Row:
        settled = settle(head, self._facts, self._config)
        permalink = base
        if base in rivals and head.id != min(rivals[base]):  # an id is a digest of a path: no matter of who came first
            folder, slug = base[: -len(head.slug) - 1], head.slug
            permalink = f"{folder}{with_suffix(slug, f'{head.article.path}#{head.article.ordinal}')}/"
        doubt = "" if settled.published else settled.settling
        entry = encode(entry_of(head, settled, permalink))
        known = encode(settled)
        shown = digest.of(shown_by_article(head), known, entry)
        return Row(head.id, moment_key(settled.published), base, entry, known, shown, doubt)

    def _move(self, moving: list[tuple[Row | None, Row | None]]) -> None:
        """Exchange rows, postings and slice digests; neighbours are asked before and after."""
        listed = [
            (old, new) for old, new in moving if not (old and new and (old.moment, old.entry) == (new.moment, new.entry))
        ]
        if not self.fresh:
            self._moved.update(f"article {row.id}" for pair in moving for row in pair if row)
            self._moved.update(f"beside article {id_}" for id_ in self._beside(old for old, _ in listed))
        for old, new in moving:
            self._tally(old, new)
        self._db.executemany("DELETE FROM entries WHERE id = ?", [(old.id,) for old, _ in moving if old])
        rows = [msgspec.structs.astuple(new) for _, new in moving if new]
        self._db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._tallies.flush()
        if not self.fresh:
            self._moved.update(f"beside article {id_}" for id_ in self._beside(new for _, new in listed))

    def _tally(self, old: Row | None, new: Row | None) -> None:
        if old:
            settled = decode_settled(old.settled)
            self._tallies.remove(_member(old), slices_of(settled), postings_of(settled), old.moment, old.id)
        if new:
            settled = decode_settled(new.settled)
            self._tallies.add(_member(new), slices_of(settled), postings_of(settled), new.moment, new.id)
            self._tallies.label(labels_of(settled))

    def _beside(self, rows: Iterable[Row | None]) -> Iterator[int]:
        """The articles whose next or previous one is among `rows`, as the postings stand, and those rows themselves."""
        for row in rows:
            if row and row.moment:
                yield row.id
                yield from self._tallies.neighbours("all", row.moment, row.id)

    def _heads(self, ids: set[int]) -> Iterator[Head]:
        if self.fresh:
            rows = self._db.execute("SELECT head FROM articles ORDER BY id")
            yield from (decode_head(head) for (head,) in rows)
            return
        for id_ in sorted(ids):
            found = self._db.execute("SELECT head FROM articles WHERE id = ?", (id_,)).fetchone()
            if found:
                yield decode_head(found[0])

    def _row(self, id_: int) -> Row | None:
        found = self._db.execute("SELECT * FROM entries WHERE id = ?", (id_,)).fetchone()
        return Row(*found) if found else None


def _by_base(bases: dict[int, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for id_, base in bases.items():
        found.setdefault(base, []).append(id_)
    return found


def _member(row: Row) -> int:
    return digest.SetHash.member(row.id.to_bytes(8, "little", signed=True), row.entry)
