"""What hears of changes, and who is told: the one shape for every system's events."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol


class Listener(Protocol):
    """Who is told of what happens. Called from a thread that must not be kept waiting."""

    def changed(self, place: str) -> None:
        """Something was done to a file or folder, and is over."""

    def touched(self, place: str) -> None:
        """Permissions, owner, times or links of a file changed."""

    def writing(self, place: str) -> None:
        """A file was made or written to, and has not been closed."""

    def found(self, place: str) -> None:
        """A file is there that is new; it may be whole, or still being written."""

    def doubt(self) -> None:
        """Events were lost, or are about to be: watch everything anew, and look at everything."""

    def refused(self, error: OSError) -> None:
        """The system watches no further folder."""


class Ear(Protocol):
    """What listens, from when it is made."""

    def close(self) -> None:
        """Stop listening. May not be called from a listener's method."""


@contextmanager
def doubting(doubt: Callable[[], None]) -> Iterator[None]:
    """Call `doubt` whenever watchdog warns of something. As long as somebody hears them, warnings are not printed."""
    handler = _Doubting(doubt)
    logger = logging.getLogger("watchdog")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Doubting(logging.Handler):
    def __init__(self, doubt: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._doubt = doubt

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - which warning it is makes no difference
        self._doubt()
