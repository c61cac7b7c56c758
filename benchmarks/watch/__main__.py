"""From a save to the page in the browser, beside Hugo: `python -m benchmarks.watch --sizes 1000 --hugo hugo`.

For each size the same articles are written twice: as raw text for `backfile watch`, and clean, as Markdown, for `hugo
server`. The servers run one after the other. An editor changes the body of an article, writing beside and renaming; a
reader on 127.0.0.1 asks for its page every 5 ms, on a connection that stays open, until the change is there. Pauses
between saves are random (0.3 to 0.8 s). Then articles are added, and the reader waits for the page and for the day that
lists it. Times are in milliseconds ("inf": not within 300 s), but the start is in seconds: it ends when the server
serves and has nothing more to do. Memory is that of the server and its children five seconds later (Linux).
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.articles.world import article
from benchmarks.tables import table
from benchmarks.watch.processes import megabytes, wait_until_idle
from benchmarks.watch.saves import Added, Desk
from benchmarks.watch.servers import Kind, Server, address, backfile, hugo, running

PATIENCE = 3600.0  # seconds that the first build may take
SETTLING = 5.0  # seconds after which a server counts as idle
HEAD = ("articles", "server", "start s", "idle MB", "saves", "median", "worst", "added", "page", "worst", "day", "worst")


class Result(NamedTuple):
    """What was measured of one server: seconds, and megabytes."""

    start: float
    idle: float | None
    edits: list[float]
    additions: list[Added]


def main() -> None:
    options = arguments()
    rows, ratios = [], []
    for size in options.sizes:
        kinds = [(backfile(), options.saves)]
        if options.hugo and size <= options.hugo_limit:
            kinds.append((hugo(options.hugo), options.hugo_saves or options.saves))
        results = {kind.name: measure(kind, size, saves, options.added) for kind, saves in kinds}
        rows += [row(size, name, result) for name, result in results.items()]
        if len(results) == 2:
            ratios.append(ratio(size, *results.values()))
        print(table(HEAD, rows), *ratios, "", sep="\n", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", type=sizes, default=[1_000, 10_000, 100_000], metavar="N,N", help="articles (default: 1000,10000,100000)"
    )
    parser.add_argument("--saves", type=int, default=30, metavar="N", help="bodies that are edited (default: 30)")
    parser.add_argument("--added", type=int, default=10, metavar="N", help="articles that are added (default: 10)")
    parser.add_argument(
        "--hugo",
        default=shutil.which("hugo"),
        metavar="PATH",
        help="the program (default: on the path; without, backfile alone)",
    )
    parser.add_argument(
        "--hugo-limit", type=int, default=10_000, metavar="N", help="the most articles for Hugo (default: 10000)"
    )
    parser.add_argument("--hugo-saves", type=int, metavar="N", help="saves for Hugo, if other than for backfile")
    return parser.parse_args()


def sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def measure(kind: Kind, size: int, saves: int, added: int) -> Result:
    """Run one server on `size` articles in a new folder, which goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="backfile-") as name:
        folder, log = Path(name) / "project", Path(name) / "log"
        folder.mkdir()
        kind.write(folder, size)
        began = time.perf_counter()
        with running(kind, folder, log) as server:
            wait_until_it_serves(server)
            start = wait_until_idle(server.process.pid, PATIENCE) - began
            time.sleep(SETTLING)
            idle = megabytes(server.process.pid)
            desk = Desk(kind, folder / "content", server.client, size)
            return Result(start, idle, desk.edits(saves), desk.additions(min(added, saves)))


def wait_until_it_serves(server: Server) -> None:
    """Return when the server has said its address, and serves; RuntimeError with what it said if it ends before."""
    end = time.perf_counter() + PATIENCE
    while f":{server.port}" not in server.said() or not server.client.page(address(article(0))):
        if server.process.poll() is not None or time.perf_counter() > end:
            raise RuntimeError(f"the server does not serve:\n{server.said()[-2000:]}")
        time.sleep(0.02)


def row(size: int, name: str, result: Result) -> tuple[str, ...]:
    pages, days = ([added.page for added in result.additions], [added.day for added in result.additions])
    idle = "" if result.idle is None else f"{result.idle:.0f}"
    return (
        *(f"{size:,}", name, f"{result.start:.1f}", idle),
        *(str(len(result.edits)), *middle_and_worst(result.edits)),
        *(str(len(result.additions)), *middle_and_worst(pages), *middle_and_worst(days)),
    )


def middle_and_worst(seconds: list[float]) -> tuple[str, str]:
    """In milliseconds."""
    if not seconds:
        return "", ""
    return f"{1000 * statistics.median(seconds):.0f}", f"{1000 * max(seconds):.0f}"


def ratio(size: int, ours: Result, theirs: Result) -> str:
    middle, worst = (value(theirs.edits) / value(ours.edits) for value in (statistics.median, max))
    return f"{size:,} articles: a save is seen {middle:.0f} times sooner than with Hugo, the worst {worst:.0f} times"


if __name__ == "__main__":
    main()
