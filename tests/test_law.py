"""The law: after any edits, an incremental build leaves byte for byte what a clean build leaves."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator.build import build
from tests.trees import clean_build, difference, tree

HEADLINES = (
    "Armenia Signs Rail Deal",
    "Port Strike Ends In Georgia",
    "armenia signs rail deal!",
    "C",
    "C++",
    "1984",
    "გემი",
)
DATES = ("24.01.23 12:29", "25.01.23", "03.04.23", "05/13/2022", "04/03/2022", "2023-01", "31.02.23", "", "28.02.1999")
BYLINES = ("", "By Nino Example\n\n", "By José Díaz\n\n", "By Jose Diaz\n\n")
BODIES = (
    "Mariam Example met Luka Sample in Gavar on Tuesday, the harbour ministry said in a statement to reporters.",
    "Armenian officials welcomed the European Union decision to open a mission there later this year.",
    "Georgia and Armenia agreed on the Vale Corridor, said Mariam Example after the talks in Yerevan.",
)
SIDECARS = (
    "tags: [Harbour, Trade]\n",
    "headline: A corrected headline\n",
    "date: 2021-05-06\nauthor: Nino Example\n",
    "draft: true\n",
    "date: 2023\n",
    "tags: [[\n",
)
SETTINGS = (
    "",
    "title = 'Another title'\n[pages]\nlist = 2\nhome = 1\n",
    "[pages]\nlist = 3\n[tags]\nper_article = 2\n",
    "[tags]\nmin_articles = 2\n",
    "[sources.kura]\nname = 'Kura Post'\ndate_order = 'mdy'\n",
    "[permalinks]\nascii = true\n[theme]\naccent = '#123456'\n",
)
TEMPLATES = ("<p>{{ view.span.count }}</p>\n", "<h1>{{ page.title }}</h1>\n")

folders = st.sampled_from(("kura", "vale", "Vale!", "kura/2023"))
names = st.integers(0, 6).map("{}.txt".format)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Raw articles of a small world, in which headlines, days, people and places meet often."""
    paragraphs = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3))
    byline, date = draw(st.sampled_from(BYLINES)), draw(st.sampled_from(DATES))
    return f"{draw(st.sampled_from(HEADLINES))}\n\n{byline}{date}\n\n" + "\n\n".join(paragraphs) + "\n"


class Archive(RuleBasedStateMachine):
    """An archive under an editor's hands."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="backfile-law-"))
        self.archive = self.base / "archive"

    @initialize()
    def begin(self) -> None:
        """Start from an empty archive."""
        (self.archive / "content").mkdir(parents=True)

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.base)

    def files(self) -> list[Path]:
        """All source files and sidecars there are."""
        return sorted(path for path in (self.archive / "content").rglob("*") if path.is_file())

    @rule(folder=folders, name=names, text=articles())
    def put(self, folder: str, name: str, text: str) -> None:
        """Add an article, or write over one."""
        path = self.archive / "content" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @rule(which=st.integers(0, 99))
    def delete(self, which: int) -> None:
        """Delete an article or a sidecar."""
        if files := self.files():
            files[which % len(files)].unlink()

    @rule(which=st.integers(0, 99), folder=folders, name=names)
    def move(self, which: int, folder: str, name: str) -> None:
        """Move an article elsewhere, over whatever is there."""
        if files := [path for path in self.files() if path.suffix == ".txt"]:
            target = self.archive / "content" / folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            files[which % len(files)].replace(target)

    @rule(which=st.integers(0, 99), text=st.sampled_from(SIDECARS))
    def correct(self, which: int, text: str) -> None:
        """Write a sidecar, right or broken."""
        if files := [path for path in self.files() if path.suffix == ".txt"]:
            path = files[which % len(files)]
            path.with_name(f"{path.name}.meta.yaml").write_text(text, encoding="utf-8")

    @rule(text=st.sampled_from(SETTINGS))
    def configure(self, text: str) -> None:
        """Change the configuration."""
        (self.archive / "backfile.toml").write_text(text, encoding="utf-8")

    @rule(name=st.sampled_from(("tag.html", "day.html", "_list.html")), text=st.sampled_from(TEMPLATES))
    def override(self, name: str, text: str) -> None:
        """Override a template, or take the override back."""
        path = self.archive / "templates" / name
        path.parent.mkdir(exist_ok=True)
        if path.exists():
            path.unlink()
        elif name != "_list.html":
            path.write_text(text, encoding="utf-8")

    @rule(name=st.sampled_from(("robots.txt", "logo.txt", "press/logo.txt")), text=st.text(max_size=5))
    def add_static(self, name: str, text: str) -> None:
        """Add or delete a static file; one of them would take the place of a page."""
        path = self.archive / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")

    @rule()
    def forget(self) -> None:
        """Delete the catalogue."""
        shutil.rmtree(self.archive / ".backfile", ignore_errors=True)

    @rule()
    def empty_the_site(self) -> None:
        """Delete all that a shell's `rm -r site/*` does: hidden files stay."""
        for path in (self.archive / "site").glob("[!.]*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    @invariant()
    def incremental_is_clean(self) -> None:
        """The law, and that a second build finds nothing to do."""
        if not (self.archive / "content").is_dir():
            return
        report = build(self.archive, workers=1)
        expected = clean_build(self.archive, self.base / "clean")
        assert difference(tree(self.archive / "site"), expected) == []
        again = build(self.archive, workers=1)
        assert (again.read, again.written, again.removed) == (0, 0, 0)
        assert again.problems == report.problems


TestLaw = Archive.TestCase
TestLaw.settings = settings(
    max_examples=15, stateful_step_count=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
