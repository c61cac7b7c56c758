"""Work within a time: it is stopped when that is up, in whatever it is then, and leaves nothing broken behind."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path
from typing import Never

import pytest

from generator.time_limit import TimeLimitError, within

# Work that is stopped may be in a callback of the garbage collector, as other tests leave them behind: it is stopped again.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def run_for(seconds: float) -> None:
    """Keep the processor busy."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        sum(range(100))


def never_end() -> Never:
    """Keep the processor busy for ever."""
    while True:
        run_for(1)


def test_work_within_its_time_is_as_if_nobody_looked_on() -> None:
    """Its result comes back, and so do its errors."""
    assert within(10, lambda: "done") == "done"
    with pytest.raises(ZeroDivisionError):
        within(10, lambda: 1 // 0)


def test_work_that_never_ends_is_stopped() -> None:
    """An error that is an ordinary one comes out of it."""
    with pytest.raises(TimeLimitError):
        within(0.05, never_end)


def test_waiting_is_not_work() -> None:
    """What others do with the processor, or the disk with its time, does not count."""
    assert within(0.05, lambda: time.sleep(0.2)) is None


def test_work_of_other_threads_does_not_count() -> None:
    """The timer counts the whole process; the limit is one thread's."""
    end = threading.Event()

    def other() -> None:
        while not end.is_set():
            run_for(0.01)

    thread = threading.Thread(target=other)
    thread.start()
    try:
        assert within(0.15, lambda: time.sleep(0.5)) is None
    finally:
        end.set()
        thread.join()


def test_work_that_goes_on_all_the_same_is_stopped_again() -> None:
    """Nothing on the way can take the end for a fault that it has an answer to, but once."""
    caught = []

    def stubborn() -> None:
        for _ in range(3):
            try:
                never_end()
            except Exception:  # noqa: BLE001 - it is what is tested
                caught.append("as an error")
            except BaseException:  # noqa: BLE001 - likewise
                caught.append("whatever it is")
        never_end()

    with pytest.raises(TimeLimitError):
        within(0.05, stubborn)
    assert caught == ["whatever it is"] * 3


def test_a_module_is_imported_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a module would stay broken for all documents that follow: work is stopped after the import."""
    source = (
        "import time\nend = time.thread_time() + 0.4\nwhile time.thread_time() < end:\n    sum(range(100))\nwhole = True\n"
    )
    (tmp_path / "imported_slowly.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    def work() -> None:
        import imported_slowly  # noqa: F401 - written above

        never_end()

    with pytest.raises(TimeLimitError):
        within(0.05, work)
    assert sys.modules.pop("imported_slowly").whole


def test_off_the_main_thread_there_is_no_limit() -> None:
    """Signals are heard in the main thread alone; elsewhere work is done all the same."""
    found = []
    thread = threading.Thread(target=lambda: found.append(within(0.01, lambda: run_for(0.1) or "done")))
    thread.start()
    thread.join()
    assert found == ["done"]


def test_work_that_ends_as_its_time_is_up_has_ended_or_was_stopped() -> None:
    """However close the two come, one of them it is, and afterwards the timer is off and its handler gone."""
    before = signal.getsignal(signal.SIGPROF)
    outcomes = set()
    for step in range(60):
        try:
            outcomes.add(within(0.012, lambda step=step: run_for(0.0095 + step / 10_000) or "ended"))
        except TimeLimitError:
            outcomes.add("stopped")
        assert signal.getsignal(signal.SIGPROF) is before
        assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert outcomes <= {"ended", "stopped"}
