"""An HTML page as a flat run of blocks: paragraphs, headings, list items, cells, captions, as a reader meets them.

The walk is iterative and keeps a bounded number of inline tags open, so that neither the depth nor the size of a page
can exhaust the stack. Markup survives as a small, well-formed subset; it is not safe yet: `sanitise` makes it so.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

import msgspec

from generator.clean.bylines import authors_of
from generator.clean.datelines import DATE_LINE, date_in, is_set_apart
from generator.clean.scripts import width

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED: Final = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "object", "embed", "svg", "math",
     "canvas", "audio", "video", "button", "select", "textarea", "input", "option", "datalist", "dialog", "menu",
     "head", "map")
)  # fmt: skip
_BLOCK: Final = frozenset(
    ("html", "body", "main", "article", "section", "div", "header", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
     "li", "dl", "dt", "dd", "blockquote", "pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
     "figure", "figcaption", "form", "fieldset", "address", "center", "details", "summary", "hr", "hgroup")
)  # fmt: skip
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# These are the whole page, or the article itself: their names say too much.
_WHOLE: Final = frozenset(("html", "body", "main", "article"))
_BOXES: Final = frozenset(("body", "main", "article", "section", "div", "header", "form", "center", "td"))
_CELLS: Final = frozenset(("td", "th"))
_GROUPS: Final = frozenset(("ul", "ol", "dl", "table", "blockquote", "figure"))
_KINDS: Final = {
    "li": "li",
    "dt": "li",
    "dd": "li",
    "blockquote": "quote",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "caption": "caption",
}
# The word for an image that has no words of its own; and the sizes of images that only count readers.
_IMAGE: Final = "Image"
_PIXEL: Final = ("0", "1")

# Inline tags that survive, by the tag that stands for them.
_KEPT: Final = {
    "a": "a", "em": "em", "strong": "strong", "b": "b", "i": "i", "sub": "sub", "sup": "sup", "code": "code", "q": "q",
    "cite": "cite", "abbr": "abbr", "s": "s", "del": "del", "ins": "ins", "mark": "mark",
}  # fmt: skip
# Inline tags that may be open at once; more is never meant.
_DEEPEST_INLINE: Final = 8

# Names that sites give to the boxes around an article. A hint, no verdict: whole pages are called "has-sidebar".
_AROUND: Final = re.compile(
    r"(?:^|[\s_-])"
    r"(?:comments?|disqus|respond|share|sharing|social|related|recommend\w*|read-?more|more-?(?:news|stories|on)|most-?\w+|popular"
    r"|trending|promo\w*|side-?bar|footer|foot|nav\w*|menu|breadcrumbs?|advert\w*|ads?|banner|sponsor\w*|newsletter|subscri\w+"
    r"|sign-?up|paywall|cookie\w*|consent|gdpr|popup|modal|overlay|widget|toolbar|tags?|topics|tag-?list|author-?(?:bio|box|info)"
    r"|bio|byline|meta|outbrain|taboola|teaser\w*|login|search|skip|print-?only|pagination|pager|hidden|visually-?hidden|sr-only"
    r"|screen-reader\w*)(?=$|[\s_-])",
    re.IGNORECASE,
)
_BODY: Final = re.compile(
    r"(?:article|story|entry|post|news)[\s_-]?(?:body|content|text|main|copy|detail)|articlebody"
    r"|(?:^|[\s_-])(?:body-?(?:text|copy|content)|e-content|entry-content|wysiwyg|rich-?text)",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Place(msgspec.Struct, frozen=True):
    """Where in the page a block stands.

    kind     "p", "h1" to "h6", "li", "quote", "cell", "caption", "pre"
    group    number and tag of the list, table, quotation or figure that it is in; (0, "") for none
    row      number of its table row
    cell     number of the table cell that it is in
    box      number of the container that it is in, the same for the paragraphs of one article's text
    around   numbers of the boxes that it is in and that bear the names of what is around an article, the outermost first
    body     True inside something marked or named as an article's body
    article  True inside <article> or <main>
    top      True inside <header>
    """

    kind: str = "p"
    group: tuple[int, str] = (0, "")
    row: int = 0
    cell: int = 0
    box: int = 0
    around: tuple[int, ...] = ()
    body: bool = False
    article: bool = False
    top: bool = False


class Piece(msgspec.Struct, frozen=True):
    """One block of a page.

    html   its inline markup: text escaped, tags from a small set, well formed
    text   its words, white space collapsed
    width  the length of `text` in letters
    links  how many characters of `text` are inside links
    """

    place: Place
    html: str
    text: str
    width: float
    links: int


def pieces_of(root: _Element) -> list[Piece]:
    """The blocks of the page `root`, in order, without what no reader sees; links as they stand in the page."""
    # lxml is imported where the first page comes: it costs 45 ms.
    from lxml.etree import iterwalk

    writer = _Writer()
    places = [Place()]
    number = 0
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag in _BLOCK:
                writer.flush(places[-1])
                places.pop()
            elif tag in _KEPT:
                writer.close(element)
            writer.write(element.tail)
        elif tag in _SKIPPED or _is_hidden(element):
            walk.skip_subtree()
            places += [places[-1]] if tag in _BLOCK else []
        else:
            if tag in _BLOCK:
                number += 1
                writer.flush(places[-1])
                places.append(_place_inside(places[-1], element, tag, number))
            else:
                _inline(writer, element, tag, places[-1])
            writer.write(element.text)
    writer.flush(places[-1])
    return writer.pieces


def _inline(writer: _Writer, element: _Element, tag: str, place: Place) -> None:
    if tag in _KEPT:
        writer.open(element, _KEPT[tag])
    elif tag == "br":
        writer.line_break(element, place)
    elif tag == "img":
        writer.image(element)


def _is_hidden(element: _Element) -> bool:
    attributes = element.attrib
    return bool(attributes) and ("hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None)


def _place_inside(outer: Place, element: _Element, tag: str, number: int) -> Place:
    """The place of what stands directly in `element`, the `number`th block of the page, which stands in `outer`."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    named = len(names) > 1 and tag not in _WHOLE
    is_body = "articleBody" in (element.get("itemprop") or "") or (named and _BODY.search(names) is not None)
    return Place(
        _kind(outer, tag),
        (number, tag) if tag in _GROUPS else outer.group,
        number if tag == "tr" else outer.row,
        number if tag in _CELLS else outer.cell,
        number if tag in _BOXES else outer.box,
        (*outer.around, number) if named and not is_body and _AROUND.search(names) else outer.around,
        outer.body or is_body,
        outer.article or tag in ("article", "main"),
        outer.top or tag == "header",
    )


def _kind(outer: Place, tag: str) -> str:
    if tag in _HEADINGS or tag == "pre":
        return tag
    kind = _KINDS.get(tag)
    # A paragraph inside a list item or a quotation is still that; a list inside a cell is the cell's.
    return kind if kind and outer.kind != "cell" else outer.kind


def _is_date_line(raw: str) -> bool:
    text = " ".join(raw.split()) if len(raw) <= 2 * DATE_LINE else ""
    found = date_in(text)
    return found is not None and (found.alone or (authors_of(text) is not None and is_set_apart(text, found)))


class _Writer:
    """The block that is being written, and those that are done."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._html: list[str] = []
        self._text: list[str] = []
        self._open: list[tuple[_Element, str, str]] = []
        self._in_link = 0
        self._links = 0

    def write(self, text: str | None) -> None:
        """Add running text."""
        if text:
            self._text.append(text)
            self._html.append(escape(text, quote=False))
            if self._in_link:
                self._links += len(text.strip())

    def open(self, element: _Element, tag: str) -> None:
        """Open an inline tag, unless too many are open, or it is a link that leads nowhere."""
        start = f"<{tag}>"
        if tag == "a":
            self._in_link += 1
            link = element.get("href")
            start = f'<a href="{escape(link)}">' if link else ""
        if start and len(self._open) < _DEEPEST_INLINE:
            self._open.append((element, tag, start))
            self._html.append(start)

    def close(self, element: _Element) -> None:
        """Close the inline tag that `element` opened, if it did."""
        if element.tag == "a":
            self._in_link -= 1
        if self._open and self._open[-1][0] is element:
            self._html.append(f"</{self._open.pop()[1]}>")

    def line_break(self, element: _Element, place: Place) -> None:
        """One <br> is a space; two in a row end a paragraph, as old pages write them; and a date line stands for itself."""
        following = element.getnext()
        doubled = following is not None and following.tag == "br" and not (element.tail or "").strip()
        if doubled or _is_date_line("".join(self._text)) or _is_date_line(element.tail or ""):
            self.flush(place)
        else:
            self._text.append(" ")
            self._html.append(" ")

    def image(self, element: _Element) -> None:
        """An image becomes a link to it: a built page loads nothing from elsewhere."""
        source = element.get("data-src") or element.get("src") or ""
        counts_readers = element.get("width") in _PIXEL or element.get("height") in _PIXEL
        if source and not source.startswith("data:") and not self._open and not counts_readers:
            words = " ".join((element.get("alt") or "").split()) or _IMAGE
            self._html.append(f'<a href="{escape(source)}">{escape(words)}</a>')

    def flush(self, place: Place) -> None:
        """End the block at `place`; inline tags that are open go on in the next one."""
        text = " ".join("".join(self._text).split())
        if text or len(self._html) > len(self._open):
            html = "".join(self._html).strip() + "".join(f"</{tag}>" for _, tag, _ in reversed(self._open))
            if text or "<a href" in html:
                self.pieces.append(Piece(place, html, text, width(text), self._links))
        self._html, self._text, self._links = [start for _, _, start in self._open], [], 0
