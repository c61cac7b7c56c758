"""Pages as runs of blocks, and the boxes around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.clean.html.blocks import Blocks, blocks_of
from generator.clean.html.box_marks import MARKS, UNSEEN, marked
from generator.clean.html.box_tree import Tree
from generator.clean.html.extract import parsed
from tests.clean.test_sanitise import PIECES


def blocks(html: str) -> Blocks:
    """The blocks of a page whose body is `html`."""
    root = parsed(f"<html><body>{html}</body></html>")
    assert root is not None
    return blocks_of(root)


def marks(tag: str, names: str = "", identity: str = "", role: str = "") -> set[str]:
    """The marks of a box, by name."""
    bits = marked(tag, names, identity, role).marks
    return {name for bit, name in enumerate(MARKS) if bits >> bit & 1}


def test_inline_tags_do_not_part_words() -> None:
    """Text goes on through inline tags, and a line break is a space."""
    texts = [piece.text for piece in blocks("<p>Ferr<b>y</b> ser<i>vi</i>ce<br>returns</p><p>Next</p>").pieces]
    assert texts == ["Ferry service returns", "Next"]


def test_links_and_bold_type_are_counted() -> None:
    """A piece tells how many of its characters are inside links, and how many are bold."""
    piece = blocks('<p>See <a href="/x">the plan</a> <b>now</b></p>').pieces[0]
    assert (piece.links, piece.bold) == (len("the plan"), len("now"))


def test_boxes_hold_stretches_of_the_run() -> None:
    """A box counts the pieces before it and those in it; images without words do not count."""
    found = blocks('<p>One</p><div class="b"><img src="/a.png"><p>Two</p><p>Three</p></div><p>Four</p>')
    box = next(box for box in found.boxes if box.stop - box.start == 2)
    assert (box.start, box.stop) == (1, 3)


def test_boxes_made_alike_are_known_by_their_names() -> None:
    """Tag and class count, figures in them do not."""
    found = blocks('<div class="p1">One</div><div class="p2">Two</div><div class="q">Three</div>')
    alike = [found.boxes[piece.place.box].likeness for piece in found.pieces]
    assert alike[0] == alike[1] != alike[2]


def test_names_say_what_a_box_is_for() -> None:
    """Words inside names count, in any way of writing them; parts of words, and names of the whole page, do not."""
    assert "comment" in marks("div", "site-comments-list")
    assert "related" in marks("div", "relatedStories")
    assert "body" in marks("div", "c-article__body")
    assert "navigation" in marks("div", role="navigation")
    assert "<article>" in marks("article")
    assert "advert" not in marks("div", "shadow")
    assert not marks("body", "has-sidebar")


def test_what_no_reader_sees_is_marked() -> None:
    """Boxes that are hidden by an attribute or a style say so."""
    found = blocks('<p hidden>One</p><p style="display: none">Two</p><p>Three</p>')
    assert [bool(found.boxes[piece.place.box].marks & UNSEEN) for piece in found.pieces] == [True, True, False]


@given(st.lists(PIECES, max_size=20).map("".join))
def test_boxes_nest(html: str) -> None:
    """Every box lies inside the one around it, which comes first; every piece with words lies inside its own box."""
    found = blocks(html)
    for number, box in enumerate(found.boxes):
        around = found.boxes[box.outer]
        assert box.outer < number or number == 0
        assert around.start <= box.start <= box.stop <= around.stop
    worded = [piece for piece in found.pieces if piece.text]
    for number, piece in enumerate(worded):
        box = found.boxes[piece.place.box]
        assert box.start <= number < box.stop


@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_sum_of_a_box_is_that_of_its_blocks(html: str) -> None:
    """The whole page's box holds all blocks, and a box without blocks has the sum 0."""
    found = blocks(html)
    worded = [piece for piece in found.pieces if piece.text]
    tree = Tree(worded, found.boxes)
    sums = tree.sums(tree.own.astype(float) * 0 + 1)
    assert sums.tolist() == tree.size.tolist()
    assert sums[0] == len(worded)
