"""A source file to its documents."""

import hashlib
import pickle
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.model import Declaration, Document
from generator.normal import normal
from generator.read import Read, read, unknown_kind


def problems_of(path: str, data: bytes, **options):
    """Return the problems that reading raises."""
    with pytest.raises(ContentError) as raised:
        read(path, data, **options)
    return raised.value.problems


def test_a_scraped_page_is_one_document():
    """Plain text comes as it stands, with its digest and encoding."""
    data = b"Menu\r\n\r\nBridge closed\r\n\r\n24.01.23 12:29\r\nIt will open in spring.\r\n"
    text = "Menu\n\nBridge closed\n\n24.01.23 12:29\nIt will open in spring.\n"
    document = Document("content/wire/a.txt", 0, "text", text, 1, hashlib.sha256(data).hexdigest(), "utf-8")
    assert read("content/wire/a.txt", data) == Read((document,))


def test_markdown_begins_after_its_front_matter():
    """The text is Markdown as written, its first line the one after the front matter."""
    (document,) = read("content/a.md", b"---\ntitle: Bridge\n---\n# Closed\n").documents
    assert (document.form, document.text, document.line) == ("markdown", "# Closed\n", 4)
    assert document.declared == (Declaration("front matter", "content/a.md:2", {"title": "Bridge"}),)


def test_html_is_kept_as_markup():
    """HTML is decoded as it declares, and never has front matter."""
    data = "---\n<meta charset=windows-1251><p>Мост</p>\n---".encode("cp1251")
    (document,) = read("content/a.html", data).documents
    assert (document.form, document.encoding, document.line) == ("html", "windows-1251", 1)
    assert document.text == "---\n<meta charset=windows-1251><p>Мост</p>\n---"
    assert document.declared == ()


def test_a_sidecar_speaks_before_the_file():
    """What a person wrote beside the file is the first declaration."""
    sidecar = ("content/a.meta.yaml", b"title: Right")
    (document,) = read("content/a.md", b"---\ntitle: Wrong\n---\n", sidecar=sidecar).documents
    assert [declared.origin for declared in document.declared] == ["sidecar", "front matter"]
    assert document.text == ""


def test_warnings_come_together():
    """Those of the sidecar and of the file are in one list."""
    sidecar = ("content/a.meta.yaml", b"titel: x")
    found = read("content/a.txt", "één ü".encode() + b"\xff", sidecar=sidecar)
    assert [problem.place for problem in found.problems] == ["content/a.meta.yaml:1", "content/a.txt:1"]


def test_errors_come_together():
    """A person mends the file and its sidecar in one go."""
    problems = problems_of("content/a.txt", b"", sidecar=("content/a.meta.yaml", b"- x"))
    assert [problem.place for problem in problems] == ["content/a.meta.yaml:1", "content/a.txt"]


def test_a_broken_sidecar_stops_its_file():
    """An article is not published without the corrections that somebody made to it."""
    problems = problems_of("content/a.txt", b"Words.", sidecar=("content/a.meta.yaml", b"x: ["))
    assert [problem.place for problem in problems] == ["content/a.meta.yaml:1"]


def test_a_large_file_is_refused():
    """A file over the limit is named with its size and the key that sets the limit."""
    (problem,) = problems_of("content/a.txt", b"x" * 101, limit=100)
    assert problem.kind == "too large"
    assert "101 bytes" in problem.fault
    assert "file_size" in problem.remedy
    assert read("content/a.txt", b"x" * 100, limit=100).documents


@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.meta.yaml", ".a.txt"])
def test_what_is_no_article_is_not_read(name):
    """A file of another kind is an error for whoever insists."""
    (problem,) = problems_of(f"content/{name}", b"words")
    assert (problem.kind, problem.severity) == ("unknown kind of file", "error")


def test_an_unknown_kind_is_a_warning():
    """The scanner can report a file that it has not opened."""
    assert str(unknown_kind("content/a.pdf")).startswith('content/a.pdf: is of a kind that is not read (".pdf"); ')
    assert unknown_kind("content/a.pdf").severity == "warning"


@pytest.mark.parametrize("name", ["two words.txt", "-rf.txt", "🗞️.md", "e\u0301.html", "x" * 251 + ".txt", "a'b\"c.txt"])
def test_a_name_may_be_odd(name):
    """Spaces, dashes, emoji, quotes, combining accents and 255 bytes are all names; the path stays as it is."""
    assert read(f"content/{name}", b"Words.").documents[0].path == f"content/{name}"


@given(st.sampled_from(["a.txt", "a.md", "a.html", "a"]), st.binary(max_size=200), st.none() | st.binary(max_size=60))
def test_any_bytes_are_read_or_an_error(name, data, sidecar):
    """Whatever lies in content/, reading gives documents in normal form or a ContentError."""
    try:
        found = read(f"content/{name}", data, sidecar=("content/a.meta.yaml", sidecar) if sidecar is not None else None)
    except ContentError:
        return
    assert all(document.text == normal(document.text) for document in found.documents)
    assert all(problem.severity == "warning" for problem in found.problems)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 # what crosses to a worker and back
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Read) == found


def test_a_build_without_files_to_read_imports_no_parser():
    """Names are told apart without the modules that decode and parse."""
    code = (
        "import sys, generator.read; generator.read.kind_of('a.txt'); "
        "print(*{'yaml', 'tomllib', 'chardet', 'hashlib', 'difflib', 'generator.read.decode'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


PAGES_IN = {
    "doctype": "<!doctype html><p>Мост</p>",
    "old doctype": '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n<html><p>Мост</p>',
    "root": "\n  <HTML lang=ru><p>Мост</p>",
    "after an XML declaration": '<?xml version="1.0" encoding="windows-1251"?>\n<!DOCTYPE html><p>Мост</p>',
    "after comments": "<!-- saved from e.org --> <!-- <p> -->\n<html><p>Мост</p>",
}


@pytest.mark.parametrize("name", ["story", "story.txt", "index.html.1", "story.html@id=3", "story.htm~1", "story.html "])
@pytest.mark.parametrize("begins", PAGES_IN)
def test_a_page_is_read_as_one_whatever_its_name(name, begins):
    """As web crawlers and browsers save them."""
    (document,) = read(f"content/{name}", PAGES_IN[begins].encode()).documents
    assert (document.form, document.text) == ("html", PAGES_IN[begins])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_page_without_a_name_may_begin_with_a_mark(encoding):
    """A byte-order mark, or none in UTF-16, hides no page."""
    (document,) = read("content/story", "<!doctype html><p>Bridge</p>".encode(encoding)).documents
    assert (document.form, document.text) == ("html", "<!doctype html><p>Bridge</p>")


def test_a_page_without_a_name_declares_its_encoding():
    """Its own word counts as it does in a file called .html."""
    page = "<html><meta charset=iso-8859-5><p>Мост</p>"
    (document,) = read("content/story", page.encode("iso-8859-5")).documents
    assert (document.form, document.encoding, document.text) == ("html", "iso8859-5", page)


@pytest.mark.parametrize("text", ["Of <html> and men", "<htmlx>", "<!-- open <html>", "<p>Words", "<!doctype wml>", "html"])
def test_text_with_tags_in_it_is_text(text):
    """Only what begins as a page does is one."""
    assert read("content/story", text.encode()).documents[0].form == "text"
