"""A terminal for tests: what backfile shows on one, as opposed to a pipe."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Iterator
from pathlib import Path

from tests.archives import as_a_stranger, command


def on_terminal(arguments: list[str], folder: Path, columns: int = 100) -> tuple[int, str]:
    """Run backfile on a terminal of its own; exit code and everything that it showed."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    surroundings = as_a_stranger()["env"]
    del surroundings["COLUMNS"]
    run = subprocess.Popen(
        command(*arguments), cwd=folder, stdin=side, stdout=side, stderr=side, env={**surroundings, "TERM": "xterm"}
    )
    os.close(side)
    shown = b"".join(_until_closed(main))
    os.close(main)
    return run.wait(timeout=30), shown.decode()


def _until_closed(terminal: int) -> Iterator[bytes]:
    while select.select([terminal], [], [], 60)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so when the last writer has gone
            return
        if not part:
            return
        yield part
