"""Writes an archive for measuring: `python -m benchmarks.articles FOLDER --count 10000`.

The articles are invented and the same on every machine: about 450 words, ten years, 20 outlets in 200 folders, five
names to each from a skewed set of 2,000. `--hugo` writes the same articles, already clean, as a project of Hugo.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

from benchmarks.articles.hugo import write_hugo
from benchmarks.articles.raw import real, write_archive, write_raw


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write content/ and settings")
    parser.add_argument("--count", type=int, default=1_000, metavar="N", help="how many articles (default: 1000)")
    parser.add_argument("--hugo", action="store_true", help="write a project of Hugo in place of an archive")
    parser.add_argument("--from", dest="origin", type=Path, metavar="FOLDER", help="N files of this folder, none invented")
    options = parser.parse_args()
    if options.hugo and options.origin:
        parser.error("--hugo takes invented articles only: those of a folder are not clean")
    if options.hugo:
        write_hugo(options.folder, options.count)
    elif options.origin:
        write_archive(options.folder, itertools.islice(real(options.origin), options.count))
    else:
        write_raw(options.folder, options.count)


if __name__ == "__main__":
    main()
