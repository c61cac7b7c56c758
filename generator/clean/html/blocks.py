"""An HTML page as a flat run of blocks, and the boxes around them, each of which holds a stretch of that run.

Blocks are paragraphs, headings, list items, cells and captions, as a reader meets them.
The walk is iterative and keeps a bounded number of inline tags open, so that neither the depth nor the size of a page
can exhaust the stack. Markup survives as a small, well-formed subset; it is not safe yet: `sanitise` makes it so.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.clean.datelines import DATE_LINE, date_in, is_set_apart
from generator.clean.html.box_marks import UNSEEN, marked
from generator.clean.people.bylines import authors_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# Never the words of an article, or no words at all.
_SKIPPED: Final = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "iframe", "object", "embed", "svg", "math", "canvas",
     "audio", "video", "select", "textarea", "input", "option", "datalist", "dialog", "menu", "head", "map")
)  # fmt: skip
_BLOCK: Final = frozenset(
    ("html", "body", "main", "article", "section", "div", "header", "aside", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
     "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
     "figure", "figcaption", "form", "fieldset", "address", "center", "details", "summary", "hr", "hgroup", "button")
)  # fmt: skip
_CELLS: Final = frozenset(("td", "th"))
_GROUPS: Final = frozenset(("ul", "ol", "dl", "table", "blockquote", "figure"))
_KINDS: Final = {
    "li": "li", "dt": "li", "dd": "li", "blockquote": "quote", "td": "cell", "th": "cell", "figcaption": "caption",
    "caption": "caption", "pre": "pre", **{f"h{level}": f"h{level}" for level in range(1, 7)},
}  # fmt: skip
# A paragraph inside a list item or a quotation is still that; a list inside a cell is the cell's, a heading is not.
_IN_CELLS: Final = frozenset(("pre", "h1", "h2", "h3", "h4", "h5", "h6"))
# The word for an image that has no words of its own; and the sizes of images that only count readers.
_IMAGE: Final = "Image"
_PIXEL: Final = ("0", "1")

# Inline tags that survive.
_KEPT: Final = frozenset(
    ("a", "em", "strong", "b", "i", "sub", "sup", "code", "q", "cite", "abbr", "s", "del", "ins", "mark")
)
_BOLD: Final = frozenset(("strong", "b"))
# Inline tags that may be open at once; more is never meant.
_DEEPEST_INLINE: Final = 8
# Characters of a date line as the markup has it, with the white space that it may hold.
_LONGEST_DATE_LINE: Final = 2 * DATE_LINE

_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Place(NamedTuple):
    """Where in the page a block stands.

    box    number of the innermost box that it is in
    kind   "p", "h1" to "h6", "li", "quote", "cell", "caption", "pre"
    group  number and tag of the list, table, quotation or figure that it is in; (0, "") for none
    row    number of its table row
    cell   number of the table cell that it is in
    """

    box: int = 0
    kind: str = "p"
    group: tuple[int, str] = (0, "")
    row: int = 0
    cell: int = 0


class Piece(NamedTuple):
    """One block of a page.

    html    its inline markup: text escaped, tags from a small set, well formed
    text    its words, white space collapsed; "" for an image without words
    links   how many characters of `text` are inside links
    bold    how many are in bold type
    marks   what the inline tags in it are marked as, a bit a mark of `box_marks.MARKS`
    """

    place: Place
    html: str
    text: str
    links: int = 0
    bold: int = 0
    marks: int = 0


class Box:
    """An element that stands for itself on the page, from <html> down to a paragraph.

    outer     number of the box that it is in; the first, number 0, is the whole and is in itself
    marks     what it is marked as, a bit a mark of `box_marks.MARKS`
    likeness  a number that boxes share which are made alike: by tag and names, their own and those of the box around
    start     number of the first piece in it, where pieces are counted that have words
    stop      number of the first such piece behind it
    """

    __slots__ = ("likeness", "marks", "outer", "start", "stop")

    def __init__(self, outer: int, marks: int, likeness: int, start: int) -> None:
        self.outer = outer
        self.marks = marks
        self.likeness = likeness
        self.start = self.stop = start


class Blocks(NamedTuple):
    """The blocks of a page in order, and its boxes, each behind the one that it is in."""

    pieces: list[Piece]
    boxes: list[Box]


def blocks_of(root: _Element) -> Blocks:
    """The blocks of the page `root`; links as they stand in the page."""
    # lxml is imported where the first page comes: it costs 45 ms.
    from lxml.etree import iterwalk

    writer = _Writer()
    boxes = _Boxes()
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag in _BLOCK:
                writer.flush(boxes.place)
                boxes.leave(writer.worded)
            elif tag in _KEPT:
                writer.close(element, tag)
            text = element.tail
        elif tag in _SKIPPED:
            walk.skip_subtree()
            continue
        else:
            if tag in _BLOCK:
                writer.flush(boxes.place)
                boxes.enter(element, tag, writer.worded)
            else:
                _inline(writer, element, tag, boxes.place)
            text = element.text
        # Most text is the white space between blocks.
        if text and not (writer.is_empty and text.isspace()):
            writer.write(text)
    writer.flush(boxes.place)
    boxes.leave(writer.worded)
    return Blocks(writer.pieces, boxes.found)


def _inline(writer: _Writer, element: _Element, tag: str, place: Place) -> None:
    if tag in _KEPT:
        writer.open(element, tag)
    elif tag == "br":
        writer.line_break(element, place)
    elif tag == "img":
        writer.image(element)
    names = element.get("class")
    if names:
        writer.mark(marked(tag, names).marks)


def _is_unseen(element: _Element) -> bool:
    style = element.get("style")
    return (style is not None and _UNSEEN.search(style) is not None) or element.get("hidden") is not None


def _is_date_line(raw: str) -> bool:
    text = " ".join(raw.split()) if len(raw) <= _LONGEST_DATE_LINE else ""
    found = date_in(text)
    return found is not None and (found.alone or (authors_of(text) is not None and is_set_apart(text, found)))


class _Boxes:
    """The boxes that were entered, and those of them that are still open."""

    def __init__(self) -> None:
        self.found = [Box(0, 0, 0, 0)]
        self.place = Place()
        self._open: list[tuple[Place, str]] = [(self.place, "")]
        self._likenesses: dict[tuple[str, str], int] = {}

    def enter(self, element: _Element, tag: str, start: int) -> None:
        """Go into `element`; `start` pieces with words stand before it."""
        outer, outer_likeness = self._open[-1]
        get = element.get
        own = marked(tag, get("class", ""), get("itemprop") or get("id", ""), get("role", ""))
        number = len(self.found)
        likeness = self._likenesses.setdefault((outer_likeness, own.likeness), number)
        self.found.append(Box(outer.box, own.marks | UNSEEN if _is_unseen(element) else own.marks, likeness, start))
        kind = _KINDS.get(tag)
        self.place = Place(
            number,
            kind if kind and (outer.kind != "cell" or tag in _IN_CELLS) else outer.kind,
            (number, tag) if tag in _GROUPS else outer.group,
            number if tag == "tr" else outer.row,
            number if tag in _CELLS else outer.cell,
        )
        self._open.append((self.place, own.likeness))

    def leave(self, stop: int) -> None:
        """Go out of the innermost box; `stop` pieces with words are behind by now."""
        place, _ = self._open.pop()
        self.found[place.box].stop = stop
        if self._open:
            self.place = self._open[-1][0]


class _Writer:
    """The block that is being written, and those that are done."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.worded = 0
        self._html: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._open: list[tuple[_Element, str, str]] = []
        self._in_link = self._in_bold = 0
        self._links = self._bold = self._marks = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written yet in the block."""
        return not self._text

    def write(self, text: str) -> None:
        """Add running text."""
        self._text.append(text)
        self._length += len(text)
        self._html.append(escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text)
        if self._in_link:
            self._links += len(text.strip())
        if self._in_bold:
            self._bold += len(text.strip())

    def mark(self, marks: int) -> None:
        """Add what an inline tag is marked as."""
        self._marks |= marks

    def open(self, element: _Element, tag: str) -> None:
        """Open an inline tag, unless too many are open, or it is a link that leads nowhere."""
        start = f"<{tag}>"
        if tag == "a":
            self._in_link += 1
            link = element.get("href")
            start = f'<a href="{escape(link)}">' if link else ""
        elif tag in _BOLD:
            self._in_bold += 1
        if start and len(self._open) < _DEEPEST_INLINE:
            self._open.append((element, tag, start))
            self._html.append(start)

    def close(self, element: _Element, tag: str) -> None:
        """Close the inline tag that `element` opened, if it did."""
        if tag == "a":
            self._in_link -= 1
        elif tag in _BOLD:
            self._in_bold -= 1
        if self._open and self._open[-1][0] is element:
            self._html.append(f"</{self._open.pop()[1]}>")

    def line_break(self, element: _Element, place: Place) -> None:
        """One <br> is a space; two in a row end a paragraph, as old pages write them; and a date line stands for itself."""
        following = element.getnext()
        doubled = following is not None and following.tag == "br" and not (element.tail or "").strip()
        if doubled or self._ends_date_line() or _is_date_line(element.tail or ""):
            self.flush(place)
        else:
            self._text.append(" ")
            self._length += 1
            self._html.append(" ")

    def _ends_date_line(self) -> bool:
        """Whether the block so far is a date line. A long one is not even put together, or each <br> would read it again."""
        return self._length <= _LONGEST_DATE_LINE and _is_date_line("".join(self._text))

    def image(self, element: _Element) -> None:
        """An image becomes a link to it: a built page loads nothing from elsewhere."""
        source = element.get("data-src") or element.get("src") or ""
        counts_readers = element.get("width") in _PIXEL or element.get("height") in _PIXEL
        if source and not source.startswith("data:") and not self._open and not counts_readers:
            words = " ".join((element.get("alt") or "").split()) or _IMAGE
            self._html.append(f'<a href="{escape(source)}">{escape(words)}</a>')

    def flush(self, place: Place) -> None:
        """End the block at `place`; inline tags that are open go on in the next one."""
        if len(self._html) > len(self._open):
            text = " ".join("".join(self._text).split())
            html = "".join(self._html)
            if text or "<a href" in html:
                html = html.strip() + "".join([f"</{tag}>" for _, tag, _ in reversed(self._open)])
                self.pieces.append(Piece(place, html, text, self._links, self._bold, self._marks))
                self.worded += bool(text)
            self._html, self._text, self._length = [start for _, _, start in self._open], [], 0
        self._links = self._bold = self._marks = 0
