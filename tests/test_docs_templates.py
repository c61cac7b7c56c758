"""What a template may see and which addresses there are stands in the guide, all of it, and its examples build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from generator import config, words
from generator.build import build
from generator.pages import KINDS, article, dates, feeds, frame, home, lists, removed, sitemaps, things
from tests.docs_pages import DOCS, ROOT, examples, first_codes, prose, section

# Templates

VIEWS: set[type[msgspec.Struct]] = {
    struct
    for module in (article, dates, feeds, frame, home, lists, removed, sitemaps, things, words)
    for struct in vars(module).values()
    if isinstance(struct, type) and issubclass(struct, msgspec.Struct) and struct.__module__ == module.__name__
} - {lists.Part} | {config.Theme}
BY_NAME = sorted(VIEWS, key=lambda each: each.__name__)
RENAMED = {"Site": "site", "Page": "page", "Theme": "theme"}


@pytest.mark.parametrize("struct", BY_NAME, ids=[each.__name__ for each in BY_NAME])
def test_the_templates_page_has_every_field_of_what_a_template_may_see(struct: type[msgspec.Struct]) -> None:
    """The table under a struct's name has its fields, all of them and in their order."""
    name = struct.__name__
    told = first_codes(section(DOCS / "templates.md", RENAMED.get(name, name)))
    assert told == [field.name for field in msgspec.structs.fields(struct)]


def test_every_struct_inside_a_view_is_documented() -> None:
    """What a view's fields hold is on the page as well, however deep it lies."""
    reachable = {found for view in VIEWS for hint in get_type_hints(view).values() for found in _structs_in(hint)}
    assert reachable <= VIEWS


def _structs_in(hint: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for inner in get_args(hint):
        yield from _structs_in(inner)


def test_the_templates_page_has_every_template() -> None:
    """The table of templates names each that a page goes through, once."""
    used = {template for kind in KINDS.values() for template in kind.templates}
    told = first_codes(section(DOCS / "templates.md", "What a template may see"))
    assert sorted(told) == sorted(used)


def test_the_templates_page_has_every_block_of_the_frame() -> None:
    """The table of blocks is that of base.html, in its order."""
    blocks = re.findall(r"{%-? block (\w+)", (ROOT / "templates" / "base.html").read_text("utf-8"))
    assert first_codes(section(DOCS / "templates.md", "base.html and its blocks")) == list(dict.fromkeys(blocks))


_SAVED = re.compile(r"Save as `(templates/[^`]+)`:\n\n```jinja\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OVERRIDES = dict(_SAVED.findall((DOCS / "templates.md").read_text("utf-8")))
SHOWN = {
    "templates/404.html": ("404.html", "We could not find that page"),
    "templates/day.html": ("2023/03/14/index.html", '<ul class="headlines">'),
    "templates/robots.txt": ("robots.txt", "Disallow: /"),
}


def test_every_example_of_a_template_is_tried() -> None:
    """No example on the page goes without the test below."""
    assert OVERRIDES.keys() == SHOWN.keys()
    assert len(examples("jinja")) == len(SHOWN)


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_examples_of_templates_work(name: str, tmp_path: Path) -> None:
    """An archive with the example in templates/ builds, and its page shows the example's words."""
    _write_archive(tmp_path, {name: OVERRIDES[name]})
    build(tmp_path)
    path, words_of_it = SHOWN[name]
    page = (tmp_path / "site" / path).read_text("utf-8")
    assert words_of_it in page
    assert path != "2023/03/14/index.html" or "New Ferry" in page


def _write_archive(folder: Path, more: dict[str, str]) -> None:
    files = {"content/herald/a.md": "---\ntitle: New Ferry\ndate: 2023-03-14\n---\n\nIt came eight minutes early.\n", **more}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


# Permalinks


def test_the_permalinks_page_has_every_key_of_the_json_files(tmp_path: Path) -> None:
    """The table of keys is what an article's index.json holds, in its order."""
    _write_archive(tmp_path, {})
    build(tmp_path)
    record = msgspec.json.decode((tmp_path / "site/2023/03/14/new-ferry/index.json").read_bytes())
    assert first_codes(section(DOCS / "permalinks.md", "Keys of index.json")) == list(record)


def test_the_permalinks_page_has_every_sort_of_file(tmp_path: Path) -> None:
    """Each file of a site with everything in it has one of the shapes that the page lists."""
    files = {
        "content/a/b.txt": "Tide Table Found\n\nIt was in the attic of the harbour office all the time.\n",
        "content/a/c.md": "---\ntitle: Once\ndate: 2022-07\nauthor: Ana Roe\ntags: ferries\n---\n\nA ferry came late.\n",
        "content/a/d.md": "---\ntitle: Twice\ndate: 2021\nauthor: Ana Roe\ntags: ferries\n---\n\nA ferry came late.\n",
        "content/a/s.txt": "Share on Facebook\n\nFerry Shares Its Berth\n\n14.03.2023\n\nThe berth by the mill was shared by two ferries.\n",
        "content/a/e.md": "---\ntitle: Thrice\ndate: 2023-03-14\ntags: ferries\n---\n\nA ferry came late.\n",
        "static/logo.svg": "<svg/>",
        "backfile.toml": "[pages]\nlist = 1\n",
    }
    _write_archive(tmp_path, files)
    build(tmp_path)
    site = tmp_path / "site"
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {".backfile", "logo.svg"}
    shapes = [_shape(code) for code in first_codes(prose(DOCS / "permalinks.md")) if code.startswith("/")]
    assert [path for path in sorted(found) if not any(shape.fullmatch(f"/{path}") for shape in shapes)] == []


def _shape(code: str) -> re.Pattern[str]:
    """The pattern of a documented address: YYYY, MM and DD are digits, N a number, other capitals a name."""
    named = {"YYYY": r"\d{4}", "MM": r"\d\d", "DD": r"\d\d", "N": r"\d+", "SLUG": "[^/]+", "A": "[^/]", "EXT": r"\w+"}
    parts = re.split(r"\b(YYYY|MM|DD|N|SLUG|A|EXT)\b", code)
    pattern = "".join(named.get(part, re.escape(part)) for part in parts)
    return re.compile(pattern + ("index\\.html" if code.endswith("/") else ""))
