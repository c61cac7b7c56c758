"""What saved pages teach about their bodies: of each block, how far its words are the truth's.

Saved pages are large, and what a user keeps may be little but an article. So every second page is learned from once more,
in the plainest markup: its true body, with a menu before it and links behind, and among it boxes that say what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from benchmarks.cleaning.corpora import Page, pages, places
from benchmarks.cleaning.folds import fold_of, site_of
from benchmarks.cleaning.growing import Lesson, grown
from benchmarks.cleaning.labels import coverage
from generator.clean.html.blocks import blocks_of
from generator.clean.html.body import Sight, sight_of
from generator.clean.html.extract import parsed, said_by
from generator.clean.html.markup import declared_in
from generator.clean.html.markup_company import with_company
from generator.clean.judge import models
from generator.clean.judge.features import Features
from generator.clean.judge.forest import Forest, Grown
from generator.clean.judge.glyphs import Floats

# A long block matters more than a short one, and a long page more than a short one, but both less than in proportion.
_LENGTH: Final = 0.6
_PAGE: Final = 0.5
# Every so manyth page is learned from in plain markup too, and then counts so much.
_EVERY: Final = 2
_PLAIN: Final = 0.5
# The boxes of a plain page that are no body stand behind every so manyth paragraph; the names that they bear.
_APART: Final = 3
_NAMES: Final = ("share-bar", "related", "comments", "newsletter-signup", "advert", "author-bio", "sidebar")
_LONG: Final = 60
# Links of the menu, and of the box behind the body.
_LINKS: Final = 6
_INNER_FOLDS: Final = 2
_GROWING: Final[Mapping[str, Any]] = {
    "trees": 150, "objective": "cross_entropy", "learning_rate": 0.1, "feature_fraction": 0.3, "min_data_in_leaf": 60,
}  # fmt: skip


class PageExample(NamedTuple):
    """A page of a site at first sight, how far each of its blocks is body, and how much each matters."""

    site: str
    sight: Sight
    body: Floats
    weights: Floats


def page_examples_below(corpora: Path, worth: Mapping[str, float]) -> list[PageExample]:
    """The pages of the sources in `worth` that have a true body, in their order, each as much worth as its source.

    Empty if there are only texts below `corpora`.
    """
    place = places(corpora).get("html")
    found = pages(place, "html", sources=worth) if place else iter(())
    return [
        example
        for number, page in enumerate(found)
        for example in _examples(page, worth[page.source], twice=number % _EVERY == 0)
    ]


def _examples(page: Page, worth: float, *, twice: bool) -> Iterator[PageExample]:
    body, site = page.truth.get("body"), site_of(page.truth)
    found = _example(page.document.text, body, site, worth) if body else None
    if not body or found is None:
        return
    example, texts = found
    yield example
    if twice:
        others = [text for text, share in zip(texts, example.body, strict=True) if share == 0]
        again = _example(_plain(page.truth.get("title") or "", body, others), body, site, worth * _PLAIN)
        yield from [again[0]] if again else []


def _example(html: str, body: str, site: str, worth: float) -> tuple[PageExample, list[str]] | None:
    """A page that can be learned from, and the words of its blocks; None if it has none."""
    root = parsed(html)
    blocks = blocks_of(root) if root is not None else None
    texts = [piece.text for piece in blocks.pieces if piece.text] if blocks else []
    if root is None or blocks is None or not texts:
        return None
    share, tokens = coverage(texts, body)
    weights = (tokens + 1) ** _LENGTH
    sight = sight_of(blocks, said_by(declared_in(root, html)))
    return PageExample(site, sight, share, np.asarray(weights / weights.sum() ** _PAGE * worth)), texts


def _plain(title: str, body: str, others: Sequence[str]) -> str:
    """A page of a headline and a `body`, with the `others` around it and in boxes among its paragraphs."""
    names, boxed = cycle(_NAMES), (text for text in others if len(text) > _LONG)
    labels = [f'<a href="/{number}">{escape(text)}</a>' for number, text in enumerate(others) if len(text) <= _LONG]
    found = ["<ul>", *(f"<li>{label}</li>" for label in labels[:_LINKS]), f"</ul><h1>{escape(title)}</h1>"]
    for number, text in enumerate(filter(str.strip, body.split("\n"))):
        found.append(f"<p>{escape(text)}</p>")
        other = next(boxed, None) if number % _APART == 1 else None
        if other:
            found.append(f'<div class="{next(names)}"><p>{escape(other)}</p></div>')
    behind = "".join(f"<p>{label}</p>" for label in labels[-_LINKS:])
    return f'<html><body>{"".join(found)}<div class="related">{behind}</div></body></html>'


def grown_from_pages(examples: Sequence[PageExample]) -> dict[str, Grown]:
    """The forests, by name, that tell which blocks of a page are its body: at first sight, and given what that made of it.

    The second learns from first sights by forests that had not seen the site.
    """
    first = _grown(examples, [each.sight.features for each in examples])
    seen = _seen_first(examples)
    company = [with_company(each.sight.features, each.sight.tree, body) for each, body in zip(examples, seen, strict=True)]
    return {models.HTML_FIRST: first, models.HTML_BODY: _grown(examples, company)}


def _seen_first(examples: Sequence[PageExample]) -> list[Floats]:
    """For each example what a forest that has not seen its site makes of its blocks at first sight."""
    seen: dict[int, Floats] = {}
    for fold in range(_INNER_FOLDS):
        inside = [each for each in examples if _inner_fold(each) != fold]
        forest = Forest(_grown(inside, [each.sight.features for each in inside]))
        for number, each in enumerate(examples):
            if _inner_fold(each) == fold:
                seen[number] = forest.probabilities(each.sight.features.matrix(forest.features))
    return [seen[number] for number in range(len(examples))]


def _inner_fold(example: PageExample) -> int:
    return fold_of(f"inner {example.site}", _INNER_FOLDS)


def _grown(examples: Sequence[PageExample], features: Sequence[Features]) -> Grown:
    names = features[0].names
    lessons = [Lesson(found.matrix(names), each.body, each.weights) for each, found in zip(examples, features, strict=True)]
    return grown(names, lessons, **_GROWING)
