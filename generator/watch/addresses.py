"""From the path of a request to a file of site/, and to nothing outside of it."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from generator.site import BESIDE, MARKER

_OURS = frozenset({os.fsencode(MARKER), os.fsencode(BESIDE)})
"""What lies in site/ and is no part of it. Compared in lower case: some file systems do not tell the cases apart."""

_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
"""No symbolic link is followed, and a named pipe that lies about is opened without waiting for its writer."""

_ABSENT = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EMLINK, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ENXIO}
)
"""How a system says that there is no such file, or that it is a link (ELOOP; EMLINK on FreeBSD), or a socket (ENXIO)."""


@dataclass(frozen=True, slots=True)
class Found:
    """An open file; the caller closes `descriptor`. `path`: where in site/ it lies. `stat`: what it was when opened."""

    path: str
    descriptor: int
    stat: os.stat_result


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A folder asked for without its slash: `location` is where it is, percent-encoded, on the same host."""

    location: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing is there. `path`: where in site/ it would be; None if no file of the site can ever have that address."""

    path: str | None


Answer = Found | Elsewhere | Missing


def find(site: Path, raw: bytes) -> Answer:
    """What the path of a request (RFC 3986: percent-encoded, without query) names in `site`.

    Decoded once, as bytes, so that names which are not UTF-8 are served too. Raises OSError where a file is there but
    can't be read.
    """
    parts = parts_of(raw)
    if parts is None:
        return Missing(None)
    asks_for_folder = not parts[-1]
    names = [*parts[:-1], b"index.html"] if asks_for_folder else parts
    found = _opened(site, names)
    if found is None and not asks_for_folder and _is_file(site, [*names, b"index.html"]):
        return Elsewhere("/" + quote(b"/".join(names)) + "/")
    return found or Missing(os.fsdecode(b"/".join(names)))


def parts_of(raw: bytes) -> list[bytes] | None:
    """The components of a path, the last one empty for a folder; None if it leaves the site, or can't be a file there."""
    decoded = unquote_to_bytes(raw)
    if not decoded.startswith(b"/") or b"\0" in decoded or b"\\" in decoded:
        return None
    parts = decoded[1:].split(b"/")
    if {b"", b".", b".."} & set(parts[:-1]) or parts[-1] in {b".", b".."} or parts[0].lower() in _OURS:
        return None
    return parts


def _is_file(site: Path, names: list[bytes]) -> bool:
    found = _opened(site, names)
    if found is None:
        return False
    os.close(found.descriptor)
    return True


def _opened(site: Path, names: list[bytes]) -> Found | None:
    """The regular file at `names` below `site`, opened from folder to folder.

    Each step is taken from an open folder and follows no link: whatever is renamed meanwhile, the walk can't be led
    out of the site, and what was opened stays one whole file after another has taken its name.
    """
    with contextlib.ExitStack() as folders:
        try:
            here = os.open(site, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            folders.callback(os.close, here)
            for name in names[:-1]:
                here = os.open(name, _OPEN | os.O_DIRECTORY, dir_fd=here)
                folders.callback(os.close, here)
            descriptor = os.open(names[-1], _OPEN, dir_fd=here)
        except OSError as error:
            if error.errno in _ABSENT:
                return None
            raise
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    return Found(os.fsdecode(b"/".join(names)), descriptor, status)
