"""YAML -> fields, from the parser's events: no object is built that we did not mean, and nothing is ever expanded.

Import this module only where there is YAML to read: PyYAML takes 36 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.errors import ContentError
from generator.normal import normal
from generator.read.metadata import Fields, Where, check_depth, check_size, key_of

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is 9 times faster, but not in every build of PyYAML
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_FLOAT = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
_WORDS = {"": None, "~": None, "null": None, "true": True, "True": True, "TRUE": True} | dict.fromkeys(
    ("false", "False", "FALSE"), False
)
_STRING_TAGS = (None, "!", "tag:yaml.org,2002:str")
_REMEDIES = (
    ("mapping values", 'put a value that holds ": " in quotes'),
    ("a tab character", "indent with spaces, not tabs"),
    ("cannot start any token", "put the value in quotes, and indent with spaces, not tabs"),
    ("quoted scalar", "close the quotes, and double a backslash"),
    ("an a", 'put a value that begins with "&" or "*" in quotes'),  # "while scanning an alias", "an anchor"
    ("expected ',' or", "close the bracket, or put the value in quotes"),
)


def yaml_fields(text: str, where: Where) -> Fields:
    """Read the mapping that `text` is; empty if it is blank. Keys are normalised by `key_of`.

    Words stay as they were written: a date is a string, and so is a number unless `str` gives back the same
    characters ("007", "1.10", "12:29"). "no" is Norwegian, not false. Raises ContentError with the line for: broken
    YAML, anything but one mapping, a key twice, a key that is no word, anchors and aliases, tags, too long, too deep.
    """
    check_size(text, where)
    try:
        return _document(yaml.parse(text, Loader=_LOADER), where)
    except yaml.MarkedYAMLError as error:
        raise _broken(text, where, error) from error
    except yaml.YAMLError as error:  # of the reader, which tells no line
        reason = getattr(error, "reason", "it can't be read")
        raise where.error(0, f"is broken YAML: {reason}", "take that character out") from error


def _broken(text: str, where: Where, error: yaml.MarkedYAMLError) -> ContentError:
    """Say it at the line where a quotation or bracket was opened, rather than where the text ended without closing it."""
    context, problem = error.context or "", error.problem or "it can't be read"
    opened = error.context_mark if "quoted scalar" in context or "flow" in context else None
    mark = opened or error.problem_mark
    remedy = next((remedy for part, remedy in _REMEDIES if part in f"{context} {problem}"), "mend that line")
    line = min(mark.line, text.rstrip().count("\n")) if mark else 0
    return where.error(line, f"is broken YAML: {problem}", remedy)


def _document(events: Iterator[Any], where: Where) -> Fields:
    fields = Fields({}, {})
    next(events)  # the stream starts
    if isinstance(next(events), yaml.StreamEndEvent):
        return fields
    event = next(events)
    if isinstance(event, yaml.MappingStartEvent):
        _refuse_references(event, where)
        for key, line, value in _pairs(events, where, 1, key_of):
            fields.values[key], fields.lines[key] = value, line
    elif _node(events, event, where, 1) is not None:
        raise where.error(event.start_mark.line, "is not a mapping", 'write each field as "key: value" on a line of its own')
    next(events)  # the document ends
    if not isinstance(following := next(events), yaml.StreamEndEvent):
        raise where.error(following.start_mark.line, "holds more than one YAML document", 'take the line "---" out')
    return fields


def _pairs(events: Iterator[Any], where: Where, depth: int, key_form: Any) -> Iterator[tuple[str, int, Any]]:
    """Each key of the mapping that has just begun, with its line and value."""
    seen: set[str] = set()
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = event.start_mark.line
        _refuse_references(event, where)
        if not isinstance(event, yaml.ScalarEvent):
            raise where.error(line, "has a list or mapping for a key", 'put a value that holds "{" or "[" in quotes')
        key = key_form(event.value)
        if key in seen:
            raise where.error(line, f'says "{key}" twice', "leave one of them")
        seen.add(key)
        yield key, line, _node(events, next(events), where, depth + 1)


def _node(events: Iterator[Any], event: Any, where: Where, depth: int) -> Any:
    """Build the value that begins with `event`."""
    check_depth(depth, event.start_mark.line, where)
    _refuse_references(event, where)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if isinstance(event, yaml.MappingStartEvent):
        return {key: value for key, _, value in _pairs(events, where, depth, normal)}
    values = []
    while not isinstance(following := next(events), yaml.SequenceEndEvent):
        values.append(_node(events, following, where, depth + 1))
    return values


def _refuse_references(event: Any, where: Where) -> None:
    """Raise ContentError for a reference, as a few can stand for gigabytes, and for a tag, which can name any object."""
    line = event.start_mark.line
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise where.error(
            line, f'uses the YAML reference "{event.anchor}"', 'put a value that begins with "&" or "*" in quotes'
        )
    if event.tag not in _STRING_TAGS:
        raise where.error(line, f'uses the YAML tag "{event.tag}"', 'put a value that begins with "!" in quotes')


def _scalar(event: Any) -> Any:
    text = normal(event.value)
    if event.style or event.tag:  # quoted, a block, or called a string
        return text
    return _WORDS[text] if text in _WORDS else _number_or_text(text)


def _number_or_text(text: str) -> int | float | str:
    number: int | float
    if _INTEGER.fullmatch(text):
        number = int(text)
    elif _FLOAT.fullmatch(text):
        number = float(text)
    else:
        return text
    return number if str(number) == text else text
