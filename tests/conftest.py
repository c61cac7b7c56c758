"""Fixtures that several tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.archives import Archive

Maker = Callable[..., Archive]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Maker]:
    """Make an archive of `files` (path -> text or bytes) in a folder of its own; the first of a test is "archive"."""
    made: list[Archive] = []

    def make(files: Mapping[str, str | bytes] | None = None) -> Archive:
        made.append(Archive(tmp_path / f"archive{len(made) or ''}", files))
        return made[-1]

    yield make
    for each in made:  # a test may have shut folders that pytest wants to delete
        for folder in (each.root, *each.root.rglob("*")):
            if folder.is_dir() and not folder.is_symlink():
                folder.chmod(0o755)
