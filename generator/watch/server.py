"""The dev server: site/ on this machine alone, to its own pages alone, with the live script in each page."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import uvicorn
from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.watch.addresses import Elsewhere, Found, Missing, find, parts_of
from generator.watch.answers import SMALL, LongFile, etag_of, is_page, media_type, read_whole, whole_or_part
from generator.watch.injection import PREFIX, inject
from generator.watch.live import Live
from generator.watch.port import listen

__all__ = ["Server", "listen", "make_app"]

GRACE = 0.2
"""Seconds that responses under way have to end when the server stops; those that nobody reads would never."""

ALWAYS = {
    "cache-control": "no-cache",  # kept, but asked for each time: the ETag makes that cheap
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
"""Headers of every response."""

OWN = {f"{PREFIX}{name}".encode(): Path(__file__).with_name(name) for name in ("live.js", "panels.js", "live.css")}
"""What is served beside the site."""

_BUILTIN = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="stylesheet" href="{prefix}live.css">
<body class="backfile-live-page">
<main>
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


def make_app(site: Path, live: Live, port: int, base: str = "/") -> ASGIApp:
    """The site as an ASGI application that is reached through `port`.

    base  the path of the archive on its own host, as in base_url: the links of 404.html begin with it
    """
    return _App(site, live, port, base)


class _App:
    """One request at a time: refused, or answered with something of ours or of the site."""

    def __init__(self, site: Path, live: Live, port: int, base: str) -> None:
        self._site = site
        self._live = live
        self._base = f"/{base.strip('/')}/".replace("//", "/").encode()
        self._home = f"http://127.0.0.1:{port}/"
        names = ("127.0.0.1", "localhost")
        self._hosts = {f"{name}:{port}" for name in names} | ({*names} if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        try:
            response = self._refusal(scope, headers) or self._answer(scope, headers)
        except OSError as error:
            response = PlainTextResponse(f"A file of the site can't be read: {error.strerror or error}.\n", 500)
        for name, value in ALWAYS.items():
            response.headers[name] = value
        await response(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """The response to a request that is answered to nobody; None for the others.

        A page elsewhere can have its own host name resolve to 127.0.0.1 and read what it finds there (DNS rebinding):
        the name it asks for gives it away.
        """
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return PlainTextResponse(f"This server answers to {self._home} only.\n", 421)
        if scope["method"] not in {"GET", "HEAD"}:
            return PlainTextResponse("Pages can be read here, and nothing else.\n", 405, {"allow": "GET, HEAD"})
        return None

    def _answer(self, scope: Scope, headers: Headers) -> Response:
        raw: bytes = scope["raw_path"]
        asks_for_part = scope["method"] == "GET"  # RFC 9110 defines ranges for GET alone
        if raw in OWN:
            return whole_or_part(OWN[raw].read_bytes(), media_type(OWN[raw].name), headers, asks_for_part=asks_for_part)
        if raw == f"{PREFIX}events".encode():
            return self._events(scope, headers)
        answer = find(self._site, raw)
        if isinstance(answer, Found):
            return self._file(answer, headers, asks_for_part=asks_for_part)
        if isinstance(answer, Elsewhere):
            return _redirect(answer.location, scope["query_string"], 308)
        location = self._below_base(raw)
        return _redirect(location, scope["query_string"], 307) if location else self._missing(answer)

    def _file(self, found: Found, headers: Headers, *, asks_for_part: bool) -> Response:
        kind = media_type(found.path)
        if found.stat.st_size > SMALL and not is_page(found.path):
            return LongFile(found.descriptor, found.stat, kind, headers, asks_for_part=asks_for_part)
        data = _taken(found)
        if is_page(found.path):
            data = inject(data, found.path, etag_of(data), self._live.last)
        return whole_or_part(data, kind, headers, asks_for_part=asks_for_part)

    def _missing(self, answer: Missing) -> Response:
        """The site's own 404 page; it follows the archive too, so that the page that was waited for comes by itself."""
        page, status = self._page_for_missing()
        if answer.path is None:
            return Response(page, 404, media_type="text/html; charset=utf-8")  # nothing will ever be there
        page = inject(page, answer.path, f"{status}-{etag_of(page)}", self._live.last)
        return Response(page, status, media_type="text/html; charset=utf-8")

    def _page_for_missing(self) -> tuple[bytes, int]:
        """What is shown where nothing is, with its status; before the first build has made a site, that it is at work."""
        found = find(self._site, b"/404.html")
        if isinstance(found, Found):
            return _taken(found), 404
        home = find(self._site, b"/")
        if isinstance(home, Found):
            os.close(home.descriptor)
            return _builtin("There is no page at this address", "It may be mistyped, or the page may have moved."), 404
        return _builtin("The first build is at work", "This page will be here as soon as it is made."), 503

    def _below_base(self, raw: bytes) -> str | None:
        """Where a link of 404.html leads that begins with the path of base_url; None if it does not, or can't be served."""
        if self._base == b"/" or not (raw + b"/").startswith(self._base):
            return None
        parts = parts_of(b"/" + raw[len(self._base) :])
        return None if parts is None else "/" + quote(b"/".join(parts))

    def _events(self, scope: Scope, headers: Headers) -> Response:
        """The event stream of one page, to pages of this server alone."""
        origin = headers.get("origin")
        is_foreign = origin is not None and origin.lower() not in {f"http://{host}" for host in self._hosts}
        if is_foreign or headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse("Only pages of this server can follow it.\n", 403)
        asked = QueryParams(scope["query_string"])
        raw = b"/" + asked.get("page", "").encode("utf-8", "surrogateescape")
        if scope["method"] == "HEAD" or parts_of(raw) is None:
            return PlainTextResponse("An event stream is asked for with GET and the address of a page.\n", 400)
        page = os.fsdecode(unquote_to_bytes(raw)[1:])
        last = headers.get("last-event-id") or asked.get("last", "")
        events = self._live.connect(page, asked.get("etag", ""), last, self._digest_of(raw))
        return StreamingResponse(events, media_type="text/event-stream")

    def _digest_of(self, raw: bytes) -> Callable[[], str]:
        """A function that says what a page would show if it were loaded now, in the words of `data-etag`."""

        def current() -> str:
            try:
                answer = find(self._site, raw)
                if isinstance(answer, Found):
                    data = _taken(answer) if is_page(answer.path) else b""
                    return etag_of(data)
                if isinstance(answer, Elsewhere):
                    return answer.location
                page, status = self._page_for_missing()
            except OSError as error:
                return str(error)
            return f"{status}-{etag_of(page)}"

        return current


def _taken(found: Found) -> bytes:
    """All of a file that was found, which is closed."""
    try:
        return read_whole(found.descriptor)
    finally:
        os.close(found.descriptor)


def _redirect(location: str, query: bytes, status: int) -> Response:
    """A redirect within the host. Starlette's own would quote again what is quoted already."""
    return Response(status_code=status, headers={"location": location + (f"?{query.decode('latin-1')}" if query else "")})


def _builtin(title: str, text: str) -> bytes:
    return _BUILTIN.format(title=title, text=text, prefix=PREFIX).encode()


class Server:
    """Serves an application on a socket until it is told to stop. `serve` and `stop` belong to one event loop."""

    def __init__(self, app: ASGIApp, listener: socket.socket, live: Live) -> None:
        self._listener = listener
        self._live = live
        self._server = _Uvicorn(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",  # a browser that goes away in the middle is nothing to tell a person
                access_log=False,
                server_header=False,
                proxy_headers=False,  # no proxy is between us and the browser, so nobody else speaks for it
            )
        )

    async def serve(self) -> None:
        """Serve until `stop`; the socket is closed afterwards."""
        await self._server.serve(sockets=[self._listener])

    def stop(self) -> None:
        """End `serve` within half a second, whatever browsers have open."""
        self._live.close()
        self._server.should_exit = True
        self._server.stopping.set()


class _Uvicorn(uvicorn.Server):
    """uvicorn without handlers of signals, which are answered by who runs the loop, and with an end that does not wait."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopping = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield

    async def main_loop(self) -> None:
        """Keep the date of responses current, and nothing else: an idle watch should not wake ten times a second."""
        while not await self.on_tick(0):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let responses end for a moment, then cut what is left: uvicorn's own would leave open what nobody reads."""
        for listener in sockets or ():
            asyncio.get_running_loop().remove_reader(listener.fileno())
        await _a_few_turns()  # what was accepted a moment ago becomes a connection, which a closed server refuses to have
        for server in (*self.servers, *(sockets or ())):
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                while self.server_state.connections or self.server_state.tasks:
                    await asyncio.sleep(0.005)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        tasks = list(self.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await _a_few_turns()  # what was cut closes its socket


async def _a_few_turns() -> None:
    """Let the loop do what it has put off until its next turn, and what follows from that."""
    for _ in range(3):
        await asyncio.sleep(0)
