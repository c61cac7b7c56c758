"""Which slug each tag bears, where two of them would bear the same: "C" and "C++", "баш" and "bash"."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from generator import digest
from generator.catalogue.slugs import slug_of, with_suffix

RESERVED = frozenset({"a-z"})
"""Names under /tags/ that are pages of their own."""


class TagSlugs:
    """The tags that exist, by the slug that each would bear if it were alone."""

    def __init__(self, connection: sqlite3.Connection, *, fresh: bool) -> None:
        self._connection = connection
        self._fresh = fresh
        self._members: dict[str, set[str]] = {}
        self._added: set[tuple[str, str]] = set()
        self._gone: set[tuple[str, str]] = set()
        self._touched: set[str] = set()

    def place(self, key: str, decision: str | None) -> None:
        """Take note that the fact `key` now reads `decision`. Facts that are no tags are passed over."""
        kind, _, identity = key.partition(" ")
        if kind != "tag":
            return
        for base in self._bases_of(key) - ({_base(identity, decision)} if decision else set()):
            self._leave(base, key)
        if decision:
            self._enter(_base(identity, decision), key)

    def settle(self) -> Iterator[tuple[str, str]]:
        """(fact key, slug) for every tag whose base was touched."""
        for base in sorted(self._touched):
            yield from slugs_of(base, self._at(base))
        self._touched.clear()

    def save(self) -> None:
        """Write who came and who went."""
        self._connection.executemany("DELETE FROM tags WHERE base = ? AND key = ?", sorted(self._gone))
        self._connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", sorted(self._added))
        self._added.clear()
        self._gone.clear()

    def _enter(self, base: str, key: str) -> None:
        self._at(base).add(key)
        self._added.add((base, key))
        self._gone.discard((base, key))
        self._touched.add(base)

    def _leave(self, base: str, key: str) -> None:
        self._at(base).discard(key)
        self._gone.add((base, key))
        self._added.discard((base, key))
        self._touched.add(base)

    def _at(self, base: str) -> set[str]:
        found = self._members.get(base)
        if found is None:
            rows = () if self._fresh else self._connection.execute("SELECT key FROM tags WHERE base = ?", (base,))
            found = self._members[base] = {key for (key,) in rows}
        return found

    def _bases_of(self, key: str) -> set[str]:
        if self._fresh:
            return set()
        return {base for (base,) in self._connection.execute("SELECT base FROM tags WHERE key = ?", (key,))}


def slugs_of(base: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Who bears `base` bare, and what the others bear: a matter of their names, never of who came first."""
    ranked = sorted(keys, key=lambda key: (key != f"tag {base}", digest.of(key)))
    for rank, key in enumerate(ranked):
        bare = rank == 0 and base not in RESERVED
        yield key, base if bare else with_suffix(base, key)


def _base(identity: str, decision: str) -> str:
    """The slug of a country's name, or of a tag's key: the key does not change when another spelling takes the lead."""
    words = decision.split("\t")[1] if identity.startswith("@") else identity
    return slug_of(words) or "tag"
