"""Where batches run: here for little work, in worker processes for much. Both are `concurrent.futures.Executor`s."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from generator.errors import BackfileError, Problem

Item = TypeVar("Item")
Job = TypeVar("Job")
Result = TypeVar("Result")

FEW = 200
"""Files or pages up to which starting worker processes costs more than it saves."""

BATCH = 64
"""The most files or pages in one batch: enough to hide the cost of a hand-over, few enough to share out evenly."""

AHEAD = 3
"""Batches handed out per worker before the first is back: enough to keep it busy, few enough to keep memory flat."""


class Here(Executor):
    """Runs each job at once, in this process."""

    def submit(self, fn: Callable[..., Result], /, *args: object, **kwargs: object) -> Future[Result]:
        """Run `fn` and return its finished future."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it to whoever asks for the result
            future.set_exception(error)
        return future


@contextmanager
def executor(workers: int) -> Iterator[Executor]:
    """`workers` processes; with fewer than two, this one. They have ended when the context is left."""
    if workers < 2:
        yield Here()
        return
    import multiprocessing  # this and the next take 40 ms that a small build need not pay
    from concurrent.futures import ProcessPoolExecutor

    # fork shares compiled templates and loaded tables with the workers; elsewhere than on Linux it is not safe
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    with _interrupted_once(), ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_work) as pool:
        yield pool


@contextmanager
def _interrupted_once() -> Iterator[None]:
    """Let a second Ctrl-C pass: one that came while workers are told to end would leave both sides waiting for ever."""
    import signal  # as in executor()

    if threading.current_thread() is not threading.main_thread() or (
        signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return

    def interrupted(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _begin_work() -> None:
    """Make a worker one that stops when it is told, and when the build that it works for is gone."""
    import signal  # as in executor()

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group: the build alone answers it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # A worker waits for jobs for ever, and what it inherits holds the archive's lock: it must not outlive a killed build.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process  # as in executor()

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def available_workers() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(pool: Executor, function: Callable[[Job], Result], jobs: Iterable[Job], ahead: int) -> Iterator[Result]:
    """The results of `function` for each job, in the order of the jobs, at most `ahead` of them under way.

    Raises BackfileError if a worker is killed.
    """
    waiting: deque[Future[Result]] = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(function, job))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor as error:
        fault, remedy = "a worker process was killed, perhaps for want of memory", "build again with --workers 1"
        raise BackfileError(Problem("workers", fault, remedy, "worker")) from error
    finally:
        for future in waiting:
            future.cancel()


def batches(items: Iterable[Item], workers: int) -> Iterator[tuple[Item, ...]]:
    """Cut `items` into batches: small enough that every worker gets several."""
    todo = list(items)
    size = max(1, min(BATCH, len(todo) // (workers * 8)))
    rest = iter(todo)
    while batch := tuple(islice(rest, size)):
        yield batch
