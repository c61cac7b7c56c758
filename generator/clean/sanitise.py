"""HTML of strangers made safe by nh3 against an allow-list, and read back as paragraphs.

Nothing that a browser loads, runs or styles survives; links go to http, https and mailto only. Footnotes are the one
thing that may bear an id, under a prefix of ours, so that no article can claim an id of the page around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

import nh3

BLOCKS: Final = frozenset(
    ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tfoot", "tr",
     "th", "td", "div", "figure", "figcaption", "pre", "hr", "dl", "dt", "dd")
)  # fmt: skip
INLINE: Final = frozenset(
    ("a", "em", "strong", "b", "i", "sub", "sup", "code", "q", "cite", "abbr", "s", "del", "ins", "mark", "small", "br")
)
_ATTRIBUTES: Final = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
_WITH_NOTES: Final = _ATTRIBUTES | {"a": {"href", "id"}, "li": {"id"}, "sup": {"id"}}
_SCHEMES: Final = frozenset(("http", "https", "mailto"))
# Links were chosen by whoever wrote the article: no referrer, no window handle, no endorsement.
_REL: Final = "nofollow noopener noreferrer"

# Python-Markdown's ids of footnotes and of the references to them ("fn:1", "fnref2:1").
_NOTE: Final = re.compile(r"#?(fn(?:ref\d*)?):([\w-]{1,40})")
# Browsers drop these from an address before they read its scheme.
_UNSEEN: Final = re.compile(r"[\s\x00-\x20\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_HEADING: Final = re.compile(r"(</?h)([1-6])\b", re.IGNORECASE)
_SMALL_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_LONGEST_ADDRESS: Final = 2000


def sanitised(html: str, *, notes: bool = False, base: str | None = None) -> str:
    """`html` with the allowed tags and attributes only; with `notes`, footnotes keep ids and links under a prefix.

    Relative links are resolved against `base`, the page's own address; without it they become plain text.
    """

    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name == "rel":  # nh3's own
            return value
        if name == "id":
            return _note_id(value)
        if name == "href":
            note = _note_id(value) if notes and value.startswith("#") else None
            return f"#{note}" if note else address(value, base)
        return value if _SMALL_NUMBER.fullmatch(value) else None  # colspan, rowspan, start

    found: str = nh3.clean(
        _IMAGE.sub(_link_to_image, html),
        tags=set(BLOCKS | INLINE),
        clean_content_tags={"script", "style", "template", "iframe", "object", "noscript", "svg", "math"},
        attributes=_WITH_NOTES if notes else _ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=set(_SCHEMES),
        strip_comments=True,
        link_rel=_REL,
    )
    return _LINKLESS.sub(r"\1", found)


def _link_to_image(match: re.Match[str]) -> str:
    """An image becomes a link to it: a built page loads nothing from elsewhere."""
    attributes = {name.lower(): value for name, value in _ATTRIBUTE.findall(match[0])}
    source, words = attributes.get("src", ""), " ".join(attributes.get("alt", "").split())
    return f'<a href="{source}">{words or "Image"}</a>' if source else words


_IMAGE: Final = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""\b(src|alt)="([^"<>]*)\"""", re.IGNORECASE)

# A link that lost its address is text; nh3 leaves its tag.
_LINKLESS: Final = re.compile(r"<a(?: rel=\"[^\"]*\")?>(.*?)</a>", re.DOTALL)


def address(value: str, base: str | None) -> str | None:
    """The absolute http, https or mailto address that `value` stands for on the page at `base`; None if it is none."""
    value = _UNSEEN.sub("", value)
    try:
        whole = urljoin(base, value) if base else value
        parts = urlsplit(whole)
    except ValueError:  # "http://[half an address"
        return None
    if parts.scheme not in _SCHEMES or len(whole) > _LONGEST_ADDRESS:
        return None
    return whole if parts.netloc or parts.scheme == "mailto" else None


def shifted(html: str) -> str:
    """`html` with its headings moved so that the highest is h2: the page's h1 is the headline."""
    levels = [int(match[2]) for match in _HEADING.finditer(html)]
    shift = 2 - min(levels, default=2)
    if shift == 0:
        return html
    return _HEADING.sub(lambda match: f"{match[1]}{max(2, min(6, int(match[2]) + shift))}", html)


def _note_id(value: str) -> str | None:
    found = _NOTE.fullmatch(value)
    return f"{found[1]}-{found[2]}" if found else None


_PARAGRAPH: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "tr", "figcaption", "caption", "pre", "dt", "dd", "div")
)
_CELL: Final = frozenset(("td", "th"))


def paragraphs_of(html: str) -> tuple[str, ...]:
    """The words of sanitised `html`: a string a paragraph, heading, list item, caption or table row.

    The cells of a row are set apart by " | "; the numbers and arrows that link to footnotes and back are left out.
    """
    return tuple(text for piece in _pieces(html) if (text := " ".join(piece.split()).removesuffix(" |").strip()))


def _pieces(html: str) -> Iterator[str]:
    # lxml is imported where the first document with markup comes: it costs 45 ms.
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    root = etree.fromstring(f"<body>{html}</body>".encode(), parser) if html.strip() else None
    if root is None:
        return
    piece: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in _PARAGRAPH:
            yield "".join(piece)
            piece = []
        elif event == "end" and tag in _CELL:
            piece.append(" | ")
        elif event == "end" and tag == "br":
            piece.append(" ")
        if event == "start" and tag == "a" and element.get("href", "").startswith("#"):
            walk.skip_subtree()
        else:
            piece.append((element.text if event == "start" else element.tail) or "")
    yield "".join(piece)
