"""The two servers, each as its users start it, and the articles as each of them has them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.articles.hugo import hugo_path, hugo_text, permalink, write_hugo
from benchmarks.articles.raw import raw_path, raw_text, write_raw
from benchmarks.articles.world import Article
from benchmarks.watch.client import Client

ROOT = Path(__file__).resolve().parents[2]
GRACE = 20.0  # seconds that a server has to end by itself after Ctrl-C


class Kind(NamedTuple):
    """A server: how its project is written and it is started, where an article lies, and which page shows its day.

    `text` makes the source file of an article; `path` says where below content/ it lies.
    """

    name: str
    write: Callable[[Path, int], None]
    command: Callable[[Path, int], tuple[str, ...]]
    path: Callable[[Article], str]
    text: Callable[[Article], str]
    day: str  # the address of a day, as strftime has it


def backfile() -> Kind:
    return Kind(
        name="backfile",
        write=write_raw,
        command=lambda folder, port: (
            *(sys.executable, "-m", "generator", "watch"),
            *("--archive", str(folder), "--port", str(port)),
        ),
        path=raw_path,
        text=raw_text,
        day="/%Y/%m/%d/",
    )


def hugo(program: str) -> Kind:
    """Hugo with no options of speed or of slowness: it renders to memory and, after a change, only what it must."""
    return Kind(
        name="hugo",
        write=write_hugo,
        command=lambda folder, port: (
            *(program, "server", "--source", str(folder)),
            *("--bind", "127.0.0.1", "--port", str(port)),
        ),
        path=hugo_path,
        text=hugo_text,
        day="/days/%Y-%m-%d/",
    )


def address(article: Article) -> str:
    """The address of an article's page, the same on both, if no other article of the day has its headline."""
    return f"/{permalink(article)}"


class Server(NamedTuple):
    """A server that runs: its process, a client of it, the file that it writes what it says to, and its port."""

    process: subprocess.Popen[bytes]
    client: Client
    log: Path
    port: int

    def said(self) -> str:
        """What it has said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def running(kind: Kind, folder: Path, log: Path) -> Iterator[Server]:
    """Start a server in a session of its own, and end it and all that it started; what it says goes to `log`."""
    port = free_port()
    with log.open("wb") as said:
        process = subprocess.Popen(
            kind.command(folder, port), cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
    client = Client(port)
    try:
        yield Server(process, client, log, port)
    finally:
        client.close()
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C; after `GRACE` seconds, and for what is left of its group, the hard way."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
