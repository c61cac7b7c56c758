"""What the whole archive says: counts of what its articles vote for, and the decisions that follow from them.

A fact is a key such as "tag @AM" or "order src04", with counts by option. Each article holds some facts: it has voted
in them, or its own fields depend on what they decide. One more article moves a few counts; only where a decision flips
are the holders of that fact looked at again.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import cast

import msgspec

from generator.catalogue.aliases import aliases_of, moved_between
from generator.catalogue.heads import Head
from generator.catalogue.slugs import slug_of, with_suffix
from generator.catalogue.tag_slugs import TagSlugs
from generator.config import Config
from generator.model import Tag, TagType

DECLARED = "!"
_ALL_TAGS = "SELECT key FROM facts WHERE key >= 'tag ' AND key < 'tag!'"


class Fact:
    """Counts by option under one key. `decision` is what was last decided; None: nothing, or not to exist."""

    __slots__ = ("before", "counts", "decision", "id")

    def __init__(self, id_: int, counts: dict[str, int], decision: str | None) -> None:
        self.id = id_
        self.counts = counts
        self.decision = decision
        self.before = decision


def votes_of(head: Head) -> Iterator[tuple[str, str]]:
    """Each (key, option) that an article votes for. It holds every key that it votes in."""
    article = head.article
    source = source_slug(article.source)
    yield SIZE, ""
    for order in article.votes:
        yield f"order {source}", order
    if article.readings:
        yield f"order {source}", ""  # holds the fact, votes for nothing
    if source:
        yield f"source {source}", article.source or ""
    for name in article.authors:
        yield f"author {author_slug(name)}", name
    for candidate in article.candidates:
        mark = DECLARED if candidate.declared else ""
        yield f"tag {candidate.key}", f"{candidate.type}\t{candidate.name}\t{mark}"


SIZE = "size"
"""The fact that counts the articles. No article holds it by row: `Facts.decide` looks at every tag when it matters."""


def source_slug(name: str | None) -> str:
    """The slug of an outlet; "" if the article names none."""
    return _or_digest(name) if name else ""


def author_slug(name: str) -> str:
    """The slug of a person: spellings that differ in case and accents are one."""
    return _or_digest(name)


@lru_cache(4096)  # an archive has few outlets and authors, and each article names them again
def _or_digest(name: str) -> str:
    return slug_of(name) or with_suffix("x", name)


class Facts:
    """The facts of one catalogue, read as they are asked for and written together."""

    def __init__(self, connection: sqlite3.Connection, config: Config, *, fresh: bool) -> None:
        self._connection = connection
        self._config = config
        self._fresh = fresh
        self._facts: dict[str, Fact] = {}
        self._moved: set[str] = set()
        self._slugs = TagSlugs(connection, fresh=fresh)
        self._aliases = aliases_of(config.tags.aliases)
        self._aliased: dict[str, list[str]] = {}
        for alias, target in self._aliases.items():
            self._aliased.setdefault(target.key, []).append(alias)
        self._last = 0 if fresh else connection.execute("SELECT coalesce(max(id), 0) FROM facts").fetchone()[0]

    def fact(self, key: str) -> Fact:
        """The fact under `key`; an empty one if nobody has voted yet."""
        found = self._facts.get(key)
        if found is None:
            found = self._facts[key] = self._read(key)
        return found

    def count(self, head: Head, step: int) -> list[int]:
        """Let the article's votes come in (step 1) or go (step -1). Returns the ids of the facts that it holds."""
        held = []
        for key, option in votes_of(head):
            fact = self.fact(key)
            self._moved.add(key)
            if option or key == SIZE:
                total = fact.counts.get(option, 0) + step
                if total:
                    fact.counts[option] = total
                else:
                    fact.counts.pop(option, None)
            if key != SIZE:
                held.append(fact.id)
        return held

    def reconsider(self) -> None:
        """Let `decide` look at every fact, moved or not."""
        self._moved.update(key for (key,) in self._connection.execute("SELECT key FROM facts"))

    def realias(self, before: Mapping[str, str]) -> None:
        """Let `decide` look at the tags that stand for others than they did by the aliases of `before`."""
        self._moved.update(moved_between(aliases_of(before), self._aliases))

    def decide(self) -> list[int]:
        """Decide every fact whose counts moved; the ids of the articles that hold one whose decision flipped."""
        size = sum(self.fact(SIZE).counts.values())
        if not self._fresh and self._size_matters(size):
            self._moved.update(key for (key,) in self._connection.execute(_ALL_TAGS))
        self._moved.update(self._aliases[key].key for key in list(self._moved) if key in self._aliases)
        for key in list(self._moved):
            fact = self.fact(key)
            fact.decision = None if key in self._aliases else self._decided(key, size)
            self._slugs.place(key, fact.decision)
        for key, slug in self._slugs.settle():
            self._moved.add(key)
            self.fact(key).decision = f"{self._decided(key, size)}\t{slug}"
        for alias in [alias for key in self._moved for alias in self._aliased.get(key, ())]:
            self._moved.add(alias)
            self.fact(alias).decision = self.fact(self._aliases[alias].key).decision
        flipped = [fact.id for fact in map(self.fact, self._moved) if fact.decision != fact.before]
        return [] if self._fresh else list(self._holders(flipped))

    def _decided(self, key: str, size: int) -> str | None:
        """What follows from the counts of a fact, and of those that stand for it."""
        counts = self.fact(key).counts
        aliases = self._aliased.get(key)
        if not aliases:
            return decide(key, counts, size, self._config)
        together: Counter[str] = Counter(counts)
        for alias in aliases:
            together.update(self.fact(alias).counts)
        return decide(key, together, size, self._config, self._aliases[aliases[0]].name)

    def tag(self, key: str) -> Tag | None:
        """What was decided about a tag: how readers see it; None if it is none."""
        decision = self.fact(f"tag {key}").decision
        if decision is None:
            return None
        type_, name, slug = decision.split("\t")
        return Tag(name, cast("TagType", type_), slug)

    def save(self) -> None:
        """Write what moved; a fact that nobody votes in or holds any more goes."""
        kept, gone = [], []
        for key in self._moved:
            fact = self._facts[key]
            if fact.counts or key.startswith("order "):
                kept.append((fact.id, key, msgspec.msgpack.encode(fact.counts), fact.decision))
            else:
                gone.append((fact.id,))
        self._connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", kept)
        self._connection.executemany("DELETE FROM facts WHERE id = ?", gone)
        self._slugs.save()
        self._moved.clear()

    def _read(self, key: str) -> Fact:
        row = None
        if not self._fresh:
            row = self._connection.execute("SELECT id, counts, decision FROM facts WHERE key = ?", (key,)).fetchone()
        if row is None:
            self._last += 1
            return Fact(self._last, {}, None)
        return Fact(row[0], msgspec.msgpack.decode(row[1]), row[2])

    def _size_matters(self, size: int) -> bool:
        """Whether the archive has just grown or shrunk past the size at which tags need another number of articles."""
        before = self._connection.execute("SELECT counts FROM facts WHERE key = ?", (SIZE,)).fetchone()
        was = sum(msgspec.msgpack.decode(before[0]).values()) if before else 0
        least = self._config.tags.min_articles
        from generator import tag  # here and below: it takes 25 ms that a build without news need not pay

        return any(tag.decide(n, 0, was, least) != tag.decide(n, 0, size, least) for n in (1, 2))

    def _holders(self, facts: Iterable[int]) -> Iterator[int]:
        for fact in facts:
            for (article,) in self._connection.execute("SELECT article FROM holds WHERE fact = ?", (fact,)):
                yield article


def decide(key: str, counts: Mapping[str, int], size: int, config: Config, name: str | None = None) -> str | None:
    """What follows from the counts under `key`, as text; None if nothing does. `name`: what a person calls a tag."""
    kind, _, rest = key.partition(" ")
    if kind == "tag":
        return _decide_tag(rest, counts, size, config, name)
    if kind == SIZE or not counts:
        return None
    return most_common(counts)


def _decide_tag(key: str, counts: Mapping[str, int], size: int, config: Config, called: str | None) -> str | None:
    r""" "TYPE\\tNAME" of a tag that has earned its page."""
    from generator import tag  # as above

    types: dict[str, int] = {}
    names: dict[str, int] = {}
    declared = 0
    for option, n in counts.items():
        type_, name, mark = option.split("\t")
        types[type_] = types.get(type_, 0) + n
        names[name] = names.get(name, 0) + n
        declared += n if mark else 0
    least = config.tags.min_articles
    # A country is no chance find of capital letters: unless a person says otherwise, one article makes it a tag.
    if not counts or not tag.decide(sum(counts.values()), declared, size, 1 if least is None and key[0] == "@" else least):
        return None
    return f"{most_common(types)}\t{tag.name_of(key, {called: 1} if called else names, config.language)}"


def most_common(counts: Mapping[str, int]) -> str:
    """The option with most votes; among equals the first by code point, so that no order of arrival shows."""
    return min(counts, key=lambda option: (-counts[option], option))
