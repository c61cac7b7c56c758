"""What a build costs after a change: `python -m benchmarks.incremental --sizes 1000,10000`.

For each size an archive is made in a new folder (under TMPDIR; a memory file system is steadier than a disk) and built.
Then one change is made, the archive is built by a new process, and so for each kind of change, a few times over with
other articles. The tables show medians: files of content/ that were read, files of site/ that were written and
removed, wall and processor seconds, and the megabytes of the largest process. Changes of templates, which move the
page of every article, are made once at 100,000 articles or more.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.articles.raw import Source, files_under, invented, real
from benchmarks.incremental.bench import Bench, Build
from benchmarks.incremental.changes import Change, changes
from benchmarks.tables import table

ADDED = 11  # articles that one run of all changes adds
LEAST = 100  # articles; fewer do not last for all changes
LARGE = 100_000  # articles from which on a change of every page is made once
HEAD = ("change", "read", "written", "removed", "wall s", "CPU s", "peak MB")


def main() -> None:
    options = arguments()
    kinds, counts, times = changes(), list[str](), dict[str, list[str]]()
    for size in options.sizes:
        with folder_for(size, options.keep) as folder:
            bench = Bench(folder, *articles(options.origin, size, options.runs))
            print(f"\n{bench.count:,} articles", flush=True)
            results = measure(bench, kinds, options.runs)
        print(table(HEAD, [row(name, build) for name, build in results.items()]), flush=True)
        counts.append(f"{bench.count:,}")
        for name, build in results.items():
            times.setdefault(name, []).append(f"{build.wall:.2f}")
    print("\nwall seconds, by articles")
    print(table(("change", *counts), [(name, *walls) for name, walls in times.items()]))


def articles(origin: Path | None, size: int, runs: int) -> tuple[Iterator[Source], int]:
    """Source files, and how many of them make the archive: `size`, or as many as leave enough to be added."""
    if origin is None:
        return invented(), size
    return real(origin), min(size, len(files_under(origin)) - ADDED * runs)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", type=sizes, default=[1_000, 10_000, 100_000], metavar="N,N", help="articles (default: 1000,10000,100000)"
    )
    parser.add_argument("--from", dest="origin", type=Path, metavar="FOLDER", help="articles of this folder, none invented")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="builds of each kind (default: 3)")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="make the archives in DIR, a folder for each size, and leave them"
    )
    options = parser.parse_args()
    for size in options.sizes:
        if articles(options.origin, size, options.runs)[1] < LEAST:
            parser.error(f"{LEAST} articles at least, and {ADDED * options.runs} more in FOLDER to be added")
        if options.keep and (options.keep / str(size)).exists():
            parser.error(f"{options.keep / str(size)} is there already")
    return options


def sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


@contextlib.contextmanager
def folder_for(size: int, keep: Path | None) -> Iterator[Path]:
    """A new folder for an archive; it goes afterwards, unless it is to be kept."""
    if keep:
        (keep / str(size)).mkdir(parents=True)
        yield (keep / str(size)).resolve()
        return
    folder = Path(tempfile.mkdtemp(prefix="backfile-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def measure(bench: Bench, kinds: list[Change], runs: int) -> dict[str, Build]:
    """The first build, then the median of `runs` builds after each kind of change."""
    results = {"first build": bench.build()}
    for kind in kinds:
        builds = []
        for run in range(1 if kind.large and bench.count >= LARGE else runs):
            kind.make(bench, run)
            builds.append(bench.build())
        results[kind.name] = median(builds)
    return results


def median(builds: list[Build]) -> Build:
    """Of each figure by itself."""
    return Build(*(statistics.median_low(figures) for figures in zip(*builds, strict=True)))


def row(name: str, build: Build) -> tuple[str, ...]:
    counts = (f"{count:,}" for count in (build.read, build.written, build.removed))
    return (name, *counts, f"{build.wall:.2f}", f"{build.processor:.2f}", f"{build.peak:.0f}")


if __name__ == "__main__":
    main()
