"""The slices' counts, digests and postings while articles come and go, written together at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from generator.catalogue.slices import FEW_ON_INDEX, PERIODS, THINGS
from generator.digest import SetHash


class Tally:
    """One slice as it is being counted."""

    __slots__ = ("before", "id", "label", "set")

    def __init__(self, id_: int, set_: SetHash, label: str, before: tuple[int, bytes, str] | None) -> None:
        self.id = id_
        self.set = set_
        self.label = label
        self.before = before

    @property
    def state(self) -> tuple[int, bytes, str]:
        """What a page that asks for the slice as a whole can see."""
        return self.set.count, self.set.digest, self.label

    @property
    def listed_anew(self) -> bool:
        """Whether an index that shows its name and count has to show something else."""
        return self.before is None or (self.set.count, self.label) != (self.before[0], self.before[2])


class Tallies:
    """The slices of one catalogue that a change touches."""

    def __init__(self, connection: sqlite3.Connection, list_size: int, *, fresh: bool) -> None:
        self._db = connection
        self._list_size = list_size
        self._fresh = fresh
        self._tallies: dict[str, Tally] = {}
        self._last = 0 if fresh else connection.execute("SELECT coalesce(max(id), 0) FROM slices").fetchone()[0]
        self._in: list[tuple[int, int, int]] = []
        self._out: list[tuple[int, int, int]] = []

    def add(self, member: int, slices: Iterable[str], postings: Iterable[str], moment: int, article: int) -> None:
        """Let an article come into `slices`."""
        for name in slices:
            self._tally(name).set.add(member)
        self._in.extend((self._tally(name).id, moment, article) for name in postings)

    def remove(self, member: int, slices: Iterable[str], postings: Iterable[str], moment: int, article: int) -> None:
        """Let an article go from `slices`."""
        for name in slices:
            self._tally(name).set.remove(member)
        self._out.extend((self._tally(name).id, moment, article) for name in postings)

    def label(self, labels: Iterable[tuple[str, str]]) -> None:
        """Say what readers call some slices."""
        for name, label in labels:
            self._tally(name).label = label

    def flush(self) -> None:
        """Write the postings that have come and gone so far."""
        self._db.executemany("DELETE FROM postings WHERE slice = ? AND moment = ? AND article = ?", self._out)
        self._db.executemany("INSERT OR IGNORE INTO postings VALUES (?, ?, ?)", sorted(self._in))
        self._out.clear()
        self._in.clear()

    def neighbours(self, name: str, moment: int, article: int) -> Iterator[int]:
        """The articles just before and just after a place in the postings of `name`."""
        slice_ = self._tally(name).id
        for sql in (_BEFORE, _AFTER):
            found = self._db.execute(sql, (slice_, moment, article)).fetchone()
            if found:
                yield found[0]

    def save(self) -> Iterator[str]:
        """Write the slices that differ from before; the keys that moved with them."""
        self.flush()
        moved = {name: tally for name, tally in self._tallies.items() if tally.state != tally.before}
        came = [name for name, tally in moved.items() if not (tally.before and tally.before[0])]
        went = [name for name, tally in moved.items() if not tally.set.count]
        yield from () if self._fresh else self._beside(went)
        self._db.executemany("DELETE FROM slices WHERE id = ?", [(self._tallies[name].id,) for name in went])
        rows = [(t.id, name, t.set.count, t.set.digest, t.label) for name, t in moved.items() if t.set.count]
        self._db.executemany("INSERT OR REPLACE INTO slices VALUES (?, ?, ?, ?, ?)", rows)
        yield from () if self._fresh else self._beside(came)
        yield from moved
        for name, tally in moved.items():
            if tally.listed_anew:
                yield from indexes_of(name)
            if tally.before and tally.before[2] != tally.label:
                yield f"label {name}"
            if splits(tally.before[0] if tally.before else 0, self._list_size) != splits(tally.set.count, self._list_size):
                yield f"split {name}"
        yield from {f"split {thing}" for name in (*came, *went) if (thing := _thing_of_year(name))}
        yield from () if self._fresh else self._grown(came, went)

    def _grown(self, came: list[str], went: list[str]) -> Iterator[str]:
        """The kinds of things that have become too many for one index, or few enough again."""
        for kind in THINGS:
            more = sum(name.startswith(f"{kind} ") for name in came) - sum(name.startswith(f"{kind} ") for name in went)
            if more:
                sql = "SELECT count(*) FROM slices WHERE name > ? AND name < ?"
                (now,) = self._db.execute(sql, (f"{kind} ", f"{kind}!")).fetchone()
                if (now > FEW_ON_INDEX) != (now - more > FEW_ON_INDEX):
                    yield f"many {kind}"

    def _tally(self, name: str) -> Tally:
        found = self._tallies.get(name)
        if found is None:
            found = self._tallies[name] = self._read(name)
        return found

    def _read(self, name: str) -> Tally:
        sql = "SELECT id, count, digest, label FROM slices WHERE name = ?"
        row = None if self._fresh else self._db.execute(sql, (name,)).fetchone()
        if row:
            return Tally(row[0], SetHash(row[2], row[1]), row[3], (row[1], row[2], row[3]))
        self._last += 1
        return Tally(self._last, SetHash(), "", None)

    def _beside(self, names: Iterable[str]) -> Iterator[str]:
        """The keys of the periods beside `names`, as the slices stand: their "next" and "previous" lead elsewhere now."""
        for name in names:
            kind, _, _rest = name.partition(" ")
            if kind in PERIODS:
                yield f"beside {name}"
                yield from (f"beside {near}" for near in periods_beside(self._db, name) if near)


def periods_beside(connection: sqlite3.Connection, name: str) -> tuple[str | None, str | None]:
    """The last day (month, year) with articles before the one in `name`, and the first after it."""
    kind = name.partition(" ")[0]
    before = connection.execute(
        "SELECT name FROM slices WHERE name < ? AND name > ? ORDER BY name DESC LIMIT 1", (name, f"{kind} ")
    ).fetchone()
    after = connection.execute(
        "SELECT name FROM slices WHERE name > ? AND name < ? ORDER BY name LIMIT 1", (name, f"{kind}!")
    ).fetchone()
    return (before[0] if before else None, after[0] if after else None)


def splits(count: int, list_size: int) -> bool:
    """Whether so many articles are too many for one page."""
    return count > list_size


def indexes_of(name: str) -> Iterator[str]:
    """The indexes that list a slice: "tag oslo" stands in that of tags and in that of tags that begin with o."""
    kind, _, rest = name.partition(" ")
    if kind in ("year", "month"):
        yield f"index {kind}"
    elif kind in THINGS:
        yield f"index {kind}"
        yield f"index {kind} {rest[0]}"


def _thing_of_year(name: str) -> str | None:
    """ "tag oslo" of "tag-year oslo 2023"; None of anything else."""
    kind, _, rest = name.partition(" ")
    return f"{kind.removesuffix('-year')} {rest[:-5]}" if kind.endswith("-year") else None


_BEFORE = """
SELECT article FROM postings WHERE slice = ?1 AND (moment, article) < (?2, ?3) ORDER BY moment DESC, article DESC LIMIT 1"""
_AFTER = "SELECT article FROM postings WHERE slice = ?1 AND (moment, article) > (?2, ?3) ORDER BY moment, article LIMIT 1"
