"""Lines that stand in many articles of one source: which lines of a document are asked about, and what the answer does.

A menu, a subscribe prompt and a copyright notice recur around many stories; what reports one story does not. A document
names the lines that its cleaner is not certain of, its *doubts*, and the story that stands around them. Over a source
they are counted, and what recurs around enough different stories is junk wherever it is in doubt. Doubts are worked out
as if nothing recurred, so that what was decided never moves what is counted.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final

from generator import digest
from generator.clean.extraction import KEPT, Judged
from generator.clean.lines import is_ended
from generator.clean.scripts import width
from generator.model import Testimony

RECURS: Final = "stands in other articles of this source as well"
"""The reason of a line that was dropped because it recurs."""

_PINNED: Final = "in backfile.toml"

# Bytes of a key: enough for the lines of one source, few enough to store with each article.
_KEY: Final = 9
_TOLD_APART: Final = 300
_NUMBER: Final = re.compile(r"\d+(?:[.,:/'\u00a0\u202f]\d+)*")
_DIGIT: Final = re.compile(r"\d")

# In letters: a line is running text from the first, and one that ends as a sentence does from the second.
_PROSE: Final = 140
_SENTENCE: Final = 60

# Running text is in doubt at the edges of a body alone, where prompts stand, and up to this length in letters.
_FIRST: Final = 1
_LAST: Final = 2
_LONGEST: Final = 240
# Figures set in lines (earnings, results, rates) repeat their labels in every article and are its news all the same: a run
# of short lines is such a table from so many lines with a figure, if they are at least half of it.
_FIGURES: Final = 2


def key_of(text: str) -> str:
    """What lines of the same words share: 12 letters and digits. Case, white space and the digits of numbers don't count.

    "12 comments" and "7 Comments" meet. Of long lines the first 300 characters are told apart.
    """
    words = _NUMBER.sub("0", " ".join(text[:_TOLD_APART].casefold().split()))
    return urlsafe_b64encode(digest.of(words)[:_KEY]).decode()


def weighed(
    texts: Sequence[str], judged: Sequence[Judged], uncertain: Iterable[int], recurring: Set[str]
) -> tuple[list[Judged], Testimony]:
    """The lines `texts` as they were `judged`, less what recurs, and what they say about the lines of their source.

    uncertain  indexes of the lines, kept or not, whose verdicts are in doubt
    recurring  keys of the lines of this source that recur

    A kept line in doubt that recurs becomes junk, unless a person pinned it. A document is never left with nothing.
    """
    kept = _kept(texts, judged)
    figures = frozenset(_figures(texts, kept))
    doubts = {index: key_of(texts[index]) for index in uncertain if texts[index] and index not in figures}
    keys = frozenset(doubts.values())
    found = _without_recurring(texts, judged, doubts, recurring)
    story = _story(texts, judged, kept, doubts) if doubts else ""
    return found, Testimony(tuple(sorted(keys)), story, tuple(sorted(keys & recurring)))


def uncertain(texts: Sequence[str], judged: Sequence[Judged]) -> Iterator[int]:
    """Indexes of the kept lines that form and place alone do not settle: no running text, or at an edge of the body."""
    kept = _kept(texts, judged)
    for place, index in enumerate(kept):
        text = texts[index]
        long = width(text)
        edge = place < _FIRST or place >= len(kept) - _LAST
        if long < _SENTENCE or (edge and long <= _LONGEST) or (long < _PROSE and not is_ended(text)):
            yield index


def _without_recurring(
    texts: Sequence[str], judged: Sequence[Judged], doubts: Mapping[int, str], recurring: Set[str]
) -> list[Judged]:
    found = list(judged)
    for index, key in doubts.items():
        verdict, reason = judged[index]
        if key in recurring and verdict in KEPT and _PINNED not in reason:
            found[index] = "junk", RECURS
    return found if _kept(texts, found) else list(judged)


def _story(texts: Sequence[str], judged: Sequence[Judged], kept: Sequence[int], doubts: Mapping[int, str]) -> str:
    """The key of the longest paragraph, a certain one if there is any; of the headline, if there is no body."""
    certain = [texts[index] for index in kept if index not in doubts]
    found = certain or [texts[index] for index in kept]
    found = found or [text for text, verdict in zip(texts, judged, strict=True) if verdict[0] == "headline"]
    return key_of(max(found, key=lambda text: (len(text), text))) if found else ""


def _kept(texts: Sequence[str], judged: Sequence[Judged]) -> list[int]:
    """Indexes of the lines of the body; an image has no words."""
    return [index for index, verdict in enumerate(judged) if verdict[0] in KEPT and texts[index]]


def _figures(texts: Sequence[str], kept: Sequence[int]) -> Iterator[int]:
    """Those of the `kept` lines that stand in a table of figures."""
    run: list[int] = []
    for index in kept:
        if width(texts[index]) < _PROSE:
            run.append(index)
            continue
        yield from run if _is_table(texts, run) else ()
        run = []
    yield from run if _is_table(texts, run) else ()


def _is_table(texts: Sequence[str], run: Sequence[int]) -> bool:
    figures = sum(_DIGIT.search(texts[index]) is not None for index in run)
    return figures >= _FIGURES and 2 * figures >= len(run)
