"""Which places of an archive are watched. A place is a path relative to the archive, with "/" between the parts."""

from __future__ import annotations

from generator.read import kind_of

FOLDERS = ("content", "static", "templates")
"""The folders of an archive that a build reads."""

SETTINGS = "backfile.toml"

NO_BUILD_READS = frozenset((".git", ".hg", ".svn"))
"""Folders that nobody means to publish or to draw templates from; they change with each commit."""

MANY = 1000
"""From this many places on, looking at everything is no dearer than looking at each."""

Places = frozenset[str] | None
"""What may have changed: files, or folders with all below them. None is everything."""


def is_read(place: str, name: str) -> bool:
    """Whether a build reads the file or folder at `place`, or walks into it. `name` is the last part of `place`.

    In content/ the scanner passes over what editors and systems leave behind, and so do we: a swap file that is
    written with every hundred keystrokes wakes nobody. Everything in static/ is published, but for repositories.
    """
    if place.startswith("content/"):
        return kind_of(name) != "passed over"
    return name not in NO_BUILD_READS
