"""Numbers about each line of a text, from which a model tells whether it is the article's.

They speak of a line's form, its place, its neighbours, what it has in common with the rest, and of the whole text; none
of one language's words, but for the short invitations that buttons bear in many. A number is the same in every script as
far as that can be: widths are in letters, words are compared by their beginnings or, where no spaces are written, by pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from generator.clean.invitations import NO_BUTTON, button_of
from generator.clean.judge import glyphs, windows
from generator.clean.judge.glyphs import Flags, Floats, Glyphs, Integers
from generator.clean.judge.windows import around, before_and_after, heaviest, shifted
from generator.clean.lines import Line

# Each alternative begins with a character of its own, so that `re` skips to it; what was before is looked at behind it.
_FIGURES: Final = re.compile(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|(?<!\w\d)\d?(?:[:h.]\d\d\b|[./-]\d{1,2}[./-]\d{2,4}))")
_ADDRESS: Final = re.compile(r"https?://|www\.|@\w|#(?<!\w#)\w|\.com\b")
_OWNERS: Final = ("©", "®", "(c)", "(C)", "opyright")
# Invitations and rows of buttons are no longer than this, in letters.
_INVITATION: Final = 90
_SHARE_ROW: Final = 60
# A line with a date that may stand above a comment, in letters.
_SHORT: Final = 120
# A label, as in `forms`, in letters.
_LABEL: Final = 40
# Distances beyond this many lines are all alike.
_FAR: Final = 40.0
# The largest count that makes a difference.
_MANY: Final = 20.0


class Overlap:
    """How much each line has in common with others of its text: the longer words, or pairs of ideographs."""

    def __init__(self, text: Glyphs) -> None:
        self._n = len(text.width)
        _, term = np.unique(text.term[text.content], return_inverse=True)
        self._terms = int(term.max()) + 1 if len(term) else 1
        pairs = np.unique(text.line[text.content] * self._terms + term)
        self._line, self._term = pairs // self._terms, pairs % self._terms
        self._total = np.maximum(np.bincount(self._line, minlength=self._n), 1)

    def with_lines(self, chosen: Flags) -> tuple[Floats, Floats]:
        """The share of each line's words that stand in another of the `chosen` lines, and their number."""
        own = chosen[self._line]
        others = np.bincount(self._term, weights=own, minlength=self._terms)[self._term] - own
        shared = np.bincount(self._line, weights=others > 0, minlength=self._n)
        return shared / self._total, np.minimum(shared, _MANY)

    def terms_of(self, lines: Integers) -> tuple[Integers, Integers]:
        """For each word of each of `lines` the line's place among them, and the word's number."""
        places = np.full(self._n, -1)
        places[lines] = np.arange(len(lines))
        place = places[self._line]
        return place[place >= 0], self._term[place >= 0]

    def lines_with(self, chosen: Flags) -> Floats:
        """For each word, by its number, in how many of the `chosen` lines it stands."""
        return np.bincount(self._term, weights=chosen[self._line], minlength=self._terms).astype(np.float64)


class Features:
    """The numbers about the lines of a text by name, in the order in which they were added.

    A trained model asks about a part of them: those that nothing else is made of are worked out when they are asked for.
    """

    def __init__(self, n: int) -> None:
        self.n = n
        self._columns: dict[str, Floats | Callable[[], Floats | float]] = {}

    def __setitem__(self, name: str, values: Floats | float) -> None:
        self._columns[name] = np.full(self.n, values) if isinstance(values, float) else values

    def __getitem__(self, name: str) -> Floats:
        values = self._columns[name]
        if callable(values):
            self[name] = values()
            return self[name]
        return values

    def later(self, name: str, values: Callable[[], Floats | float]) -> None:
        """Add what `values` returns, if it is asked for."""
        self._columns[name] = values

    def copy(self) -> Features:
        """The same numbers, to which others may be added."""
        other = Features(self.n)
        other._columns.update(self._columns)
        return other

    def matrix(self, names: Sequence[str], lines: Integers | slice = slice(None)) -> NDArray[np.float32]:
        """(lines, len(names)): the numbers called `names`, about all lines or those with the indexes `lines`."""
        found = np.empty((len(names), self.n), np.float32)
        for row, name in zip(found, names, strict=True):
            row[:] = self[name]
        return found[:, lines].T

    @property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self._columns)


def features_of(lines: Sequence[Line], text: Glyphs, overlap: Overlap) -> Features:
    """The numbers about `lines`, of which there is at least one; `text` are their characters, `overlap` their words."""
    found = Features(len(lines))
    _add_form(found, lines, text)
    _add_marks(found, lines)
    _add_place(found)
    _add_regions(found)
    _add_neighbours(found)
    _add_groups(found)
    _add_company(found, overlap)
    _add_since(found)
    _add_whole(found, text)
    return found


def _add_form(found: Features, lines: Sequence[Line], text: Glyphs) -> None:
    """What a line looks like by itself."""
    counts = text.counts
    length = np.maximum(counts.sum(1), 1)
    letters = np.maximum(counts[:, [glyphs.CAPITAL, glyphs.SMALL, glyphs.CASELESS, glyphs.IDEOGRAPH]].sum(1), 1)
    words = np.maximum(text.words, 1)
    found["width"] = text.width
    found["log width"] = np.log1p(text.width)
    found["words"] = np.log1p(text.words)
    found["word length"] = letters / words
    found["ended"] = np.array([line.ended for line in lines], np.float64)
    found["gap"] = np.array([line.gap for line in lines], np.float64)
    found["columns"] = np.array([line.columns for line in lines], np.float64)
    found["opening"] = text.opening.astype(np.float64)
    found["capital letters"] = counts[:, glyphs.CAPITAL] / letters
    found["digits"] = counts[:, glyphs.DIGIT] / length
    found["signs"] = counts[:, [glyphs.BAR, glyphs.SYMBOL, glyphs.POINT]].sum(1) / length
    found["commas"] = counts[:, glyphs.COMMA] / words
    found["stops"] = text.stops
    found["quotes"] = counts[:, glyphs.QUOTE] / words
    found["colons"] = counts[:, glyphs.COLON]
    found["dashes"] = counts[:, glyphs.DASH]
    found["bars"] = counts[:, glyphs.BAR]
    found["brackets"] = counts[:, glyphs.BRACKET]
    found["asks"] = counts[:, glyphs.ASKING]
    found["asks or calls"] = counts[:, glyphs.ASKING] + counts[:, glyphs.CALLING]
    found["capitals"] = text.capitals / words
    found["shouted"] = text.shouted / words


def _add_marks(found: Features, lines: Sequence[Line]) -> None:
    """Figures of dates and times, addresses, owners, invitations, and how often a line stands there."""
    texts = [line.text for line in lines]
    ends = np.cumsum([len(text) + 1 for text in texts])
    whole = "\n".join(texts)

    def per_line(places: Iterable[int]) -> Floats:
        return np.bincount(np.searchsorted(ends, [*places], side="right"), minlength=len(texts)).astype(np.float64)

    found["dates"] = per_line(match.start() for match in _FIGURES.finditer(whole))
    found.later("addresses", lambda: per_line(match.start() for match in _ADDRESS.finditer(whole)))
    found.later("owners", lambda: per_line(place for owner in _OWNERS for place in _places_of(owner, whole)))
    buttons = [button_of(line.text) if line.width < _INVITATION else NO_BUTTON for line in lines]
    found["invites"] = np.array([button.invites for button in buttons], np.float64)
    found.later(
        "shares", lambda: np.array([button.shares for button in buttons], np.float64) * (found["width"] < _SHARE_ROW)
    )
    times = Counter(texts)
    found["times"] = np.minimum(np.array([times[text] for text in texts], np.float64), 5)


def _places_of(part: str, whole: str) -> Iterator[int]:
    place = whole.find(part)
    while place >= 0:
        yield place
        place = whole.find(part, place + 1)


def _add_place(found: Features) -> None:
    """Where a line stands: by lines and by letters."""
    place = np.arange(found.n, dtype=np.float64)
    letters = np.cumsum(found["width"])
    found["place"] = place / found.n
    found["place by letters"] = letters / max(letters[-1], 1.0)
    found["from start"] = np.minimum(place, 60)
    found["from end"] = np.minimum(found.n - place, 60)


def _add_regions(found: Features) -> None:
    """Inside which heaviest runs of lines it stands, by three ways of weighing, and how far from their ends."""
    width, once = found["width"], found["times"] == 1
    sentence = np.where(found["ended"] > 0, 60.0, -30.0)
    found["weight"] = np.where(once, np.clip(width - 90 + sentence, -40, 300), -20 + np.clip(width - 120, -40, 0))
    weight = found["weight"]
    start, stop = heaviest(weight)
    _add_region(found, "run", lambda: (start, stop))
    _add_region(found, "light run", cache(lambda: heaviest(np.where(once, np.clip(width - 60 + sentence, -25, 200), -20.0))))
    _add_region(found, "counted run", cache(lambda: heaviest(np.where(weight > 0, 1.0, -0.5))))
    found["run's share"] = float(weight[start:stop].sum() / max(1.0, np.maximum(weight, 0).sum()))
    found["run's width"] = float(width[start:stop].mean()) if stop > start else 0.0


def _add_region(found: Features, name: str, run: Callable[[], tuple[int, int]]) -> None:
    place = np.arange(found.n, dtype=np.float64)
    found.later(f"in {name}", lambda: ((place >= run()[0]) & (place < run()[1])).astype(np.float64))
    found.later(f"from {name}'s start", lambda: np.clip(place - run()[0], -_FAR, _FAR))
    found.later(f"from {name}'s end", lambda: np.clip(place - run()[1] + 1, -_FAR, _FAR))


def _add_neighbours(found: Features) -> None:
    """What stands around a line, near and far, before it and behind it."""
    for radius in (1, 3, 8, 20):
        found.later(f"weight within {radius}", partial(around, found["weight"], radius))
    for radius in (2, 6, 15):
        _add_sides(found, f"weight {radius}", found["weight"], radius)
    label = (found["width"] < _LABEL) & (found["ended"] == 0)
    _add_sides(found, "labels", label.astype(np.float64), 5)
    for name, radius in (("dates", 8), ("asks or calls", 8)):
        _add_sides(found, name, (found[name] > 0).astype(np.float64), radius)
    _add_sides(found, "repeated", (found["times"] > 1).astype(np.float64), 8)
    for name, radius in (("invites", 8), ("ended", 4), ("capitals", 4), ("gap", 6)):
        _add_sides(found, name, found[name], radius)
    for by in (-2, -1, 1, 2):
        found.later(f"log width {by:+}", partial(shifted, found["log width"], by, -1))
    for by in (-1, 1):
        for name in ("capitals", "commas", "dates", "times"):
            found.later(f"{name} {by:+}", partial(shifted, found[name], by, -1))


def _add_sides(found: Features, name: str, values: Floats, radius: int) -> None:
    sides = cache(partial(before_and_after, values, radius))
    found.later(f"{name} before", lambda: sides()[0])
    found.later(f"{name} after", lambda: sides()[1])


def _add_groups(found: Features) -> None:
    """What lines without a blank line between them are like, and the groups before and behind."""
    group = windows.groups_of(found["gap"] > 0)
    size = np.bincount(group).astype(np.float64)
    width = windows.sums_by(group, found["width"]) / size
    ended = windows.sums_by(group, found["ended"]) / size
    widest = np.zeros(len(size))
    np.maximum.at(widest, group, found["width"])
    first = np.cumsum(size) - size
    found["group"] = np.minimum(size, 50)[group]
    found["group's width"] = width[group]
    found["group's ends"] = ended[group]
    found["group's widest"] = widest[group]
    found["group's weight"] = windows.sums_by(group, found["weight"])[group]
    found["in group"] = np.minimum(np.arange(found.n) - first[group], 30)
    for by, name in ((1, "before"), (-1, "after")):
        found[f"width of group {name}"] = shifted(width, by, -1)[group]
        found[f"ends of group {name}"] = shifted(ended, by, -1)[group]


def _add_company(found: Features, overlap: Overlap) -> None:
    """What a line has in common with the likely body, and with all."""
    body = (found["in run"] > 0) & (found["weight"] > 0)
    found["shared"], found["shared words"] = overlap.with_lines(body)
    found.later("shared with all", lambda: overlap.with_lines(np.ones(found.n, np.bool_))[0])


def _add_since(found: Features) -> None:
    """What has come since the likely body's first line, and how long ago: behind an article come other things."""
    begun = np.maximum.accumulate(found["in run"]) > 0
    short = (found["width"] < _LABEL) & (found["ended"] == 0)
    signs = {
        "dates": (found["dates"] > 0) & (found["width"] < _SHORT),
        "invites": found["invites"] > 0,
        "repeated": found["times"] > 1,
        "labels": short,
        "colons": (found["colons"] > 0) & (found["width"] < _INVITATION),
    }
    for name, sign in signs.items():
        found.later(f"{name} since", partial(_times_since, sign & begun))
        found.later(f"from last {name}", partial(_from_last, sign))
    found["letters since"] = np.log1p(np.cumsum(found["width"] * begun))


def _times_since(sign: Flags) -> Floats:
    """How often there was a sign before each line."""
    times: Floats = np.minimum(np.cumsum(sign) - sign, 30).astype(np.float64)
    return times


def _from_last(sign: Flags) -> Floats:
    """How many lines ago there was one."""
    place = np.arange(len(sign), dtype=np.float64)
    last = np.maximum.accumulate(np.where(sign, place, -_FAR))
    return np.minimum(place - shifted(last, 1, -_FAR), 30)


def _add_whole(found: Features, text: Glyphs) -> None:
    """What the text as a whole is like."""
    width = found["width"]
    letters = text.counts[:, [glyphs.CAPITAL, glyphs.SMALL, glyphs.CASELESS, glyphs.IDEOGRAPH]].sum()
    caseless = text.counts[:, [glyphs.CASELESS, glyphs.IDEOGRAPH]].sum()
    found["lines"] = float(np.log1p(found.n))
    found["prose"] = float(np.log1p(np.maximum(found["weight"], 0).sum()))
    found["caseless"] = float(caseless / max(1.0, letters))
    found["gaps"] = float(found["gap"].mean())
    found["median width"] = float(np.median(width))
    found["ends"] = float((width * found["ended"]).sum() / max(1.0, width.sum()))
