"""What pages may ask the catalogue, and the record of what they asked.

The record is the page's trace. Nobody writes it by hand: a question that goes through here is in it, and there is no
other way to an answer. Each line names the key that moves when the answer may have moved, and the answer's digest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator import digest
from generator.catalogue import schema
from generator.catalogue.heads import Head, decode_body, decode_head
from generator.catalogue.removals import Removal, removal_key, unpack
from generator.catalogue.settle import Settled, moment_key
from generator.catalogue.slices import FEW_ON_INDEX, buckets_of, key_of, range_of, resolve, year_of
from generator.catalogue.tallies import periods_beside, splits
from generator.model import Article, Body, Entry

decode_entry = msgspec.msgpack.Decoder(Entry).decode
decode_settled = msgspec.msgpack.Decoder(Settled).decode


class Ask(msgspec.Struct, frozen=True, array_like=True):
    """One line of a trace: the question's key, and the digest of the answer."""

    key: str
    answer: bytes


class Slice(msgspec.Struct, frozen=True):
    """A slice as a whole: what readers call it, and how many articles. Its digest moves the key; no page shows it."""

    name: str
    label: str
    count: int


class Full(msgspec.Struct, frozen=True):
    """All that the page of an article may show of it."""

    head: Head
    settled: Settled
    entry: Entry
    body: Body


class Cleaning(msgspec.Struct, frozen=True):
    """What cleaning made of a document that lines were removed from."""

    article: Article
    permalink: str
    removal: Removal


class Reader:
    """Read-only questions to one catalogue. `trace()` hands over what was asked since the last call."""

    def __init__(self, connection: sqlite3.Connection, list_size: int) -> None:
        self._db = connection
        self._list_size = list_size
        self._asked: dict[str, bytes] = {}
        self._slice_ids: dict[str, int] = {}

    @classmethod
    def open(cls, folder: Path, list_size: int) -> Reader:
        """A reader with a connection of its own, for a worker."""
        return cls(schema.connect(folder, readonly=True), list_size)

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def trace(self) -> tuple[Ask, ...]:
        """What was asked since the last call, each key once, in order of name."""
        found = tuple(Ask(key, answer) for key, answer in sorted(self._asked.items()))
        self._asked.clear()
        return found

    def given(self, key: str, answer: bytes) -> None:
        """Record that the page depends on something that does not stand in the catalogue, such as its template."""
        self._asked[key] = answer

    def slice(self, name: str) -> Slice:
        """A slice as a whole; with no label and count 0 if it does not exist."""
        row = self._db.execute("SELECT label, count FROM slices WHERE name = ?", (name,)).fetchone()
        found = Slice(name, *row) if row else Slice(name, "", 0)
        self._answer(name, found.label.encode(), found.count.to_bytes(8, "little"))
        return found

    def newest(self, name: str, most: int) -> list[Entry]:
        """The last `most` entries of a slice, the newest first."""
        slice_, start, stop = self._place(name)
        rows = self._db.execute(_NEWEST, (slice_, start, stop, most)).fetchall()
        return self._entries(name, rows)

    def part(self, name: str, part: int, size: int) -> list[Entry]:
        """The part of a slice that begins `part` * `size` entries after its oldest, oldest first. `part` counts from 0."""
        slice_, start, stop = self._place(name)
        rows = self._db.execute(_PART, (slice_, start, stop, size, part * size)).fetchall()
        return self._entries(name, rows)

    def vague(self, name: str) -> list[Entry]:
        """The entries of a slice that stand in none of its parts.

        Of "year 2023" and "tag-year oslo 2023" those without a month, of "month 2023-01" those without a day, of "tag oslo"
        those without a date.
        """
        slice_, start, _ = self._place(name)
        kind, _, rest = name.partition(" ")
        period = rest.rpartition(" ")[2]
        stop = range_of(f"{period}-01")[0] if kind.endswith(("year", "month")) else 1
        return self._entries(name, self._db.execute(_PART, (slice_, start, stop, -1, 0)).fetchall())

    def oldest(self, name: str) -> Entry | None:
        """The first entry of a slice that has a date."""
        slice_, start, stop = self._place(name)
        rows = self._db.execute(_PART, (slice_, max(start, 1), stop, 1, 0)).fetchall()
        return next(iter(self._entries(name, rows)), None)

    def reaches(self, name: str, place: int) -> bool:
        """Whether a slice has more than `place` entries."""
        slice_, start, stop = self._place(name)
        found = self._db.execute(_REACHES, (slice_, start, stop, place)).fetchone() is not None
        self._answer(key_of(name), b"more" if found else b"no more")
        return found

    def size(self, name: str) -> int:
        """How many entries a slice has, counted."""
        slice_, start, stop = self._place(name)
        found = int(self._db.execute(_SIZE, (slice_, start, stop)).fetchone()[0])
        self._answer(key_of(name), found.to_bytes(8, "little"))
        return found

    def buckets(self, name: str, size: int) -> int:
        """How many parts of about `size` a slice without dates is cut into; 0 where one page holds it."""
        found = buckets_of(self.count(name), size)
        self._answer(name, str(found).encode())
        return found

    def bucket(self, name: str, number: int, buckets: int) -> list[Entry]:
        """One of `buckets` parts, as equal as chance makes them, of a slice without dates; `number` counts from 0."""
        slice_, *_ = self._place(name)
        step = 2**64 // buckets
        first = number * step - 2**63
        rows = self._db.execute(_BUCKET, (slice_, first, first + step - 1)).fetchall()
        return self._entries(name, rows)

    def article(self, id_: int) -> Full | None:
        """All that an article's page shows of the article itself; None if it is gone."""
        row = self._db.execute(_ARTICLE, (id_,)).fetchone()
        if row is None:
            self._answer(f"article {id_}")
            return None
        self._answer(f"article {id_}", row[4])
        return Full(decode_head(row[0]), decode_settled(row[1]), decode_entry(row[2]), decode_body(row[3]))

    def cleaning(self, id_: int) -> Cleaning | None:
        """What was removed from an article's document, beside what was kept; None if nothing was, or if it is gone.

        Of the article itself the answer holds what that page shows, so that its tags or its source may change.
        """
        row = self._db.execute(_CLEANING, (id_,)).fetchone()
        if row is None:
            self._answer(f"article {id_}")
            self._answer(removal_key(id_))
            return None
        head, entry, body, data = decode_head(row[0]), decode_entry(row[1]), row[2], row[3]
        article = head.article
        shown = (article.headline, article.language, article.sha256, entry.permalink, head.body)
        self._answer(f"article {id_}", *shown)
        self._answer(removal_key(id_), data)
        return Cleaning(article, entry.permalink, unpack(data, decode_body(body).paragraphs))

    def beside_article(self, full: Full) -> tuple[Entry | None, Entry | None]:
        """The dated articles just before and just after one of them."""
        id_, moment = full.head.id, moment_key(full.settled.published)
        if not moment:
            return None, None
        slice_, *_ = self._place("all")
        found = [self._db.execute(sql, (slice_, moment, id_)).fetchone() for sql in (_BEFORE, _AFTER)]
        self._answer(f"beside article {id_}", *(near[0] if near else b"" for near in found))
        before, after = (decode_entry(near[0]) if near else None for near in found)
        return before, after

    def beside(self, name: str) -> tuple[str | None, str | None]:
        """The day (month, year) with articles before the one that `name` names, and the one after it."""
        found = periods_beside(self._db, name)
        self._answer(f"beside {name}", *(near.encode() if near else b"" for near in found))
        return found

    def within(self, name: str, kind: str, prefix: str) -> list[Slice]:
        """The slices that make up the slice `name`: for `name` "year 2023", those of `kind` "month" that begin "2023-"."""
        rows = self._slices(f"{kind} {prefix}")
        self._answer(name, *(f"{row[0]} {row[2]}".encode() for row in rows))
        return [Slice(*row) for row in rows]

    def years_of(self, thing: str) -> list[Slice]:
        """The years of a tag, source or author that have pages of their own, as slices; [] if it needs none."""
        years = self._years(thing)
        self._answer(thing, *(f"{year.name} {year.count}".encode() for year in years))
        return years

    def months_of(self, thing_year: str) -> list[tuple[str, int]]:
        """The months ("01") in which a tag, source or author has articles in a year, and how many."""
        found = self.months_in(thing_year)
        self._answer(thing_year, repr(found).encode())
        return found

    def months_in(self, thing_year: str) -> list[tuple[str, int]]:
        """The same, for planning. Not part of any trace."""
        rows = self._db.execute(_MONTHS, self._place(thing_year)).fetchall()
        return [(f"{month % 100:02}", count) for month, count in rows if month % 100]

    def month_among(self, thing_year: str, month: str) -> tuple[str | None, str | None]:
        """The months before and after one, in which a tag, source or author has articles in the same year."""
        months = [each for each, _ in self.months_in(thing_year)]
        before = max((each for each in months if each < month), default=None)
        after = min((each for each in months if each > month), default=None)
        self._answer(thing_year, repr((before, after)).encode())
        return before, after

    def year_among(self, thing: str, year: str) -> tuple[bool, str | None, str | None]:
        """Whether a tag, source or author has a page for `year`, and for which years before and after it."""
        years = [each.name[-4:] for each in self._years(thing)]
        before = max((each for each in years if each < year), default=None)
        after = min((each for each in years if each > year), default=None)
        self._answer(f"split {thing}", repr((year in years, before, after)).encode())
        return year in years, before, after

    def _years(self, thing: str) -> list[Slice]:
        """A thing needs pages for its years if there are several, or if its articles are too many for one page."""
        years = [Slice(*row) for row in self._slices(year_of(thing, ""))]
        return years if len(years) > 1 or splits(sum(year.count for year in years), self._list_size) else []

    def label(self, name: str) -> str:
        """What readers call a tag, source or author, apart from what it holds."""
        row = self._db.execute("SELECT label FROM slices WHERE name = ?", (name,)).fetchone()
        self._answer(f"label {name}", row[0].encode() if row else b"")
        return row[0] if row else ""

    def many(self, kind: str) -> bool:
        """Whether there are too many slices of `kind` for one index."""
        found = self._db.execute(_MANY, (f"{kind} ", f"{kind}!", FEW_ON_INDEX)).fetchone() is not None
        self._answer(f"many {kind}", b"many" if found else b"few")
        return found

    def index(self, kind: str, initial: str = "") -> list[Slice]:
        """Every slice of `kind` ("tag", "source", "author", "year", "month"), by name, without digests.

        With `initial`, only those whose names begin with it.
        """
        rows = self._slices(f"{kind} {initial}")
        key = f"index {kind} {initial}".rstrip()
        self._answer(key, *(f"{name}\t{label}\t{count}".encode() for name, label, count in rows))
        return [Slice(*row) for row in rows]

    def names(self) -> Iterator[tuple[str, int]]:
        """Every slice's name and count: for a first build, which looks at all of them. Not part of any trace."""
        yield from self._db.execute("SELECT name, count FROM slices")

    def initials(self, kind: str) -> set[str]:
        """The first letters of all slices of `kind`, for planning. Not part of any trace."""
        return {row[0][len(kind) + 1] for row in self._slices(f"{kind} ")}

    def every_year_of(self, thing: str) -> list[str]:
        """The years in which a tag, source or author has articles, for planning. Not part of any trace."""
        return [row[0][-4:] for row in self._slices(year_of(thing, ""))]

    def file(self, path: str) -> bytes | None:
        """The digest of one of the archive's own files outside content/; None if it is not there."""
        row = self._db.execute("SELECT digest FROM files WHERE path = ?", (path,)).fetchone()
        self._answer(f"file {path}", row[0] if row else b"")
        return row[0] if row else None

    def count(self, name: str) -> int:
        """How many articles a slice holds, for planning. Not part of any trace."""
        row = self._db.execute("SELECT count FROM slices WHERE name = ?", (name,)).fetchone()
        return row[0] if row else 0

    def article_ids(self) -> Iterator[int]:
        """Every article, in the order of the archive, for planning. Not part of any trace."""
        yield from (id_ for (id_,) in self._db.execute("SELECT id FROM entries ORDER BY moment, id"))

    def cleaned_ids(self) -> Iterator[int]:
        """Every article that lines were removed from, in the order of the archive, for planning. Not part of any trace."""
        yield from (id_ for (id_,) in self._db.execute(_CLEANED_IDS))

    def _slices(self, prefix: str) -> list[tuple[str, str, int]]:
        sql = "SELECT name, label, count FROM slices WHERE name >= ? AND name < ? ORDER BY name"
        return self._db.execute(sql, (prefix, prefix + "\U0010ffff")).fetchall()

    def _entries(self, name: str, rows: list[tuple[bytes]]) -> list[Entry]:
        self._answer(key_of(name), *(entry for (entry,) in rows))
        return [decode_entry(entry) for (entry,) in rows]

    def _place(self, name: str) -> tuple[int, int, int]:
        posting, start, stop = resolve(name)
        found = self._slice_ids.get(posting)
        if found is None:
            row = self._db.execute("SELECT id FROM slices WHERE name = ?", (posting,)).fetchone()
            found = row[0] if row else -1
            self._slice_ids[posting] = found
        return found, start, stop

    def _answer(self, key: str, *parts: bytes | str) -> None:
        """Two questions under one key are one line: its digest covers both answers."""
        before = self._asked.get(key)
        self._asked[key] = digest.of(*parts) if before is None else digest.of(before, *parts)


_RANGE = (
    "FROM postings JOIN entries ON entries.id = article WHERE slice = ?1 AND postings.moment >= ?2 AND postings.moment < ?3"
)
_NEWEST = f"SELECT entry {_RANGE} ORDER BY postings.moment DESC, article DESC LIMIT ?4"
_PART = f"SELECT entry {_RANGE} ORDER BY postings.moment, article LIMIT ?4 OFFSET ?5"
_REACHES = "SELECT 1 FROM postings WHERE slice = ?1 AND moment >= ?2 AND moment < ?3 LIMIT 1 OFFSET ?4"
_SIZE = "SELECT count(*) FROM postings WHERE slice = ?1 AND moment >= ?2 AND moment < ?3"
_MONTHS = """
SELECT moment / 100000000, count(*) FROM postings WHERE slice = ?1 AND moment >= ?2 AND moment < ?3
GROUP BY moment / 100000000 ORDER BY 1"""
_BUCKET = """
SELECT entry FROM postings JOIN entries ON entries.id = article
WHERE slice = ?1 AND postings.moment = 0 AND article BETWEEN ?2 AND ?3 ORDER BY article"""
_MANY = "SELECT 1 FROM slices WHERE name > ?1 AND name < ?2 LIMIT 1 OFFSET ?3"
_ARTICLE = """
SELECT head, settled, entry, body, digest FROM articles JOIN entries USING (id) WHERE id = ?"""
_CLEANING = """
SELECT head, entry, body, data FROM removals JOIN articles USING (id) JOIN entries USING (id) WHERE removals.id = ?"""
_CLEANED_IDS = "SELECT id FROM entries WHERE id IN (SELECT id FROM removals) ORDER BY moment, id"
_NEAR = "SELECT entry FROM postings JOIN entries ON entries.id = article WHERE slice = ?1 AND (postings.moment, article)"
_BEFORE = f"{_NEAR} < (?2, ?3) ORDER BY postings.moment DESC, article DESC LIMIT 1"
_AFTER = f"{_NEAR} > (?2, ?3) ORDER BY postings.moment, article LIMIT 1"
