"""Numbers about the blocks of a page from its markup, beside those that `line_features` tells from their words.

They speak of a block's kind and links, of the boxes around it and how much of the page's prose is in each, of blocks that
are made alike, of the headings above, and of what the page declares that it says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Final, NamedTuple

import numpy as np

from generator.clean.html.blocks import Piece
from generator.clean.html.box_marks import MARKS
from generator.clean.html.box_tree import Tree
from generator.clean.html.headlines import plain
from generator.clean.judge import windows
from generator.clean.judge.features import Features
from generator.clean.judge.glyphs import Floats, Integers, glyphs_of
from generator.clean.judge.judging import Look
from generator.clean.judge.windows import before_and_after, shifted

_KINDS: Final = ("p", "li", "cell", "quote", "caption", "pre", "h6", "h5", "h4", "h3", "h2", "h1")
HEADING: Final = _KINDS.index("h6")
"""Kinds from this on are headings, the highest last."""
# Boxes that differ in what they hold, from the innermost outwards, which are told about one by one.
_LEVELS: Final = 5
# A box that holds this share of a page's prose, and no box in it does, is where the article is.
_MAIN: Final = (0.5, 0.8)
_FAR: Final = 40.0
# A headline has fewer characters.
_HEADLINE: Final = 400
# Marks that many boxes of a page bear if they mean what they say, and one if a theme says so of the whole.
_COUNTED: Final = ("comment", "related", "teaser", "article")


class Said(NamedTuple):
    """What a page declares that its article says.

    headlines  its headline, each candidate's words as `headlines.plain` has them
    summary    its description; "" for none
    text       its whole text; "" for none
    """

    headlines: frozenset[str] = frozenset()
    summary: str = ""
    text: str = ""


def with_markup(look: Look, pieces: Sequence[Piece], tree: Tree, said: Said) -> Features:
    """The numbers about the lines of `look`, each the text of one of `pieces`, with those from the markup.

    tree  of the boxes around these pieces
    """
    found = look.features.copy()
    _add_inline(found, pieces)
    prose = np.maximum(found["weight"], 0) * (1 - found["links"])
    total = max(1.0, float(prose.sum()))
    _add_levels(found, tree, prose / total)
    _add_main(found, tree, prose / total)
    _add_alike(found, tree, prose / total)
    _add_marks(found, tree, pieces, prose / total)
    _add_headings(found, prose)
    _add_said(found, look, pieces, said)
    return found


def _add_inline(found: Features, pieces: Sequence[Piece]) -> None:
    """What kind of block it is, and how much of it is links or bold, and of its neighbours."""
    length = np.array([len(piece.text) for piece in pieces], np.float64)
    found["kind"] = np.array([_KINDS.index(piece.place.kind) for piece in pieces], np.float64)
    found["links"] = np.minimum(1.0, np.array([piece.links for piece in pieces], np.float64) / length)
    found["bold"] = np.minimum(1.0, np.array([piece.bold for piece in pieces], np.float64) / length)
    found["number of links"] = np.array([min(piece.html.count("<a "), 20) for piece in pieces], np.float64)
    found["unlinked"] = found["width"] * (1 - found["links"])
    for radius in (2, 8):
        _add_unlinked(found, radius)
    for by in (-2, -1, 1, 2):
        found.later(f"kind {by:+}", partial(shifted, found["kind"], by, -1))
        found.later(f"links {by:+}", partial(shifted, found["links"], by, -1))


def _add_unlinked(found: Features, radius: int) -> None:
    """How much of the text on both sides is no link."""
    width = cache(partial(before_and_after, found["width"], radius))
    unlinked = cache(partial(before_and_after, found["unlinked"], radius))
    found.later(f"unlinked before {radius}", lambda: unlinked()[0] / np.maximum(width()[0], 1))
    found.later(f"unlinked after {radius}", lambda: unlinked()[1] / np.maximum(width()[1], 1))


def _add_levels(found: Features, tree: Tree, prose: Floats) -> None:
    """What the boxes around are like, from the innermost outwards."""
    share, size = tree.sums(prose), tree.size.astype(np.float64)
    width, unlinked = tree.sums(found["width"]), tree.sums(found["unlinked"])
    ended = tree.sums(found["ended"] * found["width"])
    box = tree.own
    for level in range(_LEVELS):
        found[f"share of box {level}"] = share[box]
        found[f"blocks of box {level}"] = np.log1p(size[box])
        found[f"width in box {level}"] = width[box] / size[box]
        found[f"unlinked in box {level}"] = unlinked[box] / np.maximum(width[box], 1)
        found[f"ended in box {level}"] = ended[box] / np.maximum(width[box], 1)
        box = tree.outer[box]
    found["depth"] = tree.depth[tree.own].astype(np.float64)


def _add_main(found: Features, tree: Tree, prose: Floats) -> None:
    """Where a block stands to the smallest boxes that hold most of the page's prose."""
    share, size = tree.sums(prose), tree.size
    place = np.arange(found.n, dtype=np.float64)
    for least in _MAIN:
        holding = np.flatnonzero(share >= least)
        main = int(holding[np.argmin(size[holding])]) if len(holding) else 0
        start, stop = int(tree.start[main]), int(tree.stop[main])
        inside = (place >= start) & (place < stop)
        name = f"main {least}"
        found[f"in {name}"] = inside.astype(np.float64)
        found[f"from {name}'s start"] = np.clip(place - start, -_FAR, _FAR)
        found[f"from {name}'s end"] = np.clip(place - stop + 1, -_FAR, _FAR)
        found[f"way up to {name}"] = found["depth"] - float(tree.depth[main])
        found[f"share of {name}"] = float(share[main])
        own = prose[start:stop]
        ahead = np.cumsum(prose) - (np.cumsum(prose)[start] - prose[start] if stop > start else 0.0)
        found[f"prose in {name} ahead"] = np.where(inside, ahead, -1.0) / max(1e-6, float(own.sum()))


def _add_alike(found: Features, tree: Tree, prose: Floats) -> None:
    """How much prose is in the blocks whose boxes are made alike, and right in the same box or the boxes alike to it."""
    for name, group in tree.alike(found["kind"].astype(np.int64)).items():
        size = np.bincount(group).astype(np.float64)
        found[f"prose {name}"] = windows.sums_by(group, prose)[group]
        found[f"number {name}"] = np.log1p(size[group])
        found[f"width {name}"] = (windows.sums_by(group, found["width"]) / size)[group]
        found[f"links {name}"] = (windows.sums_by(group, found["links"]) / size)[group]


def _add_marks(found: Features, tree: Tree, pieces: Sequence[Piece], prose: Floats) -> None:
    """For each mark how much of the page's prose is in the innermost box around that bears it, and in the outermost.

    -1 stands for none, 2 for an inline tag of the block itself.
    """
    share = tree.sums(prose)
    own = np.array([piece.marks for piece in pieces], np.int64)
    for bit, name in enumerate(MARKS):
        _add_mark(found, name, cache(partial(_bearing, tree, share, own, bit)), prose)


def _add_mark(found: Features, name: str, bearing: Callable[[], _Bearing], prose: Floats) -> None:
    found.later(f"{name}, inner", lambda: bearing().inner)
    found.later(f"{name}, outer", lambda: bearing().outer)
    if name in _COUNTED:
        found.later(f"{name} boxes", lambda: float(np.log1p(bearing().boxes)))
        found.later(f"prose outside of {name}", lambda: float(prose[bearing().outer < 0].sum()))


class _Bearing(NamedTuple):
    """The boxes that bear one mark: (n,) for each block the `share` of the innermost and of the outermost; how many."""

    inner: Floats
    outer: Floats
    boxes: int


def _bearing(tree: Tree, share: Floats, own: Integers, bit: int) -> _Bearing:
    """The boxes that bear the mark of that `bit`, which the blocks have of their `own` too."""
    inner, outer = np.full(len(own), -1.0), np.full(len(own), -1.0)
    boxes = np.flatnonzero((tree.marks >> bit & 1 == 1) & (tree.size > 0)).tolist()
    for box in boxes:
        inner[tree.start[box] : tree.stop[box]] = share[box]
    for box in reversed(boxes):
        outer[tree.start[box] : tree.stop[box]] = share[box]
    inner[own >> bit & 1 == 1] = 2.0
    return _Bearing(inner, outer, len(boxes))


def _add_headings(found: Features, prose: Floats) -> None:
    """The last heading above: how high and how far, how long, and how much prose there is up to the next."""
    place = np.arange(found.n)
    kind = found["kind"].astype(np.int64)
    heads = kind >= HEADING
    last = np.maximum.accumulate(np.where(heads, place, -1))
    known = last >= 0
    found["heading"] = np.where(known, kind[last], -1.0)
    found["from heading"] = np.where(known, np.minimum(place - last, _FAR), _FAR)
    found["heading's width"] = np.where(known, found["width"][last], -1.0)
    found["heading's capitals"] = np.where(known, found["capitals"][last], -1.0)
    section = np.cumsum(heads, dtype=np.int64)
    found["prose below heading"] = windows.sums_by(section, prose)[section]
    first = np.flatnonzero(kind == len(_KINDS) - 1)
    found["from h1"] = np.clip(place - float(first[0]), -_FAR, _FAR) if len(first) else -2 * _FAR
    found["from last h1"] = np.clip(place - float(first[-1]), -_FAR, _FAR) if len(first) else -2 * _FAR


def _add_said(found: Features, look: Look, pieces: Sequence[Piece], said: Said) -> None:
    """Where the block stands to the declared headline; what it has in common with the declared summary and text."""
    heads = np.array([len(piece.text) < _HEADLINE and plain(piece.text) in said.headlines for piece in pieces])
    place = np.arange(found.n)
    where = np.flatnonzero(heads)
    found["says headline"] = heads.astype(np.float64)
    found["from headline"] = np.clip(place - float(where[0]), -_FAR, _FAR) if len(where) else -2 * _FAR
    found["from last headline"] = np.clip(place - float(where[-1]), -_FAR, _FAR) if len(where) else -2 * _FAR
    for name, text in (("summary", said.summary), ("declared text", said.text)):
        _add_common(found, f"in {name}", cache(partial(_common, look, text)))


def _add_common(found: Features, name: str, common: Callable[[], Floats]) -> None:
    sides = cache(lambda: before_and_after(np.maximum(common(), 0), 3))
    found.later(name, common)
    found.later(f"{name} before", lambda: sides()[0])
    found.later(f"{name} after", lambda: sides()[1])


def _common(look: Look, text: str) -> Floats:
    """The share of each line's words, taken with the next word each, that stand in `text`; -1 if that is empty."""
    n = len(look.lines)
    words = " ".join(text.split())
    if not words:
        return np.full(n, -1.0)
    declared = glyphs_of([words]).term
    line = look.text.line
    pairs = look.text.term * np.uint64(3) + np.concatenate([look.text.term[1:], np.zeros(min(1, len(line)), np.uint64)])
    same = np.isin(pairs, declared[:-1] * np.uint64(3) + declared[1:])
    inside = np.concatenate([line[1:] == line[:-1], np.zeros(min(1, len(line)), np.bool_)])
    size = np.bincount(line[inside], minlength=n)
    return np.asarray(np.bincount(line[inside & same], minlength=n) / np.maximum(size, 1))
