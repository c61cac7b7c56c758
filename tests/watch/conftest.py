"""Fixtures that several tests of watching share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An archive of three articles in two folders."""
    for name in ("herald/one.txt", "herald/two.txt", "times/one.txt"):
        path = tmp_path / "archive" / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before")
    return tmp_path / "archive"
