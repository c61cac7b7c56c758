"""A small archive, what happens to it, and what has to be true when the build after that has been cut short."""

from __future__ import annotations

import os
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from generator.build import build
from generator.errors import BackfileError
from generator.report import Report
from generator.site import BESIDE, MARKER, Marker
from tests.archives import Archive, page, story
from tests.tracing import Call, Ending, Fate, follow
from tests.trees import INPUTS, clean_build, difference

HARBOUR = "The ministry opened a second quay on Tuesday, and said that it would stay open all year."
FERRY = "A ferry is to leave the quay each week from the spring on, officials said in a statement."
LIGHT = "The lighthouse at the end of the mole was lit again on Thursday, after eleven years in the dark."
PROMPT = "Follow the Kura Post on every channel"

FILES = {
    "content/kura/harbour.txt": story(body=f"{HARBOUR}\n\n{PROMPT}"),
    "content/vale/harbour.txt": story(body=FERRY),  # wants the same permalink
    "content/kura/ferry.txt": "Share on Facebook\n\n" + story("Ferry sails again", date="24.01.23 14:00", body=FERRY),
    "content/kura/ferry.txt.meta.yaml": "tags: [Ferry, Trade]\nauthor: Nino Example\n",
    "content/kura/strike.txt": story("Port strike ends", date="25.01.23", body=HARBOUR),
    "content/kura/undated.txt": story("Nobody knows when", date="", body=f"{FERRY}\n\n{PROMPT}"),
    "content/kura/old.txt": story("Bridge opens", date="28.02.1999", body=HARBOUR),
    "content/vale/market.html": page("Market moves to the quay", body=f"<p>{FERRY}</p>"),
    "content/vale/bridge.md": f"---\ntitle: Bridge closes\ndate: 2023-01-25\ntags: [Trade]\n---\n\n{HARBOUR}\n",
    "static/press": "a file, which becomes a folder",
    "templates/day.html": "<h1>{{ page.title }}</h1>\n",
}
"""Eight articles, with tags, an author, a sidecar, a clash of permalinks, no date, an override and a static file; one of
them with a button, which is removed, and two with a line that recurs when a third bears it."""


def _edit_a_body(made: Archive) -> None:
    made.write("content/kura/ferry.txt", story("Ferry sails again", date="24.01.23 14:00", body=HARBOUR))


def _come_and_go(made: Archive) -> None:
    made.write("content/kura/new.txt", story("Lighthouse lit", date="26.01.23", body=FERRY))
    (made.root / "content/kura/strike.txt").unlink()
    (made.root / "content/kura/old.txt").rename(made.root / "content/vale/old.txt")


def _let_a_line_recur(made: Archive) -> None:
    made.write("content/kura/new.txt", story("Lighthouse lit", date="26.01.23", body=f"{LIGHT}\n\n{PROMPT}"))


def _change_a_headline(made: Archive) -> None:
    made.write("content/kura/harbour.txt", story("Harbour shut once more", body=HARBOUR))


def _change_a_template(made: Archive) -> None:
    made.write("templates/day.html", "<h2>{{ page.title }}</h2>\n")


def _change_a_setting(made: Archive) -> None:
    made.write("backfile.toml", "title = 'Another title'\n")


def _turn_a_file_into_a_folder(made: Archive) -> None:
    (made.root / "static/press").unlink()
    made.write("static/press/logo.svg", "<svg/>")
    made.write("static/press/kit/photo.svg", "<svg/>")


def _begin(made: Archive) -> None:
    shutil.rmtree(made.root / "site")
    shutil.rmtree(made.root / ".backfile")


EDITS: dict[str, Callable[[Archive], None]] = {
    "first build": _begin,
    "body": _edit_a_body,
    "come and go": _come_and_go,
    "prompt": _let_a_line_recur,
    "headline": _change_a_headline,
    "template": _change_a_template,
    "setting": _change_a_setting,
    "file to folder": _turn_a_file_into_a_folder,
}
"""What happens to the built archive before the build that is cut short."""

LONG = 60.0
"""Seconds that nothing here takes, on however busy a machine."""


class Failure(NamedTuple):
    """How a disk fails: with which error, at which calls, and whether it goes on failing."""

    code: int
    calls: frozenset[str]
    lasting: bool

    def __str__(self) -> str:
        return os.strerror(self.code)


Cut = Failure | Literal["killed"]
"""How a build is cut short."""


class _Clean(NamedTuple):
    """What a clean build leaves: the files of the site, and the paths of its files and folders."""

    files: dict[str, bytes]
    places: set[str]


class Bench:
    """An archive just before a build, that can be put back into that state as often as one likes.

    Only site/ and .backfile/ are put back. The sources are left as they lie: their inodes and times are part of what
    the catalogue knows of them.
    """

    def __init__(self, folder: Path, files: Mapping[str, str | bytes], edit: Callable[[Archive], None]) -> None:
        self.root = folder / "archive"
        made = Archive(self.root, files)
        made.build(workers=1)
        self._unedited = _Clean(files_in(self.root / "site"), set(stamps_in(self.root / "site")))
        self._others = folder / "unedited"
        shutil.copytree(self.root, self._others, ignore=shutil.ignore_patterns("site", ".backfile"))
        edit(made)
        self._before = files_in(self.root / "site")
        self._state = files_in(self.root / ".backfile")
        self._top = names_in(self.root) | {"site", ".backfile"}
        self._after = clean_build(self.root, folder / "clean")
        self._edited = _Clean(self._after, set(stamps_in(folder / "clean/site")))

    def put_back(self) -> None:
        """Make site/ and .backfile/ what they were just before the build."""
        for name, files in (("site", self._before), (".backfile", self._state)):
            shutil.rmtree(self.root / name, ignore_errors=True)
            for folder in sorted({os.path.dirname(f"{self.root}/{name}/{path}") for path in files}):  # noqa: PTH120 - as below
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - some ten thousand files: a Path takes longer than a file
            for path, data in files.items():
                with open(f"{self.root}/{name}/{path}", "wb", buffering=0) as file:  # noqa: PTH123 - as above
                    file.write(data)

    def calls_of_build(self) -> list[Call]:
        """The calls of a build that is followed and let be. It has to be right."""
        calls: list[Call] = []

        def note(call: Call) -> Fate:
            calls.append(call)
            return "done"

        ending = self.interrupted(note)
        assert [*self.unclear(ending), *self.complaints()] == []
        return calls

    def cut_short(self, planned: Call, how: Cut) -> tuple[Call | None, Ending]:
        """Build in a child that is killed at a call, or whose call fails; the call at which that came to pass, if any."""
        failure = how if isinstance(how, Failure) else None
        met: list[Call] = []

        def fate_of(call: Call) -> Fate:
            still_fails = bool(met) and failure is not None and failure.lasting
            if not (call.number == planned.number or still_fails) or (failure and call.name not in failure.calls):
                return "done"
            met.append(call)
            return failure.code if failure else "killed"

        ending = self.interrupted(fate_of)
        return (met[0] if met else None), ending

    def interrupted(self, fate_of: Callable[[Call], Fate]) -> Ending:
        """Build in a child, from the state just before, with `fate_of` deciding on each of its calls."""
        self.put_back()
        return follow(self.said_by_build, self.root, fate_of)

    def said_by_build(self) -> str:
        """Build, and return what a person is told of what ends it or is left out; "" if all is well."""
        try:
            return "\n".join(map(str, build(self.root, workers=1).errors))
        except BackfileError as error:
            return str(error)

    def seconds_of_build(self) -> float:
        """How long a build of two workers takes that is let be."""
        began = time.perf_counter()
        assert not self.killed_after(LONG)
        return time.perf_counter() - began

    def killed_after(self, seconds: float) -> bool:
        """Build with two workers, from the state just before, and kill them all. Returns whether they were still at it."""
        self.put_back()
        child = os.fork()
        if child == 0:
            try:
                os.setpgid(0, 0)
                build(self.root, workers=2)
                os._exit(0)
            finally:
                os._exit(1)
        os.setpgid(child, child)  # both do it: who is first is not known
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                assert status == 0
                return False
            time.sleep(0.002)
        os.killpg(child, signal.SIGKILL)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])

    def unclear(self, ending: Ending) -> Iterator[str]:
        """What is wrong with how a build ended that was not killed.

        One that met a failure says so in one line; or it did not mind, and has done all that there was to do.
        """
        if ending.killed_by:
            return
        if "\n" in ending.said:
            yield f"it said {ending.said}"
        if not ending.said and (differing := difference(self._site(), self._after)):
            yield f"it said nothing, and {differing[:3]} differ"

    def complaints(self, *, undo: bool = False) -> Iterator[str]:
        """What is not as it has to be after a build that was cut short, after the next, and after the one after that.

        undo  somebody takes the edit back before the next
        """
        yield from self._torn()
        if not undo:
            yield from self._unlike(self._edited)
            return
        self._exchange_inputs()
        try:
            yield from self._unlike(self._unedited)
        finally:
            self._exchange_inputs()

    def _exchange_inputs(self) -> None:
        """Undo the edit, or do it again, so that inodes and times of the files stay what they are."""
        for name in INPUTS:
            here, there, between = self.root / name, self._others / name, self._others / f"{name}~"
            for old, new in ((here, between), (there, here), (between, there)):
                if old.exists():
                    old.rename(new)

    def _unlike(self, clean: _Clean) -> Iterator[str]:
        """How the next build leaves the archive otherwise than a clean one would, and what the one after it did."""
        try:
            yield from self._not_made_good(self._build_when_free(), clean)
            before = stamps_in(self.root)
            again = build(self.root, workers=1)
        except Exception:  # noqa: BLE001 - whatever it is, the trial goes on and tells where
            yield f"the next build failed: {traceback.format_exc()}"
            return
        if again.read or again.written or again.removed:
            yield f"the build after the next did something: {again}"
        if touched := {path for path, _ in before.items() ^ stamps_in(self.root).items()}:
            yield f"the build after the next touched {sorted(touched)[:3]}"

    def _build_when_free(self) -> Report:
        """Build; workers that were killed may hold the lock for a moment longer than their build."""
        deadline = time.monotonic() + LONG
        while True:
            try:
                return build(self.root, workers=1)
            except BackfileError as error:
                if error.problems[0].kind != "lock" or time.monotonic() > deadline:
                    raise
            time.sleep(0.01)

    def _site(self) -> dict[str, bytes]:
        """The site, but for what is still being written."""
        return {path: data for path, data in files_in(self.root / "site").items() if not path.startswith(f"{BESIDE}/")}

    def _torn(self) -> Iterator[str]:
        """Files that are neither as before nor as after, or missing though they are in both."""
        site = self._site()
        for path, data in site.items():
            if path == MARKER:
                msgspec.json.decode(data, type=Marker)  # between the two it names what either has
            elif data not in (self._before.get(path), self._after.get(path)):
                yield f"{path} is neither as before nor as after"
        for path in sorted((self._before.keys() & self._after.keys()) - site.keys()):
            yield f"{path} is missing"
        if stray := names_in(self.root) - self._top:
            yield f"{sorted(stray)} lie in the archive"

    def _not_made_good(self, report: Report, clean: _Clean) -> Iterator[str]:
        """How the archive differs from one that was built clean."""
        if report.errors:
            yield f"the next build says {[*map(str, report.errors)]}"
        if differing := difference(files_in(self.root / "site"), clean.files):
            yield f"the next build leaves {differing[:3]} different"
        if left := stamps_in(self.root / "site").keys() ^ clean.places:
            yield f"the next build leaves over, or out, {sorted(left)[:3]}"
        state = names_in(self.root / ".backfile") - {"catalogue.sqlite-shm"}  # SQLite may fail to delete it, and go on
        if state != {"catalogue.sqlite", "lock"}:
            yield f"the next build leaves {sorted(state)} in .backfile/"


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its path there. It runs thousands of times, and is five times as fast as `tree`."""
    return {path: _bytes(entry.path) for path, entry in _entries(str(folder)) if not entry.is_dir(follow_symlinks=False)}


def stamps_in(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and modification time of every file and folder below `folder`, by its path there."""
    found = ((path, entry.stat(follow_symlinks=False)) for path, entry in _entries(str(folder)))
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in found}


def names_in(folder: Path) -> set[str]:
    """The names that stand in `folder` itself."""
    return {path.name for path in folder.iterdir()}


def _entries(folder: str, inside: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    if not os.path.isdir(folder):  # noqa: PTH112 - as in put_back
        return
    with os.scandir(folder) as found:
        for entry in found:
            yield f"{inside}{entry.name}", entry
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, f"{inside}{entry.name}/")


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as in put_back
        return file.read()
