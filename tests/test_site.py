"""The output folder: every write is whole, only what is ours is deleted, and what is not ours is refused."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SiteError
from generator.site import BESIDE, HARMLESS, MARKER, Site, is_page
from tests.archives import contents, stamps


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that is ours."""
    made = Site(tmp_path / "site")
    made.claim()
    return made


def written(site: Site) -> dict[str, bytes]:
    """Return the files of a site, our marks left out."""
    return {path: data for path, data in contents(site.root).items() if path != MARKER}


def test_a_missing_folder_is_made_ours(tmp_path: Path) -> None:
    """Claiming makes the folder and leaves our mark in it."""
    made = Site(tmp_path / "deep" / "site")
    made.check()
    assert not made.is_ours()
    made.claim()
    assert made.is_ours()
    assert set(contents(made.root)) == {MARKER}


def test_what_counts_as_nothing_is_no_obstacle(tmp_path: Path) -> None:
    """An empty folder, or one that holds only what version control and systems put there, may be made ours."""
    for name in HARMLESS:
        (tmp_path / name).write_text("x")
    made = Site(tmp_path)
    made.check()
    made.claim()
    assert {(tmp_path / name).read_text() for name in HARMLESS} == {"x"}


@pytest.mark.parametrize("name", [".profile", "index.html", "2023/01/index.html", "a b"])
def test_what_others_wrote_is_refused(tmp_path: Path, name: str) -> None:
    """A folder with anything else in it is named and not made ours."""
    (tmp_path / "site" / name).parent.mkdir(parents=True)
    (tmp_path / "site" / name).write_text("x")
    with pytest.raises(SiteError, match=f"holds what backfile did not write \\({name.partition('/')[0]}\\)"):
        Site(tmp_path / "site").check()


def test_a_file_where_the_site_should_be(tmp_path: Path) -> None:
    """A file called site is an error and stays."""
    (tmp_path / "site").write_text("x")
    with pytest.raises(SiteError, match=r"site/: can't be written \(Not a directory\)"):
        Site(tmp_path / "site").check()
    assert (tmp_path / "site").read_text() == "x"


def test_equal_bytes_are_not_written(site: Site) -> None:
    """A file that is right already keeps its inode and its time."""
    assert site.write("2023/index.html", b"a")
    before = stamps(site.root / "2023")
    assert not site.write("2023/index.html", b"a")
    assert stamps(site.root / "2023") == before
    assert site.write("2023/index.html", b"b")


def test_a_reader_keeps_the_file_that_it_has_open(site: Site) -> None:
    """A file is replaced whole: who reads the old one reads it to its end."""
    site.write("index.html", b"old " * 100_000)
    with (site.root / "index.html").open("rb") as reader:
        half = reader.read(200_000)
        site.write("index.html", b"new")
        assert half + reader.read() == b"old " * 100_000
    assert (site.root / "index.html").read_bytes() == b"new"


def test_a_file_gives_way_to_a_folder_and_back(site: Site) -> None:
    """A tag called as another's page was needs a folder where a file stood."""
    site.write("tags/a", b"file")
    assert site.write("tags/a/index.html", b"folder")
    assert written(site) == {"tags/a/index.html": b"folder"}
    site.remove(["tags/a/index.html"])
    assert site.write("tags/a", b"file")
    assert written(site) == {"tags/a": b"file"}


def test_a_link_in_the_way_is_replaced_and_not_followed(site: Site, tmp_path: Path) -> None:
    """A symbolic link that stands where a page must be does not lead the write out of the site."""
    (tmp_path / "outside.txt").write_text("mine")
    (site.root / "index.html").symlink_to(tmp_path / "outside.txt")
    site.write("index.html", b"page")
    assert (tmp_path / "outside.txt").read_text() == "mine"
    assert not (site.root / "index.html").is_symlink()


def test_what_lies_behind_a_linked_folder_is_not_ours(site: Site, tmp_path: Path) -> None:
    """A folder that somebody has linked into the site is theirs: nothing in it is listed, so nothing in it is deleted."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "photo.jpg").write_bytes(b"jpg")
    (site.root / "assets").symlink_to(tmp_path / "shared", target_is_directory=True)
    (site.root / "2023").symlink_to(tmp_path / "shared", target_is_directory=True)
    assert set(site.ours()) == set()


def test_removing_leaves_no_empty_folder(site: Site) -> None:
    """Folders go with their last file; what is gone already is no error; neighbours stay."""
    for path in ("2023/01/a/index.html", "2023/01/b/index.html", "2023/02/c/index.html"):
        site.write(path, b"x")
    gone = site.remove(["2023/01/a/index.html", "2023/02/c/index.html", "2023/03/none.html"])
    assert gone == ["2023/02/c/index.html", "2023/01/a/index.html"]
    assert not (site.root / "2023" / "02").exists()
    assert not (site.root / "2023" / "01" / "a").exists()
    assert set(written(site)) == {"2023/01/b/index.html"}


def test_removing_never_takes_a_folder_of_others(site: Site) -> None:
    """A folder that stands where our file was is not deleted."""
    (site.root / "index.html").mkdir()
    (site.root / "index.html" / "mine").write_text("x")
    assert site.remove(["index.html"]) == []
    assert (site.root / "index.html" / "mine").read_text() == "x"


def test_half_written_files_are_swept(site: Site) -> None:
    """What a killed build left beside is gone with the next, and nothing else is."""
    site.write("index.html", b"x")
    (site.root / BESIDE).mkdir(exist_ok=True)
    (site.root / BESIDE / "1-1").write_text("half")
    site.sweep()
    assert set(contents(site.root)) == {"index.html", MARKER}


def test_ours_is_what_pages_and_static_files_may_be(site: Site) -> None:
    """Pages by their place, and static files by the names that the mark lists; nothing else in the folder is ours."""
    for path in ("index.html", "2023/01/index.html", "tags/a/index.html", "CNAME", "notes/a.html", "fonts/a.woff2"):
        site.write(path, b"x")
    site.mark({"fonts"})
    assert set(site.ours()) == {"index.html", "2023/01/index.html", "tags/a/index.html", "fonts/a.woff2"}


@pytest.mark.parametrize("data", [b"", b"no json", b"[]", b'{"static": 3}'])
def test_a_broken_mark_is_still_a_mark(site: Site, data: bytes) -> None:
    """Whatever the mark says, the folder that carries it is ours, and it is written anew."""
    (site.root / MARKER).write_bytes(data)
    assert site.is_ours()
    site.mark({"fonts"})
    site.write("fonts/a", b"x")
    assert set(site.ours()) == {"fonts/a"}


@pytest.mark.parametrize(
    "path", ["index.html", "2023/x", "tags/x", "feed.xml", ".backfile", "robots.txt", "assets/style.css"]
)
def test_pages_have_their_places(path: str) -> None:
    """A static file can't take the place of a page."""
    assert is_page(path)


@pytest.mark.parametrize(
    "path", ["CNAME", "20234/x", "tags.html", "indexXhtml", "photos/2023/index.html", "assets/logo.svg"]
)
def test_other_places_are_free(path: str) -> None:
    """Everything else is for static files."""
    assert not is_page(path)


_PATHS = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join)
_STEPS = st.lists(st.tuples(_PATHS, st.none() | st.binary(max_size=3)), max_size=12)


def _clears(path: str, other: str) -> bool:
    """Whether writing `path` takes the place of `other`: one is a folder of the other."""
    return path != other and (path.startswith(f"{other}/") or other.startswith(f"{path}/"))


@settings(deadline=None, max_examples=60)
@given(_STEPS)
def test_the_folder_is_what_was_written_last(steps: list[tuple[str, bytes | None]]) -> None:
    """Law: after any writes and removals the folder holds what a dictionary would, and no empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        model: dict[str, bytes] = {}
        for path, data in steps:
            if data is None:
                assert bool(site.remove([path])) == (path in model)
                model.pop(path, None)
            elif not any(other.startswith(f"{path}/") for other in model):  # a folder that is in use does not give way
                site.write(path, data)
                model = {other: kept for other, kept in model.items() if not _clears(path, other)} | {path: data}
        site.sweep()
        assert contents(Path(folder)) == model
        assert all(any(each.rglob("*")) for each in Path(folder).rglob("*") if each.is_dir())
