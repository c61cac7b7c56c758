"""A whole watch as a person has it: a process, an editor that saves, a browser's requests, Ctrl-C."""

from __future__ import annotations

import fcntl
import http.client
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from generator.watch.port import listen
from tests.archives import Archive, as_a_stranger, command, story
from tests.trees import clean_build, difference, tree
from tests.watch.editors import EDITORS, Editor, check_out, copy_slowly

PATIENCE = 30.0
"""Seconds that a test waits for what must come. Reaching it is a failure, so it may be long."""

ARTICLE = "content/kura/a.txt"
PAGE = "/2023/01/24/harbour-reopens-after-the-storm/"


class Watching:
    """A watch that runs in a process of its own.

    lines  what it has printed so far
    """

    def __init__(self, archive: Archive, *options: str) -> None:
        self.archive = archive
        with listen(0) as free:
            self.port = free.getsockname()[1]
        words = command("watch", "--archive", str(archive.root), "--port", str(self.port), *options)
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True, **as_a_stranger()
        )
        self.lines: list[str] = []
        self._reading = threading.Thread(target=self._read)
        self._reading.start()
        self.until(lambda: len(self.lines) > 1, "the first build")

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"{what} did not come; it printed {self.lines}"
            assert self.process.poll() is None, self.lines
            time.sleep(0.005)

    def until_said(self, words: str) -> None:
        """Wait until it has printed some words."""
        self.until(lambda: any(words in line for line in self.lines), f'"{words}"')

    def until_served(self, path: str, words: str) -> None:
        """Wait until a page holds some words."""
        self.until(lambda: words in self.get(path), f'"{words}" at {path}')

    def get(self, path: str) -> str:
        """What a browser gets."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def builds(self) -> list[str]:
        """The lines about builds."""
        return [line for line in self.lines if re.match(r"\d\d:\d\d:\d\d  ", line)]

    def builder(self) -> int:
        """The process that builds."""
        children = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], check=True, capture_output=True, text=True
        ).stdout.splitlines()
        (line,) = (line for line in children if "generator.watch.builder" in line)
        return int(line.split()[0])

    def stop(self, number: int = signal.SIGINT) -> int:
        """Press Ctrl-C: the signal goes to the whole group, as a terminal sends it. The exit code."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        code = self.process.wait(PATIENCE)
        self._reading.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive of three articles."""
    files = {ARTICLE: story(), "content/kura/b.txt": story("Second Story"), "content/vale/c.txt": story("Third Story")}
    return Archive(tmp_path / "archive", files)


@pytest.fixture
def watching(archive: Archive) -> Iterator[Watching]:
    """A watch on it, whose first build is done."""
    made = Watching(archive)
    yield made
    made.stop(signal.SIGKILL if made.process.poll() is None else signal.SIGINT)


def told(body: str) -> str:
    """The article as it stands with another sentence."""
    return story(body=f"The harbour reopened on Tuesday, officials said in a statement. {body} said the pilot.")


def is_clean(archive: Archive) -> bool:
    """Whether the site is what a clean build makes of the archive; no, while files come and go."""
    with suppress(FileNotFoundError):
        return not difference(tree(archive.root / "site"), clean_build(archive.root, archive.root.with_name("clean")))
    return False


@pytest.mark.parametrize("editor", EDITORS, ids=lambda editor: editor.name)
def test_a_save_of_any_editor_is_served(watching: Watching, editor: Editor) -> None:
    """Three saves in a row, each of which is seen; then the site is what a clean build makes, and nothing wakes it."""
    for number in range(3):
        editor.save(watching.archive.root / ARTICLE, told(f"Gull{number}"))
        watching.until_served(PAGE, f"Gull{number}")
    watching.until(lambda: is_clean(watching.archive), "a site as of a clean build")
    before = watching.builds()
    time.sleep(0.5)
    assert watching.builds() == before
    assert not any("not built" in line or "error" in line for line in watching.lines)


def test_articles_come_and_go(watching: Watching) -> None:
    """A new article has a page and stands in lists; a deleted one has neither, and its address answers 404."""
    new = watching.archive.write("content/vale/new.txt", story("Lighthouse Lit"))
    watching.until_served("/2023/01/24/lighthouse-lit/", "Lighthouse Lit")
    watching.until_served("/", "Lighthouse Lit")
    new.unlink()
    watching.until_served("/2023/01/24/lighthouse-lit/", "There is no page at this address")
    watching.until(lambda: "Lighthouse Lit" not in watching.get("/"), "a front page without it")


def test_a_file_that_is_copied_slowly_is_read_when_it_is_whole(watching: Watching) -> None:
    """No build sees half of it."""
    path = watching.archive.root / "content/vale/slow.txt"
    copy_slowly(path, story("Slow Boat", body="\n\n".join(f"Paragraph {n} was read out." for n in range(30))), seconds=0.8)
    watching.until_served("/2023/01/24/slow-boat/", "Paragraph 29")
    watching.until(lambda: is_clean(watching.archive), "a site as of a clean build")
    assert sum("slow.txt" in line for line in watching.lines) == 1, watching.lines


def test_a_checkout_of_many_files(watching: Watching) -> None:
    """Hundreds of files that change at once are built in few goes, and none is forgotten."""
    paths = [watching.archive.root / f"content/many/{number}.txt" for number in range(400)]
    paths[0].parent.mkdir()
    check_out(paths, told("Many"))
    watching.until(lambda: len(list((watching.archive.root / "site/2023/01/24").iterdir())) >= 400, "all pages")
    watching.until(lambda: is_clean(watching.archive), "a site as of a clean build")


def test_folders_move_in_and_out_and_content_is_replaced(watching: Watching, tmp_path: Path) -> None:
    """A folder that is moved, and another content/ in the place of the first, are followed."""
    root = watching.archive.root
    (root / "content/vale").rename(tmp_path / "vale")
    watching.until_served("/2023/01/24/third-story/", "There is no page at this address")
    (tmp_path / "vale").rename(root / "content/moved")
    watching.until_served("/2023/01/24/third-story/", "Third Story")
    shutil.copytree(root / "content", root / "other")
    (root / "other/kura/d.txt").write_text(story("Fourth Story"))
    (root / "content").rename(root / "old")
    (root / "other").rename(root / "content")
    watching.until_served("/2023/01/24/fourth-story/", "Fourth Story")
    (root / ARTICLE).write_text(told("Replaced"))
    watching.until_served(PAGE, "Replaced")
    watching.until(lambda: is_clean(watching.archive), "a site as of a clean build")


def test_what_is_wrong_is_told_and_goes_by_itself(watching: Watching) -> None:
    """A template or a setting that is wrong, and a file that can't be read, end nothing; the last good page stays."""
    template = watching.archive.write("templates/article.html", "{% if %}")
    watching.until_said("templates/article.html:1")
    watching.until_said("not built; the pages stay as they are")
    assert "Harbour Reopens" in watching.get(PAGE)
    template.write_text("mine: {{ view.headline }}")
    watching.until_served(PAGE, "mine: Harbour Reopens")
    watching.until_said("mended: templates/article.html:1")
    settings = watching.archive.write("backfile.toml", "titel = 'x'")
    watching.until_said('did you mean "title"?')
    settings.write_text("title = 'The Kura Archive'")
    watching.until_served("/", "The Kura Archive")
    watching.archive.write("content/kura/b.txt", b"%PDF-1.7\n\x00\x01")
    watching.until_said("content/kura/b.txt")
    watching.until_served("/2023/01/24/second-story/", "There is no page at this address")
    template.unlink()
    watching.until(lambda: is_clean(watching.archive), "a site as of a clean build")


def test_a_builder_that_is_killed_is_replaced(watching: Watching) -> None:
    """The watch says so and goes on: the next save is built."""
    first = watching.builder()
    os.kill(first, signal.SIGKILL)
    watching.until_said("the process that builds was killed (signal 9)")
    (watching.archive.root / ARTICLE).write_text(told("After"))
    watching.until_served(PAGE, "After")
    assert watching.builder() != first


def test_another_build_is_waited_for(watching: Watching) -> None:
    """While a build in another terminal holds the lock, the watch says so; then it builds."""
    with (watching.archive.root / ".backfile/lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (watching.archive.root / ARTICLE).write_text(told("Later"))
        watching.until_said(f"another build is at work here (process {os.getpid()})")
        assert "Later" not in watching.get(PAGE)
    watching.until_served(PAGE, "Later")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_leaves_nothing_behind(watching: Watching, number: int) -> None:
    """Ctrl-C in the middle of a build: no process, no port, no temporary file; and the next build makes it good."""
    builder, root = watching.builder(), watching.archive.root
    for each in range(300):
        (root / f"content/vale/{each}.txt").write_text(told(str(each)))
    assert watching.stop(number) == 0
    assert watching.lines[-1] == "stopped"
    with pytest.raises(ProcessLookupError):
        os.kill(builder, 0)
    listen(watching.port).close()
    assert not (root / "site/.backfile-tmp").exists()
    assert {path.name for path in (root / ".backfile").iterdir()} == {"catalogue.sqlite", "lock"}
    watching.archive.build()
    assert is_clean(watching.archive)


def test_a_busy_port_is_told_with_the_next_free_one(archive: Archive) -> None:
    """It ends before it has built anything, and names a port that works."""
    with listen(0) as taken:
        port = taken.getsockname()[1]
        done = archive.run("watch", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"backfile: port {port}: is in use")
    assert "try the next free one: backfile watch --port " in done.stderr
    assert not (archive.root / "site").exists()


def test_no_content_is_wrong_use(tmp_path: Path) -> None:
    """A folder that is no archive is not watched."""
    (tmp_path / "content").mkdir()
    made = Archive(tmp_path / "archive")
    shutil.rmtree(made.root / "content")
    done = made.run("watch")
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no content/ folder" in done.stderr


def test_it_starts_with_a_wrong_setting(archive: Archive) -> None:
    """What is wrong is said, and a browser is told that nothing is built yet; once it is mended the pages are there."""
    settings = archive.write("backfile.toml", "titel = 'x'")
    watching = Watching(archive)
    try:
        watching.until_said('did you mean "title"?')
        assert "backfile" in watching.get("/")
        settings.write_text("title = 'The Kura Archive'\nbase_url = 'https://example.org/news/'\n")
        watching.until_served("/", "The Kura Archive")
    finally:
        assert watching.stop() == 0


def test_the_browser_is_opened_when_there_is_something_to_see(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """--open hands the address of the front page to the user's browser, once it is built."""
    browser = archive.root.with_name("browser")
    browser.write_text(f'#!/bin/sh\ntest -e "{archive.root}/site/index.html" && echo "$1" > "{browser}.saw"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    archive.write("backfile.toml", "base_url = 'https://example.org/news/'")
    watching = Watching(archive, "--open")
    try:
        saw = Path(f"{browser}.saw")
        watching.until(lambda: saw.exists() and saw.read_text() != "", "the browser")
        assert saw.read_text() == f"http://127.0.0.1:{watching.port}/news/\n"
        assert 'class="home"' in watching.get("/news/") or "home" in watching.get("/")
    finally:
        assert watching.stop() == 0


def test_polling(archive: Archive) -> None:
    """Where it looks at the files by itself, a save is served as well."""
    watching = Watching(archive, "--poll")
    try:
        for words in ("First", "Second"):
            (archive.root / ARTICLE).write_text(told(words))
            watching.until_served(PAGE, words)
    finally:
        assert watching.stop() == 0
