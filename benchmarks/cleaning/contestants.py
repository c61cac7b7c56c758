"""Who takes part: each is given the same pages, and nothing of their truth but the language where it must be told one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from benchmarks.cleaning.corpora import Page, Section
from benchmarks.cleaning.metrics import Answer, Field

Answering = Callable[[Page], Answer]


class Contestant(NamedTuple):
    """Somebody who makes something of pages.

    name        as the tables head its column
    sections    which corpora it can read
    body        whether it gives bodies
    fields      which fields it gives
    answering   the function that answers for a page; what it loads before it can is not counted as its time
    """

    name: str
    sections: tuple[Section, ...]
    body: bool
    fields: tuple[Field, ...]
    answering: Callable[[Page], Answering]


def always(answering: Answering) -> Callable[[Page], Answering]:
    """Answer for every page by the same function."""
    return lambda _page: answering
