"""Edits after which an incremental build once differed, or might have differed, from a clean one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.build import build
from generator.errors import ConfigError
from tests.editing import Deeds
from tests.trees import clean_build, difference, tree

BODY = "Mariam Example met Luka Sample in Gavar on Tuesday, the harbour ministry said in a statement."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of one article, not yet built."""
    folder = tmp_path / "archive"
    put(folder, "a.txt", "First Story", "24.01.23")
    return folder


def put(archive: Path, name: str, headline: str, line: str, **fields: object) -> None:
    """Write an article into content/kura, with a sidecar that says `fields`."""
    path = archive / "content/kura" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{headline}\n\n{line}\n\n{BODY}\n", encoding="utf-8")
    if fields:
        path.with_name(f"{name}.meta.yaml").write_text(json.dumps(fields), encoding="utf-8")


def converges(archive: Path) -> dict[str, bytes]:
    """Build, compare with a clean build, and return the site."""
    build(archive, workers=1)
    site = tree(archive / "site")
    assert difference(site, clean_build(archive, archive.with_name("clean"))) == []
    return site


def test_a_template_that_changes_in_one_process(archive: Path) -> None:
    """A process that builds twice, as a watch does, does not go by the templates of the first time."""
    build(archive, workers=1)
    (archive / "templates").mkdir()
    for words in ("one", "two"):
        (archive / "templates/day.html").write_text(f"<p>{words}</p>\n")
        assert converges(archive)["2023/01/24/index.html"] == f"<p>{words}</p>\n".encode()


@pytest.mark.parametrize(
    "statement",
    [
        "{% include 'x.html' if true else 'y.html' %}",
        "{% include './x.html' %}",
        "{%+ include 'x.html' %}",
        "{% include 'x' ~ '.html' %}",
    ],
)
def test_a_template_behind_a_template(archive: Path, statement: str) -> None:
    """A page follows every template that goes into it, however it is named."""
    (archive / "templates").mkdir()
    (archive / "templates/day.html").write_text(statement)
    for words in ("one", "two"):
        (archive / "templates/x.html").write_text(words)
        build(archive, workers=1)
        assert (archive / "site/2023/01/24/index.html").read_text() == words


def test_a_template_that_extends_the_one_it_overrides(archive: Path) -> None:
    """`theme/NAME` is the theme's own template, so that one block of base.html can be changed alone."""
    (archive / "templates").mkdir()
    (archive / "templates/base.html").write_text('{% extends "theme/base.html" %}{% block footer %}mine{% endblock %}')
    assert b"mine" in converges(archive)["index.html"]


def test_one_tag_too_many_for_one_index(archive: Path) -> None:
    """When the 501st tag comes, the pages by initial come with it; when it goes, they go."""
    for number in range(50):
        put(archive, f"{number}.txt", f"Story {number}", "24.01.23", tags=[f"{chr(97 + tag)}{number}" for tag in range(8)])
    for number in range(50, 62):
        put(archive, f"{number}.txt", f"Story {number}", "24.01.23", tags=[f"{chr(104 + tag)}{number}" for tag in range(8)])
    before = converges(archive)
    assert not any(path.startswith("tags/a-z/") for path in before)
    extra = archive / "content/kura/extra.txt"
    put(archive, extra.name, "Extra Story", "25.01.23", tags=["q901", "q902", "q903", "q904", "q905", "q906", "q907"])
    after = converges(archive)
    assert {"tags/a-z/a/index.html", "tags/a-z/q/index.html"} <= set(after)
    extra.unlink()
    extra.with_name("extra.txt.meta.yaml").unlink()
    assert not any(path.startswith("tags/a-z/") for path in converges(archive))


def test_static_files_that_go(archive: Path) -> None:
    """A folder of static/ that is deleted is gone from the site, also when the catalogue went with it."""
    (archive / "static/foo").mkdir(parents=True)
    (archive / "static/foo/x.txt").write_text("x")
    assert "foo/x.txt" in converges(archive)
    shutil.rmtree(archive / "static")
    build(archive, clean=True, workers=1)
    assert "foo/x.txt" not in converges(archive)


def test_a_static_folder_that_becomes_a_file(archive: Path) -> None:
    """A folder gives way to a file of its name, and the reverse, with and without the catalogue."""
    target = archive / "static/foo"
    for forget in (False, True):
        shutil.rmtree(archive / "static", ignore_errors=True)
        target.mkdir(parents=True)
        (target / "bar").write_text("x")
        assert "foo/bar" in converges(archive)
        shutil.rmtree(target)
        target.write_text("y")
        if forget:
            shutil.rmtree(archive / ".backfile")
        assert converges(archive)["foo"] == b"y"


@pytest.mark.parametrize("name", ["2023", "tags", "assets", "undated", "sitemaps", "index.html"])
def test_a_static_file_where_pages_are(archive: Path, name: str) -> None:
    """It is left out and reported, and the pages are there."""
    (archive / "static").mkdir()
    (archive / "static" / name).write_text("x")
    (problem,) = build(archive, workers=1).errors
    assert problem.place == f"static/{name}"
    assert (archive / "site/2023/01/24/first-story/index.html").exists()


def test_a_slug_that_looks_like_a_suffixed_one(archive: Path) -> None:
    """No headline and no pinned slug takes the permalink of an article that was told apart by a digest."""
    put(archive, "b.txt", "First Story", "24.01.23")
    suffixed = next(path.split("/")[3] for path in converges(archive) if "first-story--" in path)
    put(archive, "c.txt", suffixed.replace("-", " "), "24.01.23")
    put(archive, "d.txt", "Pinned Story", "24.01.23", slug=suffixed)
    site = converges(archive)
    twins = [json.loads(data) for path, data in site.items() if path.endswith("/index.json")]
    assert len({twin["permalink"] for twin in twins}) == len(twins) == 4


def test_what_no_smaller_period_lists(archive: Path) -> None:
    """On a year, month or tag too long for one page, what has no month, day or date is listed all the same."""
    (archive / "backfile.toml").write_text("[pages]\nlist = 3\nhome = 2\n")
    for number in range(5):
        put(archive, f"{number}.txt", f"Story {number}", f"2{number}.01.23", tags=["Ferry"])
    put(archive, "year.txt", "Some Year", "x", date="2023", tags=["Ferry"])
    put(archive, "month.txt", "Some Month", "x", date="2023-01", tags=["Ferry"])
    put(archive, "never.txt", "Some Time", "x", tags=["Ferry"])
    site = converges(archive)
    assert b"Some Year" in site["2023/index.html"]
    assert b"Some Month" in site["2023/01/index.html"]
    assert b"Some Time" in site["tags/ferry/index.html"]
    assert b"Some Time" in site["undated/index.html"]


def test_a_colour_is_looked_at_by_the_style_sheet_alone(archive: Path) -> None:
    """An option of the theme concerns the pages whose templates name it, or may name any."""

    def made_by(options: str) -> set[str]:
        (archive / "backfile.toml").write_text(f"[theme]\n{options}\n")
        deeds = Deeds()
        build(archive, workers=1, progress=deeds)
        assert difference(tree(archive / "site"), clean_build(archive, archive.with_name("clean"))) == []
        return deeds.of("made")

    build(archive, workers=1)
    assert made_by("accent = '#112233'") == {"style"}
    assert {"home", "day 2023-01-24"} <= made_by("accent = '#112233'\nfooter = 'Ours'")
    (archive / "templates").mkdir()
    for template in ("{% set s = site %}{{ s.theme.accent }}", "{{ site['theme'].accent }}", "{{ site.theme['accent'] }}"):
        (archive / "templates/day.html").write_text(template)
        made_by("accent = '#112233'")
        assert made_by("accent = '#332211'") == {"style", "day 2023-01-24"}


def test_a_field_that_a_view_does_not_have(archive: Path) -> None:
    """The message calls the view by the name that the guide gives it."""
    (archive / "templates").mkdir()
    (archive / "templates/day.html").write_text("\n{{ view.nope }}")
    with pytest.raises(ConfigError, match=r"templates/day\.html:2: ListView has no field 'nope'"):
        build(archive, workers=1)


def test_parts_of_what_has_no_date(archive: Path) -> None:
    """Undated articles are never called newest or oldest, and each stands in one part."""
    (archive / "backfile.toml").write_text("[pages]\nlist = 2\nhome = 1\n")
    for number in range(7):
        put(archive, f"u{number}.txt", f"Undated Story {number}", "x")
    site = converges(archive)
    pages = {path: data for path, data in site.items() if path.startswith("undated/") and path.count("/") == 2}
    parts = [data for path, data in pages.items() if path.split("/")[1].isdigit()]
    assert len(parts) == 4
    assert all(sum(f">Undated Story {number}<".encode() in data for data in parts) == 1 for number in range(7))
    shown = site["undated/index.html"] + b"".join(parts)
    assert not any(word in shown for word in (b"newest", b"oldest", b"Older", b"Newer"))
