"""Plain text: each line gets a verdict, and the lines taken for body become the article's paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from generator.clean.bylines import authors_of
from generator.clean.datelines import dated, opening_claims
from generator.clean.extraction import EXTRACTED, Claim, Extraction
from generator.clean.fields import impossible_date
from generator.clean.forms import is_caption, is_label, is_prose, junk_reason, word_count
from generator.clean.header import Header, dump_header, story_header
from generator.clean.junk import Named
from generator.clean.language import detect
from generator.clean.lines import Line, lines_of
from generator.clean.region import body_region, is_dump
from generator.clean.scripts import is_small, script
from generator.config import SourceSettings
from generator.errors import Problem
from generator.model import Block, Body, Document, Verdict

# A line after the body is in another language only if the model is this sure of both.
_OTHER_LANGUAGE: Final = 0.8
# A line between headline and body with this many words can be a sub-headline.
_SUBHEADLINE_WORDS: Final = 4
# A heading inside the body is no longer than this, in letters.
_SUBHEADING: Final = 100
_BULLETS: Final = tuple("-–—*•●▪■◆·‣+")

Judged = tuple[Verdict, str]


def extract(document: Document, settings: SourceSettings) -> Extraction:
    """The body, blocks and claims of a plain text. Every line that is not blank is in exactly one block."""
    named = Named(settings)
    lines = lines_of(document.text, document.line, named.is_either if named.any else None)
    start, stop = body_region(lines) if is_dump(lines) else (0, 0)
    dump = stop > 0
    stop = stop or len(lines)
    header = dump_header(lines, start) if dump else story_header(lines)
    judged = [*_before(lines, header), *_inside(lines, header.start, max(stop, header.start), dump)]
    judged += [("junk", "after the body")] * (len(lines) - len(judged))
    if not dump:
        judged = _trimmed(lines, judged, header.start)
    if named.any:
        judged = [_as_named(line, verdict, named) for line, verdict in zip(lines, judged, strict=True)]
    if not any(verdict[0] in _KEPT or verdict[0] == "headline" for verdict in judged):
        judged = [_unless_empty(line, verdict) for line, verdict in zip(lines, judged, strict=True)]
    blocks = tuple(Block(line.number, line.text, *verdict) for line, verdict in zip(lines, judged, strict=True))
    body = Body(tuple(block.text for block in blocks if block.verdict in _KEPT))
    return Extraction(
        body, blocks, tuple(_claims(document.path, blocks, header)), tuple(_impossible(document.path, lines, header))
    )


_KEPT: Final = frozenset(("body", "subheading", "list", "quote", "caption"))


def _before(lines: Sequence[Line], header: Header) -> Iterator[Judged]:
    """Verdicts on the lines before `header.start`."""
    subheadline = False
    for index in range(header.start):
        verdict = _in_head(lines[index], index, header)
        if verdict[0] == "subheadline":
            if subheadline:
                verdict = "body", "before the date line"
            subheadline = True
        yield verdict


def _in_head(line: Line, index: int, header: Header) -> Judged:
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


def _inside(lines: Sequence[Line], start: int, stop: int, dump: bool) -> Iterator[Judged]:
    """Verdicts on `lines[start:stop]`, the stretch that holds the body."""
    times = Counter(line.text for line in lines) if dump else {}
    opening = True
    for index in range(start, stop):
        line = lines[index]
        if opening and authors_of(line.text) is not None and not line.ended:
            yield "byline", "begins as a byline"
            continue
        # In a story only a line set apart is a button: "share, in May" is the end of a wrapped sentence.
        reason = junk_reason(line) if dump or (line.gap and (index + 1 == stop or lines[index + 1].gap)) else ""
        reason = reason or ("repeated" if times.get(line.text, 0) > 1 and not is_prose(line) else "")
        opening = opening and bool(reason)
        yield ("junk", reason) if reason else _in_body(lines, index, stop)


def _in_body(lines: Sequence[Line], index: int, stop: int) -> Judged:
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


def _as_named(line: Line, verdict: Judged, named: Named) -> Judged:
    """The verdict after a person's `junk` and `keep` lines had their say."""
    if named.is_junk(line.text):
        return "junk", 'named as "junk" in backfile.toml'
    if verdict[0] not in _KEPT and verdict[0] != "headline" and named.is_kept(line.text):
        return "body", 'named as "keep" in backfile.toml'
    return verdict


def _unless_empty(line: Line, verdict: Judged) -> Judged:
    """The verdict where a document would keep nothing: what has words stays, unless a person named it."""
    if verdict[0] == "junk" and "backfile.toml" not in verdict[1] and any(map(str.isalnum, line.text)):
        return "body", "there is nothing else in the document"
    return verdict


def _claims(path: str, blocks: Sequence[Block], header: Header) -> Iterator[Claim]:
    """What the lines themselves say about the fields."""

    def claim(field: str, value: object, block: Block) -> Claim:
        return Claim(field, value, f"line {block.line}: {block.reason}", EXTRACTED, f"{path}:{block.line}")

    for index in sorted(header.found, key=lambda index: index != header.dateline):
        if blocks[index].verdict == "dateline" and header.found[index].readings:
            for field, date in dated(blocks[index].text):
                yield claim(field, date, blocks[index])
    paragraph = next((block for block in blocks if block.verdict == "body"), None)
    for block in blocks:
        if block.verdict in ("headline", "subheadline", "section"):
            yield claim(block.verdict, block.text, block)
        if block.verdict in ("byline", "dateline") and (people := authors_of(block.text)):
            yield claim("authors", people, block)
        if block is paragraph:
            why = f"line {block.line}: the dateline of the body"
            yield from opening_claims(block.text, why, f"{path}:{block.line}")


def _impossible(path: str, lines: Sequence[Line], header: Header) -> Iterator[Problem]:
    for index, date in header.found.items():
        if date.impossible and index < header.start:
            yield impossible_date(f"{path}:{lines[index].number}", path, date.impossible)
