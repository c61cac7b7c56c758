"""The guide says what the program does: every key, option and kind of problem, and examples that work."""

from __future__ import annotations

import argparse
import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator import config
from generator.clean import clean
from generator.clean.fields import NAMES
from generator.cli import main, make_parser
from generator.errors import Problem
from generator.read import FILE_SIZE, read
from generator.read.metadata import KNOWN_KEYS
from generator.read.sidecar import read_sidecar
from tests.docs_console import SESSIONS, replayed, timeless
from tests.docs_pages import CODE, DOCS, FENCE, PAGES, ROOT, Example, examples, first_codes, prose, rows, section

_LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")

# Links


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {_anchor(heading) for heading in headings}


def _anchor(heading: str) -> str:
    kept = (char for char in heading.lower() if char in " -_" or unicodedata.category(char)[0] in "LN")
    return "".join(kept).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_the_guide_leads_somewhere(page: Path) -> None:
    """A relative link names a file of the repository, and its anchor a heading there."""
    for first, second in _LINK.findall(prose(page)):
        target, _, anchor = (first or second).partition("#")
        if ":" in target:
            continue
        to = (page.parent / target).resolve() if target else page
        assert to.exists(), target
        assert not anchor or anchor in anchors(to), f"{target}#{anchor}"


def test_the_index_leads_to_every_page() -> None:
    """A page of the guide that index.md does not name would not be found."""
    linked = {first for first, _ in _LINK.findall(prose(DOCS / "index.md"))}
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= linked


# Configuration


def keys_of(struct: type[msgspec.Struct], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The path of each key that backfile.toml may have, with its default."""
    for field in msgspec.structs.fields(struct):
        if field.name == "sources":
            yield from keys_of(config.SourceSettings, "sources.FOLDER.")
        elif isinstance(field.default, msgspec.Struct):
            yield from keys_of(type(field.default), f"{field.name}.")
        else:
            made = field.default_factory
            yield f"{prefix}{field.name}", field.default if made is msgspec.NODEFAULT else made()


def test_the_configuration_page_has_every_key_with_its_default() -> None:
    """A key that is not on the page, or one that is no more, or another default, is a fault of the page."""
    told = {row[0].strip("`"): row[2] for row in rows(prose(DOCS / "configuration.md"))}
    expected = dict(keys_of(config.Config))
    assert told.keys() == expected.keys()
    for key, default in expected.items():
        said = None if told[key] == "not set" else tomllib.loads(f"x = {told[key].strip('`')}")["x"]
        assert said == (list(default) if isinstance(default, tuple) else default), key


@pytest.mark.parametrize("example", examples("toml"))
def test_examples_of_backfile_toml_are_valid(example: Example) -> None:
    """Every TOML example can be pasted into backfile.toml as it stands."""
    config.parse(example.text)


# Corrections


def test_the_overrides_page_has_every_key() -> None:
    """The table names each key of front matter and sidecars, with the names that mean the same in their order."""
    table = rows(section(DOCS / "overrides.md", "Every key"))
    told = {tuple(CODE.findall(f"{row[0]} {row[1]}")) for row in table}
    assert told == set(NAMES.values())
    assert {name for names in told for name in names} == set(KNOWN_KEYS)


def test_the_examples_in_the_table_of_keys_are_valid() -> None:
    """Each row's example is a sidecar that sets that key and is understood."""
    for row in rows(section(DOCS / "overrides.md", "Every key")):
        _check_sidecar(row[3].strip("`"))


@pytest.mark.parametrize("example", examples("yaml"))
def test_examples_of_sidecars_are_valid(example: Example) -> None:
    """Every YAML example is a sidecar without an unknown key or a wrong value."""
    _check_sidecar(example.text)


def _check_sidecar(text: str) -> None:
    declared, problems = read_sidecar("content/a/b.txt.meta.yaml", text.encode())
    assert problems == ()
    assert declared
    found = read(
        "content/a/b.txt", b"Word\n\nWords, and more of them.\n", sidecar=("content/a/b.txt.meta.yaml", text.encode())
    )
    met = clean(found.documents[0], folder="a", settings=config.SourceSettings()).problems
    assert [problem for problem in met if problem.kind not in ("no date", "no headline")] == []


@pytest.mark.parametrize("example", examples("markdown"))
def test_examples_of_front_matter_are_valid(example: Example) -> None:
    """Every Markdown example becomes an article, and nothing is wrong with it."""
    found = read("content/a/b.md", example.text.encode())
    cleaned = clean(found.documents[0], folder="a", settings=config.SourceSettings())
    assert (found.problems, cleaned.problems) == ((), ())
    assert cleaned.declared_tags
    assert cleaned.article.published


# Problems


def kinds_in(source: str) -> Iterator[str]:
    """The kinds of problem that a module makes: the fourth argument of whatever makes one."""
    makers = {"Problem", "_problem", "_error", "_add", "ContentError"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and len(node.args) > 3:
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            kind = node.args[3]
            if name in makers and isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                yield kind.value
            elif name in makers and isinstance(kind, ast.JoinedStr):
                yield from ("broken front matter", "broken sidecar")


def test_the_files_page_has_every_kind_of_problem() -> None:
    """Whatever a summary may count stands in the table with its remedy, and nothing else does."""
    made = {kind for path in (ROOT / "generator").rglob("*.py") for kind in kinds_in(path.read_text("utf-8"))}
    told = first_codes(section(DOCS / "files.md", "What can be wrong, and what to do"))
    assert sorted(told) == sorted(made)
    assert set(told) >= {"no date", "broken sidecar", "unreadable"}  # the search above has found some


def test_the_files_page_has_the_limit_of_a_file() -> None:
    """The default limit on the page is the program's."""
    assert f"{FILE_SIZE:,} bytes" in section(DOCS / "files.md", "Limits")


# Command line


def test_the_command_line_page_has_every_command_and_option() -> None:
    """Each command has a section, and that section every argument that the command takes."""
    commands = next(action for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, parser in commands.choices.items():
        text = section(DOCS / "command-line.md", f"backfile {name}")
        for action in parser._actions:
            told = action.option_strings[-1] if action.option_strings else str(action.metavar or action.dest).upper()
            assert action.dest == "help" or told in text, f"{name} {told}"


def test_a_problem_reads_as_the_guide_shows_it() -> None:
    """Place, fault and remedy stand in the order that the example has."""
    place = "content/herald/impossible.txt"
    remedy = f'add "date:" to {place}.meta.yaml'
    shown = Problem(f"{place}:3", 'date "31.02.23" does not exist', remedy, "impossible date", "warning")
    assert str(shown) in (DOCS / "files.md").read_text("utf-8")


@pytest.mark.parametrize("page", SESSIONS)
def test_console_examples_show_what_the_commands_say(page: str) -> None:
    """Run again, the examples print the same; where they don't, `python -m tests.docs_console` writes them anew."""
    assert timeless(replayed(page)) == timeless((DOCS / page).read_text("utf-8"))


def test_the_exit_code_of_a_wrong_setting_is_as_the_guide_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table of exit codes has backfile.toml at the code that it ends with, and the message begins as shown."""
    (tmp_path / "content").mkdir()
    (tmp_path / "backfile.toml").write_text('titel = "Herald"\n')
    code = main(["build", "--archive", str(tmp_path)])
    said = {row[0]: row[1] for row in rows(section(DOCS / "command-line.md", "Exit codes"))}
    assert [found for found, meaning in said.items() if "`backfile.toml`" in meaning] == [str(code)]
    shown = next(block for _, block in FENCE.findall((DOCS / "configuration.md").read_text("utf-8")) if "titel" in block)
    assert capsys.readouterr().err.startswith(shown.rstrip("\n …").rstrip(","))


# Getting started


def test_the_first_example_is_cleaned_as_the_guide_says() -> None:
    """The page dump in getting-started.md gives the headline, date and author that the page promises, and no junk."""
    text = (DOCS / "getting-started.md").read_text("utf-8")
    dump = next(block for language, block in FENCE.findall(text) if language == "text" and "Share" in block)
    cleaned = clean(
        read("content/harbour-herald/ferry.txt", dump.encode()).documents[0],
        folder="harbour-herald",
        settings=config.SourceSettings(),
    )
    found = cleaned.article
    assert (found.headline, found.authors) == ("New Ferry Makes Its First Crossing", ("Ines Caldwell",))
    assert found.published
    assert found.published.iso == "2023-03-14T09:40"
    assert (found.body.paragraphs[0][:13], found.body.paragraphs[-1][:13]) == ("The new ferry", "The timetable")
    assert len(found.body.paragraphs) == 4


def test_the_guide_names_no_module_that_is_gone() -> None:
    """Every file of ours that the architecture page names is there."""
    named = re.findall(r"`((?:generator/)?[a-z_]+(?:/[a-z_]+)*(?:\.py|/))`", (DOCS / "architecture.md").read_text("utf-8"))
    package = ROOT / "generator"
    for name in set(named) - {"content/", "static/", "site/"}:
        assert any((folder / name).exists() for folder in (ROOT, package)), name


def test_the_architecture_page_has_the_floors_that_are_checked() -> None:
    """The table of floors is that of import-linter, and has every module of the package."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    checked = [set(re.findall(r"\w+", layer)) for layer in layers]
    table = rows(section(DOCS / "architecture.md", "The floors"))
    told = [{name.removesuffix(".py").removesuffix("/") for name in CODE.findall(row[0])} for row in table]
    assert len(told) == len(checked)
    assert all(names <= floor for names, floor in zip(checked, told, strict=True))
    assert {path.stem for path in (ROOT / "generator").iterdir() if path.stem[0] not in "_."} <= set().union(*told)
