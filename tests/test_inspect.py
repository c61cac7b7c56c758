"""`backfile inspect`: each line's verdict with the reason, each field with the candidates that lost."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import PARAGRAPH, Archive, backfile, page, story
from tests.editing import SERIES
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


def taught(archive: Maker, *keep: str) -> Archive:
    """An archive with a line that recurs, one that nearly does, and settings that keep some; built."""
    ends = ("Follow the Kura Post, {} readers do", "Our work is paid for by those who read it")
    files = {f"content/kura/{n}.txt": story(f"Council {n}", body=f"{SERIES[n]}\n\n{ends[0].format(n)}") for n in range(4)}
    files |= {f"content/kura/{n}.txt": f"{files[f'content/kura/{n}.txt']}\n{ends[1]}\n" for n in range(2)}
    files["backfile.toml"] = f'[sources.kura]\nname = "Kura Post"\nkeep = {json.dumps(keep)}\n'
    made = archive(files)
    made.build(workers=1)
    return made


def test_inspect_goes_by_what_was_learned(archive: Maker) -> None:
    """A line that the last build found to recur is junk for that reason; without a build nothing is known."""
    made = taught(archive)

    def verdict() -> tuple[str, str]:
        (document,) = json.loads(made.run("inspect", "content/kura/0.txt", "--json").stdout)["documents"]
        (block,) = (block for block in document["blocks"] if block["text"].startswith("Follow"))
        return block["verdict"], block["reason"]

    assert verdict() == ("junk", "stands in other articles of this source as well")
    shutil.rmtree(made.root / ".backfile")
    assert verdict()[0] == "body"


@pytest.mark.parametrize("name", ["kura-post", "Kura Post", "KURA POST"])
def test_inspect_lists_what_was_learned_of_a_source(archive: Maker, name: str) -> None:
    """Each line that recurs with its counts and an example; on request those that nearly do."""
    made = taught(archive)
    done = made.run("inspect", "--source", name)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["articles", "stories", "verdict", "why", "example", "text"]
    assert re.fullmatch(r" +4 +4  junk +stands in .* content/kura/(\d)\.txt +Follow the Kura Post, \1 readers do", lines[1])
    assert lines[2:] == ["", "Kura Post, 4 articles: 1 line recurs (around 3 or more different stories)"]
    nearly = made.run("inspect", "--source", name, "--nearly").stdout.splitlines()
    assert re.fullmatch(r" +2 +2  body +.* content/kura/[01]\.txt +Our work is paid for by those who read it", nearly[2])
    assert nearly[-1].endswith("stories), 1 more nearly")


def test_inspect_says_which_lines_are_kept(archive: Maker) -> None:
    """A line that recurs and is pinned is listed as kept, with the reason."""
    (line,) = json.loads(taught(archive, "follow the *").run("inspect", "--source", "kura-post", "--json").stdout)["lines"]
    assert (line["recurs"], line["verdict"], line["reason"]) == (True, "body", 'named as "keep" in backfile.toml')


def test_inspect_of_an_example_that_has_changed(archive: Maker) -> None:
    """Words are read from the example, so where it is another one now that is said."""
    made = taught(archive)
    for number in range(4):
        made.write(f"content/kura/{number}.txt", story())
    (line,) = json.loads(made.run("inspect", "--source", "kura-post", "--json").stdout)["lines"]
    assert (line["text"], line["verdict"], line["reason"]) == ("", None, "the example has changed since the last build")
    for number in range(4):
        (made.root / f"content/kura/{number}.txt").unlink()
    assert " –  " in made.run("inspect", "--source", "kura-post").stdout


def test_inspect_of_a_source_fits_a_terminal(archive: Maker) -> None:
    """No line of the table is longer than the terminal is wide."""
    code, shown = on_terminal(["inspect", "--source", "kura-post"], taught(archive).root, columns=100)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).splitlines()
    assert code == 0
    assert all(len(line) <= 100 for line in plain)
    assert any("Follow the" in line for line in plain)


def test_inspect_of_no_source(archive: Maker) -> None:
    """An unknown name is told the nearest, or all there are; articles that name no source are listed under none."""
    made = taught(archive)
    done = made.run("inspect", "--source", "Cura Post")
    assert (done.returncode, done.stderr) == (
        1,
        'backfile: Cura Post: is no source of this archive; did you mean "Kura Post"?\n',
    )
    assert made.run("inspect", "--source", "xyz").stderr.endswith("it has Kura Post\n")
    made.write("content/a.txt", story())
    made.build(workers=1)
    assert made.run("inspect", "--source", "").stdout.startswith("no source, 1 article: no line recurs")
    shutil.rmtree(made.root / ".backfile")
    unbuilt = made.run("inspect", "--source", "kura-post")
    assert (unbuilt.returncode, unbuilt.stderr) == (
        1,
        "backfile: .: has not been built by this backfile; run `backfile build` first\n",
    )


@pytest.mark.parametrize("arguments", [(), ("content/kura/0.txt", "--source", "x"), ("content/kura/0.txt", "--nearly")])
def test_inspect_wants_one_thing(archive: Maker, arguments: tuple[str, ...]) -> None:
    """A file or a source: both, neither, or an option that goes with the other is wrong use."""
    done = archive({"content/kura/0.txt": story()}).run("inspect", *arguments)
    assert done.returncode == 2
    assert "error: " in done.stderr
