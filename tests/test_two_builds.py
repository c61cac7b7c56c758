"""Two builds at once on one archive: the second says who is at work and touches nothing; a lock that nobody holds is free."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import faults
from tests.archives import Archive, as_a_stranger, command, many_stories, story
from tests.tracing import CannotTraceError
from tests.trees import clean_build, difference, tree

EVERY = 7
"""At each so many-th file operation of the first build, and at each of its first, the second is tried."""

HELD = re.compile(r"backfile: \.backfile/lock: another build is at work here \(process ([0-9]+)\); wait for it\n")


@pytest.mark.parametrize("edit", ["first build", "body"])
def test_a_second_build_says_who_is_at_work(tmp_path: Path, edit: str) -> None:
    """Wherever the first one stands, the second names it, whatever number an earlier one left, and touches nothing."""
    with faults.laboratory() as laboratory:
        try:
            said = laboratory.submit(faults.build_meanwhile, tmp_path, edit, EVERY).result()
        except CannotTraceError as reason:
            pytest.skip(f"builds can't be stopped at their system calls here: {reason}")
    assert len(said) >= 20
    for call, words in said:
        expected = f".backfile/lock: another build is at work here (process {call.process}); wait for it"
        assert words == expected, f"the first one stood at {call}"


@pytest.mark.parametrize("left", ["", "999999999\n", "ours", "no number", "\0\0\0\0"])
def test_a_lock_that_nobody_holds_is_free(archive: Callable[..., Archive], left: str) -> None:
    """What a killed build left in its lock keeps nobody out, be it the number of a process that lives, such as ours."""
    made = archive({"content/a.txt": story(), ".backfile/lock": f"{os.getpid()}\n" if left == "ours" else left})
    assert made.build(workers=1).errors == ()
    assert "index.html" in made.site()


def test_of_several_builds_one_does_the_work(archive: Callable[..., Archive], tmp_path: Path) -> None:
    """Started together, each builds or names one that does, and the site is what one alone would leave."""
    made = many_stories(archive(), 60)
    started = [_started(made) for _ in range(3)]
    ended = [(*each.communicate(timeout=120), each.returncode) for each in started]
    numbers = {str(each.pid) for each in started}
    for out, err, code in ended:
        if code == 0:
            assert err == ""
        else:
            assert (out, code) == ("", 1)
            assert (found := HELD.fullmatch(err)), err
            assert found[1] in numbers
    assert any(code == 0 for _, _, code in ended)
    assert difference(tree(made.root / "site"), clean_build(made.root, tmp_path / "clean")) == []


def _started(made: Archive) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("build", "--workers", "1"), cwd=made.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        **as_a_stranger(),
    )  # fmt: skip
