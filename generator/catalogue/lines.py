"""Which lines recur in a source: those in doubt that stand around enough different stories.

A vote is a row, not an option of a fact (`facts.py`): a menu of a hundred thousand articles would be a hundred thousand
options, to be read and written again with each article more. What is asked of the rows is whether there are enough
stories, and that costs as many steps as are enough.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import NamedTuple

from generator.catalogue.facts import source_slug
from generator.catalogue.heads import Head, decode_head

LEAST = 3
"""Stories around which a line recurs: two may share a sentence by chance, or because one grew out of the other."""

SHARE = 128
"""In a large source a line recurs only if about one article in so many bears it: of ten thousand reports, three say "He
did not elaborate." The number of stories is a power of two, so that one article more hardly ever moves it."""

AT_ONCE = 200
"""Votes that are counted together: few, for what they decide spares the files that come next from being cleaned twice."""


def least_stories(articles: int) -> int:
    """How many stories make a line recur in a source of so many articles."""
    return max(LEAST, (1 << max(articles, 1).bit_length() - 1) // SHARE)


class Standing(NamedTuple):
    """A line as it stands in a source: around how many stories, in how many articles, and the source file of one."""

    line: str
    stories: int
    articles: int
    example: str


class Outlet(NamedTuple):
    """A source: what it is called, and how many articles it has."""

    name: str
    articles: int


class Lines:
    """The lines of one catalogue while articles come and go.

    suspects  the articles that may have been cleaned by other decisions than now stand: each that held a line when it was
              decided anew, and each that came in told something else
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._votes: Counter[tuple[str, str, str, int]] = Counter()
        self._moved: set[tuple[str, str]] = set()
        self._sizes: Counter[str] = Counter()
        self._recurring: dict[str, set[str]] = {}
        self.suspects: set[int] = set()

    def count(self, head: Head, step: int) -> None:
        """Let an article's votes come in (step 1) or go (step -1)."""
        source = source_slug(head.article.source)
        self._sizes[source] += step
        told = head.testimony
        for line in told.doubts:
            self._votes[source, line, told.story, head.id] += step
        self._moved.update([(source, line) for line in told.doubts])
        if step > 0 and self.decided_for(head) != told.recurring:
            self.suspects.add(head.id)
        if len(self._votes) >= AT_ONCE:
            self.decide()

    def recurring_in(self, source: str) -> set[str]:
        """The keys of the lines of a source that recur, as last decided; read, and leave as it is."""
        found = self._recurring.get(source)
        if found is None:
            rows = self._db.execute("SELECT line FROM recurring WHERE source = ?", (source,))
            found = self._recurring[source] = {line for (line,) in rows}
        return found

    def decided_for(self, head: Head) -> tuple[str, ...]:
        """Which of an article's lines in doubt recur, as last decided."""
        doubts = head.testimony.doubts
        recurring = self.recurring_in(source_slug(head.article.source)) if doubts else ()
        return tuple([line for line in doubts if line in recurring])

    def standing_in(self, source: str, least: int) -> list[Standing]:
        """The lines in doubt of a source that stand around `least` stories or more: those in most articles first."""
        return [Standing(*row) for row in self._db.execute(_STANDING, (source, least))]

    def outlets(self) -> dict[str, Outlet]:
        """Each source by its slug; "" stands for the articles that name none."""
        return {slug: Outlet(name or slug, articles) for slug, name, articles in self._db.execute(_OUTLETS)}

    def decide(self) -> None:
        """Write the votes, and decide every line whose stories, or whose source's size, have moved."""
        gone = [vote for vote, step in self._votes.items() if step < 0]
        self._db.executemany("DELETE FROM lines WHERE source = ? AND line = ? AND story = ? AND article = ?", gone)
        come = sorted(vote for vote, step in self._votes.items() if step > 0)
        self._db.executemany("INSERT INTO lines VALUES (?, ?, ?, ?)", come)
        least = {source: self._least(source, step) for source, step in self._sizes.items()}
        for source, line in self._moved:
            recurs = self._stories(source, line, least[source]) >= least[source]
            if recurs != (line in self.recurring_in(source)):
                self._flip(source, line)
        self._votes.clear()
        self._moved.clear()
        self._sizes.clear()

    def mistaken(self) -> dict[str, tuple[frozenset[str], ...]]:
        """The files with an article that was cleaned by other decisions than those that stand, and those.

        For each document of such a file, in its order, the keys of its own lines that recur.
        """
        paths: set[str] = set()
        for id_ in self.suspects:
            row = self._db.execute("SELECT path, head FROM articles WHERE id = ?", (id_,)).fetchone()
            if row and self._is_mistaken(decode_head(row[1])):
                paths.add(row[0])
        self.suspects.clear()
        return {path: self._decided_in(path) for path in sorted(paths)}

    def _is_mistaken(self, head: Head) -> bool:
        return self.decided_for(head) != head.testimony.recurring

    def _decided_in(self, path: str) -> tuple[frozenset[str], ...]:
        rows = self._db.execute("SELECT head FROM articles WHERE path = ?", (path,))
        heads = {head.article.ordinal: head for (data,) in rows for head in (decode_head(data),)}
        nothing: frozenset[str] = frozenset()
        return tuple(
            frozenset(self.decided_for(heads[ordinal])) if ordinal in heads else nothing for ordinal in range(max(heads) + 1)
        )

    def _least(self, source: str, step: int) -> int:
        """How many stories it takes in a source that has grown by `step`; if another number than before, all is decided."""
        row = self._db.execute("SELECT articles FROM outlets WHERE source = ?", (source,)).fetchone()
        before = row[0] if row else 0
        now = before + step
        if now:
            self._db.execute("INSERT OR REPLACE INTO outlets VALUES (?, ?)", (source, now))
        else:
            self._db.execute("DELETE FROM outlets WHERE source = ?", (source,))
        least = least_stories(now)
        if least != least_stories(before):
            lines = self._db.execute(_RECURRING, (source, least))
            self._moved.update((source, line) for line in {line for (line,) in lines} ^ self.recurring_in(source))
        return least

    def _stories(self, source: str, line: str, most: int) -> int:
        """Around how many stories a line stands, counted up to `most`."""
        return int(self._db.execute(_STORIES, (source, line, most)).fetchone()[0])

    def _flip(self, source: str, line: str) -> None:
        recurring = self.recurring_in(source)
        if line in recurring:
            recurring.remove(line)
            self._db.execute("DELETE FROM recurring WHERE source = ? AND line = ?", (source, line))
        else:
            recurring.add(line)
            self._db.execute("INSERT INTO recurring VALUES (?, ?)", (source, line))
        holders = self._db.execute("SELECT article FROM lines WHERE source = ? AND line = ?", (source, line))
        self.suspects.update(article for (article,) in holders)


_STANDING = """
SELECT line, stories, bearers, path FROM articles JOIN (
    SELECT line, count(DISTINCT story) AS stories, count(*) AS bearers, min(article) AS first FROM lines WHERE source = ?
    GROUP BY line HAVING count(DISTINCT story) >= ?) ON articles.id = first
ORDER BY bearers DESC, line"""
_OUTLETS = """
SELECT source, decision, articles FROM outlets LEFT JOIN facts ON key = 'source ' || source ORDER BY source"""
_STORIES = "SELECT count(*) FROM (SELECT DISTINCT story FROM lines WHERE source = ? AND line = ? LIMIT ?)"
_RECURRING = "SELECT line FROM lines WHERE source = ? GROUP BY line HAVING count(DISTINCT story) >= ?"
