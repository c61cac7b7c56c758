"""Where an archive lies, and what is made from it."""

from __future__ import annotations

from pathlib import Path

import msgspec

STATE = ".backfile"
"""The folder in an archive where the catalogue is kept: a cache, always safe to delete."""


class Folders(msgspec.Struct, frozen=True):
    """The three folders of a build. Only a verification keeps the site and the state elsewhere than in the archive."""

    archive: Path
    site: Path
    state: Path

    @classmethod
    def of(cls, archive: Path) -> Folders:
        """Where an archive has them."""
        return cls(archive, archive / "site", archive / STATE)
