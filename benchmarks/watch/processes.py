"""What a process and its children hold and use, from /proc (proc(5), Linux)."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

IDLE = 0.05  # processor seconds within one second, below which nothing is being done


def megabytes(process: int) -> float | None:
    """Memory of `process` and of all that it started, pages that several of them share counted once.

    That is the sum of their proportional set sizes; of resident set sizes, and so too much, where the kernel does not
    tell those. None where there is no /proc.
    """
    if not Path(f"/proc/{process}").exists():
        return None
    return sum(kilobytes(each) for each in family(process)) * 1024 / 1e6


def wait_until_idle(process: int, limit: float) -> float:
    """Return when `process` and its children have been idle for a second; the clock when that second began.

    Without a /proc they count as idle. RuntimeError if they are at work after `limit` seconds.
    """
    end = time.perf_counter() + limit
    while (began := time.perf_counter()) < end:
        before = processor_seconds(process)
        time.sleep(1)
        if abs(processor_seconds(process) - before) < IDLE:
            return began
    raise RuntimeError(f"process {process} is still at work after {limit:.0f} s")


def processor_seconds(process: int) -> float:
    """Processor time, in user and in kernel mode, of all of them that live."""
    stats = [text(Path(f"/proc/{each}/stat")).rpartition(")")[2].split() for each in family(process)]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats if fields) / os.sysconf("SC_CLK_TCK")


def family(process: int) -> list[int]:
    """`process` and all its descendants."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for task in tasks for child in text(task).split()]
    return [process, *(each for child in children for each in family(child))]


def kilobytes(process: int) -> int:
    folder = Path(f"/proc/{process}")
    found = re.search(r"^Pss:\s+(\d+) kB", text(folder / "smaps_rollup"), re.MULTILINE)
    found = found or re.search(r"^VmRSS:\s+(\d+) kB", text(folder / "status"), re.MULTILINE)
    return int(found[1]) if found else 0


def text(path: Path) -> str:
    """Its text; none if the process has ended or the kernel keeps it to itself."""
    try:
        return path.read_text()
    except OSError:
        return ""
