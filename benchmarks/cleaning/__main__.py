"""How well, and how fast, documents are cleaned: `python -m benchmarks.cleaning --corpora FOLDER`.

FOLDER holds up to three corpora, as archives or unpacked: `reuters.tar.xz` (wire stories, of which the headlines are
compared), `articles-text.tar.xz` (text dumps of pages) and `articles-html.tar.xz` (the pages); or is one corpus itself,
a `truth.jsonl` beside the files that it names. benchmarks/cleaning/corpora.py tells what a truth says,
benchmarks/cleaning/metrics.py how answers are compared with it.

Beside backfile stand two rules that need no tool, and other people's tools (`pip install -e ".[benchmarks]"`). Bodies:
precision, recall and F1 of 4-token shingles, and accuracy, the share of pages without any fault. Fields: the share that
is exact of all pages that have the field, and of those where it was given.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.cleaning import ours
from benchmarks.cleaning.contestants import Contestant
from benchmarks.cleaning.corpora import SECTIONS, Page, Section, pages, places
from benchmarks.cleaning.folds import FOLDS, fold_of, site_of
from benchmarks.cleaning.outcomes import outcomes
from benchmarks.cleaning.peers import peers
from benchmarks.cleaning.report import body_table, field_table, records, speed_table, worst_pages
from benchmarks.cleaning.rules import RULES
from benchmarks.cleaning.unseen import models_for

INSTALL = 'pip install -e ".[benchmarks]", or say --no-peers'


def main() -> None:
    options = arguments()
    logging.disable(logging.CRITICAL)  # peers log what they think of a page
    try:
        results = results_of(options)
    except FileNotFoundError as error:
        sys.exit(str(error))
    except ModuleNotFoundError as error:
        sys.exit(f"{error}; {INSTALL}")
    if not any(results.values()):
        sys.exit(f"{options.corpora} has no pages that the options ask for")
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cleaning", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, metavar="FOLDER", help="where the corpora are")
    parser.add_argument("--only", choices=SECTIONS, help="measure this alone")
    parser.add_argument(
        "--source", action="append", default=[], metavar="NAME", help="pages of this source alone; may be given again"
    )
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="pages of the sites in this fold alone")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N pages of each source")
    parser.add_argument(
        "--peers", action=argparse.BooleanOptionalAction, default=True, help="rules and other people's tools beside backfile"
    )
    parser.add_argument(
        "--together", action="store_true", help="backfile also with what the pages of one site tell of each other"
    )
    parser.add_argument("--addresses", action="store_true", help="backfile also with each page's address declared")
    parser.add_argument(
        "--models", type=Path, metavar="FOLDER", help="keep the models of each fold here, and use those that are here"
    )
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N pages with the lowest F1")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures, and every page's, to FILE")
    return parser.parse_args()


def results_of(options: argparse.Namespace) -> dict[Section, dict[str, Any]]:
    """Measure each section that is there and asked for. Raises FileNotFoundError or ModuleNotFoundError for what is not."""
    found = places(options.corpora)
    others = (*RULES, *peers()) if options.peers else ()
    sections = [section for section in SECTIONS if section in found and options.only in (None, section)]
    return {section: measured(section, found[section], others, options) for section in sections}


def measured(section: Section, place: Path, others: Sequence[Contestant], options: argparse.Namespace) -> dict[str, Any]:
    """Let everybody who can read the `section` answer for its pages; print its tables and return its records."""
    read = partial(chosen, section, place, options)
    known = models_for(options.corpora, options.models)
    together = [ours.together(read(), known)] if options.together else []
    addressed = [ours.addressed(known)] if options.addresses else []
    everybody = [ours.alone(known), *together, *addressed, *others]
    contestants = [contestant for contestant in everybody if section in contestant.sections]
    found = list(outcomes(read(), contestants))
    if not found:
        return {}
    tables = [
        body_table(f"{section}: body", contestants, found),
        field_table(f"{section}: exact", contestants, found),
        speed_table(f"{section}: speed", contestants, found),
        worst_pages(contestants[0], found, options.worst) if options.worst else "",
    ]
    print("\n\n".join(filter(None, tables)), end="\n\n", flush=True)
    return records(contestants, found)


def chosen(section: Section, place: Path, options: argparse.Namespace) -> Iterator[Page]:
    """The pages of a section that the options ask for."""
    found = pages(place, "html" if section == "html" else "text", sources=options.source, limit=options.limit)
    for page in map(as_wire, found) if section == "reuters" else found:
        if options.fold is None or fold_of(site_of(page.truth)) == options.fold:
            yield page


def as_wire(page: Page) -> Page:
    """`page` as one story of a wire, of which the headline alone is known."""
    return Page({"file": page.truth["file"], "source": "reuters", "title": page.truth["title"]}, page.document)


if __name__ == "__main__":
    main()
