"""The lines of a page dump that may name its authors: those in reach that name people, and numbers about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from generator.clean import dates
from generator.clean.judge import glyphs
from generator.clean.judge.glyphs import Floats, Integers
from generator.clean.people.signatures import LED, REPORTER, Signature, signature_of
from generator.clean.scripts import width
from generator.clean.text.layout import Layout, in_reach, places_of, ranks_of

# Words of a line that may be a signature.
_WORDS: Final = 30
# Lines that are taken for candidates at most, from the top.
_MOST: Final = 40
# The largest count that makes a difference, and distances beyond which, in lines, all are alike.
_MANY: Final = 10.0
_FAR: Final = 40.0
# Characters of the body in which a name's words are looked for.
_SAMPLE: Final = 30_000


class Candidate(NamedTuple):
    """A line that names people; `line` is its index."""

    line: int
    signature: Signature


def candidates_of(layout: Layout, dated: Mapping[int, dates.Found]) -> list[Candidate]:
    """The lines in reach that name people as a byline might; `dated` are the dates by the indexes of their lines."""
    text = layout.look.text
    named = (text.capitals > 0) | (text.counts[:, [glyphs.IDEOGRAPH, glyphs.CASELESS]].sum(1) > 1)
    lines = np.flatnonzero(named & (text.words <= _WORDS) & in_reach(layout))
    return list(_among(layout, [line for line in lines.tolist() if line != layout.headline], dated))[:_MOST]


def _among(layout: Layout, lines: Sequence[int], dated: Mapping[int, dates.Found]) -> Iterator[Candidate]:
    """Those of the lines with the indexes `lines` that name people."""
    texts = layout.look.lines
    for line in lines:
        found = signature_of(texts[line].text, texts[line - 1].text if line else "", dated.get(line))
        if found:
            yield Candidate(line, found)


def numbers_of(layout: Layout, candidates: Sequence[Candidate], dated: Iterable[int]) -> dict[str, Floats]:
    """By name (k,) numbers about the k `candidates`, at least one; `dated` are the indexes of lines with dates in reach."""
    lines = np.array([each.line for each in candidates])
    found = places_of(layout, lines)
    numbers: dict[str, list[float]] = {}
    for each, more in zip(candidates, _of_company(layout, candidates), strict=True):
        for name, value in (*_of_form(each.signature), *more):
            numbers.setdefault(name, []).append(value)
    found.update({name: np.array(values) for name, values in numbers.items()})
    found["from date"] = _from_nearest(lines, list(dated))
    padded = np.concatenate([[0.0, 0.0], layout.look.features["digits"], [0.0, 0.0]])
    for by in (-2, -1, 1, 2):
        found[f"digits {by:+}"] = padded[lines + 2 + by]
    return {**found, **_of_sure(candidates), **ranks_of(found["from headline"])}


def _of_sure(candidates: Sequence[Candidate]) -> dict[str, Floats]:
    """Which candidates are bylines by their form, and how many others are, above each and in all."""
    sure = np.array(
        [each.signature.form in (LED, REPORTER) and not each.signature.others for each in candidates], np.float64
    )
    return {"sure": sure, "sure above": np.cumsum(sure) - sure, "sure others": sure.sum() - sure}


def _from_nearest(lines: Integers, marks: Sequence[int]) -> Floats:
    """How many lines each of `lines` is behind the nearest of `marks`, or before it, if negative; far, if there is none."""
    if not marks:
        return np.full(len(lines), 2 * _FAR)
    distances = lines[:, None] - np.array(marks)
    nearest = np.abs(distances).argmin(1)
    found: Floats = np.clip(distances[np.arange(len(lines)), nearest], -_FAR, _FAR).astype(np.float64)
    return found


def _of_form(signature: Signature) -> Iterator[tuple[str, float]]:
    """What a signature looks like."""
    first = signature.people[0]
    yield "form", float(signature.form)
    yield "others", float(signature.others)
    yield "beside", float(signature.beside)
    yield "words of name", float(len(first.split()))
    yield "width of name", width(first)


def _of_company(layout: Layout, candidates: Sequence[Candidate]) -> list[list[tuple[str, float]]]:
    """What else the page says of the people that each candidate names."""
    texts = [line.text for line in layout.look.lines]
    whole = "\n".join(texts)
    body = "\n".join(texts[layout.start : layout.stop])[:_SAMPLE]
    behind = "\n".join(texts[layout.stop :])
    signed = Counter(each.signature.people[0] for each in candidates)
    led = {each.signature.people[0] for each in candidates if each.signature.form == LED and not each.signature.others}
    owners = " ".join(texts[index] for index in np.flatnonzero(layout.look.features["owners"]).tolist())
    said: dict[str, list[tuple[str, float]]] = {}
    for name, times in signed.items():
        said[name] = [
            ("named", min(_MANY, float(whole.count(name)))),
            ("named behind", min(_MANY, float(behind.count(name)))),
            ("surname in body", min(_MANY, float(body.count(name.rpartition(" ")[2])))),
            ("in small letters", min(_MANY, float(sum([body.count(f" {word.lower()}") for word in name.split()])))),
            ("signed", float(times)),
            ("led elsewhere", float(name in led)),
            ("of owner", float(name in owners)),
        ]
    return [said[each.signature.people[0]] for each in candidates]
