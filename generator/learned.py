"""What was learned of one source: the lines that recur around its stories, with an example of each."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator import config as configuration
from generator.catalogue.facts import source_slug
from generator.catalogue.lines import Lines, Standing, least_stories
from generator.clean.extraction import KEPT
from generator.clean.recurrence import RECURS, key_of
from generator.config import Config
from generator.errors import BackfileError, Problem
from generator.inspection import inspected, known_lines
from generator.model import Block, Verdict

NEARLY = 2
"""Stories around which a line stands that nearly recurs; one story says nothing."""


NAMED = 10
"""How many sources are named to somebody who asks for one that is not there."""


class LearnedLine(msgspec.Struct, frozen=True):
    """A line in doubt that stands in several articles.

    text     its words in the example; "" if the example is not as it was when it was counted
    recurs   whether it stands around enough stories to be junk
    stories  how many different ones, and in how many articles
    example  the source file whose words these are
    verdict  on the line there, with the reason; None if it is not there any more
    """

    text: str
    recurs: bool
    stories: int
    articles: int
    example: str
    verdict: Verdict | None
    reason: str


class Learned(msgspec.Struct, frozen=True):
    """What is known of the lines of a source.

    source    its name as readers see it; "" for the articles that name none
    articles  how many it has
    least     around how many different stories a line has to stand to recur
    lines     those in most articles first
    """

    source: str
    articles: int
    least: int
    lines: tuple[LearnedLine, ...]


def learned_of(archive: Path, name: str, *, nearly: bool = False) -> Learned:
    """What the last build of `archive` learned of the source called `name`: as readers see it, or its slug.

    nearly  list the lines too that stand around fewer stories than it takes

    Raises BackfileError if there is no such source, or the archive was not built.
    """
    config = configuration.load(archive)
    with known_lines(archive) as lines:
        if lines is None:
            fault, remedy = "has not been built by this backfile", "run `backfile build` first"
            raise BackfileError(Problem(str(archive), fault, remedy, "catalogue"))
        outlets = lines.outlets()
        slug = source_slug(name)
        if slug not in outlets:
            raise BackfileError(_unknown(name, [outlet.name for each, outlet in outlets.items() if each]))
        called, articles = outlets[slug]
        least = least_stories(articles)
        standing = lines.standing_in(slug, min(NEARLY, least) if nearly else least)
        examples = _examples(archive, config, lines, standing)
        found = tuple(_learned_line(each, least, examples.get(each.line)) for each in standing)
        return Learned(called, articles, least, found)


def _examples(archive: Path, config: Config, lines: Lines, standing: Iterable[Standing]) -> dict[str, Block]:
    """For each line a block that bears it, made again from its example, as a build would: no words are stored."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for each in standing:
        wanted[each.example].add(each.line)
    found: dict[str, Block] = {}
    for path, keys in sorted(wanted.items()):
        file = archive / path
        documents = inspected(archive, config, lines, file).documents if file.is_file() else ()
        for block in sorted((block for each in documents for block in each.blocks), key=_says_little):
            key = key_of(block.text)
            if key in keys:
                found.setdefault(key, block)
    return found


def _says_little(block: Block) -> bool:
    """Whether a block was neither kept nor dropped because it recurs: the same words may stand in a menu as well."""
    return block.verdict not in KEPT and block.reason != RECURS


def _learned_line(standing: Standing, least: int, block: Block | None) -> LearnedLine:
    return LearnedLine(
        text=block.text if block else "",
        recurs=standing.stories >= least,
        stories=standing.stories,
        articles=standing.articles,
        example=standing.example,
        verdict=block.verdict if block else None,
        reason=block.reason if block else "the example has changed since the last build",
    )


def _unknown(name: str, names: list[str]) -> Problem:
    near = difflib.get_close_matches(name.casefold(), [each.casefold() for each in names], n=1)
    meant = [each for each in names if each.casefold() in near]
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    remedy = f'did you mean "{meant[0]}"?' if meant else f"it has {', '.join(names[:NAMED]) or 'none'}{more}"
    return Problem(name, "is no source of this archive", remedy, "source")
