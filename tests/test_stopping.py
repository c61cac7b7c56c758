"""A build that is stopped in the middle: by Ctrl-C, by a kill, by the loss of a worker."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import Archive, as_a_stranger, command, many_stories

Maker = Callable[..., Archive]
MANY = 3000
"""Articles of an archive that takes long enough to be stopped in the middle."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Make and build an archive that takes a while."""
    made = many_stories(Archive(tmp_path_factory.mktemp("whole") / "archive"), MANY)
    made.build(workers=2)
    return made


def _started(made: Archive) -> subprocess.Popen[str]:
    """A build of two workers in a process group of its own, some pages into its work."""
    started = subprocess.Popen(
        command("build", "--workers", "2"), cwd=made.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=_answering_interrupts, **as_a_stranger(),  # noqa: PLW1509 - no threads here
    )  # fmt: skip
    for _ in range(6000):
        if (made.root / "site" / "2010").exists() or started.poll() is not None:
            break
        time.sleep(0.01)
    return started


def _answering_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs deaf to it


STOPPED = "\nstopped; what was written is whole, and the next build goes on from there\n"


@pytest.mark.parametrize(("signal_", "code", "said"), [(signal.SIGINT, 130, STOPPED), (signal.SIGKILL, -signal.SIGKILL, "")])
def test_a_stopped_build_is_made_good(whole: Archive, tmp_path: Path, signal_: signal.Signals, code: int, said: str) -> None:
    """Ctrl-C says one line; after it, and after a kill, every file is whole and the next build converges to a clean one."""
    expected = whole.site()
    made = Archive(tmp_path / "archive")
    shutil.copytree(whole.root / "content", made.root / "content", dirs_exist_ok=True)
    started = _started(made)
    (os.killpg if signal_ == signal.SIGINT else os.kill)(started.pid, signal_)  # Ctrl-C goes to the workers as well
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err) == (code, "", said)
    partial = {path: data for path, data in made.site().items() if not path.startswith(".backfile-tmp/")}
    assert 0 < len(partial) < len(expected)
    assert all(expected[path] == data for path, data in partial.items())
    done = _built_when_free(made)
    assert (done.returncode, done.stderr) == (0, "")
    assert made.site() == expected


@pytest.mark.parametrize("pause", [0.02, 0.2])
def test_who_presses_twice_is_answered_once(whole: Archive, tmp_path: Path, pause: float) -> None:
    """A second Ctrl-C, while workers are told to end, neither leaves anybody waiting for ever nor shows a traceback."""
    made = Archive(tmp_path / "archive")
    shutil.copytree(whole.root / "content", made.root / "content", dirs_exist_ok=True)
    started = _started(made)
    for _ in range(2):
        os.killpg(started.pid, signal.SIGINT)
        time.sleep(pause)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err) == (130, "", STOPPED)


def test_a_killed_worker_is_said_to_be(archive: Maker) -> None:
    """When the system kills a worker, as it does for want of memory, one line says so and what to try."""
    made = many_stories(archive(), 900)
    started = _started(made)
    children = subprocess.run(["pgrep", "-P", str(started.pid)], capture_output=True, text=True, check=True)
    os.kill(int(children.stdout.split()[0]), signal.SIGKILL)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out) == (1, "")
    assert (
        err == "backfile: workers: a worker process was killed, perhaps for want of memory; build again with --workers 1\n"
    )
    assert _built_when_free(made).returncode == 0


def _built_when_free(made: Archive) -> subprocess.CompletedProcess[str]:
    """Build; the workers of a killed build let go of the lock a moment after it."""
    for _ in range(50):
        done = made.run("build", "--workers", "2")
        if "another build" not in done.stderr:
            break
        time.sleep(0.1)
    return done
