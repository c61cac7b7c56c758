"""How well, and how fast, dates are read: `python -m benchmarks.dates --corpora FOLDER`.

FOLDER holds `datelines.jsonl`, one object a line with `text`, `date` (the day) and `lang`; and `reuters.tar.xz`, with
`truth.jsonl` (an object an article: `file`, `source`, `date`) and `content/`, whose articles have their date line among
their first lines. A date line of the first is settled by its language, one of the second by the votes of its source.
"""

from __future__ import annotations

import argparse
import json
import tarfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.clean.dates import Found, find, settle
from generator.model import DateOrder

HEAD = 6  # lines of an article among which its date line is looked for


class Outcome(NamedTuple):
    """How a date was read: "right", "wrong" or "missed", and the line with what was made of it."""

    verdict: str
    line: str


def judge(line: str, found: Found | None, order: DateOrder | None, language: str | None, day: str) -> Outcome:
    moment, reason = settle(found.readings, order, language) if found else (None, "no date found")
    if moment is None:
        return Outcome("missed", f"{line!r}: {reason}")
    return Outcome("right" if moment.iso[:10] == day else "wrong", f"{line!r}: {moment.iso}, not {day}")


def datelines(folder: Path) -> list[Outcome]:
    records = [json.loads(line) for line in (folder / "datelines.jsonl").read_text(encoding="utf-8").splitlines()]
    return [judge(r["text"], find(r["text"], language=r["lang"]), None, r["lang"], r["date"]) for r in records]


def articles(folder: Path) -> tuple[list[dict[str, str]], dict[str, list[str]]]:
    """The dated truths, and the lines that are not empty of each file that they name."""
    texts: dict[str, list[str]] = {}
    with tarfile.open(folder / "reuters.tar.xz") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream:
                texts[member.name.partition("content/")[2] or member.name] = (
                    stream.read().decode(errors="replace").splitlines()
                )
    (name,) = (name for name in texts if name.endswith("truth.jsonl"))
    truths = [json.loads(line) for line in texts.pop(name)]
    return [truth for truth in truths if truth["date"]], {name: [x for x in t if x.strip()] for name, t in texts.items()}


def date_line(lines: list[str]) -> tuple[str, Found | None]:
    """The first line after the headline that is a date alone, or a byline with one."""
    for line in lines[1:HEAD]:
        found = find(line)
        if found and (found.alone or "|" in line):
            return line, found
    return "", None


def reuters(truths: list[dict[str, str]], texts: dict[str, list[str]]) -> list[Outcome]:
    sources: dict[str, list[tuple[str, str, Found | None]]] = defaultdict(list)
    for truth in truths:
        sources[truth["source"]].append((truth["date"][:10], *date_line(texts[truth["file"]])))
    outcomes = []
    for rows in sources.values():
        votes = Counter(vote for _, _, found in rows if found for vote in found.votes)
        order = votes.most_common(1)[0][0] if votes else None
        outcomes += [judge(line, found, order, None, day) for day, line, found in rows]
    return outcomes


def microseconds(lines: Iterable[str]) -> float:
    """Processor time of `find` on one of `lines`, the best of three runs over all of them."""
    lines, best = list(lines), float("inf")
    for _ in range(3):
        started = time.process_time()
        for line in lines:
            find(line)
        best = min(best, time.process_time() - started)
    return 1e6 * best / max(len(lines), 1)


def report(name: str, outcomes: list[Outcome]) -> None:
    counts = Counter(outcome.verdict for outcome in outcomes)
    share = counts["right"] / max(len(outcomes), 1)
    print(f"{name:<12}{len(outcomes):>8}{counts['right']:>8}{counts['wrong']:>8}{counts['missed']:>8}{share:>10.2%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, metavar="FOLDER")
    folder = parser.parse_args().corpora
    print(f"{'set':<12}{'dates':>8}{'right':>8}{'wrong':>8}{'missed':>8}{'exact':>10}")
    lines = datelines(folder)
    report("datelines", lines)
    truths, texts = articles(folder)
    wires = reuters(truths, texts)
    report("reuters", wires)
    for outcome in [outcome for outcome in (*lines, *wires) if outcome.verdict != "right"][:20]:
        print(f"  {outcome.verdict}: {outcome.line}")
    bodies = [line for name in sorted(texts)[::20] for line in texts[name][HEAD:]]
    heads = [line for name in sorted(texts)[::20] if (line := date_line(texts[name])[0])]
    print(f"a body line takes {microseconds(bodies):.1f} µs, a date line {microseconds(heads):.0f} µs")


if __name__ == "__main__":
    main()
