"""What cleaning removed from a document, beside what it kept: packed small, for the one page that shows it.

Of most page dumps more is removed than kept, so that this is what the catalogue has most of. A line that is a paragraph
of the body is not kept a second time, verdicts and reasons are kept once each, and all of it is compressed.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from generator.model import Block, Verdict
from generator.normal import normal

MOST_LINES = 2_000
MOST_CHARACTERS = 300_000
"""What is kept of a document's lines, from its first on: more than anybody reads, and a page that a phone still shows."""


class Removal(msgspec.Struct, frozen=True):
    """What was removed from a document.

    lines    how many lines it has; a wrapped paragraph, or a block of HTML, is one
    removed  how many of them are not in the article
    reasons  each reason for that with the number of lines, the commonest first
    blocks   the lines themselves, from the first on: `MOST_LINES` with `MOST_CHARACTERS` at most
    """

    lines: int
    removed: int
    reasons: tuple[tuple[str, int], ...]
    blocks: tuple[Block, ...]


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """A Removal as it is kept.

    judgements  each verdict with its reason, once
    judged      of each block, the place of its judgement in that
    steps       of each block, how many lines it begins below the one before
    texts       of each block its words, or the number of the body's paragraph that says the same
    """

    lines: int
    removed: int
    reasons: tuple[tuple[str, int], ...]
    judgements: tuple[tuple[Verdict, str], ...]
    judged: tuple[int, ...]
    steps: tuple[int, ...]
    texts: tuple[str | int, ...]


class Removals:
    """The table of removals while articles come and go. `moved` are the keys of those that did."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._new: dict[int, bytes] = {}
        self.moved: set[str] = set()

    def put(self, article: int, data: bytes) -> None:
        """Let `data` be what is kept of an article's removed lines; b"" if nothing."""
        self._new[article] = data

    def write(self) -> None:
        """Write what was put since the last time."""
        rows = [(article, data) for article, data in self._new.items() if data]
        self._db.executemany("INSERT OR REPLACE INTO removals VALUES (?, ?)", rows)
        dropped = [article for article, data in self._new.items() if not data and self._drop(article)]
        self.moved.update(map(removal_key, (*(article for article, _ in rows), *dropped)))
        self._new.clear()

    def _drop(self, article: int) -> bool:
        return self._db.execute("DELETE FROM removals WHERE id = ?", (article,)).rowcount > 0


def removal_key(article: int) -> str:
    """What stands for the removed lines of an article among the keys that move."""
    return f"removed {article}"


def pack(blocks: Sequence[Block], paragraphs: Sequence[str]) -> bytes:
    """`blocks` of a document whose body has `paragraphs`, as the catalogue keeps them; b"" if none of them is removed."""
    reasons = Counter([block.reason for block in blocks if block.verdict == "junk"])
    if not reasons:
        return b""
    shown = list(_within_limits(blocks))
    judged = [(block.verdict, block.reason) for block in shown]
    judgements = {judgement: place for place, judgement in enumerate(dict.fromkeys(judged))}
    places = {paragraph: place for place, paragraph in enumerate(paragraphs)}
    lines = [block.line for block in shown]
    packed = _Packed(
        len(blocks),
        reasons.total(),
        tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        tuple(judgements),
        tuple([judgements[judgement] for judgement in judged]),
        tuple([line - before for line, before in zip(lines, [0, *lines], strict=False)]),
        tuple([places.get(block.text, block.text) for block in shown]),
    )
    return zlib.compress(_encode(packed))


def unpack(data: bytes, paragraphs: Sequence[str]) -> Removal:
    """What `pack` was given with the same `paragraphs`, up to the limits."""
    packed = _decode(zlib.decompress(data))
    return Removal(packed.lines, packed.removed, packed.reasons, tuple(_unpacked(packed, paragraphs)))


def _unpacked(packed: _Packed, paragraphs: Sequence[str]) -> Iterator[Block]:
    line = 0
    for step, text, judged in zip(packed.steps, packed.texts, packed.judged, strict=True):
        line += step
        yield Block(line, paragraphs[text] if isinstance(text, int) else text, *packed.judgements[judged])


def _within_limits(blocks: Sequence[Block]) -> Iterator[Block]:
    """The first blocks, printable; the one at which the characters are used up is cut."""
    room = MOST_CHARACTERS
    for block in blocks[:MOST_LINES]:
        text = _printable(block.text)
        if len(text) > room:
            yield msgspec.structs.replace(block, text=f"{text[:room]}…")
            return
        yield block if text is block.text else msgspec.structs.replace(block, text=text)
        room -= len(text)


def _printable(text: str) -> str:
    """`text` in the one form of text: the character references of HTML bring back what reading had removed."""
    return text if text.isprintable() else " ".join(normal(text).split())


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Packed).decode
