"""One build at a time on one archive. The lock is the operating system's, so that it goes with its holder."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from generator.errors import BackfileError, Problem


class Lock:
    """Held inside a `with`. Raises BackfileError if another process holds it, and says which.

    wait  is told the same instead, and then the lock is waited for
    """

    def __init__(self, folder: Path, wait: Callable[[Problem], None] | None = None) -> None:
        self._path = folder / "lock"
        self._wait = wait
        self._descriptor = -1

    def __enter__(self) -> Lock:
        import fcntl  # POSIX only, as is all of backfile

        self._descriptor = self._open()
        try:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if self._wait is None:
                    raise BackfileError(self._held()) from None
                self._wait(self._held())
                fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        except BaseException:
            os.close(self._descriptor)
            raise
        return self

    def _held(self) -> Problem:
        holder = _holder(os.fstat(self._descriptor)) or self._signature()
        fault = f"another build is at work here ({f'process {holder}' if holder else 'it does not say which'})"
        return Problem(".backfile/lock", fault, "wait for it", "lock")

    def _open(self) -> int:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            place, fault = f"{self._path.parent.name}/", f"can't be written ({error.strerror})"
            raise BackfileError(Problem(place, fault, "make the archive's folder yours to write to", "lock")) from error

    def sign(self) -> None:
        """Say who holds it, for whoever finds it held where the system does not tell.

        A build that finds nothing to do writes nothing, this neither. The number is of one length, so that no reader
        finds half of it.
        """
        with suppress(OSError):  # on a full disk the lock is held all the same
            os.pwrite(self._descriptor, f"{os.getpid():>10}\n".encode(), 0)
            os.ftruncate(self._descriptor, 11)

    def _signature(self) -> str:
        return os.pread(self._descriptor, 32, 0).decode("ascii", "replace").strip()

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)


def _holder(lock: os.stat_result) -> str:
    """The process that holds a lock, as Linux tells; "" where nobody does."""
    place = f"{os.major(lock.st_dev):02x}:{os.minor(lock.st_dev):02x}:{lock.st_ino}"
    with suppress(OSError), open("/proc/locks", encoding="ascii") as locks:  # noqa: PTH123 - no file of ours
        for words in map(str.split, locks):
            if "FLOCK" in words and place in words and "->" not in words:
                return words[words.index(place) - 1]
    return ""
