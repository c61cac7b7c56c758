"""Which sidecar `NAME.meta.yaml` belongs to which file, by their names alone."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import NamedTuple

from generator.read.kinds import SIDECAR_ENDINGS, kind_of


class Pairing(NamedTuple):
    """Which sidecar belongs to which file.

    of      a file's path -> its sidecar's path; one "story.meta.yaml" may serve both story.txt and story.html
    unused  sidecars that speak for no file, or that a stronger one silences, sorted: what they say would be lost
    """

    of: dict[str, str]
    unused: tuple[str, ...]


def sidecar_of(path: str) -> tuple[str, ...]:
    """List the paths at which the sidecar of the file at `path` may be, the strongest first.

    Its whole name goes before its stem: story.txt.meta.yaml, story.txt.meta.yml, story.meta.yaml, story.meta.yml.
    """
    stem = posixpath.splitext(path)[0]
    stems = (path,) if stem == path else (path, stem)
    return tuple(each + ending for each in stems for ending in SIDECAR_ENDINGS)


def pair(paths: Iterable[str]) -> Pairing:
    """Find each sidecar among `paths` its files, and each file its sidecar, in time linear in their number."""
    every = frozenset(paths)
    candidates = (path for path in every if path.lower().endswith(SIDECAR_ENDINGS))
    sidecars = {path for path in candidates if kind_of(posixpath.basename(path)) == "sidecar"}
    if not sidecars:
        return Pairing({}, ())
    found = ((path, next(filter(sidecars.__contains__, sidecar_of(path)), None)) for path in sorted(every - sidecars))
    of = {path: sidecar for path, sidecar in found if sidecar}
    return Pairing(of, tuple(sorted(sidecars.difference(of.values()))))
