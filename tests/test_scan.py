"""Looking at an archive's files without opening any."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.read import kind_of
from generator.scan import Stat, scan
from tests.archives import Archive, unprivileged

Maker = Callable[..., Archive]


def test_files_are_found_at_any_depth(archive: Maker) -> None:
    """Text, HTML and Markdown are sources wherever they lie below content/, in the order of their paths."""
    made = archive({f"content/{path}": "x" for path in ("z.txt", "a/b/c/d/e.md", "a/f.html", "a/no extension", "B.TXT")})
    found = scan(made.root)
    assert found.sources == (
        "content/B.TXT",
        "content/a/b/c/d/e.md",
        "content/a/f.html",
        "content/a/no extension",
        "content/z.txt",
    )
    assert found.problems == ()


def test_what_is_no_article_is_passed_over_and_counted(archive: Maker) -> None:
    """Hidden, temporary and system files, and pictures, are counted by kind; hidden folders are not entered."""
    names = (".hidden", "a.txt~", "~$a.docx", "Thumbs.db", "a.tmp", "a.jpg", "b.mp4", ".git/config", "__MACOSX/a.txt")
    found = scan(archive({f"content/{name}": "x" for name in names}).root)
    assert found.sources == ()
    assert found.passed == {"passed over": 5, "media": 2}
    assert found.problems == ()


def test_an_unknown_kind_is_reported(archive: Maker) -> None:
    """A file that might hold articles is named, once."""
    (problem,) = scan(archive({"content/a.docx": "x"}).root).problems
    assert (problem.place, problem.severity) == ("content/a.docx", "warning")


def test_sidecars_belong_to_their_files(archive: Maker) -> None:
    """A sidecar is paired with the file beside it, and named where there is none."""
    made = archive(dict.fromkeys(("content/a.txt", "content/a.txt.meta.yaml", "content/b.txt.meta.yaml"), "x"))
    found = scan(made.root)
    assert found.sidecars == {"content/a.txt": "content/a.txt.meta.yaml"}
    (problem,) = found.problems
    assert (problem.place, problem.kind) == ("content/b.txt.meta.yaml", "sidecar without file")


def test_each_file_has_its_stat(archive: Maker) -> None:
    """Sources, sidecars and static files come with size, times and inode."""
    made = archive({"content/a.txt": "four", "content/a.txt.meta.yaml": "x: 1", "static/b/c.css": "c"})
    found = scan(made.root)
    assert set(found.stats) == {"content/a.txt", "content/a.txt.meta.yaml", "static/b/c.css"}
    real = (made.root / "content" / "a.txt").stat()
    assert found.stats["content/a.txt"] == Stat(4, real.st_mtime_ns, real.st_ctime_ns, real.st_ino)


def test_static_files_of_any_kind_are_taken(archive: Maker) -> None:
    """Below static/ pictures and unknown kinds are as good as others; hidden ones stay out."""
    made = archive({f"static/{name}": "x" for name in ("a.jpg", "b.woff2", "CNAME", ".DS_Store")})
    assert scan(made.root).static == ("static/CNAME", "static/a.jpg", "static/b.woff2")


def test_an_archive_without_anything(tmp_path: Path) -> None:
    """A folder with neither content/ nor static/ has nothing, and that is no error of the scan's."""
    found = scan(tmp_path)
    assert (found.sources, found.static, found.problems) == ((), (), ())


@pytest.mark.parametrize("target", [".", "..", "/", "nowhere", "a.txt"])
def test_links_are_not_followed(archive: Maker, target: str) -> None:
    """A symbolic link, in a circle, out of the archive or broken, is named and left."""
    made = archive({"content/a.txt": "x", "static/a.css": "x"})
    for folder in ("content", "static"):
        (made.root / folder / "link").symlink_to(target)
    found = scan(made.root)
    assert (found.sources, found.static) == (("content/a.txt",), ("static/a.css",))
    assert [problem.place for problem in found.problems] == ["content/link", "static/link"]
    assert {problem.kind for problem in found.problems} == {"symbolic link"}


def test_pipes_and_sockets_are_not_opened(archive: Maker) -> None:
    """A pipe would make a build wait for ever."""
    made = archive({"content/a.txt": "x"})
    os.mkfifo(made.root / "content" / "pipe.txt")
    assert scan(made.root).sources == ("content/a.txt",)


def test_a_name_that_is_no_utf8_is_named(archive: Maker) -> None:
    """Its bytes are spelled out, so that it can be found and renamed."""
    made = archive({"content/a.txt": "x"})
    Path(os.fsdecode(os.fsencode(made.root) + b"/content/caf\xe9.txt")).write_text("x")
    found = scan(made.root)
    assert found.sources == ("content/a.txt",)
    (problem,) = found.problems
    assert (problem.place, problem.severity) == (r"content/caf\xe9.txt", "error")


def test_a_folder_that_is_shut_is_named(archive: Maker) -> None:
    """It is an error of its own, and its neighbours are found."""
    made = archive({"content/a.txt": "x", "content/shut/b.txt": "x"})
    (made.root / "content" / "shut").chmod(0)
    done = made.run("build", "--json", preexec_fn=unprivileged())
    assert '"place": "content/shut"' in done.stdout
    assert '"articles": 1' in done.stdout


_NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\0"), min_size=1, max_size=12)
_TREES = st.dictionaries(
    _NAMES.filter(lambda name: name not in {".", ".."}), st.sampled_from(["", ".txt", ".md", ".jpg", "~"]), max_size=8
)


@settings(deadline=None, max_examples=50)
@given(_TREES)
def test_a_name_alone_decides(tree: dict[str, str]) -> None:
    """Law: each file below content/ is a source, is counted, or is reported, by its name, whatever script it is in."""
    with tempfile.TemporaryDirectory() as folder:
        names = {name + ending for name, ending in tree.items() if len((name + ending).encode()) < 255}
        made = Archive(Path(folder), {f"content/{name}": "x" for name in names})
        there = {path.name for path in (made.root / "content").iterdir()}
        found = scan(made.root)
        kinds = {name: kind_of(name) for name in there}
        assert set(found.sources) == {
            f"content/{name}" for name, kind in kinds.items() if kind in {"text", "html", "markdown"}
        }
        assert found.passed.total() == sum(kind in {"passed over", "media"} for kind in kinds.values())
        assert len(found.problems) == sum(kind in {"unknown", "sidecar"} for kind in kinds.values())
