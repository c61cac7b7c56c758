"""Lines that recur, in builds: what one more article decides reaches the others, those alone, and exactly."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator.build import Builder
from generator.folders import Folders
from tests.archives import Archive, many_stories
from tests.editing import SERIES, Deeds
from tests.trees import clean_build, difference, tree

Maker = Callable[..., Archive]

PROMPT = "Follow the Kura Post, {} readers do"
PROMPTS = (PROMPT, "Our work is paid for by those who read it")


def report(number: int, *ends: str) -> str:
    """One of four stories, with lines at its end."""
    lines = [line.format(number + 7) for line in ends]
    return "\n\n".join((f"Council {number}", f"2{number}.01.23", SERIES[number], *lines)) + "\n"


def bears(made: Archive, path: str) -> bool:
    """Whether the article from `path` shows the prompt."""
    return "Follow the Kura Post" in made.page_of(path)


@pytest.fixture
def made(archive: Maker) -> Archive:
    """Two articles that end in the prompt, and one that does not, built."""
    files = {f"content/kura/{n}.txt": report(n, PROMPT) for n in range(2)} | {"content/kura/2.txt": report(2)}
    found = archive(files)
    found.build(workers=1)
    return found


def read_by(made: Archive) -> set[str]:
    """What one more build reads; it has to leave what a clean one leaves, and the next nothing to do."""
    deeds = Deeds()
    told = made.build(workers=1, progress=deeds)
    assert difference(tree(made.root / "site"), clean_build(made.root, made.root.with_name("clean"))) == []
    assert told.read == len(deeds.of("read"))
    assert made.build(workers=1).read == 0
    return deeds.of("read")


def test_a_third_story_takes_a_line_from_the_others(made: Archive) -> None:
    """A line that recurs with one article more goes from all that bear it, and comes back when there is one less."""
    assert bears(made, "content/kura/0.txt")
    made.write("content/kura/3.txt", report(3, PROMPT))
    assert read_by(made) == {"content/kura/0.txt", "content/kura/1.txt", "content/kura/3.txt"}
    assert not any(bears(made, f"content/kura/{number}.txt") for number in (0, 1, 3))
    made.write("content/kura/1.txt", report(1))
    assert read_by(made) == {"content/kura/0.txt", "content/kura/1.txt", "content/kura/3.txt"}
    assert bears(made, "content/kura/3.txt")


def test_what_is_decided_is_not_decided_again(made: Archive) -> None:
    """One more article with a line that recurs already is the only one that is read."""
    made.write("content/kura/2.txt", report(2, PROMPT))
    read_by(made)
    made.write("content/kura/3.txt", report(3, PROMPT))
    assert read_by(made) == {"content/kura/3.txt"}
    (made.root / "content/kura/0.txt").unlink()
    assert read_by(made) == set()


def test_one_story_in_three_files(made: Archive) -> None:
    """Reprints are no evidence."""
    for number in range(3):
        made.write(f"content/kura/copy{number}.txt", report(0, PROMPT))
    assert read_by(made) == {f"content/kura/copy{number}.txt" for number in range(3)}
    assert bears(made, "content/kura/copy2.txt")


def test_a_person_pins_a_line(made: Archive) -> None:
    """`keep` in the settings of a source keeps a line that recurs, and a sidecar that names another source moves its vote."""
    made.write("content/kura/2.txt", report(2, PROMPT))
    read_by(made)
    made.write("backfile.toml", '[sources.kura]\nkeep = ["Follow the *"]\n')
    read_by(made)
    assert bears(made, "content/kura/0.txt")
    made.write("backfile.toml", "")
    made.write("content/kura/2.txt.meta.yaml", "source: Vale Post\n")
    assert read_by(made) == {f"content/kura/{number}.txt" for number in range(3)}
    assert bears(made, "content/kura/2.txt")
    (made.root / "content/kura/2.txt.meta.yaml").unlink()
    read_by(made)
    assert not bears(made, "content/kura/2.txt")


class Meddling(Deeds):
    """Somebody who does something to a file between its two readings."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act

    def begin(self, stage: str, _total: int) -> None:
        """Do it."""
        if stage == "cleaning again":
            self._act()


@pytest.mark.parametrize("change", ["edited", "deleted", "given a sidecar", "made a folder"])
def test_a_file_that_changes_between_its_two_readings(made: Archive, change: str) -> None:
    """The build ends all the same, and the next one finds out: the file is not taken for what it was."""
    path = made.root / "content/kura/0.txt"
    made.write("content/kura/0.txt.meta.yaml", "section: Ports\n")
    made.build(workers=1)

    def meddle() -> None:
        if change == "given a sidecar":
            made.write("content/kura/0.txt.meta.yaml", "section: Quays\n")
            return
        path.unlink()
        if change == "edited":
            made.write("content/kura/0.txt", report(0))
        elif change == "made a folder":
            made.write("content/kura/0.txt/inside.txt", report(0, PROMPT))

    made.write("content/kura/2.txt", report(2, PROMPT))
    made.build(workers=1, progress=Meddling(meddle))
    read_by(made)
    meddled = made.twins()
    assert ("content/kura/0.txt" in meddled) == (change in ("edited", "given a sidecar"))


def test_a_change_that_is_taken_back_between_two_builds(made: Archive) -> None:
    """A file that was another for the second reading alone is read again, though it is what it was for the first."""
    path = made.root / "content/kura/0.txt"
    text = path.read_text("utf-8")
    made.write("content/kura/2.txt", report(2, PROMPT))
    made.build(workers=1, progress=Meddling(lambda: path.write_text(report(0), "utf-8")))
    path.write_text(text, "utf-8")
    assert read_by(made) == {"content/kura/0.txt"}
    assert not bears(made, "content/kura/0.txt")


def test_a_large_first_build(archive: Maker) -> None:
    """Worker processes read what they are told when their turn comes, and it makes no difference how many there are."""
    made = many_stories(archive(), 150)
    for number in range(150):
        text = SERIES[number % 4].replace("the old quarter", f"quarter {'abcdefghij'[number % 10] * (1 + number // 10)}")
        made.write(f"content/kura/{number}.txt", f"Council {number}\n\n21.01.23\n\n{text}\n\n{PROMPT.format(number)}\n")
    deeds = Deeds()
    made.build(workers=2, progress=deeds)
    assert difference(tree(made.root / "site"), clean_build(made.root, made.root.with_name("clean"))) == []
    assert len(deeds.of("read")) == 300
    assert not any(bears(made, f"content/kura/{number}.txt") for number in (0, 70, 149))
    assert made.build(workers=2).read == 0


class Learning(RuleBasedStateMachine):
    """A small archive in which lines come and go, and a count of them as anybody would make it."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="backfile-lines-"))
        self.archive = self.base / "archive"
        self.builder = Builder(Folders.of(self.archive), workers=1)
        self.there: dict[str, tuple[int, frozenset[str]]] = {}
        self.known: dict[str, object] = {}
        self.touched: set[str] = set()

    @initialize(ends=st.lists(st.frozensets(st.sampled_from(PROMPTS)), min_size=3, max_size=3))
    def begin(self, ends: list[frozenset[str]]) -> None:
        """Start with three different stories."""
        for number, each in enumerate(ends):
            self.write("kura", number, number, each)

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.base)

    @rule(
        folder=st.sampled_from(("kura", "kura", "vale")),
        name=st.integers(0, 5),
        story=st.integers(0, 3),
        ends=st.frozensets(st.sampled_from(PROMPTS)),
    )
    def write(self, folder: str, name: int, story: int, ends: frozenset[str]) -> None:
        """Write an article, or write over one."""
        path = self.archive / "content" / folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(story, *sorted(ends)), encoding="utf-8")
        self.there[f"content/{folder}/{name}.txt"] = story, ends
        self.touched.add(f"content/{folder}/{name}.txt")

    @rule(which=st.integers(0, 99))
    def delete(self, which: int) -> None:
        """Delete an article."""
        if self.there:
            path = sorted(self.there)[which % len(self.there)]
            (self.archive / path).unlink()
            del self.there[path]
            self.touched.add(path)

    @invariant()
    def exactly_those_that_bear_it_are_read(self) -> None:
        """What is read is what was edited, and what bears a line that has begun or ceased to recur."""
        if not self.there and not self.known:
            return
        deeds = Deeds()
        self.builder.build(self.touched, progress=deeds)
        now = {path: (story, ends, ends & self.recurring(path)) for path, (story, ends) in self.there.items()}
        assert deeds.of("read") == {path for path in now if now[path] != self.known.get(path)}
        site = tree(self.archive / "site")
        assert difference(site, clean_build(self.archive, self.base / "clean")) == []
        self.known, self.touched = dict(now), set()

    def recurring(self, path: str) -> frozenset[str]:
        """The lines that stand around three different stories in the folder of `path`."""
        folder = path.rpartition("/")[0]
        stories = defaultdict(set)
        for other, (story, ends) in self.there.items():
            if other.rpartition("/")[0] == folder:
                for line in ends:
                    stories[line].add(story)
        return frozenset(line for line, found in stories.items() if len(found) >= 3)


TestLearning = Learning.TestCase
TestLearning.settings = settings(
    max_examples=10, stateful_step_count=8, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
