"""Real date lines: those of `datelines.jsonl`, and those of wire stories whose sources write one format each."""

from __future__ import annotations

import json
import random
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.dates.outcomes import Outcome, judge
from generator.clean.dates import Found, find, region_of
from generator.model import DateOrder

HEAD = 6  # lines of an article among which its date line is looked for
DRAWS = 200


def datelines(folder: Path) -> list[Outcome]:
    """Each line of `datelines.jsonl`, settled by its language and by the country of the page that it is from."""
    records = map(json.loads, (folder / "datelines.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        judge(r["text"], find(r["text"], language=r["lang"]), r["date"], language=r["lang"], region=_country(r["source"]))
        for r in records
    ]


def _country(source: str) -> str | None:
    """The country of a saved page that is called "htmldate HOST.TITLE.html"."""
    return region_of(source.partition(" ")[2].rsplit(".", 2)[0])


class Dated(NamedTuple):
    """An article's date line, the date in it, and the day that it is dated by."""

    line: str
    found: Found | None
    day: str


def articles(folder: Path) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """The dated truths, and the lines that are not empty of each file that they name."""
    texts: dict[str, list[str]] = {}
    with tarfile.open(folder / "reuters.tar.xz") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream:
                name = member.name.partition("content/")[2] or member.name
                texts[name] = [line for line in stream.read().decode(errors="replace").splitlines() if line.strip()]
    (name,) = (name for name in texts if name.endswith("truth.jsonl"))
    truths = [json.loads(line) for line in texts.pop(name)]
    return [truth for truth in truths if truth["date"]], texts


def by_source(truths: Sequence[dict[str, Any]], texts: dict[str, list[str]]) -> dict[str, list[Dated]]:
    """The date lines of each source."""
    sources: dict[str, list[Dated]] = defaultdict(list)
    for truth in truths:
        sources[truth["source"]].append(Dated(*date_line(texts[truth["file"]]), truth["date"][:10]))
    return sources


def date_line(lines: list[str]) -> tuple[str, Found | None]:
    """The first line after the headline that is a date alone, or a byline with one."""
    for line in lines[1:HEAD]:
        found = find(line)
        if found and (found.alone or "|" in line):
            return line, found
    return "", None


def reuters(sources: dict[str, list[Dated]]) -> list[Outcome]:
    """Every date line, settled by the votes of its source."""
    return [judge(*dated, order=order_of(rows)) for rows in sources.values() for dated in rows]


def order_of(rows: Sequence[Dated]) -> DateOrder | None:
    """The order that most dates prove; None if none proves one."""
    votes = Counter(vote for row in rows if row.found for vote in row.found.votes)
    return votes.most_common(1)[0][0] if votes else None


def votes_of(sources: dict[str, list[Dated]], dates: int) -> list[Outcome]:
    """Whether so many dates, drawn at random from a source that leaves the order open, tell how it writes them."""
    chance = random.Random(dates)  # noqa: S311  # no secret: the same draws on every run
    open_sources = [rows for rows in sources.values() if any(row.found and len(row.found.readings) > 1 for row in rows)]
    return [_told(chance.sample(rows, dates), order_of(rows)) for rows in open_sources for _ in range(DRAWS)]


def _told(drawn: Sequence[Dated], order: DateOrder | None) -> Outcome:
    found = order_of(drawn)
    return Outcome("missed" if found is None else "right" if found == order else "wrong", f"{found}, not {order}")


def bodies(texts: dict[str, list[str]]) -> Iterator[str]:
    """The lines below the heads of every twentieth article."""
    for name in sorted(texts)[::20]:
        yield from texts[name][HEAD:]
