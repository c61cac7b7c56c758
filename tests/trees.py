"""What tests compare: a folder as the bytes of its files."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.build import build

INPUTS = ("content", "static", "templates", "backfile.toml")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def clean_build(archive: Path, beside: Path) -> dict[str, bytes]:
    """Return what a clean build of the inputs of `archive` leaves, made in the new folder `beside`."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    for name in INPUTS:
        source = archive / name
        if source.is_dir():
            shutil.copytree(source, beside / name, symlinks=True)
        elif source.exists():
            shutil.copy2(source, beside / name)
    build(beside, workers=1)
    return tree(beside / "site")


def difference(left: dict[str, bytes], right: dict[str, bytes]) -> list[str]:
    """Return the paths at which two trees differ, for a message that can be read."""
    return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))
