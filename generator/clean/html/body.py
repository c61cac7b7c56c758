"""Which blocks of a page are its body: judged by the trained model, block by block, and named by their tags."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from generator.clean.extraction import KEPT, Judged
from generator.clean.forms import junk_reason
from generator.clean.html.blocks import Blocks, Piece
from generator.clean.html.box_tree import Tree
from generator.clean.html.markup_company import with_company
from generator.clean.html.markup_features import Said, with_markup
from generator.clean.judge.features import Features
from generator.clean.judge.glyphs import Floats
from generator.clean.judge.judging import LIKELY, SURE, look_at
from generator.clean.judge.models import HTML_BODY, HTML_FIRST, Models
from generator.clean.junk import Named
from generator.clean.lines import Line, is_ended
from generator.clean.people.bylines import authors_of
from generator.clean.scripts import width
from generator.model import Verdict

# On a page without likely body the blocks are taken that come near to the likeliest.
_NEAR: Final = 0.6
# Between these a verdict is in doubt, and what other pages of the source say counts.
_DOUBT: Final = (0.25, 0.98)
# Blocks that are judged one by one; a page of more is a book, or nobody's.
_MOST_BLOCKS: Final = 50_000
# A block is links, not text, if this share of its characters is inside links.
_LINKED: Final = 0.6
# What is hidden from readers is junk, unless it is the folded rest of an article: this share of the page's prose.
_MOST_UNSEEN: Final = 0.3
# A caption that is not the body's, but is shown with its image, is more probable than this.
_SHOWN: Final = 0.05
_BESIDE: Final[Judged] = "caption", "beside an image among the article's blocks"
_LONGEST_BYLINE: Final = 120

_VERDICTS: Final[dict[str, Verdict]] = {
    "h1": "subheading", "h2": "subheading", "h3": "subheading", "h4": "subheading", "h5": "subheading", "h6": "subheading",
    "li": "list", "quote": "quote", "caption": "caption",
}  # fmt: skip


class Chosen(NamedTuple):
    """What the model makes of a page.

    judged     a verdict on each block
    uncertain  indexes of the blocks whose verdicts are in doubt
    shown      indexes of captions that are kept with their images, and yet are none of the body's words
    """

    judged: list[Judged]
    uncertain: list[int]
    shown: frozenset[int]


def chosen_of(blocks: Blocks, said: Said, named: Named, known: Models) -> Chosen:
    """What the model makes of the `blocks` of a page that declares what is `said`, after the lines that a person `named`."""
    pieces = blocks.pieces
    probable = _spread(pieces, body_probabilities(blocks, said, known))
    bar = min(LIKELY, _NEAR * max(probable, default=0.0))
    body = [index for index, each in enumerate(probable) if each > bar]
    first, last = (body[0], body[-1]) if body else (len(pieces), -1)
    judged: list[Judged] = [
        _kept(piece, probable[index])
        if probable[index] > bar and not _is_button(piece, probable[index])
        else _left_out(piece, before=index < first, inside=index < last)
        for index, piece in enumerate(pieces)
    ]
    for index in range(first + 1, last):
        if _is_caption(pieces[index]) and _SHOWN < probable[index] <= bar:
            judged[index] = _BESIDE
    if named.any:
        judged = [named.judged(piece.text, verdict) for piece, verdict in zip(pieces, judged, strict=True)]
    low, high = _DOUBT
    uncertain = [index for index, each in enumerate(probable) if low < each < high]
    shown = frozenset(index for index, verdict in enumerate(judged) if verdict is _BESIDE)
    return Chosen(_never_empty(pieces, judged), uncertain, shown)


def _is_button(piece: Piece, probable: float) -> bool:
    """Whether a block is a button by its words, and so no body unless the model is sure of it."""
    return probable < SURE and bool(piece.text) and bool(junk_reason(_line(piece)))


def _is_caption(piece: Piece) -> bool:
    return piece.place.kind == "caption" and piece.place.group[1] == "figure" and piece.text != ""


def body_probabilities(blocks: Blocks, said: Said, known: Models) -> Floats:
    """(n,): how probable it is of each of the n blocks with words that it is the body's."""
    n = sum(1 for piece in blocks.pieces if piece.text)
    if not n or n > _MOST_BLOCKS:
        return np.ones(n)
    sight = sight_of(blocks, said)
    first = _judged(HTML_FIRST, sight.features, known)
    probable = _judged(HTML_BODY, with_company(sight.features, sight.tree, first), known)
    unseen = sight.features["unseen, inner"]
    return np.where((unseen >= 0) & (unseen < _MOST_UNSEEN), 0.0, probable)


def _judged(name: str, found: Features, known: Models) -> Floats:
    forest = known[name]
    return forest.probabilities(found.matrix(forest.features))


class Sight(NamedTuple):
    """A page at first sight: the numbers about its blocks that have words, and the boxes around them."""

    features: Features
    tree: Tree


def sight_of(blocks: Blocks, said: Said) -> Sight:
    """See `blocks`, of which at least one has words."""
    worded = [piece for piece in blocks.pieces if piece.text]
    tree = Tree(worded, blocks.boxes)
    return Sight(with_markup(look_at(_lines(worded)), worded, tree, said), tree)


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    """Each of `pieces` as the line of text that it would be; those of one list or table without a gap between them."""
    found: list[Line] = []
    last = None
    for piece in pieces:
        group = piece.place.group if piece.place.group[0] else None
        found.append(_line(piece, gap=group is None or group != last))
        last = group
    return found


def _line(piece: Piece, *, gap: bool = True) -> Line:
    return Line(0, piece.text, width(piece.text), is_ended(piece.text), gap, piece.place.kind == "cell", False)


def _spread(pieces: Sequence[Piece], probable: Floats) -> list[float]:
    """A probability for each of `pieces`: that of one without words, an image, is what the text around it both reaches."""
    given = iter(probable.tolist())
    found = [next(given) if piece.text else None for piece in pieces]
    texts = [index for index, each in enumerate(found) if each is not None and not _is_caption(pieces[index])]
    spread: list[float] = []
    for index, each in enumerate(found):
        near = bisect(texts, index)
        sides = (found[at] or 0.0 for at in texts[max(0, near - 1) : near + 1])
        spread.append(min(sides, default=1.0) if each is None else each)
    return spread


def _kept(piece: Piece, probable: float) -> Judged:
    kind = piece.place.kind
    return _VERDICTS.get(kind, "body"), f"<{kind}>, the article's with a probability of {probable:.0%}"


def _left_out(piece: Piece, *, before: bool, inside: bool) -> Judged:
    """The verdict on a block that was not chosen: the headline, a byline, or junk and why."""
    if before and piece.place.kind == "h1":
        return "headline", "<h1>"
    if before and len(piece.text) < _LONGEST_BYLINE and authors_of(piece.text):
        return "byline", "begins as a byline"
    reason = junk_reason(_line(piece), edge=True) if piece.text else ""
    if not reason and piece.links > _LINKED * len(piece.text):
        reason = "nothing but links"
    if not reason:
        reason = "before the article" if before else "among the article's, but not of it" if inside else "after the article"
    return "junk", reason


def _never_empty(pieces: Sequence[Piece], judged: list[Judged]) -> list[Judged]:
    """`judged`; where nothing would be kept, what has words stays, unless a person named it."""
    if any(verdict[0] in KEPT or verdict[0] == "headline" for verdict in judged):
        return judged
    return [
        ("body", "there is nothing else on the page")
        if "backfile.toml" not in verdict[1] and any(map(str.isalnum, piece.text))
        else verdict
        for piece, verdict in zip(pieces, judged, strict=True)
    ]
