"""What a build tells: how far it is, and what it did."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, Protocol

import msgspec

from generator.errors import Problem

Deed = Literal["read", "made", "wrote", "deleted"]
"""Source files that were opened and found changed, pages that were rendered, files of the site that were put there, or
that went."""


class Progress(Protocol):
    """Told how far a build is, and what it does."""

    def begin(self, stage: str, total: int) -> None:
        """A stage of `total` steps begins."""

    def advance(self, steps: int) -> None:
        """So many more of them are done."""

    def did(self, deed: Deed, names: Collection[str]) -> None:
        """This was done: paths of source files (relative to the archive), addresses of pages, paths in the site."""


class Silent:
    """Progress that nobody watches."""

    def begin(self, stage: str, total: int) -> None:
        """Say nothing."""

    def advance(self, steps: int) -> None:
        """Say nothing."""

    def did(self, deed: Deed, names: Collection[str]) -> None:
        """Say nothing."""


class Difference(msgspec.Struct, frozen=True):
    """A file of the site that is not as a clean build makes it."""

    path: str
    how: Literal["missing", "left over", "different"]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did.

    articles, undated   in the archive after it
    sources, read       source files there are, and those that were opened
    pages               pages there are; a page can be several files
    written, kept, removed   files of the site: put there, left as they were, deleted
    passed              files of content/ that are no articles, by kind
    problems            all that is wrong with the archive now, whichever build found it
    seconds             wall time
    differences         from a clean build; None if that was not asked for
    """

    articles: int
    undated: int
    sources: int
    read: int
    pages: int
    written: int
    kept: int
    removed: int
    passed: dict[str, int]
    problems: tuple[Problem, ...]
    seconds: float = 0.0
    differences: tuple[Difference, ...] | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that left something out."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that left nothing out."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")
