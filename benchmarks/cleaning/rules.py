"""What no tool is needed for. A cleaner that is not better than these is worth nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.cleaning.contestants import Contestant, always
from benchmarks.cleaning.corpora import Page
from benchmarks.cleaning.dump import lines_of_html, lines_of_text
from benchmarks.cleaning.metrics import Answer

# A line is the body's by its look if it is as wide as a line of print, or half as wide and a sentence's end.
_WIDE: Final = 80  # columns; a character of East Asian width fills two
_ENDED: Final = 40
_BRIDGE: Final = 2  # lines
# What a line weighs against a run: no more than this, for a page has as many short lines as it likes. Of six pairs of this
# and the width, the best on dumps of scrapinghub, wcxb and fundus.
_LEAST: Final = -30
_ENDS: Final = tuple('.!?…:;。！？：；"”’»)）」』')
_HEADLINE: Final = 20  # columns


def keep_everything(page: Page) -> Answer:
    """Every line is the body's; the first one is the headline."""
    lines = _lines(page)
    return Answer("\n".join(lines), headline=lines[0] if lines else None)


def longest_run(page: Page) -> Answer:
    """The longest run of lines, in columns, that look like a body's; one or two others in a row do not end it."""
    lines = _lines(page)
    return _of_run(lines, *max(_runs(lines), key=lambda run: _width_of(lines[slice(*run)]), default=(0, len(lines))))


def heaviest_run(page: Page) -> Answer:
    """The run of lines with the greatest weight: each weighs its width less that of a line of print.

    That is maximum subsequence segmentation (Pasternack and Roth, 2009), of lines.
    """
    lines = _lines(page)
    best = weight = 0
    start, begin, stop = 0, 0, len(lines)
    for index, line in enumerate(lines):
        if weight <= 0:
            weight, begin = 0, index
        weight += max(_LEAST, width(line) - _WIDE)
        if weight > best:
            best, start, stop = weight, begin, index + 1
    return _of_run(lines, start, stop)


def _of_run(lines: Sequence[str], start: int, stop: int) -> Answer:
    """The lines from `start` to `stop` as body; the last one above them that is not very short as headline."""
    headline = next((line for line in reversed(lines[:start]) if width(line) >= _HEADLINE), None)
    return Answer("\n".join(lines[start:stop]), headline=headline)


def _lines(page: Page) -> list[str]:
    return lines_of_html(page.document.text) if page.document.form == "html" else lines_of_text(page.document.text)


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of lines that look like a body's, as start and stop; each begins and ends with such a line."""
    run: tuple[int, int] | None = None
    for index, line in enumerate(lines):
        if not _is_good(line):
            continue
        if run and index - run[1] <= _BRIDGE:
            run = run[0], index + 1
        else:
            if run:
                yield run
            run = index, index + 1
    if run:
        yield run


def _is_good(line: str) -> bool:
    columns = width(line)
    return columns >= _WIDE or (columns >= _ENDED and line.endswith(_ENDS))


def _width_of(lines: Sequence[str]) -> int:
    """The columns of those of `lines` that look like a body's."""
    return sum(width(line) for line in lines if _is_good(line))


def width(line: str) -> int:
    """How many columns of a terminal `line` fills."""
    return len(line) if line.isascii() else sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line)


RULES: Final = (
    Contestant("keep everything", ("text", "html", "reuters"), True, ("headline",), always(keep_everything)),
    Contestant("longest run", ("text", "html"), True, ("headline",), always(longest_run)),
    Contestant("heaviest run", ("text", "html"), True, ("headline",), always(heaviest_run)),
)
