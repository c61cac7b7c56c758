"""The watcher against the real file system: what editors and tools do wakes it, soon, seldom, and for all that changed."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import Problem
from generator.watch.coalescing import SETTLED
from generator.watch.watcher import Watcher
from tests.archives import ROOT, as_a_stranger, unprivileged
from tests.watch import editors
from tests.watch.editors import EDITORS, Editor
from tests.watch.waking import Woken, files_of, wait_for, watching

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="inotify(7) is Linux's")


@LINUX_ONLY
@pytest.mark.parametrize("editor", EDITORS, ids=lambda editor: editor.name)
@pytest.mark.parametrize("name", ["one.txt", "new.txt"])
def test_a_save_wakes_once_or_twice_and_the_last_wake_finds_all_of_it(place: Path, editor: Editor, name: str) -> None:
    """However a program saves a file, old or new, whoever is woken last finds what was saved."""
    path = place / "content/herald" / name
    with watching(place) as woken:
        woken.looks_at = [path]
        editor.save(path, "after" * 10)
        woken.until_seen(path, "after" * 10)
        woken.until_idle()
    assert woken.count() <= 2


@LINUX_ONLY
def test_ten_saves_one_after_the_other_are_each_passed_on(place: Path) -> None:
    """A watch keeps working: each save is seen whole before the next."""
    path = place / "content/herald/one.txt"
    with watching(place) as woken:
        woken.looks_at = [path]
        for number, editor in enumerate(EDITORS):
            editor.save(path, f"text {number}")
            woken.until_seen(path, f"text {number}")


@pytest.mark.parametrize("polling", [False, True], ids=["events", "polling"])
def test_each_small_change_wakes(place: Path, polling: bool) -> None:
    """An appended line, a touch, new permissions, a name in other case, a deletion: each wakes for its file."""
    content = place / "content"
    one, two = content / "herald/one.txt", content / "herald/two.txt"
    with watching(place, polling=polling) as woken:
        for change, paths in (
            (lambda: editors.append(one, "more"), [one]),
            (one.touch, [one]),
            (lambda: one.chmod(0o600), [one]),
            (lambda: editors.change_case(two), [two, content / "herald/TWO.TXT"]),
            ((content / "times/one.txt").unlink, [content / "times/one.txt"]),
        ):
            woken.wakes.clear()
            change()
            woken.until_covered(*paths)


@LINUX_ONLY
def test_reading_wakes_nobody(place: Path) -> None:
    """What a build does to its inputs, looking and reading, comes to nothing."""
    with watching(place) as woken:
        for path in files_of(place / "content"):
            path.read_bytes()
        woken.until_idle()
        assert woken.count() == 0


@LINUX_ONLY
def test_what_a_build_writes_wakes_nobody(place: Path) -> None:
    """The site, the catalogue and whatever else lies in an archive may be made, changed and deleted."""
    with watching(place) as woken:
        for name in ("site/2023/a.html", ".backfile/catalogue.sqlite", "notes/today.txt"):
            path = place / name
            path.parent.mkdir(parents=True)
            path.write_text("x")
            path.replace(path.with_suffix(".new"))
        (place / "notes.txt").write_text("x")
        shutil.rmtree(place / "site")
        woken.until_idle()
        assert woken.count() == 0


@LINUX_ONLY
def test_what_the_scanner_passes_over_wakes_nobody(place: Path) -> None:
    """Swap files, backups and repositories in content/ are no articles; a repository in static/ is not published."""
    (place / "static").mkdir()
    with watching(place) as woken:
        for name in ("content/.one.txt.swp", "content/one.txt~", "content/.git/index", "static/.git/index"):
            path = place / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("x")
        woken.until_idle()
        assert woken.count() == 0


@LINUX_ONLY
def test_a_file_that_is_copied_slowly_is_held_until_it_is_whole(place: Path) -> None:
    """While a copy goes on its file wakes nobody, and other files do."""
    path, other = place / "content/slow.txt", place / "content/other.txt"
    with watching(place) as woken:
        woken.looks_at = [path]
        copy = threading.Thread(target=editors.copy_slowly, args=(path, "slow" * 20))
        copy.start()
        wait_for(path.exists)
        other.write_text("quick")
        woken.until_covered(other)
        assert copy.is_alive()
        woken.until_covered(path)
        copy.join()
        woken.until_idle()
    assert all(
        wake.seen[str(path)] == b"slow" * 20 for wake in woken.wakes if wake.places and "content/slow.txt" in wake.places
    )
    assert sum("content/slow.txt" in (wake.places or ()) for wake in woken.wakes) == 1


@LINUX_ONLY
def test_a_file_that_is_copied_slowly_into_a_new_folder_is_held_as_well(place: Path) -> None:
    """The folder above, which is new, is not passed on while what is in it is not whole."""
    path = place / "content/new/deep/slow.txt"
    with watching(place) as woken:
        woken.looks_at = [path]
        path.parent.mkdir(parents=True)
        editors.copy_slowly(path, "slow" * 20, seconds=0.8)
        woken.until_seen(path, "slow" * 20)
    assert {wake.seen.get(str(path), b"slow" * 20) for wake in woken.wakes} == {b"slow" * 20}


@LINUX_ONLY
def test_a_file_that_is_never_closed_is_passed_on_when_it_has_been_quiet(place: Path) -> None:
    """Whoever keeps a file open is not waited for longer than a second."""
    path = place / "content/herald/one.txt"
    with watching(place) as woken:
        woken.looks_at = [path]
        began = time.monotonic()
        with editors.appending(path, " and more"):
            woken.until_seen(path, "before and more")
            assert time.monotonic() - began >= 0.9


@LINUX_ONLY
def test_who_writes_on_to_a_file_that_was_replaced_does_not_hold_its_successor(place: Path) -> None:
    """Events of a deleted file that is still open are not taken for events of the file that has its name now."""
    path = place / "content/herald/one.txt"
    with watching(place) as woken, path.open("a") as old:
        woken.looks_at = [path]
        editors.gedit(path, "after")

        def is_seen_while_old_is_written() -> bool:
            old.write("to nobody")
            old.flush()
            return bool(woken.wakes) and woken.wakes[-1].seen[str(path)] == b"after"

        wait_for(is_seen_while_old_is_written)


@LINUX_ONLY
def test_a_checkout_of_5000_files_wakes_a_few_times(place: Path) -> None:
    """Many files at once are few wakes, of which the last comes after the last file."""
    paths = editors.unzip(place / "content", folders=50, files=100, text="before")
    with watching(place) as woken:
        woken.looks_at = [paths[-1]]
        began = time.monotonic()
        editors.check_out(paths, "after")
        took = time.monotonic() - began
        woken.until_covered(*paths)
        woken.until_seen(paths[-1], "after")
        woken.until_idle()
        assert woken.count() <= 4 + took / SETTLED  # on a busy machine the writer pauses, and each pause ends a burst
        woken.until(lambda: woken.wakes[-1].places is None, "a look at everything, when it is quiet again")


@LINUX_ONLY
def test_an_unzip_of_10000_files_into_new_folders_misses_none(place: Path) -> None:
    """Files that were written before their folder was watched are passed on as well."""
    with watching(place) as woken:
        paths = editors.unzip(place / "content/zip", folders=100, files=100, text="x")
        woken.looks_at = [paths[-1]]
        woken.until_covered(*paths)
        woken.until(lambda: str(paths[-1]) in woken.wakes[-1].seen, "a wake after the last file")
        woken.until_idle()
        woken.wakes.clear()
        for path in paths[::1000]:
            path.write_text("y")
        woken.until_covered(*paths[::1000])


@LINUX_ONLY
def test_small_folders_that_are_made_at_once_miss_no_file(place: Path) -> None:
    """A few folders with a few files, made faster than they can be watched: too few for a look at everything."""
    for attempt in range(10):
        with watching(place) as woken:
            paths = editors.unzip(place / f"content/{attempt}/a/b", folders=5, files=5, text="x")
            woken.until_covered(*paths)


@LINUX_ONLY
def test_folders_that_come_go_and_are_renamed(place: Path, tmp_path: Path) -> None:
    """A move wakes for both of its ends, and what lies in a folder is heard of under its new name."""
    content, outside = place / "content", tmp_path / "outside"
    outside.mkdir()
    with watching(place) as woken:
        (content / "herald").rename(content / "gazette")
        woken.until_covered(content / "herald/one.txt", content / "gazette/one.txt")
        woken.wakes.clear()
        (content / "gazette/one.txt").write_text("after")
        woken.until_covered(content / "gazette/one.txt")
        woken.wakes.clear()
        (content / "gazette").rename(outside / "gazette")
        woken.until_covered(content / "gazette/one.txt")
        woken.until_idle()
        woken.wakes.clear()
        (outside / "gazette/one.txt").write_text("nobody cares")
        woken.until_idle()
        assert woken.count() == 0
        (outside / "gazette").rename(content / "times/gazette")
        woken.until_covered(content / "times/gazette/one.txt")
        woken.wakes.clear()
        (content / "times/gazette/one.txt").write_text("after")
        woken.until_covered(content / "times/gazette/one.txt")


@LINUX_ONLY
def test_a_tree_that_is_moved_in_and_changed_at_once_in_its_depth(place: Path, tmp_path: Path) -> None:
    """Whether the change comes before or after its folder is watched, the last wake comes after it."""
    for attempt in range(5):
        tree = tmp_path / f"tree{attempt}"
        deep = Path("a/b/c/d")
        (tree / deep).mkdir(parents=True)
        (tree / deep / "x.txt").write_text("before")
        with watching(place) as woken:
            arrived = place / "content" / tree.name
            woken.looks_at = [arrived / deep / "x.txt"]
            tree.rename(arrived)
            (arrived / deep / "x.txt").write_text("after")
            woken.until_seen(arrived / deep / "x.txt", "after")


@LINUX_ONLY
def test_folders_that_are_swapped_keep_their_names_apart(place: Path) -> None:
    """Two folders that change names are heard of under the names that they have now."""
    content = place / "content"
    with watching(place) as woken:
        (content / "herald").rename(content / "third")
        (content / "times").rename(content / "herald")
        (content / "third").rename(content / "times")
        woken.until_idle()
        woken.wakes.clear()
        (content / "herald/one.txt").write_text("after")
        woken.until_covered(content / "herald/one.txt")
        woken.until_idle()
        assert woken.named() <= {"content/herald/one.txt", "content/mark.txt"}


@LINUX_ONLY
def test_a_folder_that_is_deleted_and_made_again(place: Path) -> None:
    """The successor of a deleted folder is watched, however fast it came."""
    folder = place / "content/herald"
    with watching(place) as woken:
        for attempt in range(10):
            shutil.rmtree(folder)
            folder.mkdir()
            woken.until_covered(folder / "one.txt")
            woken.until_idle()
            woken.wakes.clear()
            (folder / f"{attempt}.txt").write_text("x")
            woken.until_covered(folder / f"{attempt}.txt")


def _replace(place: Path) -> None:
    """`mv content old; mv new content`."""
    shutil.copytree(place / "content", place / "new")
    (place / "content").rename(place / "old")
    (place / "new").rename(place / "content")


def _delete_and_make(place: Path) -> None:
    """`rm -r content; mkdir content`."""
    shutil.rmtree(place / "content")
    (place / "content").mkdir()


def _replace_by_link(place: Path) -> None:
    """`mv content elsewhere; ln -s elsewhere content`."""
    (place / "content").rename(place.with_name("linked"))
    (place / "content").symlink_to(place.with_name("linked"))


@pytest.mark.parametrize(
    ("replace", "polling"),
    [
        pytest.param(_replace, False, marks=LINUX_ONLY),
        pytest.param(_delete_and_make, False, marks=LINUX_ONLY),
        pytest.param(_replace_by_link, False, marks=LINUX_ONLY),
        (_replace, True),
        (_delete_and_make, True),
    ],
)
def test_a_content_folder_that_is_replaced(place: Path, replace: Callable[[Path], None], polling: bool) -> None:
    """Another content/ wakes for everything, and is watched from then on."""
    with watching(place, polling=polling) as woken:
        replace(place)
        woken.until(lambda: bool(woken.wakes), "a wake for the new folder")
        if not polling:
            assert woken.wakes[0].places is None
            woken.until_idle()
        woken.wakes.clear()
        new = place / "content/new/article.txt"
        new.parent.mkdir()
        new.write_text("x")
        woken.until_covered(new)


@LINUX_ONLY
def test_a_linked_content_folder_whose_target_is_replaced(place: Path) -> None:
    """Nothing happens in the archive when the folder behind a symbolic link goes and comes; it is seen all the same."""
    target = place.with_name("target")
    (place / "content").rename(target)
    (place / "content").symlink_to(target)
    with watching(place) as woken:
        (target / "herald/one.txt").write_text("after")
        woken.until_covered(place / "content/herald/one.txt")
        woken.wakes.clear()
        target.rename(place.with_name("old"))
        target.mkdir()
        woken.until(lambda: any(wake.places is None for wake in woken.wakes), "a wake for the new target")
        woken.until_idle()
        woken.wakes.clear()
        (target / "new.txt").write_text("x")
        woken.until_covered(place / "content/new.txt")


@LINUX_ONLY
@pytest.mark.parametrize("name", ["content", "static", "templates"])
def test_a_folder_that_is_missing_at_first(tmp_path: Path, name: str) -> None:
    """An archive may be watched before it has its folders."""
    with watching(tmp_path) as woken:
        (tmp_path / name).mkdir()
        (tmp_path / name / "early.html").write_text("x")
        woken.until_covered(tmp_path / name / "early.html")
        wait_for(lambda: (tmp_path / name).is_dir() and len(_watched(woken)) == 2)
        woken.wakes.clear()
        (tmp_path / name / "late.html").write_text("x")
        woken.until_covered(tmp_path / name / "late.html")
        assert woken.named() == {f"{name}/late.html"}


def _watched(woken: Woken) -> list[str]:
    """The folders that the kernel watches."""
    return list(getattr(woken.watcher._ear, "_folders", ()))  # type: ignore[union-attr]


@LINUX_ONLY
def test_the_settings_are_watched(place: Path) -> None:
    """backfile.toml may be made, saved in every way, and deleted."""
    settings = place / "backfile.toml"
    ways = (editors.in_place, editors.gedit, editors.vim, editors.jetbrains, lambda path, _: path.unlink())
    with watching(place) as woken:
        for number, way in enumerate(ways):
            woken.wakes.clear()
            way(settings, f"language = '{number}'")
            woken.until_covered(settings)
            woken.until_idle()
            assert woken.named() <= {"backfile.toml", "content/mark.txt"}


@LINUX_ONLY
def test_settings_behind_a_symbolic_link_are_watched(place: Path) -> None:
    """Somebody shares one file of settings among archives, and changes it where it lies."""
    shared = place.with_name("shared.toml")
    shared.write_text("language = 'en'")
    (place / "backfile.toml").symlink_to(shared)
    with watching(place) as woken:
        shared.write_text("language = 'de', long")
        woken.until_covered(place / "backfile.toml")


@LINUX_ONLY
def test_names_that_are_not_utf8_are_passed_on(place: Path) -> None:
    """The scanner reports such a file; it has to be woken for that."""
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (place / "content" / name).touch()
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    with watching(place) as woken:
        (place / "content" / name).write_text("x")
        woken.until_covered(place / "content" / name)


@LINUX_ONLY
def test_a_warning_of_watchdog_is_a_reason_to_look_at_everything(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It says when the kernel's queue has overflowed; that is for us to answer, and not for the terminal."""
    with watching(place) as woken:
        logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; filesystem events were lost")
        woken.until(lambda: any(wake.places is None for wake in woken.wakes), "a look at everything")
        (place / "content/herald/one.txt").write_text("after")
        woken.until_covered(place / "content/herald/one.txt")
    assert capfd.readouterr().err == ""


@LINUX_ONLY
def test_an_overflow_of_the_kernels_queue_is_a_reason_to_look_at_everything(place: Path) -> None:
    """While nobody listens, more happens than the kernel keeps: folders of which no event tells are watched all the same."""
    most = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    if most > 100_000:
        pytest.skip(f"the kernel keeps {most:,} events here")
    one, two = place / "content/herald/one.txt", place / "content/herald/two.txt"
    with watching(place) as woken:
        assert woken.watcher is not None
        with woken.watcher._ear._lock:  # type: ignore[union-attr]
            (place / "content/folder").mkdir()  # whoever hears of this waits for the lock
            for _ in range(most):  # twice as many events: a part of them has been read by then
                one.touch()
                two.touch()
            (place / "content/unheard/of").mkdir(parents=True)
        woken.until(lambda: any(wake.places is None for wake in woken.wakes), "a look at everything")
        woken.until_idle()
        woken.wakes.clear()
        (place / "content/unheard/of/it.txt").write_text("x")
        woken.until_covered(place / "content/unheard/of/it.txt")
        assert woken.named()


_LOCKED = """
import sys
from pathlib import Path
from tests.watch.waking import watching
archive = Path(sys.argv[1])
folders = [archive / "content/shut", archive / "content/shut_too"]
with watching(archive) as woken:
    for folder in folders:
        folder.chmod(0o755)
        woken.until_covered(folder)
    woken.until_idle()
    woken.wakes.clear()
    for folder in folders:
        (folder / "new.txt").write_text("x")
        woken.until_covered(folder / "new.txt")
    assert woken.watcher.uses == "events"
"""


@LINUX_ONLY
def test_a_folder_that_may_not_be_read_is_watched_when_it_may(place: Path) -> None:
    """Folders of somebody else are passed over in silence, and looked at once they are opened."""
    for name in ("shut", "shut_too"):
        (place / "content" / name).mkdir(mode=0)
    stranger = {**as_a_stranger(), "cwd": ROOT, "preexec_fn": unprivileged()}
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", _LOCKED, str(place)], check=False, capture_output=True, text=True, **stranger
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_polling_holds_a_file_that_is_copied_slowly(place: Path) -> None:
    """Nothing tells when a file is closed; it is whole when two looks find the same."""
    path = place / "content/slow.txt"
    with watching(place, polling=True) as woken:
        assert woken.watcher is not None
        assert woken.watcher.uses == "polling"
        woken.looks_at = [path]
        editors.copy_slowly(path, "slow" * 100, seconds=3)
        woken.until_seen(path, "slow" * 100)
    assert len(woken.wakes) == 1
    assert woken.told == []


def test_stopping_is_quick_and_final(place: Path) -> None:
    """A watch ends within a third of a second, and wakes nobody afterwards."""
    for polling in (False, True):
        with watching(place, polling=polling) as woken:
            (place / "content/herald/one.txt").write_text("last")
            began = time.monotonic()
            assert woken.watcher is not None
            woken.watcher.stop()
            assert time.monotonic() - began < 0.3
            count = len(woken.wakes)
            (place / "content/herald/one.txt").write_text("too late")
        assert len(woken.wakes) == count


def test_who_is_woken_may_stop_the_watch(place: Path) -> None:
    """Stopping from within a wake does not wait for itself."""
    done = threading.Event()

    def stop(_places: object) -> None:
        watcher.stop()
        done.set()

    watcher = Watcher(place, stop, tell=_nothing)
    watcher.start()
    (place / "content/herald/one.txt").write_text("after")
    assert done.wait(30)
    watcher._thread.join(30)
    assert not watcher._thread.is_alive()


def _nothing(_problem: Problem) -> None:
    pass
