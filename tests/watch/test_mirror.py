"""The law of a watcher: who looks only where wakes say, and only when, knows every file in the end."""

from __future__ import annotations

import random
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.watch.places import Places, is_read
from tests.watch import editors
from tests.watch.editors import EDITORS
from tests.watch.waking import MARK, watching

NAMES = ("herald", "times", "gazette", "herald/1999", "times/1999/may")
STEPS = 80


class Mirror:
    """What somebody knows of content/ who reads what lies at the places of each wake, and nothing else."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self.files: dict[str, bytes] = {}
        self.look(None)

    def look(self, places: Places) -> None:
        """Read anew what lies at or below the places."""
        for place in {"content"} if places is None else places:
            for known in [each for each in self.files if each == place or each.startswith(f"{place}/")]:
                del self.files[known]
            self.files.update(_read(self.archive, place))


def _read(archive: Path, place: str) -> dict[str, bytes]:
    """The bytes of each file at or below a place, as far as builds read it; what goes meanwhile is not there."""
    path = archive / place
    try:
        if not path.is_dir():
            return {place: path.read_bytes()} if path.exists() else {}
        inside = [f"{place}/{each.name}" for each in path.iterdir() if is_read(f"{place}/{each.name}", each.name)]
    except FileNotFoundError:
        return {}
    return {found: data for each in inside for found, data in _read(archive, each).items()}


def _write(content: Path, chance: random.Random) -> None:
    path = content / chance.choice(NAMES) / f"{chance.randrange(6)}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    chance.choice(EDITORS).save(path, f"text {chance.random()}")


def _rename(content: Path, chance: random.Random) -> None:
    source, target = (content / chance.choice(NAMES) for _ in "st")
    if source.is_dir() and not target.exists() and target.parent.is_dir() and source not in target.parents:
        source.rename(target)


def _delete(content: Path, chance: random.Random) -> None:
    shutil.rmtree(content / chance.choice(NAMES), ignore_errors=True)


def _unzip(content: Path, chance: random.Random) -> None:
    try:
        editors.unzip(content / chance.choice(NAMES) / "zip", folders=3, files=3, text=f"text {chance.random()}")
    except FileExistsError:
        shutil.rmtree(content / chance.choice(NAMES) / "zip", ignore_errors=True)


def _move_out_and_in(content: Path, chance: random.Random) -> None:
    source, target = (content / chance.choice(NAMES) for _ in "st")
    outside = content.parent / "outside"
    if source.is_dir():
        source.rename(outside)
        (outside / "late.txt").write_text(f"text {chance.random()}")
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        outside.rename(target)
        (target / "later.txt").write_text(f"text {chance.random()}")


def _replace_content(content: Path, chance: random.Random) -> None:
    content.rename(content.with_name("old"))
    content.mkdir()
    (content / "first.txt").write_text(f"text {chance.random()}")
    shutil.rmtree(content.with_name("old"))


OPERATIONS: tuple[Callable[[Path, random.Random], None], ...] = (
    *[_write] * 10,
    *[_rename] * 4,
    *[_unzip] * 3,
    *[_move_out_and_in] * 2,
    _delete,
)


@pytest.mark.skipif(sys.platform != "linux", reason="inotify(7) is Linux's")
@pytest.mark.parametrize("replaced", [False, True], ids=["below content", "content itself too"])
@pytest.mark.parametrize("seed", range(8))
def test_who_looks_where_wakes_say_knows_every_file(tmp_path: Path, seed: int, replaced: bool) -> None:
    """Saves, renames, unzips, moves and deletions in quick succession: none of them is missed."""
    chance = random.Random(seed)  # noqa: S311 - the same operations each time
    archive = tmp_path / "archive"
    (archive / "content").mkdir(parents=True)
    with watching(archive) as woken:
        mirror = Mirror(archive)
        woken.on_wake = mirror.look
        for _ in range(STEPS):
            chance.choice((*OPERATIONS, _replace_content) if replaced else OPERATIONS)(archive / "content", chance)
            threading.Event().wait(chance.choice((0, 0, 0, 0.01, 0.03)))  # some steps find the watcher in mid-work
        woken.until_idle()
        woken.until_idle()  # what the first mark found in the middle of a burst
        actual = _read(archive, "content")
    assert {path: mirror.files.get(path) for path in actual} == actual
    assert mirror.files.keys() - actual.keys() <= {MARK}


@pytest.mark.parametrize("seed", range(2))
def test_who_looks_where_polling_says_knows_every_file(tmp_path: Path, seed: int) -> None:
    """The same without events: what two looks tell apart is enough."""
    chance = random.Random(seed)  # noqa: S311 - as above
    archive = tmp_path / "archive"
    (archive / "content").mkdir(parents=True)
    with watching(archive, polling=True) as woken:
        mirror = Mirror(archive)
        woken.on_wake = mirror.look
        for _ in range(STEPS):
            chance.choice((*OPERATIONS, _replace_content))(archive / "content", chance)
            threading.Event().wait(chance.choice((0, 0.01, 0.03)))
        woken.until(lambda: mirror.files == _read(archive, "content"), "what there is")
