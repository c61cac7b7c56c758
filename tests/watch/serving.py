"""A dev server of the tests' own, in a thread with its loop, and requests to it byte by byte."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from generator.watch.live import Live
from generator.watch.server import Server, listen, make_app

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds until a test gives up waiting: far more than any machine needs."""


@dataclass
class Answer:
    """What a server said to one request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Running:
    """A server that runs until the `with` that started it ends."""

    def __init__(self, site: Path, port: int = 0, base: str = "/", keep_alive: float = 15.0) -> None:
        self.site = site
        self.listener = listen(port)
        self.port = int(self.listener.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}/"
        self._base, self._keep_alive = base, keep_alive
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._started.wait(PATIENCE)

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.live = Live(self._keep_alive)
        self.server = Server(make_app(self.site, self.live, self.port, self._base), self.listener, self.live)
        self._started.set()
        await self.server.serve()

    def call(self, function: Callable[..., T], *arguments: Any) -> T:
        """Call a function in the server's loop, where all of it lives."""

        async def called() -> T:
            return function(*arguments)

        return asyncio.run_coroutine_threadsafe(called(), self.loop).result(PATIENCE)

    def write(self, path: str, text: str | bytes, *, tell: bool = True) -> None:
        """Replace a file of the site whole, as a build does, and tell the server unless told otherwise."""
        target = self.site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = self.site / "beside"
        beside.write_bytes(text if isinstance(text, bytes) else text.encode())
        beside.rename(target)
        if tell:
            self.call(self.live.changed, [path])

    def delete(self, path: str) -> None:
        """Delete a file of the site as a build does."""
        (self.site / path).unlink()
        self.call(self.live.changed, [path])

    def get(self, path: str | bytes, headers: Mapping[str, str] | None = None, *, method: str = "GET") -> Answer:
        """Ask for a path exactly as it is, with a right Host unless `headers` has one."""
        target = path if isinstance(path, bytes) else path.encode()
        lines = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode()
        return self.send(method.encode() + b" " + target + b" HTTP/1.1\r\n" + head + b"\r\n", method)

    def send(self, data: bytes, method: str = "GET") -> Answer:
        """Send bytes; what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
            connection.sendall(data)
            response = http.client.HTTPResponse(connection, method=method)
            response.begin()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, headers, response.read())

    def stop(self) -> None:
        """Stop it, and wait until it is gone."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self.server.stop)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@contextmanager
def running(site: Path, **options: Any) -> Iterator[Running]:
    """Serve a folder, which is made if it is missing."""
    site.mkdir(parents=True, exist_ok=True)
    started = Running(site, **options)
    try:
        yield started
    finally:
        started.stop()


class Stream:
    """An event stream that stays open, read event by event."""

    def __init__(
        self, server: Running, page: str, etag: str, last: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        self._connection = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
        lines = {"Host": f"127.0.0.1:{server.port}", **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        target = f"/.backfile-live/events?page={page}&etag={etag}&last={last}"
        self._connection.sendall(f"GET {target} HTTP/1.1\r\n{head}\r\n".encode())
        self._response = http.client.HTTPResponse(self._connection)
        self._response.begin()
        self.last = ""
        self.retry = 0

    def __enter__(self) -> Stream:
        assert self._response.status == 200
        return self

    def __exit__(self, *_: object) -> None:
        self._response.close()
        self._connection.close()

    def next(self) -> tuple[str, Any] | None:
        """The next event's name and data; (":", None) for a comment; None at the end of the stream."""
        name, data = "", ""
        while line := self._response.readline().decode():
            field, _, value = line.rstrip("\n").partition(": ")
            match field:
                case "id":
                    self.last = value
                case "retry":
                    self.retry = int(value)
                case "event":
                    name = value
                case "data":
                    data += value
                case ":":
                    return ":", None
                case "" if name:
                    return name, json.loads(data)
        return None

    def until(self, name: str) -> Any:
        """The data of the next event of that name; fails if the stream ends before."""
        while (event := self.next()) is not None:
            if event[0] == name:
                return event[1]
        msg = f"the stream ended without {name!r}"
        raise AssertionError(msg)

    def rest(self) -> list[str]:
        """The names of all events up to the end of the stream."""
        names = []
        while (event := self.next()) is not None:
            names.append(event[0])
        return names
