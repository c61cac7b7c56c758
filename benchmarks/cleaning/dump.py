"""A page as the lines of its visible text, and lines as a page: what rules and other people's tools are given."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN: Final = frozenset(("head", "script", "style", "noscript", "template", "svg", "iframe", "select"))
_INSIDE_LINES: Final = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
     "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr")
)  # fmt: skip


def lines_of_text(text: str) -> list[str]:
    """The lines of `text` that are not blank."""
    return [line for raw in text.splitlines() if (line := raw.strip())]


def lines_of_html(html: str) -> list[str]:
    """The visible text of `html`, one line a block, white space collapsed."""
    from lxml import etree  # 45 ms, and text needs it not

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser) if html.strip() else None
    text = "".join(_pieces(root)) if root is not None else ""
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]


def _pieces(root: _Element) -> Iterator[str]:
    """The text of `root` in order, a line feed at either end of each block; without recursion, for pages nest deep."""
    from lxml import etree

    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        hides, breaks = element.tag in _UNSEEN, element.tag not in _INSIDE_LINES
        if event == "start":
            unseen += hides
            text = element.text
        else:
            unseen -= hides
            text = element.tail
        if breaks:
            yield "\n"
        if text and not unseen:
            yield " ".join(text.split("\n"))


def html_of(text: str) -> str:
    """`text` as the simplest page that a tool for pages can read: a paragraph for each line."""
    return f"<html><body>{''.join(f'<p>{escape(line)}</p>' for line in lines_of_text(text))}</body></html>"
