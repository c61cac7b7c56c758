"""The page that shows what was removed from an article: the document line by line, beside what was made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from generator.catalogue.removals import Removal
from generator.model import Block
from generator.pages.article import original_name, removed_path, trail_of
from generator.pages.context import Context, Output
from generator.pages.frame import Link, folder, page_of


class Line(msgspec.Struct, frozen=True):
    """A line of a document, or a paragraph that was wrapped over several.

    number  of the line of the original at which it begins, counted from 1; 0 in HTML, which has none
    """

    number: int
    text: str


class Passage(msgspec.Struct, frozen=True):
    """Neighbouring lines that were removed for one reason; or one line that was kept.

    number   its place on the page, counted from 1
    verdict  what the lines were taken to be: "headline", "dateline", "body", ...; "junk" if they were removed
    reason   the evidence for that, a few words
    """

    number: int
    verdict: str
    reason: str
    lines: tuple[Line, ...]


class Reason(msgspec.Struct, frozen=True):
    """Why lines were removed, and how many.

    first  the number of the first passage on the page that was removed for that; 0 if the page does not reach as far
    """

    text: str
    count: int
    first: int


class RemovedView(msgspec.Struct, frozen=True):
    """What removed.html may see.

    article   the article that is left, by its headline
    total     how many lines the document has; of them `removed` are not in the article
    reasons   why they were removed, the commonest first
    passages  the document from its first line on, up to a limit
    shown     how many lines that are
    original  the source file as it came; `original_path` is where it lies in the archive
    """

    article: Link
    total: int
    removed: int
    reasons: tuple[Reason, ...]
    passages: tuple[Passage, ...]
    shown: int
    original: str
    original_path: str
    sha256: str


def removed(context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The output of `removed ID`; None if nothing was removed from that article."""
    cleaning = context.reader.cleaning(int(words[0]))
    if cleaning is None:
        return None
    article, base = cleaning.article, cleaning.permalink
    page = page_of(
        context.config,
        "removed",
        removed_path(base),
        f"What was removed: {article.headline}",
        language=article.language,
        trail=trail_of(base, context.config),
        indexed=False,
    )
    passages = tuple(passages_of(cleaning.removal.blocks))
    view = RemovedView(
        article=Link(article.headline, folder(base)),
        total=cleaning.removal.lines,
        removed=cleaning.removal.removed,
        reasons=tuple(reasons_of(cleaning.removal, passages)),
        passages=passages,
        shown=len(cleaning.removal.blocks),
        original=f"{base}{original_name(article.path)}",
        original_path=article.path,
        sha256=article.sha256,
    )
    return (context.page("removed.html", page, view),)


def passages_of(blocks: Iterable[Block]) -> Iterator[Passage]:
    """`blocks` in their order: neighbours that were removed for one reason together, each other one by itself."""
    groups = groupby(enumerate(blocks), key=_together)
    for number, (_, members) in enumerate(groups, 1):
        found = [block for _, block in members]
        lines = tuple([Line(block.line, block.text) for block in found])
        yield Passage(number, found[0].verdict, found[0].reason, lines)


def _together(numbered: tuple[int, Block]) -> str | int:
    """What neighbours that make one passage have in common."""
    number, block = numbered
    return block.reason if block.verdict == "junk" else number


def reasons_of(removal: Removal, passages: Iterable[Passage]) -> Iterator[Reason]:
    """Each reason to remove with how often it was one, and where on the page it is met first."""
    first: dict[str, int] = {}
    for passage in passages:
        if passage.verdict == "junk":
            first.setdefault(passage.reason, passage.number)
    for text, count in removal.reasons:
        yield Reason(text, count, first.get(text, 0))
