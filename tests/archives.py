"""Archives for tests: written into a temporary folder, built in process or as a stranger would, and read back."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.build import build
from generator.errors import Problem
from generator.report import Report

ROOT = Path(__file__).resolve().parents[1]

DATE = "24.01.23 12:29"
PARAGRAPH = "The harbour of Port Alder reopened on Tuesday after a storm that lasted two days, officials said."


def story(headline: str = "Harbour Reopens After The Storm", *, date: str = DATE, body: str = PARAGRAPH) -> str:
    """An article as a scraper saves it, with nothing wrong."""
    return "\n\n".join(filter(None, (headline, date, body))) + "\n"


def page(headline: str, body: str = f"<p>{PARAGRAPH}</p>", head: str = "") -> str:
    """A saved page; `headline`, `body` and `head` are HTML."""
    return (
        f"<!doctype html><html><head><title>{headline}</title>{head}</head><body><article><h1>{headline}</h1>"
        f'<time datetime="2023-01-24T12:29">24 January</time>{body}</article></body></html>'
    )


class Archive:
    """An archive in a folder of its own."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes] | None = None) -> None:
        self.root = root
        (root / "content").mkdir(parents=True, exist_ok=True)
        for path, data in (files or {}).items():
            self.write(path, data)

    def write(self, path: str, data: str | bytes) -> Path:
        """Put a file into the archive."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data if isinstance(data, bytes) else data.encode())
        return target

    def build(self, **options: Any) -> Report:
        """Build it in this process."""
        return build(self.root, **options)

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the command line on it, in its folder."""
        return backfile(*arguments, cwd=self.root, **options)

    def site(self) -> dict[str, bytes]:
        """Every file of the site by its path there."""
        return contents(self.root / "site")

    def pages(self) -> dict[str, str]:
        """Every HTML page of the site by its path there."""
        return {path: data.decode() for path, data in self.site().items() if path.endswith(".html")}

    def twins(self) -> dict[str, dict[str, Any]]:
        """The JSON twin of each article, by the path of its original."""
        records = [json.loads(data) for path, data in self.site().items() if path.endswith("/index.json")]
        return {record["original"]["path"]: record for record in records}

    def page_of(self, path: str) -> str:
        """The page of the article whose original lies at `path`."""
        return self.site()[f"{self.folder_of(path)}index.html"].decode()

    def folder_of(self, path: str) -> str:
        """Where in the site the article from `path` stands: "2023/01/24/slug/"."""
        return urlsplit(str(self.twins()[path]["permalink"])).path.removeprefix("/")


def many_stories(made: Archive, count: int) -> Archive:
    """Put `count` short articles of seven outlets and ten years into an archive."""
    for number in range(count):
        date = f"{1 + number % 28:02}.{1 + number % 12:02}.{2010 + number % 10} 12:29"
        made.write(f"content/outlet{number % 7}/{number:04}.txt", story(f"Harbour Report Number {number}", date=date))
    return made


def backfile(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `python -m generator` as a stranger would. `options` go to subprocess.run."""
    defaults = {**as_a_stranger(), "capture_output": True, "text": True}
    return subprocess.run(command(*arguments), check=False, **{**defaults, **options})


def command(*arguments: str) -> list[str]:
    """The words of a command line that runs backfile."""
    return [sys.executable, "-m", "generator", *arguments]


def as_a_stranger() -> dict[str, Any]:
    """The environment of a process that has backfile installed and a terminal of 100 columns."""
    hidden = {"NO_COLOR", "FORCE_COLOR", "PYTHONWARNINGS"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {"env": {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "PYTHONUTF8": "1"}}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under `folder` by its path there."""
    found = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and modification time of every file and folder under `folder`."""
    found = {path: path.lstat() for path in folder.rglob("*")}
    return {path.relative_to(folder).as_posix(): (stat.st_ino, stat.st_mtime_ns) for path, stat in sorted(found.items())}


def problems_at(report: Report, place: str) -> list[Problem]:
    """What is wrong with one file, whatever the line."""
    return [problem for problem in report.problems if problem.place == place or problem.place.startswith(f"{place}:")]


def unprivileged() -> Callable[[], None]:
    """For `preexec_fn`: let root obey permissions like everybody else. It stays the owner of what it owns.

    Linux drops the two capabilities by which root passes over permissions; a normal user has none to drop.
    """
    if os.geteuid() != 0:
        return lambda: None
    libc = ctypes.CDLL(None)
    drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2  # linux/prctl.h, linux/capability.h

    def drop() -> None:
        for capability in (dac_override, dac_read_search):
            libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)

    return drop
