"""HTML: the markup's declarations, and the stretch of the page that is its article, as clean HTML and as paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Final

import msgspec

from generator.clean.blocks import Piece, pieces_of
from generator.clean.bylines import authors_of
from generator.clean.extraction import Extraction
from generator.clean.forms import is_prose, junk_reason
from generator.clean.junk import Named
from generator.clean.lines import Line, is_ended
from generator.clean.markup import declared_in
from generator.clean.page_head import Judged, head_claims, with_head
from generator.clean.region import heaviest_run, weight
from generator.clean.sanitise import paragraphs_of, sanitised, shifted
from generator.config import SourceSettings
from generator.model import Block, Body, Document, Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element

# A block is links, not text, if this share of its characters is inside links.
_LINKED: Final = 0.6
# What speaks for a block, or against it, in letters beside its width.
_IN_BODY: Final = 60
_IN_ARTICLE: Final = 20
_AROUND: Final = -150
_OF_LINKS: Final = -120
_LEAST: Final = -60
# Items, cells and sub-headings are short by nature, so that without links their shortness says little.
_LEAST_SHORT: Final = -10
# A box that holds more than this share of a page's prose is the article's, whatever it is named.
_MISNAMED: Final = 0.3
_LONGEST_BYLINE: Final = 120

_TAG: Final = re.compile(r"<[^<>]*>")
_UNSEEN: Final = re.compile(r"<(?:script|style)\b[^<]*(?:<(?!/(?:script|style)\b)[^<]*)*", re.IGNORECASE)


def extract(document: Document, settings: SourceSettings) -> Extraction:
    """The body, blocks and claims of a page. One that is nested beyond reason is read as text, without its tags."""
    root = _parsed(document.text)
    if root is None:
        from generator.clean import text  # only here: the fallback of a few broken pages

        return text.extract(msgspec.structs.replace(document, text=_untagged(document.text)), settings)
    declared = declared_in(root, document.path)
    pieces = pieces_of(root)
    named = Named(settings)
    judged = with_head(pieces, _judged(pieces, named), declared)
    kept = [piece for piece, verdict in zip(pieces, judged, strict=True) if verdict[0] in _KEPT]
    html = sanitised(shifted(_rendered(kept)), base=declared.address)
    blocks = tuple(Block(0, piece.text, *verdict) for piece, verdict in zip(pieces, judged, strict=True) if piece.text)
    claims = (*declared.claims, *head_claims(document.path, blocks), *declared.weak)
    return Extraction(Body(paragraphs_of(html), html), blocks, claims)


_KEPT: Final = frozenset(("body", "subheading", "list", "quote", "caption"))
_VERDICTS: Final[dict[str, Verdict]] = {
    "h2": "subheading", "h3": "subheading", "h4": "subheading", "h5": "subheading", "h6": "subheading",
    "li": "list", "quote": "quote", "caption": "caption",
}  # fmt: skip


def _parsed(text: str) -> _Element | None:
    """The tree of a page; None if it is nested deeper than the parser goes, or holds nothing."""
    # lxml is imported where the first page comes: it costs 45 ms.
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return None if cut else root


def _untagged(html: str) -> str:
    return unescape(_TAG.sub("\n", _UNSEEN.sub("\n", html)))


def _judged(pieces: Sequence[Piece], named: Named) -> list[Judged]:
    """A verdict on each of `pieces`."""
    times = Counter(piece.text for piece in pieces)
    boxes = _boxes_around(pieces)
    weights = [_weight(piece, times[piece.text], boxes) for piece in pieces]
    start, stop = _with_its_box(pieces, weights, *heaviest_run(weights))
    if start == stop:  # all is named as being around an article: then the names are wrong
        start, stop = heaviest_run([weight(piece.width, is_ended(piece.text)) for piece in pieces])
    if start == stop:  # a page of one or two short lines
        stop = len(pieces)
    judged = [
        _verdict(piece, boxes, named) if start <= index < stop else _outside(piece, before=index < start, named=named)
        for index, piece in enumerate(pieces)
    ]
    if any(verdict[0] in _KEPT or verdict[0] == "headline" for verdict in judged):
        return judged
    return [_unless_empty(piece, verdict) for piece, verdict in zip(pieces, judged, strict=True)]


def _with_its_box(pieces: Sequence[Piece], weights: Sequence[float], start: int, stop: int) -> tuple[int, int]:
    """The run from `start` to `stop`, stretched to all running text of the container that holds most of its own.

    A long list or table cuts the first paragraph of an article off by its weight; its markup says that it belongs.
    """
    prose: Counter[int] = Counter()
    for index in range(start, stop):
        prose[pieces[index].place.box] += max(0, int(weights[index]))
    if not prose:
        return start, stop
    box, _ = prose.most_common(1)[0]
    inside = [index for index, piece in enumerate(pieces) if piece.place.box == box and weights[index] > 0]
    return min([start, *inside]), _end_of_box(pieces, box, max([stop, *(index + 1 for index in inside)]))


def _end_of_box(pieces: Sequence[Piece], box: int, stop: int) -> int:
    """`stop`, moved behind the verse, code and definitions that follow there and end the article's own container."""
    for index in range(stop, len(pieces)):
        place = pieces[index].place
        own = place.box == box and (place.article or place.body) and not place.around
        if not own or pieces[index].links or not (place.kind == "pre" or place.group[1] == "dl"):
            return index
    return len(pieces)


def _unless_empty(piece: Piece, verdict: Judged) -> Judged:
    """The verdict where a page would keep nothing: what has words stays, unless a person named it."""
    if verdict[0] == "junk" and "backfile.toml" not in verdict[1] and any(map(str.isalnum, piece.text)):
        return "body", "there is nothing else on the page"
    return verdict


def _outside(piece: Piece, *, before: bool, named: Named) -> Judged:
    if named.any and named.is_kept(piece.text):
        return "body", 'named as "keep" in backfile.toml'
    if before and piece.place.kind == "h1":
        return "headline", "<h1>"
    if before and piece.width < _LONGEST_BYLINE and authors_of(piece.text):
        return "byline", "begins as a byline"
    return "junk", "before the article" if before else "after the article"


def _boxes_around(pieces: Sequence[Piece]) -> frozenset[int]:
    """The boxes that are named as being around an article, and are: one that holds much of the page's prose is not."""
    prose: Counter[int] = Counter()
    total = 0.0
    for piece in pieces:
        value = 0 if _is_linked(piece) else max(0.0, weight(piece.width, is_ended(piece.text)))
        total += value
        for box in piece.place.around:
            prose[box] += int(value)
    return frozenset(box for piece in pieces for box in piece.place.around if prose[box] <= _MISNAMED * total)


def _weight(piece: Piece, times: int, boxes: frozenset[int]) -> float:
    """How much `piece` speaks for being in the article: its form as in plain text, then what the markup says."""
    place = piece.place
    value = weight(piece.width, is_ended(piece.text))
    if not piece.text:
        return 0  # an image speaks neither way
    if _is_linked(piece):
        value = min(value, 0) + _OF_LINKS
    if times > 1 and not place.body:
        value = min(value, 0)
    if place.kind == "h1" or (place.top and not place.body):
        value = min(value, 0)
    value += _IN_BODY if place.body else _IN_ARTICLE if place.article else 0
    if not boxes.isdisjoint(place.around):
        value = min(value, 0) + _AROUND
    return max(value, _LEAST if place.kind == "p" or not _is_clean(piece, boxes) else _LEAST_SHORT)


def _is_clean(piece: Piece, boxes: frozenset[int]) -> bool:
    """Whether nothing but its shortness speaks against `piece`."""
    return boxes.isdisjoint(piece.place.around) and not piece.links and not piece.place.top and piece.place.kind != "h1"


def _is_linked(piece: Piece) -> bool:
    """Whether `piece` is links, not text. Paragraphs of an article may be one link each, where a page left one open."""
    return piece.links > _LINKED * len(piece.text) and not (piece.place.body and is_ended(piece.text))


def _verdict(piece: Piece, boxes: frozenset[int], named: Named) -> Judged:
    """The verdict on a piece inside the article's stretch of the page."""
    if named.any and named.is_junk(piece.text):
        return "junk", 'named as "junk" in backfile.toml'
    if named.any and named.is_kept(piece.text):
        return "body", 'named as "keep" in backfile.toml'
    place = piece.place
    if place.kind == "h1":
        return "headline", "<h1>"
    reason = _inside_reason(piece, boxes)
    if reason:
        return "junk", reason
    verdict = _VERDICTS.get(place.kind, "body")
    return verdict, f"<{place.kind}> in the article"


def _inside_reason(piece: Piece, boxes: frozenset[int]) -> str:
    """Why a piece inside the article's stretch is junk all the same; "" if nothing speaks against it."""
    place = piece.place
    if not boxes.isdisjoint(place.around):
        return "inside a box named as being around an article"
    if place.kind in ("p", "li", "cell") and piece.text and _is_linked(piece) and not is_ended(piece.text):
        return "nothing but links"
    if authors_of(piece.text) is not None and not is_ended(piece.text):
        return "begins as a byline"
    return junk_reason(_line(piece)) if piece.text else ""


def _line(piece: Piece) -> Line:
    """`piece` as the line of text that it would be."""
    return Line(0, piece.text, piece.width, is_ended(piece.text), gap=True, table=False, columns=False)


def _rendered(pieces: Sequence[Piece]) -> str:
    """The markup of `pieces`, those of one list, table, quotation or figure together."""
    return "\n".join(
        _group(tag, list(members)) for (_, tag), members in groupby(pieces, key=lambda piece: piece.place.group)
    )


def _group(tag: str, pieces: Sequence[Piece]) -> str:
    if tag == "table" and not _is_layout(pieces):
        return f"<table>{''.join(_rows(pieces))}</table>"
    inside = "\n".join(_element(piece, tag) for piece in pieces)
    return f"<{tag}>{inside}</{tag}>" if tag in _WRAPPED else inside


_WRAPPED: Final = frozenset(("ul", "ol", "blockquote", "figure"))


def _is_layout(pieces: Sequence[Piece]) -> bool:
    """Whether a table only lays a page out: one of its cells holds several paragraphs, or is all that is left of it."""
    cells = [list(cell) for _, cell in groupby(pieces, key=lambda piece: piece.place.cell)]
    return any((len(cell) > 1 or len(cells) == 1) and any(is_prose(_line(piece)) for piece in cell) for cell in cells)


def _rows(pieces: Sequence[Piece]) -> Iterator[str]:
    for row, members in groupby(pieces, key=lambda piece: (piece.place.row, piece.place.kind == "caption")):
        if row[1]:
            yield from (f"<caption>{piece.html}</caption>" for piece in members)
        else:
            cells = groupby(members, key=lambda piece: piece.place.cell)
            inside = ("<br>".join(piece.html for piece in cell) for _, cell in cells)
            yield f"<tr>{''.join(f'<td>{html}</td>' for html in inside)}</tr>"


def _element(piece: Piece, group: str) -> str:
    kind = piece.place.kind
    if kind == "h1":
        kind = "h2"
    tag = "li" if group in ("ul", "ol") else "figcaption" if kind == "caption" and group == "figure" else kind
    return f"<{tag}>{piece.html}</{tag}>" if tag in _OWN_TAGS else f"<p>{piece.html}</p>"


_OWN_TAGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6", "li", "pre", "figcaption"))
