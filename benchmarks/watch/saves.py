"""Saves, and how long each takes to be seen by a reader."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.articles.edits import body_edited, replace_whole
from benchmarks.articles.world import SEED, Article, article, articles
from benchmarks.watch.client import Client
from benchmarks.watch.servers import Kind, address

LIMIT = 300.0  # seconds after which a save counts as never seen
REST = (0.3, 0.8)  # seconds between two saves, at random


class Added(NamedTuple):
    """Seconds from the save of a new article until its page was there, and until its day listed it."""

    page: float
    day: float


class Desk:
    """An editor at a project that is being served: saves articles, and watches their pages."""

    def __init__(self, kind: Kind, content: Path, client: Client, count: int) -> None:
        self.kind = kind
        self.content = content
        self.client = client
        self.count = count
        self.random = Random(SEED)  # noqa: S311 - the same articles and pauses in each run

    def edits(self, number: int) -> list[float]:
        """Seconds from saving an edited body to the page with it, for each of `number` articles."""
        return [self.edit(each, word) for each, word in zip(self.shown(), words(number), strict=False)]

    def edit(self, each: Article, word: str) -> float:
        """Save `each` with `word` in its body, written beside and renamed, as most editors do."""
        path, text = self.content / self.kind.path(each), body_edited(self.kind.text(each), word)
        self.rest()
        began = time.perf_counter()
        replace_whole(path, text)
        return self.seen(began, address(each), word)

    def additions(self, number: int) -> list[Added]:
        """The same for `number` new articles."""
        new = (each for each in articles(self.count) if self.client.page(address(each)) is None)
        return [self.addition(each) for each in itertools.islice(new, number)]

    def addition(self, each: Article) -> Added:
        """Save a new article; its page and its day are watched in turn."""
        path = self.content / self.kind.path(each)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.rest()
        began = time.perf_counter()
        replace_whole(path, self.kind.text(each))
        page = self.seen(began, address(each), each.headline)
        return Added(page, self.seen(began, each.moment.strftime(self.kind.day), address(each).strip("/")))

    def shown(self) -> Iterator[Article]:
        """Articles whose pages stand where they are expected, in an order that mixes folders."""
        numbers = list(range(self.count))
        self.random.shuffle(numbers)
        for each in map(article, numbers):
            page = self.client.page(address(each))
            if page and f"{each.moment:%Y-%m-%dT%H:%M}".encode() in page:
                yield each

    def seen(self, began: float, path: str, mark: str) -> float:
        """Seconds since `began` when the page at `path` shows `mark`; infinite if it does not within the limit."""
        page = self.client.wait(path, lambda page: mark.encode() in page, LIMIT)
        return float("inf") if page is None else time.perf_counter() - began

    def rest(self) -> None:
        """Pause as a person does, so that no save falls in step with a server's own clock."""
        time.sleep(self.random.uniform(*REST))


def words(number: int) -> Iterator[str]:
    """Words in small letters that no article has."""
    return (f"marker{place:05}" for place in range(number))
