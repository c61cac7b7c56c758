"""What a build shows on a terminal: a bar while it takes long, colours, and no more than that."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.archives import Archive, many_stories, story
from tests.terminals import on_terminal

Maker = Callable[..., Archive]


def test_long_work_shows_a_bar_on_a_terminal(archive: Maker) -> None:
    """On a terminal a long build shows its stage, a bar, counts and the time left, and takes them away at the end."""
    made = many_stories(archive(), 1200)
    code, shown = on_terminal(["build", "--workers", "1"], made.root)
    assert code == 0
    assert re.search(r"reading .*━.*\d+%.*\d+ of 1,200.*\d+:\d\d:\d\d", shown)
    assert re.search(r"writing pages .*━.* of 1,", shown)
    last = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.rpartition("\x1b[2K")[2])
    assert last.lstrip("\r").startswith("1,200 articles from 1,200 files, 1,200 read")


def test_short_work_shows_no_bar(archive: Maker) -> None:
    """A build that is done at once is only a summary; errors and warnings are in colour."""
    made = archive({"content/a.txt": story(), "content/b.txt": ""})
    made.build()
    code, shown = on_terminal(["build"], made.root)
    assert code == 1
    assert "━" not in shown
    assert "\x1b[1;31merror\x1b[0m: content/b.txt: is empty" in shown
