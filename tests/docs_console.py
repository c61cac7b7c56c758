"""The console examples of the guide, run again: `python -m tests.docs_console` writes what the commands now say.

A page is a session: its ```console blocks run in order in one empty folder, `cd` is remembered, and a block after
"save it as `PATH`" is saved there. Only `backfile` and `cd` are run.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

DOCS = Path(__file__).resolve().parent.parent / "docs"
SESSIONS = ("getting-started.md", "command-line.md")
WIDTH = "112"
"""Columns of the terminal that the examples are shown in."""

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"[Ss]ave (?:it|this) as `([^`]+)`")
_SECONDS = re.compile(r"\b\d+\.\d+ s\b|(?<=\"seconds\": )[\d.e-]+")
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d at \d\d:\d\d:\d\d\b")


def replayed(page: str) -> str:
    """The text of a page of the guide with each console example's output as it is today."""
    text = (DOCS / page).read_text("utf-8")
    with TemporaryDirectory() as folder:
        here = Path(folder)
        if page != SESSIONS[0]:
            here = _first_archive(here)
        return "".join(_pieces(text, here))


def timeless(text: str) -> str:
    """`text` without when commands were run and how long they took, which differs from run to run."""
    return _MOMENT.sub("2023-03-14 at 09:40:00", _SECONDS.sub("0.00 s", text))


def _first_archive(folder: Path) -> Path:
    """The archive that the first page has made, not yet built."""
    for _ in _pieces((DOCS / SESSIONS[0]).read_text("utf-8"), folder, run=False):
        pass
    return folder / "my-archive"


def _pieces(text: str, here: Path, *, run: bool = True) -> Iterator[str]:
    end = 0
    home = here
    for block in _BLOCK.finditer(text):
        before = text[end : block.start()]
        yield before
        end = block.end()
        saved = _SAVED.findall(before)
        if block[1] == "console" and run:
            output, here = _session(block[2], here)
            yield f"```console\n{output}```"
            continue
        if saved and block[1] in ("text", "yaml") and (run or block[1] == "text"):
            _save((home if saved[-1].startswith("my-archive") else here) / saved[-1], block[2])
        yield block[0]
    yield text[end:]


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _session(block: str, here: Path) -> tuple[str, Path]:
    """The commands of one block with what they print, and the folder that they end in."""
    shown = ""
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        shown += f"{line}\n"
        program, *arguments = shlex.split(line[2:])
        if program == "cd":
            here = here / arguments[0]
        elif program == "backfile":
            shown += _said(arguments, here)
        else:
            raise ValueError(f"not run: {line}")
    return shown, here


def _said(arguments: list[str], here: Path) -> str:
    settings = {"COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(DOCS.parent), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "generator", *arguments]
    found = subprocess.run(
        command,
        cwd=here,
        env={**os.environ, **settings},
        check=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return "".join(f"{line.rstrip()}\n" for line in found.stdout.splitlines())


if __name__ == "__main__":
    for name in SESSIONS:
        (DOCS / name).write_text(replayed(name), "utf-8")
