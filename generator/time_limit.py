"""So much processor time for a piece of work and no more, whatever it was given to work on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

Result = TypeVar("Result")

AGAIN = 0.25
"""Seconds of processor time after which work is stopped once more, if it went on all the same."""


class TimeLimitError(TimeoutError):
    """Work has used up its time."""


class _Stop(BaseException):
    """Unwinds the work. It is no Exception, so that nothing on its way takes it for a fault that it has an answer to."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """The result of `work`, which may take so many seconds of this thread's processor time.

    Not of the clock's: how busy the machine is decides nothing. Off the main thread, the only one in which Python hears
    signals, there is no limit; and what is written in C is not stopped until it comes back.
    Raises TimeLimitError.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    import signal  # 15 ms that a build with nothing to read need not pay

    alarm = _Alarm(seconds)
    before = signal.signal(signal.SIGPROF, alarm.ring)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
        return work()
    except _Stop:
        raise TimeLimitError from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        alarm.is_off = True  # it may have rung, and be heard while the next line is at work
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


class _Alarm:
    """What hears the timer.

    The timer counts all threads of the process, and may ring where work must not stop. So it rings again and again, and
    whether to stop is decided here.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.thread_time() + seconds
        self.is_off = False

    def ring(self, _number: int, frame: FrameType | None) -> None:
        """Stop the work that `frame` is at, if its time is up and it may be stopped."""
        if not self.is_off and time.thread_time() >= self._end and _may_stop(frame):
            raise _Stop


def _may_stop(frame: FrameType | None) -> bool:
    """Whether `frame` is work, and not `within` itself, nor an import, which would leave half a module behind."""
    if frame is None or frame.f_code is within.__code__:
        return False
    while frame is not None and frame.f_code is not within.__code__:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return False
        frame = frame.f_back
    return True
