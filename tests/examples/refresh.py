"""Whole archives with what a build makes of them. `python -m tests.examples.refresh` writes the expectations anew.

An example is a folder beside this file with content/ and whatever else an archive may have. Its expected/ holds
paths.txt, every file of the site by name, and the JSON twin of each article at its place.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from generator.build import build

HERE = Path(__file__).resolve().parent
PATHS = "paths.txt"
EXAMPLES = sorted(path.parent.name for path in HERE.glob("*/content"))


def built(name: str) -> dict[str, str]:
    """What a build of the example leaves, as expected/ keeps it: text by path. The example itself is not touched."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / name
        shutil.copytree(HERE / name, archive, ignore=shutil.ignore_patterns("expected"))
        build(archive, workers=1)
        site = archive / "site"
        paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        twins = {path: (site / path).read_text(encoding="utf-8") for path in paths if path.endswith("/index.json")}
    return {PATHS: "".join(f"{path}\n" for path in paths), **twins}


def expected(name: str) -> dict[str, str]:
    """What the example's expected/ says: text by path."""
    folder = HERE / name / "expected"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)}


def refresh(name: str) -> list[str]:
    """Make expected/ what a build leaves now; the paths that differ from before."""
    before, now = expected(name), built(name)
    shutil.rmtree(HERE / name / "expected", ignore_errors=True)
    for path, text in now.items():
        target = HERE / name / "expected" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


if __name__ == "__main__":
    for each in EXAMPLES:
        changed = refresh(each)
        sys.stdout.write("".join(f"{each}/expected/{path}\n" for path in changed) or f"{each}: as it was\n")
