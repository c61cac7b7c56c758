"""Files as HTTP responses: whole, in part, or not at all where the browser has them already (RFC 9110).

Starlette's FileResponse is not used: it opens a path twice, so that a file replaced between the two is sent with the
other's length; its ETag is made of a size and a time in seconds; and it answers a malformed range with an error.
"""

from __future__ import annotations

import asyncio
import mimetypes
import os
import re
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

SMALL = 4 << 20
"""Bytes up to which a file is read whole, and its ETag is a digest of them. A longer one is never in memory."""

CHUNK = 256 << 10
"""Bytes of a long file that are read and sent at a time."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".gz": "application/gzip",
}
"""Types that must not depend on what the system's own tables say. JSON is UTF-8 by definition and takes no charset."""

NAMED = {"feed.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json"}
"""The feeds: their names end as other kinds do."""

_RANGE = re.compile(r"bytes=[ \t]*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


def media_type(path: str) -> str:
    """The Content-Type of a file of the site."""
    name = path.rpartition("/")[2].lower()
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 - a name, not a path
    guessed, encoding = mimetypes.guess_type(name)
    return NAMED.get(name) or TYPES.get(suffix) or (None if encoding else guessed) or "application/octet-stream"


def is_page(path: str) -> bool:
    """Whether a file of the site is a page that a browser shows, so that the live script belongs into it."""
    return path.lower().endswith((".html", ".htm"))


def etag_of(data: bytes) -> str:
    """The digest of a page or a file, as text: 24 hexadecimal digits."""
    return blake2b(data, digest_size=12).hexdigest()


def read_whole(descriptor: int) -> bytes:
    """All of an open file."""
    with open(descriptor, "rb", closefd=False) as file:
        return file.read()


def whole_or_part(data: bytes, kind: str, headers: Headers, *, asks_for_part: bool) -> Response:
    """The response to a GET or HEAD of something that is in memory."""
    etag = f'"{etag_of(data)}"'
    known = {"etag": etag, "content-type": kind, "accept-ranges": "bytes"}
    if matches(etag, headers):
        return Response(status_code=304, headers={"etag": etag})
    part = part_of(headers, etag, len(data)) if asks_for_part else None
    if part is None:
        return Response(data, headers=known)
    if not part:
        return unsatisfiable(len(data))
    return Response(data[part.start : part.stop], 206, {**known, "content-range": content_range(part, len(data))})


class LongFile(Response):
    """The response with a file that is too long for memory; the file stays open, and is closed, with the response.

    Its ETag is made of inode, length and times: files of the site are replaced by renaming, never written into, and a
    digest of a film would cost a second for each request.
    """

    def __init__(self, descriptor: int, status: os.stat_result, kind: str, headers: Headers, *, asks_for_part: bool) -> None:
        size = status.st_size
        identity = (status.st_dev, status.st_ino, size, status.st_mtime_ns, status.st_ctime_ns)
        etag = f'"{etag_of(repr(identity).encode())}"'
        part = part_of(headers, etag, size) if asks_for_part else None
        self._descriptor = descriptor
        self._span = range(size) if part is None else part
        known = {"etag": etag, "content-type": kind, "accept-ranges": "bytes", "content-length": str(len(self._span))}
        if matches(etag, headers):
            self._span = range(0)
            super().__init__(status_code=304, headers={"etag": etag})
        elif part is None:
            super().__init__(status_code=200, headers=known)
        elif not part:
            super().__init__(status_code=416, headers={"content-range": f"bytes */{size}"})
        else:
            super().__init__(status_code=206, headers={**known, "content-range": content_range(part, size)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; only the heading to a HEAD."""
        del receive
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] != "HEAD":
                await self._send_chunks(send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            os.close(self._descriptor)

    async def _send_chunks(self, send: Send) -> None:
        """Send the span; reading happens on a thread, for a disk may be slow. Raises EOFError if the file was cut."""
        for start in range(self._span.start, self._span.stop, CHUNK):
            size = min(CHUNK, self._span.stop - start)
            chunk = await asyncio.to_thread(os.pread, self._descriptor, size, start)
            if len(chunk) < size:
                raise EOFError
            await send({"type": "http.response.body", "body": chunk, "more_body": True})


def matches(etag: str, headers: Headers) -> bool:
    """Whether the browser has these bytes (If-None-Match, RFC 9110, section 13.1.2)."""
    known = ",".join(headers.getlist("if-none-match"))
    return known.strip() == "*" or etag in {each.strip().removeprefix("W/") for each in known.split(",")}


def part_of(headers: Headers, etag: str, size: int) -> range | None:
    """The one range of bytes that is asked for, empty if it lies outside; None for everything.

    Several ranges, ranges that make no sense, and those of other bytes (If-Range) get everything, as RFC 9110,
    section 14.2, allows or demands.
    """
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if asked is None or headers.get("if-range", etag) != etag:
        return None
    first, last = asked["first"], asked["last"]
    if not first:
        return range(max(0, size - int(last)), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def content_range(part: range, size: int) -> str:
    """The Content-Range of a part."""
    return f"bytes {part.start}-{part.stop - 1}/{size}"


def unsatisfiable(size: int) -> Response:
    """The response to a range that begins behind the end."""
    return Response(status_code=416, headers={"content-range": f"bytes */{size}"})
