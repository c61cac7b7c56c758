"""`backfile inspect`: each line's verdict with the reason, each field with the candidates that lost."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import PARAGRAPH, Archive, backfile, page, story
from tests.terminals import on_terminal

Maker = Callable[..., Archive]

FORMS = {
    "content/wire/a.txt": f"Skip to the content\nAdvertisement\n\n{story()}\nSubscribe to our newsletter\n",
    "content/wire/b.html": page("A Saved Page"),
    "content/wire/c.md": f"---\nheadline: Of Markdown\ndate: 2023-01-24\ntags: [Ports]\n---\n\n{PARAGRAPH}\n",
}


@pytest.mark.parametrize("path", FORMS)
def test_inspect_shows_verdicts_and_candidates(archive: Maker, path: str) -> None:
    """Each line has a verdict and a reason, each field its candidates with what speaks for them, in full when piped."""
    made = archive(FORMS)
    done = made.run("inspect", path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["line", "verdict", "why", "text"]
    assert any(line.split()[1] == "body" and line.endswith(PARAGRAPH) for line in lines[1:])
    assert any(re.match(r"headline +✓  \w", line) for line in lines)
    assert any(re.match(r"published +✓  2023-01-24", line) for line in lines)
    assert lines[-1] == f"{path}, utf-8: would be in the archive"
    assert "\x1b" not in done.stdout
    assert not any(line.endswith(" ") for line in lines)


def test_inspect_tells_junk_from_body(archive: Maker) -> None:
    """A menu before the headline is junk, at its line."""
    made = archive(FORMS)
    lines = made.run("inspect", "content/wire/a.txt").stdout.splitlines()
    assert lines[1].split()[:2] == ["1", "junk"]
    assert lines[1].endswith("Skip to the content")
    assert lines[3].split()[:2] == ["4", "headline"]


@pytest.mark.parametrize("path", FORMS)
def test_inspect_as_json(archive: Maker, path: str) -> None:
    """`inspect --json` is one object with the blocks, the evidence and the article."""
    found = json.loads(archive(FORMS).run("inspect", path, "--json").stdout)
    assert (found["path"], found["encoding"], found["problems"]) == (path, "utf-8", [])
    (document,) = found["documents"]
    assert {"article", "blocks", "evidence", "declared_tags"} <= document.keys()
    assert document["article"]["published"]["iso"].startswith("2023-01-24")
    assert all({"line", "text", "verdict", "reason"} == block.keys() for block in document["blocks"])


def test_inspect_agrees_with_the_build(archive: Maker) -> None:
    """What it shows is what a build makes of the file: settings and sidecar count, from wherever it is called."""
    files = {
        **FORMS,
        "content/wire/a.txt.meta.yaml": "section: Ports\n",
        "backfile.toml": '[sources.wire]\nname = "The Wire"\n',
    }
    made = archive(files)
    made.build()
    twin = made.twins()["content/wire/a.txt"]
    for folder, path in ((made.root, "content/wire/a.txt"), (made.root.parent, made.root / "content" / "wire" / "a.txt")):
        (document,) = json.loads(backfile("inspect", str(path), "--json", cwd=folder).stdout)["documents"]
        article = document["article"]
        assert (article["headline"], article["source"], article["section"]) == (twin["headline"], "The Wire", "Ports")


def test_inspect_explains_a_file_that_is_left_out(archive: Maker) -> None:
    """Of a file that can't be read it shows why, and exits with 1; of a draft, that it is one."""
    made = archive({"content/a.txt": "", "content/b.md": f"---\nheadline: B\ndraft: true\n---\n\n{PARAGRAPH}\n"})
    done = made.run("inspect", "content/a.txt")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "error: content/a.txt: is empty; write something into it or delete it",
        "content/a.txt: would be left out of the archive",
    ]
    draft = made.run("inspect", "content/b.md")
    assert (draft.returncode, draft.stdout.splitlines()[-1]) == (
        0,
        "content/b.md, utf-8: is a draft, and stays out of the archive",
    )


def test_inspect_fits_a_terminal(archive: Maker) -> None:
    """On a terminal it is in colour, no line is longer than the terminal is wide, and no column is squeezed away."""
    made = archive({"content/wire/a.txt": story(body=f"{PARAGRAPH} " * 9)})
    code, shown = on_terminal(["inspect", "content/wire/a.txt"], made.root, columns=80)
    assert code == 0
    assert "\x1b[1;32m" in shown
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).splitlines()
    table = plain[: plain.index("")]
    assert all(len(line) <= 80 for line in table)
    assert table[0].split() == ["line", "verdict", "why", "text"]
    assert any(line.split()[:2] == ["1", "headline"] for line in table)
    assert any(line.endswith("…") for line in table)


def test_inspect_can_not_be_written_through(archive: Maker) -> None:
    """An article's own escapes and markup are shown and not obeyed."""
    made = archive(
        {"content/a.md": f'---\nheadline: "[bold]x[/bold] \\x1b[2J"\ndate: 2023-01-24\n---\n\n[red]{PARAGRAPH}[/red]\n'}
    )
    shown = made.run("inspect", "content/a.md").stdout
    assert "[bold]x[/bold]" in shown
    assert "\x1b" not in shown


def test_inspect_of_a_name_that_is_no_utf8(archive: Maker) -> None:
    """A name that an old system wrote is spelled out, in JSON and in the table."""
    made = archive()
    name = b"caf\xe9.txt"
    path = os.fsencode(made.root) + b"/content/" + name
    try:
        Path(os.fsdecode(path)).write_text(story(), "utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    done = made.run("inspect", os.fsdecode(b"content/" + name), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["path"] == "content/caf\\udce9.txt"
    assert found["documents"][0]["article"]["headline"] == "Harbour Reopens After The Storm"
    shown = made.run("inspect", os.fsdecode(b"content/" + name))
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "caf\\udce9.txt" in shown.stdout
