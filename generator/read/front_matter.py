"""Front matter: YAML between lines "---" or TOML between lines "+++", before the words of Markdown or plain text."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.errors import ContentError, Problem
from generator.model import Declaration
from generator.read.metadata import KNOWN_KEYS, Fields, Where

_OPENING = re.compile(r"(?>(?:\s*\n)?)(---|\+\+\+)[ \t]*\n")  # after blank lines, if any
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_KEY_LINE = re.compile(r"""["']?[\w-]+["']?[ \t]*[:=]""")
_KNOWN_KEY_LINE = re.compile(rf"^(?:{'|'.join(sorted(KNOWN_KEYS))})[ \t]*[:=]", re.MULTILINE | re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")


class Front(NamedTuple):
    """What a text says about itself, and the text without it.

    text      what follows the front matter
    line      the line of the file at which `text` begins, counted from 1
    declared  the front matter, if there is any
    problems  a warning about what was meant for front matter and can't be read as it
    """

    text: str
    line: int = 1
    declared: tuple[Declaration, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Block(NamedTuple):
    fence: str
    text: str
    line: int  # of the file at which `text` begins, counted from 1
    end: int  # where the words after the closing fence begin


def of_markdown(text: str, path: str) -> Front:
    """Split Markdown from its front matter. A first line "---" before a blank line is a rule, as in pandoc.

    Raises ContentError for front matter that is broken or never ends: it would be published as words.
    """
    opening = _OPENING.match(text)
    if not opening:
        return Front(text)
    block = _block(text, opening)
    if block is None:
        if _KEY_LINE.match(text, opening.end()):
            raise Where("front matter", path, _line_at(text, opening.start(1))).error(
                0, "never ends", f'end it with a line "{opening[1]}"'
            )
        return Front(text)
    if block.text.startswith("\n"):
        return _if_it_is_some(text, block, path)
    return _front(text, block, path, _fields(block, path))


def of_text(text: str, path: str) -> Front:
    """Split text from its front matter; it may begin with dashes for any reason, so only if they enclose a mapping."""
    opening = _OPENING.match(text)
    block = _block(text, opening) if opening else None
    return _if_it_is_some(text, block, path) if block else Front(text)


def _block(text: str, opening: re.Match[str]) -> _Block | None:
    closing = _CLOSING[opening[1]].search(text, opening.end())
    if closing is None:
        return None
    return _Block(opening[1], text[opening.end() : closing.start()], _line_at(text, opening.end()), closing.end())


def _line_at(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _if_it_is_some(text: str, block: _Block, path: str) -> Front:
    try:
        fields = _fields(block, path)
    except ContentError as error:
        return Front(text, problems=_if_it_was_meant(block, error))
    if fields.values and all(_WORD.fullmatch(key) for key in fields.values):
        return _front(text, block, path, fields)
    return Front(text)


def _if_it_was_meant(block: _Block, error: ContentError) -> tuple[Problem, ...]:
    """Warn if a line begins with a key of ours: a person's correction would be lost without a word."""
    if not _KNOWN_KEY_LINE.search(block.text):
        return ()
    first = error.problems[0]
    return (Problem(first.place, first.fault, f"{first.remedy}; until then it is read as text", first.kind, "warning"),)


def _fields(block: _Block, path: str) -> Fields:
    where = Where("front matter", path, block.line)
    if block.fence == "+++":
        from generator.read.toml_fields import toml_fields  # slow to import, and most files have none

        return toml_fields(block.text, where)
    from generator.read.yaml_fields import yaml_fields  # slow to import, and most files have none

    return yaml_fields(block.text, where)


def _front(text: str, block: _Block, path: str, fields: Fields) -> Front:
    declared = (Declaration("front matter", f"{path}:{block.line}", fields.values),) if fields.values else ()
    return Front(text[block.end :], _line_at(text, block.end), declared)
