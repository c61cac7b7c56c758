"""The head of a story: its headline, its date line, its byline, found among the lines before the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from generator.clean import dates
from generator.clean.datelines import DATE_LINE, date_in, end_of_dates, is_alone, is_set_apart
from generator.clean.forms import is_label, is_prose, junk_reason, word_count
from generator.clean.lines import Line
from generator.clean.people.bylines import authors_of
from generator.clean.scripts import width
from generator.model import Moment

# Lines that are tried for a date.
_DATED: Final = 40
# Lines behind a date line that are tried for further dates.
_FURTHER_DATES: Final = 4
# A sentence that opens a document, no longer than this, may be its headline if a date follows it.
_OPENING: Final = 200
# A headline's length in letters.
_SHORTEST: Final = 8
_LONGEST: Final = 300
# A candidate this near to the best one wins if it stands before it: a sub-headline echoes the body as well.
_NEAR: Final = 0.8
# Fewer words above a sub-headline are a section's name.
_HEADLINE_WORDS: Final = 3
# A section's name above the headline is shorter than this, in letters.
_SECTION: Final = 16
# Words that are compared with the body: from this length, by their first letters, so that inflection does not matter.
_STEMS: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 5
_BODY_SAMPLE: Final = 2000
# Words of a headline that its body takes up; more are no better.
_ECHOES: Final = 5
# A text wider than this many times its length is mostly ideographs, which are written without spaces.
_WIDE: Final = 1.5


class Header(msgspec.Struct, frozen=True):
    """Where in a document's lines its head is.

    headline  index of the headline's line; None if there is none
    dateline  index of the line that bears the publication date; None if there is none
    start     index of the first line that can be body
    found     the dates that were found, by index of their line
    """

    headline: int | None
    dateline: int | None
    start: int
    found: Mapping[int, dates.Found]


def story_header(lines: Sequence[Line], saved: Moment | None = None) -> Header:
    """The head of a plain story, as it was when it was `saved`.

    A date alone on its line is the surest sign of where the body begins.
    """
    stop = _head_end(lines)
    found = _dates_in(lines, range(min(stop, _DATED)), saved)
    sure = [i for i, date in found.items() if date.alone or (i > 0 and authors_of(lines[i].text) is not None)]
    dateline = next((i for i in sure if i > 0), 0 if sure else None)
    first = next((i for i in range(stop) if is_prose(lines[i]) and i not in found), stop)
    if dateline is None:
        headline = _headline(lines, range(first), lines[first:]) if first else _headline_of_prose(lines)
        dateline = next((i for i in found if i != headline and is_set_apart(lines[i].text, found[i])), None)
    else:
        headline = _long_headline(lines, dateline)
        if headline is None:
            headline = _headline(lines, range(dateline), lines[dateline + 1 :])
        if headline is None:
            headline = _headline_about(lines, dateline, first)
    marks = [index for index in (headline, dateline) if index is not None]
    return Header(headline, dateline, past_dates(lines, max(marks) + 1) if marks else 0, found)


def _headline_about(lines: Sequence[Line], dateline: int, first: int) -> int | None:
    """The headline of a story that has no line of a headline's length above its date line.

    It stands between date and body, or above the date after all and is short ("Exit"), or is the body's first sentence.
    """
    between = _headline(lines, range(dateline + 1, min(first, len(lines))), lines[dateline + 2 :])
    if between is not None:
        return between
    above = (
        i for i in reversed(range(dateline)) if _could_be_headline(lines[i], 1) and not junk_reason(lines[i], edge=True)
    )
    short = next(above, None)
    return short if short is not None else _headline(lines, range(dateline + 1, min(dateline + 2, len(lines))), ())


def _long_headline(lines: Sequence[Line], dateline: int) -> int | None:
    """The one line above the date line that is neither junk nor a section's name, if it is longer than headlines are."""
    above = [i for i in range(dateline) if not junk_reason(lines[i], edge=True) and not _is_section(lines[i])]
    return above[0] if len(above) == 1 and lines[above[0]].width > _LONGEST else None


def _is_section(line: Line) -> bool:
    """Whether `line` is a menu entry or a section's name: a label of one or two short words."""
    return is_label(line) and line.width < _SECTION and word_count(line.text) < _HEADLINE_WORDS


def past_dates(lines: Sequence[Line], start: int) -> int:
    """Index of the first line from `start` that is no further labelled date, such as "Updated: 15 March 2023"."""
    return start + end_of_dates([line.text for line in lines[start : start + _FURTHER_DATES]], 0)


def _head_end(lines: Sequence[Line]) -> int:
    """Index of the line before which the head is: the second line of running text, for a sub-headline may be the first.

    Where there is only one, it is the body, unless it opens the document and is short: then it may be the headline.
    """
    prose = (i for i, line in enumerate(lines) if is_prose(line))
    first = next(prose, len(lines))
    opens = first == 0 and bool(lines) and lines[0].width <= _OPENING
    return min(next(prose, first + (2 if opens else 1)), len(lines))


def _dates_in(lines: Sequence[Line], where: Iterable[int], saved: Moment | None) -> dict[int, dates.Found]:
    found = ((index, date_in(lines[index].text, saved)) for index in where)
    return {index: date for index, date in found if date is not None}


def _headline_of_prose(lines: Sequence[Line]) -> int | None:
    """The first line of a story that begins with a sentence, if it is set apart and shorter than what follows."""
    if len(lines) < 2 or not lines[1].gap:
        return None
    first, second = lines[0], lines[1]
    return 0 if first.width <= DATE_LINE and second.width > first.width and ". " not in first.text else None


def _headline(lines: Sequence[Line], where: range, body: Sequence[Line]) -> int | None:
    """The line among `where` that reads most like the headline of `body`; None if none could be one."""
    candidates = [i for i in where if _could_be_headline(lines[i])]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    said = _said(body)
    scores = {i: _headline_score(lines[i], said) for i in candidates}
    best = max(scores.values())
    found = next(i for i in candidates if scores[i] >= best - (1 - _NEAR) * abs(best))
    return _above_subheadline(lines, candidates, found, said)


def _above_subheadline(lines: Sequence[Line], candidates: Sequence[int], found: int, said: str) -> int:
    """The line above `found`, if it reads like a headline too and is shorter: then `found` is its sub-headline."""
    above = lines[found - 1] if found - 1 in candidates else None
    if above is None or above.width > lines[found].width or (lines[found].gap and not above.gap):
        return found
    if above.columns or junk_reason(above, edge=True):
        return found
    shares = any(stem in said for stem in _stems(above.text))
    return found - 1 if shares and word_count(above.text) >= _HEADLINE_WORDS else found


def _said(body: Sequence[Line]) -> str:
    """The beginning of `body` in lower case: to look for a headline's words in it is cheaper than to take it apart."""
    parts: list[str] = []
    length = 0
    for line in body:
        parts.append(line.text)
        length += len(line.text)
        if length > _BODY_SAMPLE:
            break
    return " ".join(parts)[:_BODY_SAMPLE].lower()


def _could_be_headline(line: Line, shortest: int = _SHORTEST) -> bool:
    if not shortest <= line.width <= _LONGEST:
        return False
    return authors_of(line.text) is None and any(map(str.isalpha, line.text)) and not is_alone(line.text)


def _headline_score(line: Line, said: str) -> float:
    """Higher for the form of a headline, and for words that the body takes up."""
    stems = _stems(line.text)
    shared = sum(stem in said for stem in stems)
    echo = shared / max(len(stems), 3) + min(shared, _ECHOES) / _ECHOES if stems else 0.0
    form = min(line.width, 40) / 40 - (0.5 if line.ended else 0) - (0.5 if line.width > DATE_LINE else 0)
    apart = (0.3 if line.gap else 0) - (1 if line.columns else 0)
    return echo + form + apart - (1 if junk_reason(line, edge=True) else 0) - (0.3 if word_count(line.text) < 3 else 0)


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words of `text`; its pairs of letters where it is written without spaces."""
    if width(text) > _WIDE * len(text):
        return frozenset(a + b for a, b in pairwise(text) if a.isalpha() and b.isalpha())
    return frozenset(word[:_STEM] for word in _STEMS.findall(text.lower()))
