"""`backfile build --verify`: the site beside a clean build of the same inputs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import build
from generator.errors import BackfileError
from generator.report import Difference
from generator.verification import verified
from tests.archives import Archive, story

Maker = Callable[..., Archive]


@pytest.fixture
def made(archive: Maker) -> Archive:
    """An archive that was built, and built again after an edit."""
    found = archive(
        {"content/kura/a.txt": story(), "content/kura/b.txt": story("Second Story"), "static/logo.svg": "<svg/>"}
    )
    found.build(workers=1)
    found.write("content/kura/b.txt", story("Another Story"))
    return found


def test_a_site_that_is_right(made: Archive) -> None:
    """It says so, and leaves nothing behind."""
    done = made.run("build", "--verify")
    assert done.returncode == 0
    assert "verified: every file of the site is what a clean build makes, byte for byte\n" in done.stdout
    assert {path.name for path in (made.root / ".backfile").iterdir()} == {"catalogue.sqlite", "lock"}


def test_a_site_that_is_not(made: Archive) -> None:
    """Each file that is missing, left over or different is named, and the exit code is 1; a file of others is not."""
    made.build(workers=1)
    site = made.root / "site"
    (site / "2023/index.html").unlink()
    (site / "index.html").write_text("x")
    made.write("site/2023/01/24/ghost/index.html", "boo")
    made.write("site/CNAME", "archive.example.org")
    done = made.run("build", "--verify")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "site/2023/01/24/ghost/index.html: is there, and a clean build does not make it",
        "site/2023/index.html: is missing, and a clean build makes it",
        "site/index.html: has other bytes than a clean build gives it",
    ]
    assert "not verified: 3 files are not as a clean build makes them" in done.stdout
    assert "CNAME" not in done.stderr


def test_as_json(made: Archive) -> None:
    """The differences are a list; without --verify there is none."""
    assert json.loads(made.run("build", "--json").stdout)["differences"] is None
    (made.root / "site/404.html").write_text("x")
    record = json.loads(made.run("build", "--verify", "--json").stdout)
    assert record["differences"] == [{"path": "404.html", "how": "different"}]


@pytest.mark.parametrize("path", ["content/kura/a.txt", "content/new.txt", "templates/day.html", "backfile.toml"])
def test_inputs_that_change_meanwhile(made: Archive, path: str) -> None:
    """Two sites that were made of different things are not compared."""
    report = made.build(workers=1)
    made.write(path, "title = 'x'" if path.endswith("toml") else story("A Third Story"))
    with pytest.raises(BackfileError, match="changed while the site was being verified"):
        verified(report, made.root, workers=1)


def test_what_a_killed_verification_left_is_deleted(made: Archive) -> None:
    """The folder beside is made anew each time."""
    report = made.build(workers=1)
    made.write(".backfile/verification/site/index.html", "left")
    assert verified(report, made.root, workers=1).differences == ()
    assert not (made.root / ".backfile/verification").exists()


def test_a_page_that_differs_in_length_or_in_one_byte(tmp_path: Path) -> None:
    """Every byte counts."""
    made = Archive(tmp_path, {"content/a.txt": story()})
    report = build(made.root, workers=1)
    page = made.root / "site/feed.xml"
    for data in (page.read_bytes() + b"\n", page.read_bytes()[:-2] + b" \n"):
        page.write_bytes(data)
        assert verified(report, made.root, workers=1).differences == (Difference("feed.xml", "different"),)
