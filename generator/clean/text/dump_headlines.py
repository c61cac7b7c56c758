"""The lines of a page dump that may be its headline: those above its body, and numbers about each beside the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from generator.clean.judge import windows
from generator.clean.judge.glyphs import Flags, Floats, Integers
from generator.clean.judge.judging import LIKELY, Look, body_run
from generator.clean.judge.models import TEXT_HEADLINE, Models
from generator.clean.text.address_words import likeness
from generator.clean.text.layout import matrix_of

# A line that is the likeliest headline of its page, and yet as unlikely as this, is none.
_HEADLINE: Final = 0.1
# Lines above the run of the body, and behind its beginning, among which its headline is looked for; and likewise around
# the first line that is probably body, for a long list may part the body, and its longest run begin far below.
_ABOVE: Final = 40
_BELOW: Final = 4
_ABOVE_FIRST: Final = 16
_BELOW_FIRST: Final = 2
# The first lines of a page, of which one may be its title.
_TITLE: Final = 2
# Headlines are as wide as this, in letters, and beyond a width they are all alike.
_NARROWEST: Final = 6
_WIDEST: Final = 320
_WIDE: Final = 120
# A shorter text inside another tells nothing, in characters.
_TELLING: Final = 8
# The first lines of a body that echo its headline most; the words that stand in most of its lines.
_OPENING: Final = 8
_TOPICS: Final = 8
# Distances beyond so many lines are all alike, and those to the next date; the largest counts that make a difference.
_FAR: Final = 60.0
_FAR_DATE: Final = 20.0
_MANY_ABOVE: Final = 10.0
_MANY: Final = 20.0
# What parts the steps that lead to a page, how many words a step has at most; and what parts a headline from a name.
_CRUMBS: Final = re.compile(r"\s*[»›]\s*|\s+[/>]\s*")
_CRUMB_WORDS: Final = 2
_BAR: Final = " | "
# How much the page's own address adds to the logarithm of a candidate's odds if it repeats the candidate word by word.
# Chosen on pages of sites that the model had not seen; twice as much, and half as much, do as well but for a page in 100.
_SLUG: Final = 3.0


def headline_of(look: Look, body: Floats, known: Models, slug: frozenset[str] = frozenset()) -> int | None:
    """Index of the likeliest headline of a page whose lines are body with the probabilities `body`; None if none is likely.

    slug  the words of the page's own address, where it is known
    """
    lines = candidates_of(look, body)
    if not len(lines):
        return None
    forest = known[TEXT_HEADLINE]
    likely = forest.probabilities(matrix_of(numbers_of(look, body, lines, forest.features), forest.features))
    if slug:
        likely = _weighed(likely, np.array([likeness(slug, look.lines[line].text) for line in lines.tolist()]))
    best = int(np.argmax(likely))
    return int(lines[best]) if likely[best] > _HEADLINE else None


def headline_in(text: str) -> str:
    """The headline in a line of a page, without the names of the sections that lead to it, and that of what it is part of.

    "Home » Travel » The ferry is back" and "The ferry is back for good | Opinion" hold more than it.
    """
    *crumbs, last = _CRUMBS.split(text)
    if crumbs and all(_words(crumb) <= _CRUMB_WORDS < _words(last) for crumb in crumbs):
        return last
    head, _, behind = text.rpartition(_BAR)
    return head.rstrip() if 2 * _words(behind) <= _words(head) else text


def _words(text: str) -> int:
    return len(text.split())


def _weighed(likely: Floats, repeated: Floats) -> Floats:
    """The probabilities `likely` of candidates that the page's address has `repeated` so far."""
    odds = likely / np.maximum(1 - likely, 1e-9) * np.exp(_SLUG * repeated)
    weighed: Floats = odds / (1 + odds)
    return weighed


def candidates_of(look: Look, body: Floats) -> Integers:
    """Indexes of the lines that may be the headline, from the top of the page down: at most some eighty, perhaps none."""
    place = np.arange(len(body))
    start, first = _begins(look, body)
    near = (place >= start - _ABOVE) & (place <= start + _BELOW)
    near |= (place >= first - _ABOVE_FIRST) & (place <= first + _BELOW_FIRST)
    near |= place < _TITLE
    width = look.text.width
    found: Integers = np.flatnonzero(near & (width >= _NARROWEST) & (width <= _WIDEST))
    return found


def _begins(look: Look, body: Floats) -> tuple[int, int]:
    """Where the run that holds most of the body begins, and the first line that is probably body."""
    start, _ = body_run(look, body)
    likely = np.flatnonzero(body > LIKELY)
    return start, int(likely[0]) if len(likely) else start


def numbers_of(look: Look, body: Floats, lines: Integers, names: Sequence[str] | None = None) -> dict[str, Floats]:
    """By name (k,) numbers about the `lines`, given as k indexes in rising order, of which there is at least one.

    names  what of them is asked about; all, if that is None
    """
    asked = look.features.names if names is None else [name for name in look.features.names if name in names]
    found = {name: look.features[name][lines] for name in asked}
    found.update(_places(look, body, lines))
    found.update(_echoes(look, body > LIKELY, lines))
    found.update(_relations([look.lines[line].text.casefold() for line in lines.tolist()]))
    for name in ("echo of body", "echo of opening", "topics", "topical"):
        found[f"rank of {name}"] = _ranks(found[name])
    found["rank of width"] = _ranks(np.minimum(look.text.width[lines], _WIDE))
    echo = found["echo of opening"]
    found["better below"] = np.array([(echo[place + 1 :] >= echo[place]).sum() for place in range(len(lines))], np.float64)
    return found


def _places(look: Look, body: Floats, lines: Integers) -> dict[str, Floats]:
    """Where each line stands to the body and to the next date, and how far it and its neighbours are body."""
    start, first = _begins(look, body)
    dated = np.flatnonzero(look.features["dates"] > 0)
    next_date = np.append(dated, len(body) + _FAR_DATE)[np.searchsorted(dated, lines, side="right")]
    found = {
        "from body": np.clip(lines - start, -_FAR, _FAR).astype(np.float64),
        "from first body": np.clip(lines - first, -_FAR, _FAR).astype(np.float64),
        "body above": np.minimum(np.cumsum(body > LIKELY)[lines], _MANY_ABOVE).astype(np.float64),
        "to next date": np.minimum(next_date - lines, _FAR_DATE),
    }
    for by in (0, -2, -1, 1, 2, 3):
        found[f"body {by:+}"] = windows.shifted(body, by)[lines]
    return found


def _echoes(look: Look, likely: Flags, lines: Integers) -> dict[str, Floats]:
    """What each line has in common with the `likely` body, with its opening, and with what it speaks of most."""
    count = len(lines)
    place, term = look.overlap.terms_of(lines)
    words = np.maximum(np.bincount(place, minlength=count), 1)

    def per_line(values: Floats) -> Floats:
        return np.bincount(place, weights=values, minlength=count).astype(np.float64)

    opening = np.zeros_like(likely)
    opening[np.flatnonzero(likely)[:_OPENING]] = True
    anywhere, inside = look.overlap.lines_with(np.ones_like(likely)), look.overlap.lines_with(likely)
    others = inside[term] - likely[lines][place]
    in_opening = look.overlap.lines_with(opening)[term] - opening[lines][place]
    topics = np.zeros(len(inside))
    topics[np.argsort(-inside, kind="stable")[:_TOPICS]] = 1
    highest = np.zeros(count)
    np.maximum.at(highest, place, others / max(1.0, inside.max()))
    said = np.log1p(np.maximum(others, 0))
    found = {
        "words shared with body": np.minimum(per_line((others > 0).astype(np.float64)), _MANY),
        "words shared with opening": np.minimum(per_line((in_opening > 0).astype(np.float64)), _MANY),
        "topics": per_line(said),
        "highest topic": highest,
        "main topics": per_line(topics[term]),
        "topical": per_line(said * inside[term] / anywhere[term]),
        "menu's words": per_line((anywhere[term] - inside[term] > 1).astype(np.float64)) / words,
    }
    for name, of in (("body", "words shared with body"), ("opening", "words shared with opening")):
        found[f"shared with {name}"] = found[of] / words
        found[f"echo of {name}"] = found[of] * found[f"shared with {name}"]
    for name in ("topics", "main topics", "topical"):
        found[f"share of {name}"] = found[name] / words
    return found


def _relations(texts: Sequence[str]) -> dict[str, Floats]:
    """How each of `texts` is part of another or another part of it, as a headline is of a breadcrumb and of a title."""
    names = ("equal", "inside", "ends another", "holds", "holds at end", "share of held")
    found = {name: np.zeros(len(texts)) for name in names}
    for part, inner in enumerate(texts):
        if len(inner) < _TELLING:
            continue
        for whole, outer in enumerate(texts):
            if whole == part or inner not in outer:
                continue
            if inner == outer:
                found["equal"][part] += 1
                continue
            share, at_end = len(inner) / len(outer), outer.endswith(inner)
            for name, of, value in (
                ("inside", part, share),
                ("ends another", part, float(at_end)),
                ("holds", whole, float(len(inner))),
                ("holds at end", whole, float(at_end * len(inner))),
                ("share of held", whole, share),
            ):
                found[name][of] = max(found[name][of], value)
    return found


def _ranks(values: Floats) -> Floats:
    """The rank of each value, 0 for the greatest, among equals the first."""
    ranks = np.zeros(len(values))
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return ranks
