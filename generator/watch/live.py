"""Which pages browsers have open, and what each of them is told: server-sent events (HTML Standard, section 9.2)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import secrets
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from typing import Any
from urllib.parse import quote

from generator.errors import Problem

KEEP_ALIVE = 15.0
"""Seconds of silence after which a comment is sent, so that nothing between us and the browser takes the stream for dead."""

RETRY = 1000
"""Milliseconds after which a browser that lost its stream comes back."""

STREAMS = 4
"""How many streams stay open. A browser opens six connections to a host, for all its tabs: with a stream each, the
seventh page would never load. Beyond these the oldest streams *rest*: they are ended, and their pages come back to ask."""

REST = 2000
"""Milliseconds between two questions of a page that rests: less than those after which it believes the watch stopped."""

SHOWN = 50
"""How many problems are sent to a page; of the others only their number."""

REMEMBERED = 20_000
"""How many changed static files are remembered for pages that connect later."""

_TEXTS = (".html", ".htm", ".json", ".txt", ".xml")
"""What a page never shows as a part of itself. Most of an archive is of these kinds, and no page needs to hear of them."""

_ID = re.compile(r"(?P<session>[0-9a-f]+)-(?P<number>[0-9]{1,15})(?P<rests>-rest)?", re.ASCII)


class Live:
    """The open pages of the archive. Everything here is called from the thread of the event loop, and never waits."""

    def __init__(self, keep_alive: float = KEEP_ALIVE) -> None:
        self._keep_alive = keep_alive
        self._streams: list[_Stream] = []
        self._resting: dict[str, float] = {}
        self._moved: dict[str, int] = {}
        self._number = 0
        self._states = 0
        self._session = secrets.token_hex(4)
        self._state = self._state_of((), ())
        self._closed = False

    @property
    def last(self) -> str:
        """The id of the newest event: what a page that is served now knows without being told."""
        return f"{self._session}-{self._number}"

    def pages(self) -> tuple[str, ...]:
        """The pages that browsers have open now, as paths in site/, the latest first."""
        now = asyncio.get_running_loop().time()
        self._resting = {page: until for page, until in self._resting.items() if until > now}
        return tuple(dict.fromkeys([*(stream.page for stream in reversed(self._streams)), *reversed(self._resting)]))

    def changed(self, paths: Collection[str]) -> None:
        """Files of site/ were written or deleted: pages that show one of them reload, or swap a stylesheet in place.

        May be called for any part of a build. Whether a page changed is seen in its bytes, so that naming one that
        did not costs a look at its file and nothing else.
        """
        moved = [path for path in paths if not path.endswith(_TEXTS)]
        if moved:
            self._note(moved)
        if not self._streams:
            return
        for stream in self._streams:
            stream.files.update(moved)
        shown = frozenset().union(*(stream.names for stream in self._streams))
        named = {path for path in paths if path in shown}
        for stream in self._streams:
            stream.look(moved=bool(moved), named=not named.isdisjoint(stream.names))

    def state(self, failure: tuple[Problem, ...], notices: tuple[Problem, ...]) -> None:
        """Tell every open page, and those that connect later, how the last build went.

        failure  why it failed: the site is the last good one, under an overlay; () when all is well
        notices  what it left out: a panel that can be dismissed
        """
        self._states += 1
        self._state = self._state_of(failure, notices)
        for stream in self._streams:
            stream.post("state", self._state)

    async def connect(self, page: str, etag: str, last: str, current: Callable[[], str]) -> AsyncIterator[bytes]:
        """The events of one page until it leaves, rests, or all are closed.

        page     its path in site/, or where it would be
        etag     the digest of what it shows
        last     the id of the last event that it knows of; "" if none
        current  says the digest of what it would show if it were loaded now
        """
        known = _ID.fullmatch(last)
        stream = _Stream(page, etag, current, len(self._streams))
        self._greet(stream, known)
        if self._closed or (known and known["rests"] and len(self._streams) >= STREAMS):
            self._rest(stream)
            yield stream.take(self.last)
            return
        self._admit(stream)
        try:
            while True:
                yield stream.take(self.last)
                if stream.ended:
                    return
                await stream.wait(self._keep_alive)
        finally:
            if stream in self._streams:
                self._streams.remove(stream)

    def close(self) -> None:
        """End all streams, so that nobody waits for them."""
        self._closed = True
        for stream in self._streams:
            stream.end()

    def _note(self, moved: Iterable[str]) -> None:
        """Remember static files that changed; when they become too many, begin a new session, which no page knows."""
        self._number += 1
        self._moved.update(dict.fromkeys(moved, self._number))
        if len(self._moved) > REMEMBERED:
            self._moved.clear()
            self._session = secrets.token_hex(4)

    def _greet(self, stream: _Stream, known: re.Match[str] | None) -> None:
        """What a page missed between being loaded, or losing its stream, and now."""
        stream.look(moved=False, named=True)
        stream.post("state", self._state)
        if known is None or known["session"] != self._session:
            stream.post("files", "null")
            return
        stream.files.update(path for path, number in self._moved.items() if number > int(known["number"]))

    def _admit(self, stream: _Stream) -> None:
        """Keep a stream open; where that makes too many, the one that has been open longest rests."""
        self._streams.append(stream)
        for crowded in self._streams[:-STREAMS]:
            self._streams.remove(crowded)
            self._rest(crowded)

    def _rest(self, stream: _Stream) -> None:
        self._resting.pop(stream.page, None)
        self._resting[stream.page] = asyncio.get_running_loop().time() + 3 * REST / 1000
        stream.rest()

    def _state_of(self, failure: tuple[Problem, ...], notices: tuple[Problem, ...]) -> str:
        """A state as JSON. `build` tells one from the next of the same words: what was hidden shows again."""
        lists = {"failure": failure, "notices": notices}
        told = {
            name: [(each.place, each.fault, each.remedy) for each in problems[:SHOWN]] for name, problems in lists.items()
        }
        further = {f"further_{name}": max(0, len(problems) - SHOWN) for name, problems in lists.items()}
        return _json({"build": f"{self._session}-{self._states}", **told, **further})


class _Stream:
    """What one page still has to be told. Held by kind of event, so that a browser that does not read costs no memory."""

    def __init__(self, page: str, etag: str, current: Callable[[], str], serial: int) -> None:
        self.page = page
        self.names = frozenset({page, f"{page}/index.html", "404.html"})
        self.files: set[str] = set()
        self.ended = False
        self._told = etag
        self._current = current
        self._suffix = ""
        self._retry: int | None = RETRY + 100 * serial  # spread, so that not all come back at once
        self._pending: dict[str, str] = {}
        self._wake = asyncio.Event()

    def look(self, *, moved: bool, named: bool) -> None:
        """Ask for a reload if the page is not what it was; wake if there is anything to tell."""
        if named and (now := self._current()) != self._told:
            self._told = now
            self.post("reload", "1")
        if moved:
            self._wake.set()

    def post(self, event: str, data: str) -> None:
        """Have an event sent; it takes the place of an unsent one of its kind."""
        self._pending[event] = data
        self._wake.set()

    def rest(self) -> None:
        """End the stream; the page comes back by itself, and says that it rested."""
        self._retry, self._suffix = REST, "-rest"
        self.end()

    def end(self) -> None:
        """End the stream after what is still to be told."""
        self.ended = True
        self._wake.set()

    async def wait(self, seconds: float) -> None:
        """Wait until there is something to tell, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    def take(self, last: str) -> bytes:
        """What is to be told now; a comment if that is nothing."""
        self._wake.clear()
        head = "" if self._retry is None else f"retry: {self._retry}\n"
        if self.files:
            self._pending.setdefault(
                "files", _json(["/" + quote(path, errors="surrogateescape") for path in sorted(self.files)])
            )
        events = [f"event: {name}\ndata: {data}\n\n" for name, data in self._pending.items()]
        told = "".join(events) or (":\n\n" if not self.ended else "")
        self._retry = None
        self._pending.clear()
        self.files.clear()
        return f"{head}id: {last}{self._suffix}\n{told}\n".encode()


def _json(value: Any) -> str:
    """JSON on one line, in ASCII: no text that was put into it can end an event."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
