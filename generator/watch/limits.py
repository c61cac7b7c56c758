"""Where no events come: file systems that change behind the kernel's back, and the kernel's own limits."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import NamedTuple

from generator.errors import Problem
from generator.watch.places import FOLDERS

_NETWORKED = "nfs nfs4 cifs smb3 smbfs ncpfs coda afs openafs ceph lustre gpfs beegfs glusterfs orangefs ocfs2 gfs2 davfs"
_OF_VIRTUAL_MACHINES = "9p virtiofs vboxsf vmhgfs prl_fs drvfs grpcfuse fakeowner osxfs"
_FUSE = (
    "afpfs blobfuse blobfuse2 ceph ceph-fuse curlftpfs davfs gcsfuse glusterfs goofys google-drive-ocamlfuse grpcfuse"
    " juicefs lustre mountpoint-s3 nfs onedriver osxfs rclone s3fs seaweedfs smbnetfs sshfs vmhgfs-fuse"
)
SILENT = frozenset((*_NETWORKED.split(), *_OF_VIRTUAL_MACHINES.split(), *(f"fuse.{name}" for name in _FUSE.split())))
"""Types of file systems whose files other machines change. The kernel of this one tells only of its own changes."""

_ROOM = 524_288
"""Folders that one user may watch, as many systems have it; some kilobyte of the kernel's memory each, when used."""

_ESCAPE = re.compile(r"\\([0-7]{3})")


class Mount(NamedTuple):
    """A line of /proc/self/mountinfo: where something is mounted, and the type of its file system."""

    point: str
    type: str


def mounts(mountinfo: str) -> list[Mount]:
    """Read the text of /proc/self/mountinfo, as proc_pid_mountinfo(5) describes it."""
    found = []
    for line in mountinfo.splitlines():
        left, dash, right = line.partition(" - ")
        if dash and len(fields := left.split(" ")) > 4:
            point = _ESCAPE.sub(lambda match: chr(int(match[1], 8)), fields[4])
            found.append(Mount(point, right.split(" ")[0]))
    return found


def silent_type(path: str, mounted: list[Mount]) -> str | None:
    """The type of the file system at `path`, or of one mounted below it, if no events come from there."""
    holding = [mount for mount in mounted if _is_at_or_below(path, mount.point)]
    deepest = max(holding, key=lambda mount: len(mount.point), default=None)
    at = [mount for mount in holding if deepest and mount.point == deepest.point][-1:]  # the last one hides the others
    below = [mount for mount in mounted if mount.point != path and _is_at_or_below(mount.point, path)]
    return next((mount.type for mount in (*at, *below) if mount.type in SILENT), None)


def silence(archive: str) -> Problem | None:
    """Tell of the folder of an archive, if any, from which no events come. Elsewhere than on Linux: of none."""
    try:
        mounted = mounts(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    except OSError:
        return None
    for name in FOLDERS:
        if found := silent_type(os.path.realpath(f"{archive}/{name}"), mounted):
            fault = f"is on a file system ({found}) that does not tell of all changes, so it is looked at every few seconds"
            return Problem(
                f"{name}/", fault, "move it to a local disk if you want to see changes sooner", "watching", "warning"
            )
    return None


def refusal(error: OSError) -> Problem:
    """Tell why the kernel sends no events, and what to do about it."""
    if error.errno == errno.ENOSPC:
        limit = _limit("max_user_watches")
        fault = f"has more folders than the system watches for you{limit and f' ({limit:,})'}"
        return _looked_at(fault, f"fs.inotify.max_user_watches={max(_ROOM, 2 * limit if limit < _ROOM << 10 else 0)}")
    if error.errno == errno.EMFILE:
        limit = _limit("max_user_instances")
        fault = f"can't be watched: too many programs watch files for you{limit and f' ({limit:,} at most)'}"
        return _looked_at(fault, f"fs.inotify.max_user_instances={max(1024, 2 * limit if limit < 1 << 20 else 0)}")
    return _looked_at(f"can't be watched ({error.strerror or error})", "")


def _looked_at(fault: str, setting: str) -> Problem:
    keeping = "and a file in /etc/sysctl.d with that setting keeps it"
    remedy = f"`sudo sysctl {setting}` raises the limit until the next start of the machine, {keeping}" if setting else ""
    return Problem("content/", f"{fault}, so it is looked at every few seconds", remedy, "watching", "warning")


def _limit(name: str) -> int:
    """A limit of inotify(7) as the kernel has it now; 0 where it can't be read."""
    try:
        return int(Path(f"/proc/sys/fs/inotify/{name}").read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _is_at_or_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")
