"""The blocks of an article as clean markup, and as paragraphs of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from generator.clean.forms import is_prose
from generator.clean.html.blocks import Piece
from generator.clean.lines import Line, is_ended
from generator.clean.scripts import width

_WRAPPED: Final = frozenset(("ul", "ol", "blockquote", "figure"))
_OWN_TAGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6", "li", "pre", "figcaption"))
_BETWEEN_CELLS: Final = " | "


def rendered(pieces: Sequence[Piece]) -> str:
    """The markup of `pieces`, those of one list, table, quotation or figure together."""
    return "\n".join(_group(tag, members) for tag, members in _groups(pieces))


def paragraphs(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The words of `pieces`: a string a block, but a table's row by row, its cells set apart by " | "."""
    found: list[str] = []
    for tag, members in _groups(pieces):
        if tag == "table" and not _is_layout(members):
            rows = groupby(members, key=_row)
            found += (_BETWEEN_CELLS.join(piece.text for piece in row if piece.text) for _, row in rows)
        else:
            found += (piece.text for piece in members)
    return tuple(filter(None, found))


def _groups(pieces: Sequence[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """The tags of the lists, tables, quotations and figures that `pieces` are in, "" for none, and the pieces of each."""
    for (_, tag), members in groupby(pieces, key=lambda piece: piece.place.group):
        yield tag, list(members)


def _group(tag: str, pieces: Sequence[Piece]) -> str:
    if tag == "table" and not _is_layout(pieces):
        return f"<table>{''.join(_rows(pieces))}</table>"
    inside = "\n".join(_element(piece, tag) for piece in pieces)
    return f"<{tag}>{inside}</{tag}>" if tag in _WRAPPED else inside


def _is_layout(pieces: Sequence[Piece]) -> bool:
    """Whether a table only lays a page out: one of its cells holds several paragraphs, or is all that is left of it."""
    cells = [list(cell) for _, cell in groupby(pieces, key=lambda piece: piece.place.cell)]
    return any((len(cell) > 1 or len(cells) == 1) and any(map(_is_running, cell)) for cell in cells)


def _is_running(piece: Piece) -> bool:
    return is_prose(Line(0, piece.text, width(piece.text), is_ended(piece.text), gap=True, table=False, columns=False))


def _row(piece: Piece) -> tuple[int, bool]:
    return piece.place.row, piece.place.kind == "caption"


def _rows(pieces: Sequence[Piece]) -> Iterator[str]:
    for (_, is_caption), members in groupby(pieces, key=_row):
        if is_caption:
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
