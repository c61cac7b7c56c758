"""Files and pages as the last build left them: what was read, what was written, and what each page had asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from generator import digest
from generator.catalogue.reader import Ask
from generator.errors import Problem
from generator.scan import Scope


class Written(msgspec.Struct, frozen=True, array_like=True):
    """One file of the site: its path in it, the digest of its bytes, and how many they are."""

    path: str
    digest: bytes
    size: int


class PageRecord(msgspec.Struct, frozen=True, array_like=True):
    """A page as it was last made.

    trace    what it asked for and was answered
    outputs  the files it became
    build    the build that made it, by when that began: nanoseconds since 1970
    why      keys whose answers had moved; () if it was new, or if its files were not there as they had been noted
    """

    address: str
    trace: tuple[Ask, ...]
    outputs: tuple[Written, ...]
    build: int
    why: tuple[str, ...]


class FileRecord(msgspec.Struct, frozen=True, array_like=True):
    """A file of the archive as it was last read.

    stat    size, mtime, ctime, inode; UNSURE where it may have changed within a tick of being read
    digest  of its bytes, and of its sidecar's if it has one
    recipe  of the code and settings that it was read with
    """

    path: str
    stat: tuple[int, int, int, int]
    digest: bytes
    recipe: bytes
    problems: tuple[Problem, ...]


class News(msgspec.Struct, frozen=True, array_like=True):
    """What was new to a build.

    files  paths of files of the archive that it read anew or that were gone, some of them; `more` counts the others
    others  what else: "settings", "templates", "backfile" (its code), "site" (files of it were not as they had been noted)
    """

    files: tuple[str, ...]
    more: int
    others: tuple[str, ...]


Known = tuple[tuple[int, int, int, int], bytes]
"""Stat and recipe of a file as it was last read."""

BUILDS = 500
"""So many builds after the last time, those that no page bears the mark of are forgotten."""

UNSURE = (-1, -1, -1, -1)
"""The stat of a file that has to be read again to be sure of it."""

encode = msgspec.msgpack.Encoder().encode
decode_trace = msgspec.msgpack.Decoder(tuple[Ask, ...]).decode
decode_outputs = msgspec.msgpack.Decoder(tuple[Written, ...]).decode
decode_names = msgspec.msgpack.Decoder(tuple[str, ...]).decode
decode_news = msgspec.msgpack.Decoder(News).decode
decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


class Ledger:
    """The files, pages and pending keys of one catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def meta(self, name: str) -> bytes | None:
        """A value that an earlier build noted."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: bytes) -> None:
        """Note a value for the next build."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def forget(self, name: str) -> None:
        """Let a value not be noted any more."""
        self._db.execute("DELETE FROM meta WHERE name = ?", (name,))

    def files(self, scope: Scope | None = None) -> dict[str, Known]:
        """Every file that was read by its path; with a `scope`, those in it."""
        if scope is None:
            return _known(self._db.execute(_FILES))
        found = _known(row for part in scope.ranges() for row in self._db.execute(_FILES_BETWEEN, part))
        return {path: known for path, known in found.items() if path in scope}

    def unsure(self) -> list[str]:
        """The files whose stat does not vouch for what was read."""
        return [path for (path,) in self._db.execute("SELECT path FROM files WHERE size < 0 ORDER BY path")]

    def static(self) -> list[str]:
        """The files of static/ that are known."""
        return [path for (path,) in self._db.execute("SELECT path FROM files WHERE path >= 'static/' AND path < 'static0'")]

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names

    def problems(self) -> list[Problem]:
        """What was wrong with the files, as they were last read."""
        rows = self._db.execute("SELECT problems FROM files WHERE problems IS NOT NULL ORDER BY path")
        return [problem for (data,) in rows for problem in decode_problems(data)] + list(self._doubts())

    def _doubts(self) -> Iterator[Problem]:
        """Articles whose date of digits can be read in several ways, and nothing tells which."""
        for path, doubt in self._db.execute(_DOUBTS):
            remedy = "set date_order for its source in backfile.toml, or add a date in a sidecar"
            yield Problem(path, f"has a date that may be {doubt}", remedy, "ambiguous date", "warning")

    def digest_of(self, path: str) -> bytes | None:
        """The digest of a file as it was last read."""
        row = self._db.execute("SELECT digest FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def put_files(self, records: Iterable[FileRecord]) -> None:
        """Note files that were read."""
        rows = [(r.path, *r.stat, r.digest, r.recipe, encode(r.problems) if r.problems else None) for r in records]
        self._db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def restat(self, path: str, stat: tuple[int, int, int, int]) -> None:
        """Note that a file with another stat has the content that is known."""
        self._db.execute("UPDATE files SET size = ?, mtime = ?, ctime = ?, inode = ? WHERE path = ?", (*stat, path))

    def recipe_of(self, path: str) -> bytes:
        """The recipe of the code and settings that a file was last read with; b"" if it was not."""
        row = self._db.execute("SELECT recipe FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else b""

    def distrust(self, path: str) -> None:
        """Let the next build read a file anew, whatever it finds there."""
        self._db.execute("UPDATE files SET digest = x'' WHERE path = ?", (path,))
        self.restat(path, UNSURE)

    def drop_file(self, path: str) -> None:
        """Forget a file that is gone."""
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    def pending(self) -> set[str]:
        """The keys that moved and whose pages have not been looked at since."""
        return {key for (key,) in self._db.execute("SELECT key FROM pending")}

    def add_pending(self, keys: Iterable[str]) -> None:
        """Note keys that moved."""
        self._db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", ((key,) for key in keys))

    def clear_pending(self) -> None:
        """Note that every page is up to date."""
        self._db.execute("DELETE FROM pending")

    def addresses_asking(self, keys: Iterable[str]) -> Iterator[str]:
        """The pages that asked for one of `keys`."""
        for key in keys:
            yield from (row[0] for row in self._db.execute(_ASKING, (digest.number(key),)))

    def addresses_of_kinds(self, kinds: Iterable[str]) -> Iterator[str]:
        """The pages of some kinds."""
        for kind in kinds:
            yield from (row[0] for row in self._db.execute("SELECT address FROM pages WHERE kind = ?", (kind,)))

    def address_at(self, path: str) -> str | None:
        """The page that writes a file of the site; None if none does."""
        row = self._db.execute("SELECT address FROM owners JOIN pages ON pages.id = page WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def addresses(self) -> Iterator[str]:
        """Every page."""
        yield from (row[0] for row in self._db.execute("SELECT address FROM pages"))

    def page(self, address: str) -> PageRecord | None:
        """A page as it was last made."""
        row = self._db.execute(_PAGE, (digest.number(address),)).fetchone()
        if row is None:
            return None
        trace, outputs, build, why = row
        return PageRecord(address, decode_trace(trace), decode_outputs(outputs), build, decode_names(why))

    def put_pages(self, records: Iterable[PageRecord], *, new: bool) -> int:
        """Note pages that were made. `new`: none of them is known yet. Returns how many pages more there are."""
        pages, asks, owners, before = [], [], [], []
        for record in records:
            id_ = digest.number(record.address)
            kind = record.address.partition(" ")[0]
            pages.append((
                id_, record.address, kind, encode(record.trace), encode(record.outputs), record.build, encode(record.why)
            ))  # fmt: skip
            owners += [(output.path, id_) for output in record.outputs]
            old = [] if new else self._keys_of(id_)
            if old != [ask.key for ask in record.trace]:  # most pages ask what they asked before
                asks += [(digest.number(ask.key), id_) for ask in record.trace]
                before += [(digest.number(key), id_) for key in old]
        self._db.executemany("DELETE FROM asks WHERE key = ? AND page = ?", sorted(set(before).difference(asks)))
        more = len(pages) if new else sum(not self._knows(row[0]) for row in pages)
        self._db.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", pages)
        self._db.executemany("INSERT OR IGNORE INTO asks VALUES (?, ?)", sorted(set(asks).difference(before)))
        self._db.executemany("INSERT OR REPLACE INTO owners VALUES (?, ?)", sorted(owners))
        return more

    def _knows(self, id_: int) -> bool:
        return self._db.execute("SELECT 1 FROM pages WHERE id = ?", (id_,)).fetchone() is not None

    def drop_page(self, address: str) -> int:
        """Forget a page that is gone. Returns how many there were: one or none."""
        id_ = digest.number(address)
        asks = [(digest.number(key), id_) for key in self._keys_of(id_)]
        self._db.executemany("DELETE FROM asks WHERE key = ? AND page = ?", asks)
        return self._db.execute("DELETE FROM pages WHERE id = ?", (id_,)).rowcount

    def release(self, address: str, path: str) -> bool:
        """Give up a file that a page no longer writes. False if another page writes it now."""
        done = self._db.execute("DELETE FROM owners WHERE path = ? AND page = ?", (path, digest.number(address)))
        return done.rowcount > 0

    def outputs(self) -> Iterator[str]:
        """The path of every file of the site."""
        yield from (path for (path,) in self._db.execute("SELECT path FROM owners"))

    def note_build(self, id_: int, news: News) -> None:
        """Note what a build took in. Now and then, old builds that no page bears the mark of any more are forgotten."""
        self._db.execute("INSERT OR REPLACE INTO builds VALUES (?, ?)", (id_, encode(news)))
        if self.count("builds") % BUILDS == 0:
            self._db.execute("DELETE FROM builds WHERE id < ? AND id NOT IN (SELECT build FROM pages)", (id_,))

    def news_of(self, id_: int) -> News | None:
        """What a build took in."""
        row = self._db.execute("SELECT news FROM builds WHERE id = ?", (id_,)).fetchone()
        return decode_news(row[0]) if row else None

    def _keys_of(self, id_: int) -> list[str]:
        row = self._db.execute("SELECT trace FROM pages WHERE id = ?", (id_,)).fetchone()
        return [ask.key for ask in decode_trace(row[0])] if row else []


def _known(rows: Iterable[tuple[str, int, int, int, int, bytes]]) -> dict[str, Known]:
    return {path: ((size, mtime, ctime, inode), recipe) for path, size, mtime, ctime, inode, recipe in rows}


_FILES = "SELECT path, size, mtime, ctime, inode, recipe FROM files"
_FILES_BETWEEN = f"{_FILES} WHERE path >= ? AND path < ?"
_PAGE = "SELECT trace, outputs, build, why FROM pages WHERE id = ?"
_DOUBTS = "SELECT path, doubt FROM entries JOIN articles USING (id) WHERE doubt != '' ORDER BY path, id"
_ASKING = "SELECT address FROM asks JOIN pages ON pages.id = page WHERE key = ?"
