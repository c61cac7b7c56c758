"""One build at a time on one archive. The lock is the operating system's, so that it goes with its holder."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

from generator.errors import BackfileError, Problem


class Lock:
    """Held inside a `with`. Raises BackfileError if another process holds it, and says which."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._descriptor = -1

    def __enter__(self) -> Lock:
        import fcntl  # POSIX only, as is all of backfile

        self._descriptor = self._open()
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._descriptor, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(self._descriptor)
            raise BackfileError(
                Problem(".backfile/lock", f"another build is at work here (process {holder})", "wait for it", "lock")
            ) from None
        return self

    def _open(self) -> int:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            place, fault = f"{self._path.parent.name}/", f"can't be written ({error.strerror})"
            raise BackfileError(Problem(place, fault, "make the archive's folder yours to write to", "lock")) from error

    def sign(self) -> None:
        """Say who holds it, for whoever finds it held."""
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)
