"""An archive under an editor's hands: all that people do to one, as rules of a state machine."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from generator.report import Deed

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
PROMPTS = (
    "Follow the Kura Post, 12 readers do",
    "follow the Kura Post, 7 readers do",
    "Our work is paid for by those who read it",
)
SERIES = tuple(
    f"The {place} council met for the {count} time this year and put off what it had to decide about the old quarter, its "
    f"lamps, its steps and its well, because the {place} mayor had not come and nobody knew where he was."
    for place, count in (("Arvo", "first"), ("Norvik", "second"), ("Vale", "third"), ("Halden", "fourth"))
)
SIDECARS = (
    "tags: [Harbour, Trade]\n",
    "tags: [harbours]\n",
    "headline: A corrected headline\n",
    "date: 2021-05-06\nauthor: Nino Example\n",
    "source: Kura Post\n",
    "slug: pinned\n",
    "draft: true\n",
    "date: 2023\n",
    "tags: [[\n",
)
SETTINGS = (
    "",
    "title = 'Another title'\n[pages]\nlist = 2\nhome = 1\n",
    "[pages]\nlist = 3\n[tags]\nper_article = 2\n",
    "[tags]\nmin_articles = 2\n",
    "[tags.aliases]\nArmenia = 'Hayastan'\nHarbour = 'Trade'\n",
    "[tags.aliases]\nHarbour = 'harbours'\n",
    "[sources.kura]\nname = 'Kura Post'\ndate_order = 'mdy'\n",
    "[sources.kura]\ndrop = ['Armenian officials*']\nkeep = ['Follow the *']\n[sources.vale]\nname = 'kura post'\n",
    "[permalinks]\nascii = true\n[theme]\naccent = '#123456'\n",
    "base_url = 'https://archive.example.org/news/'\n",
    "title = [[\n",
)
TEMPLATES = (
    "<p>{{ view.span.count }}</p>\n",
    "<h1>{{ page.title }}</h1>\n",
    "{% include 'extra.html' ignore missing %}{{ page.title }}\n",
    "{{ nothing.of.the.kind }}\n",
    "{% if %}\n",
)

folders = st.sampled_from(("kura", "vale", "Vale!", "kura/2023", "kura/story_files"))
names = st.sampled_from((*(f"{number}.txt" for number in range(5)), "story.txt", "story.md", "story.html", ".hidden.txt"))


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Raw articles of a small world, in which headlines, days, people and places meet often."""
    paragraphs = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3))
    byline, date = draw(st.sampled_from(BYLINES)), draw(st.sampled_from(DATES))
    paragraphs[1:1] = draw(st.lists(st.sampled_from(PROMPTS), max_size=1))
    paragraphs += draw(st.lists(st.sampled_from(PROMPTS), max_size=2))
    return f"{draw(st.sampled_from(HEADLINES))}\n\n{byline}{date}\n\n" + "\n\n".join(paragraphs) + "\n"


class Interrupted(BaseException):
    """What stops a build in the middle, as Ctrl-C would."""


class Deeds:
    """Progress that remembers what a build did, and can stop it in the middle.

    did  (deed, name) of everything
    """

    def __init__(self, stop_after: int | None = None) -> None:
        self._left = stop_after
        self.all: set[tuple[Deed, str]] = set()

    def begin(self, _stage: str, _total: int) -> None:
        """Count as a step."""
        self._step()

    def advance(self, _steps: int) -> None:
        """Count as a step."""
        self._step()

    def did(self, deed: Deed, names: Collection[str]) -> None:
        """Remember it."""
        self.all.update((deed, name) for name in names)
        self._step()

    def of(self, deed: Deed) -> set[str]:
        """The names to which one thing was done."""
        return {name for each, name in self.all if each == deed}

    def _step(self) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise Interrupted


class Editing(RuleBasedStateMachine):
    """An archive that is edited.

    touched  what was changed since it was last built, relative to the archive, as a watcher would tell
    """

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="backfile-law-"))
        self.archive = self.base / "archive"
        self.touched: set[str] = set()

    @initialize()
    def begin(self) -> None:
        """Start from an empty archive."""
        (self.archive / "content").mkdir(parents=True)

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.base)

    def files(self, *suffixes: str) -> list[Path]:
        """All source files and sidecars there are, or those of some kinds."""
        found = sorted(path for path in (self.archive / "content").rglob("*") if path.is_file())
        return [path for path in found if path.suffix in suffixes] if suffixes else found

    def touch(self, *paths: Path) -> None:
        """Note what was changed."""
        self.touched.update(path.relative_to(self.archive).as_posix() for path in paths)

    def write(self, path: Path, text: str) -> None:
        """Write a file, making room for it."""
        for above in path.parents:
            if above.is_file():
                above.unlink()
                self.touch(above)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.touch(path)

    @rule(folder=folders, name=names, text=articles())
    def put(self, folder: str, name: str, text: str) -> None:
        """Add an article, or write over one."""
        self.write(self.archive / "content" / folder / name, text)

    @rule(which=st.integers(0, 99), body=st.sampled_from(BODIES))
    def add_a_paragraph(self, which: int, body: str) -> None:
        """Edit a body."""
        if files := self.files(".txt"):
            path = files[which % len(files)]
            self.write(path, path.read_text(encoding="utf-8") + f"\n{body}\n")

    @rule(folder=st.sampled_from(("kura", "vale")), prompt=st.sampled_from(PROMPTS), first=st.integers(0, 1))
    def publish_a_series(self, folder: str, prompt: str, first: int) -> None:
        """Let three stories that differ end in one line, or three of four: then it recurs, until one of them is edited."""
        for number in range(first, first + 3):
            text = f"Council {number}\n\n2{number}.01.23\n\n{SERIES[number]}\n\n{prompt}\n"
            self.write(self.archive / "content" / folder / f"series{number}.txt", text)

    @rule(folder=st.sampled_from(("kura", "vale")), number=st.integers(0, 3), prompt=st.sampled_from(("", *PROMPTS)))
    def edit_the_series(self, folder: str, number: int, prompt: str) -> None:
        """Let one of those stories end in another line, or in none."""
        path = self.archive / "content" / folder / f"series{number}.txt"
        if path.is_file():
            self.write(path, f"Council {number}\n\n2{number}.01.23\n\n{SERIES[number]}\n\n{prompt}\n")

    @rule(which=st.integers(0, 99), prompt=st.sampled_from(PROMPTS))
    def add_a_prompt(self, which: int, prompt: str) -> None:
        """Let a line that recurs stand in one article more."""
        if files := self.files(".txt"):
            path = files[which % len(files)]
            self.write(path, path.read_text(encoding="utf-8") + f"\n{prompt}\n")

    @rule(which=st.integers(0, 99))
    def take_out_the_last_line(self, which: int) -> None:
        """Let what recurs, or a paragraph, stand in one article less."""
        if files := self.files(".txt"):
            path = files[which % len(files)]
            self.write(path, path.read_text(encoding="utf-8").rstrip().rpartition("\n")[0] + "\n")

    @rule(
        which=st.integers(0, 99),
        above=st.booleans(),
        line=st.sampled_from(("Share on Facebook", "Share on Facebook Share on X")),
    )
    def add_a_button(self, which: int, line: str, *, above: bool) -> None:
        """Add a line that cleaning removes, which nothing but the page of what was removed shows."""
        if files := self.files(".txt"):
            path = files[which % len(files)]
            text = path.read_text(encoding="utf-8")
            self.write(path, f"{line}\n\n{text}" if above else f"{text}\n{line}\n")

    @rule(which=st.integers(0, 99))
    def add_white_space(self, which: int) -> None:
        """Edit what nobody sees."""
        if files := self.files(".txt"):
            path = files[which % len(files)]
            self.write(path, path.read_text(encoding="utf-8") + "\n\n")

    @rule(which=st.integers(0, 99))
    def save_without_change(self, which: int) -> None:
        """Write the same bytes again."""
        if files := self.files():
            path = files[which % len(files)]
            self.write(path, path.read_text(encoding="utf-8"))

    @rule(which=st.integers(0, 99))
    def delete(self, which: int) -> None:
        """Delete an article or a sidecar."""
        if files := self.files():
            path = files[which % len(files)]
            path.unlink()
            self.touch(path)

    @rule(which=st.integers(0, 99), folder=folders, name=names)
    def move(self, which: int, folder: str, name: str) -> None:
        """Move an article elsewhere, over whatever is there; its kind may change with its name."""
        if files := self.files(".txt", ".md", ".html"):
            path, target = files[which % len(files)], self.archive / "content" / folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            self.touch(path, target)

    @rule(name=st.sampled_from(("kura", "vale", "kura/2023")), to=st.sampled_from(("moved", "vale/within", "._kura")))
    def move_folder(self, name: str, to: str) -> None:
        """Rename an outlet, or move a folder into another, or out of sight."""
        source, new = self.archive / "content" / name, self.archive / "content" / to
        if source.is_dir() and not new.exists() and not new.is_relative_to(source):
            new.parent.mkdir(parents=True, exist_ok=True)
            source.rename(new)
            self.touch(source, new)

    @rule(which=st.integers(0, 99), text=st.sampled_from(SIDECARS), by_stem=st.booleans())
    def correct(self, which: int, text: str, *, by_stem: bool) -> None:
        """Write a sidecar, right or broken, for one file or for all of its stem."""
        if files := self.files(".txt", ".md", ".html"):
            path = files[which % len(files)]
            self.write(path.with_name(f"{path.stem if by_stem else path.name}.meta.yaml"), text)

    @rule(text=st.sampled_from(SETTINGS))
    def configure(self, text: str) -> None:
        """Change the configuration, to a wrong one as well."""
        self.write(self.archive / "backfile.toml", text)

    @rule(
        name=st.sampled_from(("tag.html", "day.html", "removed.html", "extra.html", "_list.html")),
        text=st.sampled_from(TEMPLATES),
    )
    def override(self, name: str, text: str) -> None:
        """Override a template, to a wrong one as well, or take the override back."""
        path = self.archive / "templates" / name
        if path.exists():
            path.unlink()
            self.touch(path)
        elif name != "_list.html":
            self.write(path, text)

    @rule(name=st.sampled_from(("robots.txt", "logo.txt", "press/logo.txt", "press")), text=st.text(max_size=5))
    def add_static(self, name: str, text: str) -> None:
        """Add or delete a static file; one of them would take the place of a page, two that of each other."""
        path = self.archive / "static" / name
        if path.is_dir():
            shutil.rmtree(path)
            self.touch(path)
        elif path.exists():
            path.unlink()
            self.touch(path)
        else:
            self.write(path, text)
