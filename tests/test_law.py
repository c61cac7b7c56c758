"""The law: after any edits, an incremental build leaves byte for byte what a clean build leaves, and does nothing else."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from generator import config, recipes
from generator.build import Builder, build
from generator.catalogue import schema
from generator.catalogue.heads import decode_head
from generator.errors import ConfigError
from generator.folders import Folders
from generator.read import pair
from generator.reading import folder_of
from generator.report import Report
from tests.editing import Deeds, Editing, Interrupted
from tests.trees import clean_build, difference, tree


class Law(Editing):
    """An archive that is edited, and built after each edit, by one builder that looks at what was touched alone."""

    def __init__(self) -> None:
        super().__init__()
        self.builder = Builder(Folders.of(self.archive), workers=1)
        self.known: dict[str, object] = {}
        self.whole = True

    @rule()
    def forget(self) -> None:
        """Delete the catalogue."""
        shutil.rmtree(self.archive / ".backfile", ignore_errors=True)
        self.known = {}

    @rule()
    def empty_the_site(self) -> None:
        """Delete all that a shell's `rm -r site/*` does: hidden files stay."""
        for path in (self.archive / "site").glob("[!.]*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    @rule()
    def look_at_everything(self) -> None:
        """Let the next build not go by what was touched."""
        self.whole = True

    @rule(steps=st.integers(0, 12))
    def stop_in_the_middle(self, steps: int) -> None:
        """Begin a build, and stop it after so many steps."""
        with suppress(Interrupted, ConfigError):
            build(self.archive, workers=1, progress=Deeds(stop_after=steps))
        self.known = {}

    @invariant()
    def incremental_is_clean(self) -> None:
        """The law; that only what differs was read, made and written; and that a second build finds nothing to do."""
        if not (self.archive / "content").is_dir():
            return
        before = tree(self.archive / "site")
        deeds = Deeds()
        try:
            report = self.builder.build(None if self.whole else self.touched, progress=deeds)
        except ConfigError as error:
            self.fails_alike(error)
            return
        after = tree(self.archive / "site")
        assert difference(after, clean_build(self.archive, self.base / "clean")) == []
        self.only_what_differs(deeds, before, after)
        self.nothing_is_left(report)
        self.touched, self.whole = set(), False

    def fails_alike(self, error: ConfigError) -> None:
        """A wrong setting or template stops a clean build as well, and what is in site/ is whole."""
        with pytest.raises(ConfigError) as clean:
            clean_build(self.archive, self.base / "clean")
        assert {problem.kind for problem in clean.value.problems} == {problem.kind for problem in error.problems}
        self.known = {}

    def only_what_differs(self, deeds: Deeds, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Each file was read because it is another, each page made because it is another, each file written likewise."""
        sources = self.sources()
        if self.known:
            assert deeds.of("read") == {path for path, inputs in sources.items() if self.known.get(path) != inputs}
        self.known = sources
        changed = {path for path in after if after[path] != before.get(path)}
        assert deeds.of("wrote") - {".backfile"} == changed - {".backfile"}
        assert deeds.of("deleted") - deeds.of("wrote") == before.keys() - after.keys()

    def sources(self) -> dict[str, object]:
        """Each source file with all that its article depends on: which of its lines recur, too."""
        recurring = recurring_of(self.archive)
        paths = [path.relative_to(self.archive).as_posix() for path in self.files()]
        shown = [path for path in paths if not any(part.startswith(".") for part in path.split("/"))]
        shown = [path for path in shown if not self.beside_a_page(path)]
        pairing = pair(shown)
        chosen = config.load(self.archive)

        def inputs(path: str) -> object:
            beside = pairing.of.get(path)
            sidecar = (self.archive / beside).read_bytes() if beside else None
            return (
                (self.archive / path).read_bytes(),
                beside,
                sidecar,
                recipes.reading(chosen, folder_of(path)),
                recurring.get(path),
            )

        return {path: inputs(path) for path in shown if not path.endswith(".meta.yaml")}

    def beside_a_page(self, path: str) -> bool:
        """Whether a file is in the folder that a browser keeps beside a saved page."""
        return any(
            above.name.endswith("_files") and above.with_name(f"{above.name[:-6]}.html").exists()
            for above in (self.archive / path).parents
        )

    def nothing_is_left(self, report: Report) -> None:
        """A build that looks at everything finds nothing that the one before did not."""
        again = build(self.archive, workers=1)
        assert (again.read, again.written, again.removed) == (0, 0, 0)
        assert again.problems == report.problems
        counts = ("articles", "undated", "sources", "pages")
        assert [getattr(again, name) for name in counts] == [getattr(report, name) for name in counts]
        assert again.kept == report.kept + report.written


def recurring_of(archive: Path) -> dict[str, tuple[str, ...]]:
    """The keys of the lines without which each source file was cleaned, because they recur."""
    connection = schema.connect(archive / ".backfile", readonly=True)
    rows = connection.execute("SELECT path, head FROM articles").fetchall()
    connection.close()
    return {path: decode_head(head).testimony.recurring for path, head in rows}


TestLaw = Law.TestCase
TestLaw.settings = settings(
    max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
