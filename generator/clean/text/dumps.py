"""Page dumps: all lines that a web page showed, menus and comments included, of which the trained models choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from generator.clean.extraction import Judged
from generator.clean.forms import junk_reason
from generator.clean.judge.judging import LIKELY, SURE, body_probabilities, look_at, with_words
from generator.clean.judge.models import TEXT_WORDS, Models
from generator.clean.lines import Line
from generator.clean.people.bylines import authors_of
from generator.clean.text.dump_fields import Fields, fields_of
from generator.clean.text.dump_headlines import headline_of
from generator.clean.text.header import Header, past_dates
from generator.clean.text.layout import Layout, layout_of
from generator.clean.text.story import in_body, in_head

# On a page without likely body the lines are taken that come near to the likeliest, if that is not hopeless.
_HOPELESS: Final = 0.1
_NEAR: Final = 0.6
# Lines above a body without headline in which an impossible date is worth a warning.
_ABOVE: Final = 6
# Between these a verdict is in doubt, and what other pages of the source say counts.
_DOUBT: Final = (0.25, 0.98)
# Lines of one text that are looked at: no page has as many, and a file may have thirty million.
_MOST_LINES: Final = 50_000


class Chosen(NamedTuple):
    """What the models make of a dump: its head, a verdict on each line, the indexes of those in doubt, and its fields."""

    header: Header
    judged: list[Judged]
    uncertain: frozenset[int]
    fields: Fields


def chosen_of(lines: Sequence[Line], known: Models, slug: frozenset[str] = frozenset()) -> Chosen | None:
    """What the models make of `lines`; None if they find no body, or if there are too many lines for a page.

    slug  the words of the page's own address, where it is known
    """
    if len(lines) > _MOST_LINES:
        return None
    look = with_words(look_at(lines), known.lexicon(TEXT_WORDS))
    probable = body_probabilities(look, known)
    bar = min(LIKELY, _NEAR * float(probable.max()))
    if bar < _NEAR * _HOPELESS:
        return None
    body = [
        odds > bar and not (odds < SURE and junk_reason(line)) for odds, line in zip(probable.tolist(), lines, strict=True)
    ]
    layout = layout_of(look, probable + (LIKELY - bar), headline_of(look, probable, known, slug))
    fields = fields_of(layout, known)
    header = _header(layout, fields)
    low, high = _DOUBT
    uncertain = np.flatnonzero((probable > low) & (probable < high))
    judged = _judged(lines, body, layout.start, header, fields.bylines)
    return Chosen(header, judged, frozenset(uncertain.tolist()), fields)


def _header(layout: Layout, fields: Fields) -> Header:
    """The head of the page: where its headline, its date and the first line that can be body are."""
    start = layout.start if layout.headline is None else max(layout.start, layout.headline + 1)
    above = layout.headline if layout.headline is not None else start - _ABOVE
    found = {line: each for line, dated in fields.found.items() for each in dated if each.impossible and line > above}
    dated = fields.published or fields.modified
    if dated:
        found[dated.candidate.line] = dated.candidate.found
    return Header(layout.headline, fields.dateline, past_dates(layout.look.lines, start), found)


def _judged(
    lines: Sequence[Line], body: Sequence[bool], start: int, header: Header, bylines: Mapping[int, float]
) -> list[Judged]:
    """A verdict on each line, of which those in `body` are chosen; `bylines` name the authors with a probability."""
    chosen = [index for index, is_body in enumerate(body) if is_body and index != header.headline]
    first, last = (chosen[0], chosen[-1]) if chosen else (start, start)
    judged: list[Judged] = []
    for index, line in enumerate(lines):
        if index in (header.headline, header.dateline):
            judged.append(in_head(line, index, header))
        elif body[index]:
            judged.append(in_body(lines, index, len(lines)))
        elif index in bylines:
            judged.append(("byline", f"names the authors with a probability of {bylines[index]:.0%}"))
        elif header.headline is not None and header.headline < index <= start and authors_of(line.text) is not None:
            judged.append(("byline", "begins as a byline"))
        else:
            judged.append(("junk", _why_not(line, before=index < first, inside=index < last)))
    return judged


def _why_not(line: Line, *, before: bool, inside: bool) -> str:
    """Why a line that the models did not choose is junk: what its form says, or else where it stands."""
    reason = junk_reason(line, edge=True)
    if reason:
        return reason
    return "before the article" if before else "among the article's lines, but not of it" if inside else "after the article"
