"""An archive under measurement: its folder, articles that nothing has been done to yet, and builds as new processes."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.articles.raw import Source, write_archive, write_source
from benchmarks.articles.world import SEED

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "generator")
TWINS_READ = 400  # JSON twins in which names of tags are looked for


class Build(NamedTuple):
    """What one build took: seconds of wall and of processor time, the megabytes of its largest process, and files."""

    wall: float
    processor: float
    peak: float
    read: int
    written: int
    removed: int


class Bench:
    """An archive of the first `count` of `sources`; the rest are there to be added.

    `untouched` gives articles in an order that mixes folders, each once: what is done to one is not done to it twice.
    """

    def __init__(self, folder: Path, sources: Iterator[Source], count: int) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.spare = sources
        paths = write_archive(folder, itertools.islice(sources, count))
        self.count = len(paths)
        Random(SEED).shuffle(paths)  # noqa: S311 - no secret, and the same every time
        self.untouched = iter(paths)

    def next_untouched(self) -> Path:
        """A source file that has not been given out before."""
        return self.content / next(self.untouched)

    def add(self) -> None:
        """Write one article more."""
        source = next(self.spare)
        (self.content / source.path).parent.mkdir(parents=True, exist_ok=True)
        write_source(self.content, source)

    def build(self) -> Build:
        """Build it by a new process."""
        return measured((*COMMAND, "build", "--json", "--archive", str(self.folder)))

    def headline_of(self, path: Path) -> str:
        """The headline that the program finds in the file at `path`."""
        shown = output((*COMMAND, "inspect", "--json", "--archive", str(self.folder), str(path)))
        return str(json.loads(shown)["documents"][0]["article"]["headline"])

    def tags(self) -> list[str]:
        """Names of tags of the built site, the commonest first."""
        twins = itertools.islice(self.folder.glob("site/*/*/*/*/index.json"), TWINS_READ)
        tags = Counter(tag["name"] for twin in twins for tag in json.loads(twin.read_bytes())["tags"])
        return [name for name, _ in sorted(tags.items(), key=lambda item: (-item[1], item[0]))]


def output(command: tuple[str, ...]) -> bytes:
    """What `command` prints; CalledProcessError if it fails."""
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout


def measured(command: tuple[str, ...]) -> Build:
    """Run a build that prints JSON; RuntimeError if it prints something else.

    Processor time and memory are those that the kernel counts for the process and those it waited for. The kernel's
    peak of a new process is never less than that of the one that started it: this one stays small.
    """
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if not printed:
        raise RuntimeError(f"{' '.join(command)} printed no summary, exit code {process.returncode}")
    summary = json.loads(printed)
    kilobyte = 1 if sys.platform == "darwin" else 1024
    return Build(
        wall=wall,
        processor=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss * kilobyte / 1e6,
        read=summary["read"],
        written=summary["written"],
        removed=summary["removed"],
    )
