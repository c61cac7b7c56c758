"""Bad places, end to end: what may not be read or written, a full disk, and folders that are somebody else's."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.site import explain
from tests.archives import Archive, backfile, contents, stamps, story, unprivileged


def test_an_unreadable_file_and_folder_are_left_out(archive: Callable[..., Archive]) -> None:
    """What its permissions keep from us is named, and read when they change."""
    made = archive({"content/a.txt": story(), "content/b.txt": story("Shut"), "content/shut/c.txt": story("Shut too")})
    (made.root / "content" / "b.txt").chmod(0)
    (made.root / "content" / "shut").chmod(0)
    done = made.run("build", preexec_fn=unprivileged())
    assert done.returncode == 1
    assert "error: content/b.txt: can't be read (Permission denied); make it yours to read\n" in done.stderr
    assert "error: content/shut: can't be opened (Permission denied); make it yours to read\n" in done.stderr
    assert set(made.twins()) == {"content/a.txt"}
    (made.root / "content" / "b.txt").chmod(0o644)
    (made.root / "content" / "shut").chmod(0o755)
    assert made.run("build", preexec_fn=unprivileged()).returncode == 0
    assert len(made.twins()) == 3


def test_a_content_folder_that_is_shut_takes_nothing_away(archive: Callable[..., Archive]) -> None:
    """If content/ itself can't be opened its articles have not gone: the site stays as it is."""
    made = archive({"content/a.txt": story()})
    made.build()
    before = stamps(made.root / "site")
    (made.root / "content").chmod(0)
    done = made.run("build", preexec_fn=unprivileged())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "backfile: content/: can't be opened (Permission denied); make it yours to read\n"
    assert stamps(made.root / "site") == before


@pytest.mark.parametrize(
    ("shut", "said"),
    [
        (".", "backfile: .backfile/: can't be written (Permission denied); make the archive's folder yours to write to\n"),
        ("site", "backfile: site/: can't be written (Permission denied); make the folder yours to write to\n"),
        (
            ".backfile",
            "backfile: .backfile/: can't be written (Permission denied); make the archive's folder yours to write to\n",
        ),
        ("templates/home.html", "backfile: templates/home.html: can't be read (Permission denied); make it yours to read\n"),
        ("backfile.toml", "backfile: backfile.toml: can't be read (Permission denied); make it a file that you may read\n"),
    ],
)
def test_a_place_that_is_not_ours_is_named(archive: Callable[..., Archive], shut: str, said: str) -> None:
    """A read-only disk, or a file of somebody else's, is said in one line, and a build goes through once it is open."""
    made = archive({"content/a.txt": story(), "templates/home.html": "Home", "backfile.toml": ""})
    for folder in ("site", ".backfile") if shut != "." else ():
        (made.root / folder).mkdir()
    there = made.root / shut
    there.chmod(0 if there.is_file() else 0o555)
    done = made.run("build", preexec_fn=unprivileged())
    assert (done.stdout, done.stderr) == ("", said)
    assert done.returncode == (2 if there.is_file() else 1)
    there.chmod(0o755)
    assert made.run("build", preexec_fn=unprivileged()).returncode == 0


def test_an_unreadable_static_file_is_left_out(archive: Callable[..., Archive]) -> None:
    """A file of static/ that can't be read is an error of its own, not the build's."""
    made = archive({"content/a.txt": story(), "static/a.png": b"a", "static/b.png": b"b"})
    (made.root / "static" / "a.png").chmod(0)
    done = made.run("build", preexec_fn=unprivileged())
    assert done.returncode == 1
    assert "error: static/a.png: can't be read (Permission denied); make it yours to read\n" in done.stderr
    assert made.site()["b.png"] == b"b"
    (made.root / "static" / "a.png").chmod(0o644)
    assert made.run("build", preexec_fn=unprivileged()).returncode == 0
    assert made.site()["a.png"] == b"a"


def _no_file_beyond(size: int) -> Callable[[], None]:
    """For `preexec_fn`: writes fail beyond `size` bytes of a file, as they do on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1_000, "backfile: .backfile/catalogue.sqlite: can't be written (disk I/O error); see whether the disk is full"),
        (2_000_000, "backfile: site/: can't be written (File too large); "),
    ],
)
def test_a_full_disk_is_survived(archive: Callable[..., Archive], size: int, said: str) -> None:
    """When writing fails, in the catalogue or in the site, no half file is left, and the next build makes it good."""
    files = {"content/a.txt": story(), "static/film.bin": bytes(3_000_000)}
    made, clean = archive(files), archive(files)
    done = made.run("build", preexec_fn=_no_file_beyond(size))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    clean.build()
    whole = clean.site()
    assert all(whole[path] == data for path, data in made.site().items() if path != ".backfile")
    assert made.run("build").returncode == 0
    assert made.site() == whole


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "make room on the disk and build again"),
        (errno.EDQUOT, "make room in your quota and build again"),
        (errno.EROFS, "build on a disk that can be written to"),
    ],
)
def test_each_fault_of_a_disk_has_its_remedy(code: int, remedy: str) -> None:
    """What the system calls an error becomes what a person can do."""
    (problem,) = explain(OSError(code, os.strerror(code)), Path("archive/site")).problems
    assert (problem.place, problem.remedy) == ("site/", remedy)


def test_a_home_folder_is_refused_and_not_touched(archive: Callable[..., Archive]) -> None:
    """A site/ that holds what somebody else wrote is left exactly as it is."""
    made = archive({"content/a.txt": story(), "site/.profile": "x", "site/index.html": "mine", "site/photos/a.jpg": b"jpg"})
    before = stamps(made.root)
    done = made.run("build")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "backfile: site/: holds what backfile did not write (.profile, index.html, photos); "
        "move that elsewhere, or take another archive; an empty site/ is made ours\n"
    )
    assert stamps(made.root) == before


def test_what_others_put_into_our_site_is_left_alone(archive: Callable[..., Archive]) -> None:
    """Beside our pages a CNAME or a folder of a person's stays, through every build."""
    made = archive({"content/a.txt": story()})
    made.build()
    made.write("site/CNAME", "archive.example.org")
    made.write("site/notes/mine.html", "mine")
    made.write("content/a.txt", story("Another Headline Altogether"))
    made.build()
    made.build(clean=True)
    assert made.site()["CNAME"] == b"archive.example.org"
    assert made.site()["notes/mine.html"] == b"mine"


@pytest.mark.parametrize("state", [b"", b"SQLite format 3\0" + bytes(200), b"no database at all", bytes(100_000)])
def test_a_broken_catalogue_is_made_again(archive: Callable[..., Archive], state: bytes) -> None:
    """The catalogue is a cache: torn or overwritten, it costs time and nothing else."""
    made = archive({"content/a.txt": story()})
    made.build()
    before = contents(made.root / "site")
    made.write(".backfile/catalogue.sqlite", state)
    assert made.run("build").returncode == 0
    assert contents(made.root / "site") == before


def test_no_content_is_wrong_use(tmp_path: Path) -> None:
    """A folder without content/ is no archive: exit code 2, and nothing is made there."""
    done = backfile("build", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "backfile: .: has no content/ folder; make one and put articles in it, or run `backfile init`\n"
    assert list(tmp_path.iterdir()) == []
