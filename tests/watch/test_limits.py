"""Where no events come: silent file systems by what the kernel says of them, and its limits for real."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from generator.watch.limits import Mount, mounts, refusal, silent_type
from tests.archives import ROOT, as_a_stranger

MOUNTINFO = r"""
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:30 / /home/ann/Archive\040of\0401923 rw master:1 - fuse.sshfs ann@host: rw
31 22 0:31 / /mnt/share rw - nfs4 host:/share rw
32 31 254:1 / /mnt/share/local rw - xfs /dev/vdb rw
33 22 0:33 / /projects rw - virtiofs projects rw
34 33 0:34 / /projects rw - tmpfs none rw
not a line of it
"""


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/home/ann", "fuse.sshfs"),
        ("/home/ann/Archive of 1923/content", "fuse.sshfs"),
        ("/home/ann/Archive of 19234", None),
        ("/mnt/share/content", "nfs4"),
        ("/mnt/share/local/content", None),
        ("/mnt/shared", None),
        ("/projects/content", None),
        ("/srv/content", None),
    ],
)
def test_the_file_system_of_a_folder_tells_whether_events_come(path: str, type: str | None) -> None:  # noqa: A002
    """The deepest mount that holds a folder counts, the last one of those at one point, and those below it."""
    assert silent_type(path, mounts(MOUNTINFO)) == type


def test_mountinfo_is_read_as_proc_describes_it() -> None:
    """Spaces in names are octal, and what is no line of the file is passed over."""
    assert mounts(MOUNTINFO)[1] == Mount("/home/ann/Archive of 1923", "fuse.sshfs")
    assert len(mounts(MOUNTINFO)) == 6


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "fs.inotify.max_user_watches="),
        (errno.EMFILE, "fs.inotify.max_user_instances="),
    ],
)
def test_a_limit_is_said_with_how_to_raise_it(number: int, words: str) -> None:
    """The message names the setting, and where it is kept."""
    problem = refusal(OSError(number, "whatever"))
    assert words in problem.remedy
    assert "/etc/sysctl.d" in problem.remedy
    assert problem.severity == "warning"


_UNDER_A_LIMIT = """
import sys
from pathlib import Path
from tests.watch.waking import watching
limit, most, archive = sys.argv[1], sys.argv[2], Path(sys.argv[3])
try:
    Path("/proc/sys/user", limit).write_text(most)
except OSError as error:
    sys.exit(f"no limit can be set here: {error}")
with watching(archive) as woken:
    for number in range(30):
        path = archive / f"content/new{number}/article.txt"
        path.parent.mkdir()
        path.write_text("x")
    woken.until_covered(*archive.glob("content/new*/article.txt"))
    woken.until(lambda: woken.watcher.uses == "polling", "polling")
    woken.wakes.clear()
    (archive / "content/new29/article.txt").write_text("after")
    woken.until_covered(archive / "content/new29/article.txt")
print(*woken.told, sep="\\n")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="inotify(7) is Linux's")
@pytest.mark.parametrize(
    ("limit", "most", "folders", "words"),
    [
        ("max_inotify_watches", "20", 40, "max_user_watches"),
        ("max_inotify_watches", "20", 5, "max_user_watches"),
        ("max_inotify_instances", "0", 5, "max_user_instances"),
    ],
    ids=["reached at the start", "reached later", "no instance left"],
)
def test_a_limit_of_the_kernel_is_told_once_and_looking_takes_over(
    tmp_path: Path, limit: str, most: str, folders: int, words: str
) -> None:
    """In a user namespace of its own with a low limit, a watch still sees every change."""
    for number in range(folders):
        (tmp_path / f"content/old{number}").mkdir(parents=True)
    command = ["unshare", "--user", "--map-root-user", sys.executable, "-c", _UNDER_A_LIMIT, limit, most, str(tmp_path)]
    try:
        run = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=60, **_environment())
    except FileNotFoundError:
        pytest.skip("this system has no unshare(1)")
    if "unshare" in run.stderr or "no limit can be set here" in run.stderr:
        pytest.skip(f"this system makes no user namespaces with limits: {run.stderr.strip()}")
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    told = run.stdout.splitlines()
    assert len(told) == 1
    assert words in told[0]


def _environment() -> dict[str, dict[str, str]]:
    return {"env": as_a_stranger()["env"]}
