"""Train the models that ship: `python -m benchmarks.cleaning.training --corpora FOLDER` writes generator/clean/models/.

Only sources that may be trained on are: `corpora.TRAINED`. What a model learns from another's judgement (where the
headline is, given where the body probably is) it learns from judgements on sites that the other had not seen.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np

from benchmarks.cleaning.corpora import TRAINED, Page, Truth, pages, places
from benchmarks.cleaning.field_lessons import grown_authors, grown_dates, grown_headlines
from benchmarks.cleaning.folds import fold_of, site_of
from benchmarks.cleaning.growing import Lesson, grown
from benchmarks.cleaning.labels import coverage
from benchmarks.cleaning.page_lessons import PageExample, grown_from_pages, page_examples_below
from benchmarks.cleaning.weighing import Saying, weighed
from generator.clean.judge import models
from generator.clean.judge.forest import Forest, Grown
from generator.clean.judge.glyphs import Floats
from generator.clean.judge.judging import LIKELY, Look, body_probabilities, look_at, with_words
from generator.clean.judge.lexicon import Lexicon, Weighed
from generator.clean.judge.models import Models
from generator.clean.lines import lines_of
from generator.clean.text.dump_headlines import headline_of
from generator.clean.text.layout import Layout, layout_of

# The truth of the others is another tool's, reviewed: it counts half.
_GOLD: Final = ("scrapinghub", "wcxb", "fundus")
_SILVER: Final = 0.5
# A long line matters more than a short one, and a long page more than a short one, but both less than in proportion.
_LENGTH: Final = 0.6
_PAGE: Final = 0.5
_INNER_FOLDS: Final = 4
# A page in another form teaches less than a page of its own; how many lines above and below its body it may then have.
_VARIANT: Final = 0.4
_CUT_ABOVE: Final = (1, 2, 4, 8, 15)
_CUT_BELOW: Final = (0, 1, 3, 8, 20)
_FOLDER: Final = Path(models.__file__).parent / "data"


Model = Grown | Weighed


class Example(NamedTuple):
    """A page that can be learned from, and how much it counts: how its lines look, and how far each is body."""

    truth: Truth
    site: str
    worth: float
    look: Look
    body: Floats
    tokens: Floats


@cache  # seeing all pages takes as long as cleaning them, and each fold asks
def examples_in(corpora: Path) -> list[Example]:
    """The pages of the text corpora below `corpora` that may be trained on, in the order of their truth."""
    found = pages(places(corpora)["text"], "text", sources=TRAINED)
    return [example for page in found if (example := _example(page))]


def _example(page: Page) -> Example | None:
    lines = lines_of(page.document.text, 1)
    if not lines or not page.truth.get("body"):
        return None
    body, tokens = coverage([line.text for line in lines], page.truth["body"])
    worth = 1.0 if page.source in _GOLD else _SILVER
    return Example(page.truth, site_of(page.truth), worth, look_at(lines), body, tokens)


@cache
def page_examples_in(corpora: Path) -> list[PageExample]:
    """The saved pages below `corpora` that may be trained on; empty if there are none."""
    return page_examples_below(corpora, {source: 1.0 if source in _GOLD else _SILVER for source in TRAINED})


def trained_on_pages(examples: Sequence[PageExample]) -> dict[str, Model]:
    """The models for saved pages that `examples` teach; none without examples."""
    return dict(grown_from_pages(examples)) if examples else {}


def trained(examples: Sequence[Example]) -> dict[str, Model]:
    """The models for text that `examples` teach."""
    words = _weighed_words(examples)
    variants = [variant for each in examples for variant in _variants(each)]
    examples, variants = _read_unseen(examples, examples), _read_unseen(variants, examples)
    body = _grown_body([*examples, *variants])
    seen = _judged_unseen(examples, variants)
    truths = [each.truth for each in examples]
    layouts = _layouts_unseen(examples, seen)
    weights = [each.worth for each in examples]
    return {
        models.TEXT_WORDS: words,
        models.TEXT_BODY: body,
        models.TEXT_HEADLINE: grown_headlines([each.look for each in examples], seen, truths),
        models.TEXT_DATE: grown_dates(layouts, truths, weights),
        models.TEXT_AUTHORS: grown_authors(layouts, truths, weights),
    }


def _weighed_words(examples: Sequence[Example]) -> Weighed:
    return weighed([Saying(each.look.text, each.look.features["ended"] > 0, each.body, _weights(each)) for each in examples])


def _variants(example: Example) -> Iterator[Example]:
    """The same page as others save it: without blank lines, and the article alone with a few lines around it."""
    lines = example.look.lines
    bare = [msgspec.structs.replace(line, gap=not number) for number, line in enumerate(lines)]
    yield example._replace(look=look_at(bare), worth=example.worth * _VARIANT)
    body = np.flatnonzero(example.body > LIKELY)
    if len(body):
        some = random.Random(example.truth["file"])  # noqa: S311 - the same cuts each time
        start = max(0, int(body[0]) - some.choice(_CUT_ABOVE))
        part = slice(start, int(body[-1]) + 1 + some.choice(_CUT_BELOW))
        look = look_at(lines[part])
        worth = example.worth * _VARIANT
        yield Example(example.truth, example.site, worth, look, example.body[part], example.tokens[part])


def _read_unseen(examples: Sequence[Example], taught: Sequence[Example]) -> list[Example]:
    """The `examples` with what their words say, by lexicons that have been `taught` nothing of their sites."""
    read: dict[int, Example] = {}
    for fold in range(_INNER_FOLDS):
        lexicon = Lexicon(_weighed_words([each for each in taught if _inner_fold(each) != fold]))
        for number, each in enumerate(examples):
            if _inner_fold(each) == fold:
                read[number] = each._replace(look=with_words(each.look, lexicon))
    return [read[number] for number in range(len(examples))]


def _grown_body(examples: Sequence[Example]) -> Grown:
    names = examples[0].look.features.names
    lessons = [Lesson(each.look.features.matrix(names), each.body, _weights(each)) for each in examples]
    return grown(
        names,
        lessons,
        trees=160,
        most=64,
        objective="cross_entropy",
        learning_rate=0.09,
        feature_fraction=0.4,
        min_data_in_leaf=60,
    )


def _weights(example: Example) -> Floats:
    weights = (example.tokens + 1) ** _LENGTH
    return np.asarray(weights / weights.sum() ** _PAGE * example.worth)


def _judged_unseen(examples: Sequence[Example], variants: Sequence[Example]) -> list[Floats]:
    """For each example the probabilities of body by a model that has not seen its site."""
    judged: dict[int, Floats] = {}
    for fold in range(_INNER_FOLDS):
        inside = [each for each in (*examples, *variants) if _inner_fold(each) != fold]
        known = Models({models.TEXT_BODY: Forest(_grown_body(inside))})
        for number, each in enumerate(examples):
            if _inner_fold(each) == fold:
                judged[number] = body_probabilities(each.look, known)
    return [judged[number] for number in range(len(examples))]


def _layouts_unseen(examples: Sequence[Example], seen: Sequence[Floats]) -> list[Layout]:
    """For each example where its parts stand, by models that have not seen its site; `seen` are those of the body."""
    layouts: dict[int, Layout] = {}
    for fold in range(_INNER_FOLDS):
        inside = [number for number, each in enumerate(examples) if _inner_fold(each) != fold]
        taught = [examples[number] for number in inside]
        bodies = [seen[number] for number in inside]
        forest = grown_headlines([each.look for each in taught], bodies, [each.truth for each in taught])
        known = Models({models.TEXT_HEADLINE: Forest(forest)})
        for number, each in enumerate(examples):
            if _inner_fold(each) == fold:
                layouts[number] = layout_of(each.look, seen[number], headline_of(each.look, seen[number], known))
    return [layouts[number] for number in range(len(examples))]


def _inner_fold(example: Example) -> int:
    return fold_of(f"inner {example.site}", _INNER_FOLDS)


def save(found: Mapping[str, Model], folder: Path) -> None:
    """Write each model into a file of its own in `folder`, and say how large it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in found.items():
        data = msgspec.msgpack.encode(model)
        (folder / f"{name}.{'forest' if isinstance(model, Grown) else 'lexicon'}").write_bytes(data)
        print(f"{name}: {len(data):,} bytes", flush=True)


def load(folder: Path) -> Models:
    """The models that were saved in `folder`."""
    forests = {path.stem: msgspec.msgpack.decode(path.read_bytes(), type=Grown) for path in folder.glob("*.forest")}
    lexicons = {path.stem: msgspec.msgpack.decode(path.read_bytes(), type=Weighed) for path in folder.glob("*.lexicon")}
    return Models(
        {name: Forest(grown) for name, grown in forests.items()}, {name: Lexicon(of) for name, of in lexicons.items()}
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds the corpora")
    corpora = parser.parse_args().corpora
    save(trained(examples_in(corpora)), _FOLDER)
    save(trained_on_pages(page_examples_in(corpora)), _FOLDER)


if __name__ == "__main__":
    main()
