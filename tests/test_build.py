"""What a build writes when something changes: that, and nothing else."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import build
from tests.trees import difference, tree

STORY = """{headline}

{date}

{body}
"""
FIRST = "Mariam Example met Luka Sample in Gavar on Tuesday, the harbour ministry said in a statement."
SECOND = "The talks with Mariam Example go on next week in the Vale Corridor, officials in Gavar said."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three articles of one outlet, built."""
    folder = tmp_path / "content" / "kura"
    folder.mkdir(parents=True)
    for number, (headline, date) in enumerate(
        (("First Story", "24.01.23"), ("Second Story", "25.01.23"), ("Third Story", "02.03.22"))
    ):
        (folder / f"{number}.txt").write_text(STORY.format(headline=headline, date=date, body=f"{FIRST}\n\n{SECOND}"))
    build(tmp_path, workers=1)
    return tmp_path


def changed_by(archive: Path, edit: Callable[[], object]) -> set[str]:
    """Build after `edit`; the files of the site that were written or deleted."""
    before = {path: (archive / "site" / path).stat().st_mtime_ns for path in tree(archive / "site")}
    edit()
    build(archive, workers=1)
    after = {path: (archive / "site" / path).stat().st_mtime_ns for path in tree(archive / "site")}
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_nothing_changed_writes_nothing(archive: Path) -> None:
    """A second build reads no file and leaves every file of the archive as it is, its own state included."""
    before = {path: path.stat().st_mtime_ns for path in archive.rglob("*")}
    report = build(archive, workers=1)
    assert (report.read, report.written, report.removed) == (0, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in archive.rglob("*")} == before


def test_a_body_edit_writes_its_page_and_twins(archive: Path) -> None:
    """An edit below what lists show moves the article's own three files, and no list."""
    path = archive / "content/kura/0.txt"
    extra = " ".join(["And so it went on"] * 30)
    path.write_text(path.read_text() + f"\n{extra} in the end.\n")
    build(archive, workers=1)
    written = changed_by(archive, lambda: path.write_text(path.read_text().replace("in the end", "at last")))
    base = "2023/01/24/first-story"
    assert written == {f"{base}/index.html", f"{base}/index.json", f"{base}/original.txt"}


def test_a_touch_writes_nothing(archive: Path) -> None:
    """A file with new times and old content is read, and that is all."""
    assert changed_by(archive, lambda: os.utime(archive / "content/kura/0.txt")) == set()


def test_white_space_moves_the_original_and_its_digest(archive: Path) -> None:
    """White space at the end of a source file shows in the kept original, and where its SHA-256 stands."""
    path = archive / "content/kura/0.txt"
    written = changed_by(archive, lambda: path.write_text(path.read_text() + "\n\n"))
    base = "2023/01/24/first-story"
    assert written == {f"{base}/index.html", f"{base}/index.json", f"{base}/original.txt"}


def test_a_headline_edit_moves_its_lists_and_neighbours(archive: Path) -> None:
    """A headline shows in the lists that hold the article, on the pages beside it, and in feeds; elsewhere nothing moves."""
    path = archive / "content/kura/2.txt"
    written = changed_by(archive, lambda: path.write_text(path.read_text().replace("Third Story", "Third story")))
    assert "2022/03/02/index.html" in written
    assert "2023/01/24/first-story/index.html" in written  # it stands next to it by date
    assert not any(path.startswith("2023/01/25") for path in written)
    assert "2023/index.html" not in written


def test_an_added_article_leaves_other_times_alone(archive: Path) -> None:
    """A new article moves its own day, month and year, and no other."""
    story = STORY.format(headline="Fourth Story", date="26.01.23", body=FIRST)
    written = changed_by(archive, lambda: (archive / "content/kura/3.txt").write_text(story))
    assert {"2023/01/26/index.html", "2023/01/index.html", "2023/index.html", "index.html", "feed.xml"} <= written
    assert not any(path.startswith("2022/03") for path in written)
    assert "2023/01/24/index.html" not in written


def test_a_full_part_never_changes(archive: Path) -> None:
    """A list is cut from its oldest entry: what comes later leaves the parts before it as they are."""
    (archive / "backfile.toml").write_text("[pages]\nlist = 2\n")
    folder = archive / "content/kura"

    def add(number: int) -> None:
        (folder / f"day{number}.txt").write_text(
            STORY.format(headline=f"Noon {number}", date=f"24.01.23 12:{number:02}", body=FIRST)
        )

    for number in range(10, 15):
        add(number)
    build(archive, workers=1)
    written = changed_by(archive, lambda: add(20))
    parts = {path for path in written if path.startswith("2023/01/24/") and path.split("/")[3].isdecimal()}
    assert parts == {"2023/01/24/3/index.html", "2023/01/24/4/index.html"}  # the new one, and the one before it links to it
    assert (archive / "site/2023/01/24/1/index.html").exists()
    assert not {path for path in written if path.startswith(("tags/gavar/2023/1/", "sources/kura/2023/1/"))}


def test_a_deleted_article_takes_its_pages_along(archive: Path) -> None:
    """When the last article of a year goes, so do its page, its files, and the year."""
    (archive / "content/kura/2.txt").unlink()
    build(archive, workers=1)
    assert not (archive / "site/2022").exists()


def test_a_foreign_file_stays(archive: Path) -> None:
    """What we did not write is never deleted, whatever happens around it."""
    foreign = archive / "site/CNAME"
    foreign.write_text("archive.example.org\n")
    (archive / "content/kura/2.txt").unlink()
    build(archive, workers=1)
    build(archive, clean=True, workers=1)
    assert foreign.read_text() == "archive.example.org\n"


def test_equal_bytes_are_not_written_again(archive: Path) -> None:
    """A build that works everything out again writes nothing that stands there already."""
    report = build(archive, clean=True, workers=1)
    assert (report.written, report.removed) == (0, 0)


def test_losing_the_catalogue_costs_only_time(archive: Path) -> None:
    """With the catalogue gone and an article deleted meanwhile, the site still comes out as a clean build's."""
    for path in (archive / ".backfile").iterdir():
        path.unlink()
    (archive / "content/kura/2.txt").unlink()
    build(archive, workers=1)
    assert not (archive / "site/2022").exists()


def test_a_torn_catalogue_is_replaced(archive: Path) -> None:
    """A catalogue that is no database is thrown away, not reported."""
    before = tree(archive / "site")
    (archive / ".backfile/catalogue.sqlite").write_bytes(b"not a database, not at all" * 100)
    build(archive, workers=1)
    assert difference(before, tree(archive / "site")) == []


def test_a_rest_is_one_file(archive: Path) -> None:
    """Between builds the catalogue is one file, so that it can be copied, and a reader writes nothing."""
    assert sorted(path.name for path in (archive / ".backfile").iterdir()) == ["catalogue.sqlite", "lock"]
    with sqlite3.connect(archive / ".backfile/catalogue.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    connection.close()


def test_workers_make_no_difference(archive: Path) -> None:
    """One process or two: the same bytes."""
    alone = tree(archive / "site")
    build(archive, clean=True, workers=2)
    assert difference(alone, tree(archive / "site")) == []


def test_collisions_are_settled_by_the_path(archive: Path) -> None:
    """Two articles with one headline on one day: one keeps the bare permalink, whichever came first, and both are there."""
    story = STORY.format(headline="First Story", date="24.01.23", body=SECOND)
    (archive / "content/kura/other.txt").write_text(story)
    build(archive, workers=1)
    late = tree(archive / "site")
    build(archive, clean=True, workers=1)
    assert difference(late, tree(archive / "site")) == []
    twins = [
        json.loads(data)
        for path, data in late.items()
        if path.startswith("2023/01/24/first-story") and path.endswith(".json")
    ]
    assert sorted(twin["original"]["path"] for twin in twins) == ["content/kura/0.txt", "content/kura/other.txt"]
    assert len({twin["permalink"] for twin in twins}) == 2


def test_one_ambiguous_date_follows_the_others(archive: Path) -> None:
    """03.04.22 is settled by the unambiguous dates of its outlet, and says so; when they change, so does it."""
    folder = archive / "content/kura"
    (folder / "a.txt").write_text(STORY.format(headline="Odd Day", date="03.04.22", body=FIRST))
    build(archive, workers=1)
    assert (archive / "site/2022/04/03/odd-day/index.html").exists()
    for number in range(3):
        (folder / f"{number}.txt").write_text(STORY.format(headline=f"Story {number}", date="01/24/23", body=FIRST))
    build(archive, workers=1)
    assert (archive / "site/2022/03/04/odd-day/index.html").exists()
    assert not (archive / "site/2022/04").exists()
