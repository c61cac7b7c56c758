"""How well, and how fast, dates are read: `python -m benchmarks.dates [--corpora FOLDER] [--moments N]`.

The first set is generated: N moments as every locale of CLDR writes them, settled by the locale. FOLDER adds real ones:
`datelines.jsonl`, one object a line with `text`, `date` (the day), `lang` and `source`, settled by language and country;
and `reuters.tar.xz`, with `truth.jsonl` (an object an article: `file`, `source`, `date`) and `content/`, whose articles
have their date line among their first lines, settled by the votes of their source: all, or as few as a row says.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from benchmarks.dates import corpora, generated
from benchmarks.dates.outcomes import HEAD, Outcome, microseconds, row
from benchmarks.tables import table

FEW = (1, 3, 10)  # dates of a source
LEAST = 0.99  # of a locale's dates


def of_locales(count: int) -> None:
    """The table of the generated set."""
    sets: dict[str, list[Outcome]] = defaultdict(list)
    locales: dict[str, list[Outcome]] = defaultdict(list)
    times: list[bool] = []
    for each in generated.written(count):
        outcome, timed = generated.read_back(each)
        for found in (sets[each.set], sets["all"], locales[each.locale]):
            found.append(outcome)
        times += [timed] if "time" in each.set else []
    rows = [row(f"CLDR {name}", sets[name]) for name in sorted(sets, key=lambda name: (name == "all", name))]
    print(table(HEAD, rows))
    print(f"{len(locales)} locales; to the minute {sum(times) / len(times):.2%}")
    print(f"below {LEAST:.0%}: {', '.join(generated.by_locale(locales, LEAST))}\n")


def of_corpora(folder: Path) -> None:
    """The table of the real sets, what was read wrongly in them, and what a line costs."""
    lines = corpora.datelines(folder)
    truths, texts = corpora.articles(folder)
    sources = corpora.by_source(truths, texts)
    wires = corpora.reuters(sources)
    few = [row(f"order by {dates} dates", corpora.votes_of(sources, dates)) for dates in FEW]
    print(table(HEAD, [row("datelines", lines), row("reuters", wires), *few]))
    for outcome in [outcome for outcome in (*lines, *wires) if outcome.verdict != "right"][:20]:
        print(f"  {outcome.verdict}: {outcome.line}")
    heads = [dated.line for rows in sources.values() for dated in rows[::20] if dated.line]
    print(f"a body line takes {microseconds(corpora.bodies(texts)):.1f} µs, a date line {microseconds(heads):.0f} µs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, metavar="FOLDER")
    parser.add_argument("--moments", type=int, default=12, metavar="N")
    arguments = parser.parse_args()
    of_locales(arguments.moments)
    if arguments.corpora:
        of_corpora(arguments.corpora)


if __name__ == "__main__":
    main()
