"""A reader who looks at a page again and again, on one connection that stays open."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable

PAUSE = 0.005  # seconds between the beginnings of two requests


class Client:
    """Requests to a server on 127.0.0.1; never conditional, so that each answer is the whole page."""

    def __init__(self, port: int, patience: float = 30.0) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)

    def page(self, path: str) -> bytes | None:
        """The page at `path`; None if there is none, or the server does not answer."""
        try:
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()  # the next request opens it again
            return None
        return data if answer.status == 200 else None

    def wait(self, path: str, shows: Callable[[bytes], bool], limit: float) -> bytes | None:
        """The page at `path` as soon as `shows` holds of it; None after `limit` seconds."""
        end = time.perf_counter() + limit
        while (began := time.perf_counter()) < end:
            data = self.page(path)
            if data is not None and shows(data):
                return data
            time.sleep(max(0.0, began + PAUSE - time.perf_counter()))
        return None

    def close(self) -> None:
        """Hang up."""
        self.connection.close()
