"""Sanitised HTML: an allow-list, whatever comes in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.clean.sanitise import BLOCKS, INLINE, address, paragraphs_of, sanitised, shifted

ALLOWED = {
    "a": {"href", "rel", "id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
}


def assert_safe(html: str) -> None:
    """Every tag, attribute and address of `html`, as a browser's parser sees it, is on the allow-list."""
    if not html.strip():
        return
    root = etree.fromstring(f"<html><body>{html}</body></html>", etree.HTMLParser(huge_tree=True))
    for element in root.iter():
        if element.tag in ("html", "body"):
            continue
        assert element.tag in BLOCKS | INLINE | {"tbody"}
        for name, value in element.attrib.items():
            assert name in ALLOWED.get(element.tag, ())
            assert name != "href" or re.match(r"https?://|mailto:|#fn", value)
            assert name != "id" or re.fullmatch(r"fn(ref\d*)?-[\w-]+", value)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='java\tscript:alert(1)'>x</a>",
        "<a href='\x01javascript:alert(1)'>x</a>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=//e.org></iframe>",
        "<img src=x onerror=alert(1)>",
        "<a href='data:text/html,x'>x</a>",
        "<style>p{}</style>",
        "<p style='x' class='y' id='z'>a",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<a href='//e.org/x'>x</a>",
        "<base href='x'>",
        "<a href='http://[x'>x</a>",
        "<form action=x><input></form>",
        "<p id='fn:1'>x",
        "<a href='#top'>x</a>",
    ],
)
def test_attacks_leave_nothing_that_runs_or_loads(html: str) -> None:
    """Scripts, handlers, frames, styles and strange addresses do not survive."""
    for notes in (False, True):
        assert_safe(sanitised(html, notes=notes))


TAGS = st.sampled_from(
    ["p", "a", "script", "img", "div", "svg", "style", "b", "ul", "li", "table", "td", "math", "title", "noscript", "sup"]
)
NAMES = st.sampled_from(["href", "src", "onclick", "style", "id", "class", "alt", "colspan", "srcdoc", "xlink:href"])
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["javascript:x", "https://e.org/a", "#fn:1", "fn:1", "/rel", "mailto:a@e.org", '"><script>']),
)
ATTRIBUTES = st.lists(st.tuples(NAMES, VALUES).map(lambda pair: f'{pair[0]}="{pair[1]}"'), max_size=3).map(" ".join)
PIECES = st.one_of(st.builds("<{} {}>".format, TAGS, ATTRIBUTES), TAGS.map("</{}>".format), st.text(max_size=20))


@given(st.lists(PIECES, max_size=20).map("".join), st.booleans())
def test_any_html_is_safe_after_sanitising(html: str, notes: bool) -> None:
    """The law: parsed again, the result holds only what the allow-list names."""
    assert_safe(sanitised(html, notes=notes, base="https://e.org/a/"))


def test_links_are_resolved_against_the_page() -> None:
    """A relative link needs the page's address; without it, it is text."""
    assert 'href="https://e.org/b"' in sanitised('<a href="../b">x</a>', base="https://e.org/a/c")
    assert sanitised('<p><a href="../b">x</a></p>') == "<p>x</p>"


def test_links_to_strangers_endorse_nothing() -> None:
    """Every link bears rel against referrers, window handles and endorsement."""
    assert 'rel="nofollow noopener noreferrer"' in sanitised('<a href="https://e.org">x</a>')


def test_images_become_links() -> None:
    """A built page loads no remote image, and its words are kept."""
    html = sanitised('<p><img alt="The new ferry" src="https://e.org/f.jpg"></p>')
    assert "<img" not in html
    assert ">The new ferry</a>" in html


def test_headings_begin_at_two() -> None:
    """The highest heading of a body becomes h2, and the others keep their distance, down to h6."""
    assert shifted("<h1>a</h1><h3>b</h3><h6>c</h6>") == "<h2>a</h2><h4>b</h4><h6>c</h6>"
    assert shifted("<h4>a</h4>") == "<h2>a</h2>"


def test_addresses_have_three_schemes() -> None:
    """Only whole http, https and mailto addresses of sane length are links."""
    assert address("https://e.org/a b", None) == "https://e.org/ab"
    assert address("ftp://e.org", None) is None
    assert address("https:///path", None) is None
    assert address("https://e.org/" + "a" * 3000, None) is None


def test_paragraphs_are_those_of_the_html() -> None:
    """Each paragraph, heading, item, caption and row is one string, and footnote marks are none."""
    html = "<h2>A</h2><p>b<br>c</p><ul><li>d</li><li>e</li></ul><table><tr><td>f</td><td>g</td></tr></table>"
    html += "<p>h<sup><a href='#fn-1'>1</a></sup></p>"
    assert paragraphs_of(html) == ("A", "b c", "d", "e", "f | g", "h")
