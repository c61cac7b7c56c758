"""A plain story: a headline, a date line, a body; all is the article's but for a few lines above and below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.clean.extraction import Judged
from generator.clean.forms import is_caption, is_label, is_prose, junk_reason, word_count
from generator.clean.language import detect
from generator.clean.lines import Line
from generator.clean.people.bylines import authors_of
from generator.clean.scripts import is_small, script
from generator.clean.text.header import Header, story_header
from generator.model import Moment

# A line after the body is in another language only if the model is this sure of both.
_OTHER_LANGUAGE: Final = 0.8
# A line between headline and body with this many words can be a sub-headline.
_SUBHEADLINE_WORDS: Final = 4
# A heading inside the body is no longer than this, in letters.
_SUBHEADING: Final = 100
_BULLETS: Final = tuple("-–—*•●▪■◆·‣+")


def judged_story(lines: Sequence[Line], saved: Moment | None = None) -> tuple[Header, list[Judged]]:
    """The head of a plain story, and a verdict on each of its lines: all is body that nothing speaks against.

    saved  when the text was as it is, if its document says so
    """
    header = story_header(lines, saved)
    judged = [*_before(lines, header), *_inside(lines, header.start)]
    return header, _trimmed(lines, judged, header.start)


def _before(lines: Sequence[Line], header: Header) -> Iterator[Judged]:
    """Verdicts on the lines before `header.start`."""
    subheadline = False
    for index in range(header.start):
        verdict = in_head(lines[index], index, header)
        if verdict[0] == "subheadline":
            if subheadline:
                verdict = "body", "before the date line"
            subheadline = True
        yield verdict


def in_head(line: Line, index: int, header: Header) -> Judged:
    """The verdict on a line before the body's first."""
    if index == header.headline:
        return "headline", "the line that reads most like one before the body"
    if index == header.dateline:
        return "dateline", "a date alone on its line" if header.found[index].alone else "a date set apart"
    if index in header.found and header.found[index].alone:
        return "dateline", "another date alone on its line"
    if header.headline is None or index < header.headline:
        return "junk", "before the headline"
    if authors_of(line.text) is not None:
        return "byline", "begins as a byline"
    reason = junk_reason(line, edge=True)
    if reason:
        return "junk", reason
    if word_count(line.text) >= _SUBHEADLINE_WORDS or line.width >= _SUBHEADING:
        return "subheadline", "between the headline and the body"
    return "section", "a label between the headline and the body"


def _inside(lines: Sequence[Line], start: int) -> Iterator[Judged]:
    """Verdicts on the lines from `start`, which hold the body."""
    stop = len(lines)
    opening = True
    for index in range(start, stop):
        line = lines[index]
        if opening and authors_of(line.text) is not None and not line.ended:
            yield "byline", "begins as a byline"
            continue
        # Only a line set apart is a button: "share, in May" is the end of a wrapped sentence.
        reason = junk_reason(line) if line.gap and (index + 1 == stop or lines[index + 1].gap) else ""
        opening = opening and bool(reason)
        yield ("junk", reason) if reason else in_body(lines, index, stop)


def in_body(lines: Sequence[Line], index: int, stop: int) -> Judged:
    """What kind of line of the body `lines[index]` is; the body ends before `stop`."""
    line = lines[index]
    if is_caption(line.text):
        return "caption", "names a photographer"
    if line.gap and not line.ended and authors_of(line.text) and not any(map(is_prose, lines[index + 1 : stop])):
        return "byline", "begins as a byline, below the body"
    if line.text[0] in _BULLETS and line.text[1:2] == " ":
        return "list", "begins with a bullet"
    if (
        line.gap
        and line.width < _SUBHEADING
        and not line.table
        and index + 1 < stop
        and lines[index + 1].gap
        and not line.ended
        and is_prose(lines[index + 1])
        and line.text[-1].isalnum()
    ):
        return "subheading", "a short line, set apart, before running text"
    return "body", "running text" if is_prose(line) else "among the lines of the body"


def _trimmed(lines: Sequence[Line], judged: list[Judged], start: int) -> list[Judged]:
    """`judged`, with the lines at the end of a story dropped that are in another script or language, or invite."""
    body = " ".join(line.text for line, verdict in zip(lines, judged, strict=True) if verdict[0] == "body")[:1000]
    writing = script(body)
    last = next((i for i in range(len(lines) - 1, start - 1, -1) if _ends_body(lines[i], judged[i], writing)), None)
    heading = False
    for index in range(last + 1 if last is not None else len(lines), len(lines)):
        follows = heading and not lines[index].table
        reason = "follows an invitation to read on" if follows else _tail_reason(lines[index], body, writing)
        if reason:
            judged[index] = "junk", reason
        heading = heading or "invitation" in reason
    return _without_company(lines, judged, last + 1) if last is not None else judged


def _without_company(lines: Sequence[Line], judged: list[Judged], start: int) -> list[Judged]:
    """`judged`, with each group of lines from `start` dropped whole if it is a page's foot rather than its body's end.

    That is if most of its lines are junk, or one of them is and no other is a sentence or figures.
    """
    for group in _groups(lines, start):
        rest = [index for index in group if judged[index][0] != "junk"]
        labels = all(lines[index].width < _SUBHEADING and not lines[index].ended for index in rest)
        if 2 * len(rest) < len(group) or (labels and len(rest) < len(group)):
            for index in rest:
                judged[index] = "junk", "among lines that invite, after the body"
    return judged


def _groups(lines: Sequence[Line], start: int) -> Iterator[range]:
    """The runs of lines from `start` that no blank line parts."""
    begins = start
    for index in range(start + 1, len(lines) + 1):
        if index == len(lines) or lines[index].gap:
            yield range(begins, index)
            begins = index


def _ends_body(line: Line, verdict: Judged, writing: str) -> bool:
    """Whether the body certainly goes on to this line: running text or figures that nothing speaks against."""
    if verdict[0] != "body" or not (is_prose(line) or line.table) or junk_reason(line, edge=True):
        return False
    return line.table or script(line.text) in (writing, "Zyyy")


def _tail_reason(line: Line, body: str, writing: str) -> str:
    """Why a line after the last paragraph is junk; "" if nothing speaks against it."""
    reason = junk_reason(line, edge=True)
    if line.table:
        return reason
    if reason and (line.gap or not is_small(line.text[0])):
        return reason
    own = script(line.text)
    if own != writing and "Zyyy" not in (own, writing):
        return "another script than the body"
    if not line.gap or is_label(line) or is_prose(line) or word_count(line.text) < _SUBHEADLINE_WORDS:
        return ""
    language, sure = detect(line.text)
    if sure >= _OTHER_LANGUAGE:
        of_body, sure = detect(body)
        if language != of_body and sure >= _OTHER_LANGUAGE:
            return "another language than the body"
    return ""
