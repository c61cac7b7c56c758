"""Looking instead of listening: what two looks tell apart."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.watch.listening import Listener
from generator.watch.news import News
from generator.watch.observing import Observed
from generator.watch.places import MANY, Places
from generator.watch.polling import INTERVAL, SECOND_LOOK, Looks
from tests.watch import editors
from tests.watch.editors import EDITORS, Editor
from tests.watch.waking import wait_for


def _next(looks: Looks) -> Places:
    """What the next look that finds something finds, as a watcher would."""
    for _ in range(20):
        time.sleep(looks.pause())
        if (found := looks.again()) is None or found:
            return found
    raise AssertionError("no look found anything")


@pytest.mark.parametrize("editor", EDITORS[::5], ids=lambda editor: editor.name)
def test_a_save_is_found(place: Path, editor: Editor) -> None:
    """However a file is saved, two looks later it is passed on, once."""
    path = place / "content/herald/one.txt"
    looks = Looks(str(place))
    editor.save(path, "after")
    assert _next(looks) == {"content/herald/one.txt"}
    time.sleep(looks.pause())
    assert looks.again() == frozenset()


def test_a_file_of_the_same_size_and_time_with_another_inode_is_another(place: Path) -> None:
    """What replaces a file may be as long and as old."""
    path = place / "content/herald/one.txt"
    looks = Looks(str(place))
    other = path.with_name("other.tmp")
    other.write_text("AFTER!")
    stat = path.stat()
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(path)
    assert _next(looks) == {"content/herald/one.txt"}


def test_everything_that_comes_and_goes_is_found_together(place: Path) -> None:
    """A new file, a renamed one, a folder that went, one that came, the settings: passed on when they have settled."""
    looks = Looks(str(place))
    editors.change_case(place / "content/herald/two.txt")
    shutil.rmtree(place / "content/times")
    (place / "static/css").mkdir(parents=True)
    (place / "static/css/own.css").touch()
    (place / "backfile.toml").touch()
    (place / "site").mkdir()
    (place / "site/index.html").touch()
    found = {"content/herald/two.txt", "content/herald/TWO.TXT", "content/times", "static/css/own.css", "backfile.toml"}
    assert _next(looks) == found


def test_what_is_still_being_written_waits(place: Path) -> None:
    """A file that differs at each look is not passed on until it differs no more."""
    path = place / "content/slow.txt"
    looks = Looks(str(place))
    for number in range(6):
        path.write_text("x" * number)
        time.sleep(looks.pause())
        assert looks.again() == frozenset()
    assert _next(looks) == {"content/slow.txt"}


def test_many_places_are_everything(place: Path) -> None:
    """A thousand names are no shorter than a look at all."""
    looks = Looks(str(place))
    editors.unzip(place / "content/zip", folders=2, files=MANY // 2 + 1, text="x")
    assert _next(looks) is None


def test_the_second_look_comes_soon(place: Path) -> None:
    """Only the unsettled files are looked at between two looks at everything."""
    looks = Looks(str(place))
    assert SECOND_LOOK < looks.pause() <= INTERVAL
    time.sleep(looks.pause())
    (place / "content/herald/one.txt").write_text("after")
    looks.again()
    assert looks.pause() <= SECOND_LOOK


def test_a_look_that_nobody_waits_for_is_given_up(place: Path) -> None:
    """Half a look must not be taken for files that went."""
    over = False
    looks = Looks(str(place), lambda: over)
    time.sleep(looks.pause())
    over = True
    assert looks.again() == frozenset()


@pytest.fixture
def observed(place: Path) -> Iterator[News]:
    """What hears of an archive through watchdog's observer, as on systems other than Linux."""
    news = News()
    listener: Listener = news
    ear = Observed(str(place), listener)
    yield news
    ear.close()


def test_the_observer_of_other_systems_hears_of_saves(place: Path, observed: News) -> None:
    """The library has one shape for all systems, so that it can be tried on this one."""
    taken: set[str] = set()
    for editor in EDITORS:
        editor.save(place / "content/herald/one.txt", "after")
        _until(observed, taken, {"content/herald/one.txt"})
    (place / "content/times").rename(place / "content/gazette")
    _until(observed, taken, {"content/times", "content/gazette"})
    (place / "backfile.toml").write_text("x")
    _until(observed, taken, {"backfile.toml"})
    assert not observed.doubtful
    (place / "static").mkdir()
    wait_for(lambda: observed.doubtful)
    assert not [each for each in taken if "site" in each]


def _until(news: News, taken: set[str], wanted: set[str]) -> None:
    """Wait until all that is wanted has been heard of, and forget it."""

    def has_come() -> bool:
        taken.update(news.take() or ())
        return wanted <= taken

    wait_for(has_come)
    taken -= wanted
