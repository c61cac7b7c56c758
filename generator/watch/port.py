"""The port of the dev server: taken on this machine alone, or a message that says who has it and which one is free."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from generator.errors import BackfileError, Problem

HOST = "127.0.0.1"

TRIED = 100
"""How many of the next ports are tried for one that is free."""

_LISTENS = "0A"
"""The state TCP_LISTEN as /proc/net/tcp writes it."""


def listen(port: int) -> socket.socket:
    """A listening socket on `port` of this machine, which no other machine can reach; 0 takes any port.

    Raises BackfileError where that can't be, with a port that can.
    """
    try:
        return _listening(port)
    except OSError as error:
        raise BackfileError(_problem(port, error)) from error


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # A port is free again at once, although connections of the last watch may still be closing.
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen(128)
    except BaseException:
        made.close()
        raise
    return made


def _problem(port: int, error: OSError) -> Problem:
    if error.errno == errno.EADDRINUSE:
        fault = " ".join(filter(None, ("is in use", holder_of(port))))
        start, words = port + 1, "try the next free one"
    else:
        fault = f"can't be used ({error.strerror or error})"
        start, words = max(port + 1, 8000), "try one that you may use"
    free = next_free(start)
    remedy = f"{words}: backfile watch --port {free}" if free else "take another: backfile watch --port NUMBER"
    return Problem(f"port {port}", fault, remedy, "port")


def next_free(start: int) -> int | None:
    """The first port from `start` on that can be listened on now; None if it is not among the next hundred."""
    for port in range(start, min(start + TRIED, 1 << 16)):
        with contextlib.suppress(OSError):
            _listening(port).close()
            return port
    return None


def holder_of(port: int) -> str:
    """Who listens on `port`, where /proc tells: "by NAME (process NUMBER)", else ""."""
    sockets = {f"socket:[{inode}]" for table in ("tcp", "tcp6") for inode in _inodes(Path("/proc/net", table), port)}
    for process in sorted(_processes(), key=int) if sockets else ():
        if not sockets.isdisjoint(_open_in(process)):
            return f"by {_name_of(process)} (process {process})"
    return ""


def _inodes(table: Path, port: int) -> Iterator[str]:
    """The sockets that listen on `port` (proc(5): column 2 is the address, 4 the state, 10 the inode)."""
    with contextlib.suppress(OSError):
        for columns in map(str.split, table.read_text().splitlines()[1:]):
            if columns[1].endswith(f":{port:04X}") and columns[3] == _LISTENS:
                yield columns[9]


def _processes() -> list[str]:
    with contextlib.suppress(OSError), os.scandir("/proc") as entries:
        return [entry.name for entry in entries if entry.name.isdecimal()]
    return []


def _open_in(process: str) -> Iterator[str]:
    """What a process has open; nothing of one that is another user's, or gone."""
    with contextlib.suppress(OSError), os.scandir(f"/proc/{process}/fd") as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                yield os.readlink(entry.path)  # noqa: PTH115 - what it says is no path


def _name_of(process: str) -> str:
    """A process's name, without what a terminal would obey: anybody may call a process anything."""
    with contextlib.suppress(OSError):
        name = Path("/proc", process, "comm").read_text(errors="replace").strip()
        return "".join(character if character.isprintable() else "?" for character in name) or "a process"
    return "a process"
