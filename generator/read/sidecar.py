"""Sidecars: `NAME.meta.yaml` beside a file, where a person corrects what the file says or what was made of it."""

from __future__ import annotations

from generator.errors import Problem
from generator.model import Declaration
from generator.read.decode import decode
from generator.read.metadata import KNOWN_KEYS, Fields, Where


def read_sidecar(path: str, data: bytes) -> tuple[tuple[Declaration, ...], tuple[Problem, ...]]:
    """Read what the sidecar at `path` declares, nothing if it is blank, and warn of each key that means nothing.

    Raises ContentError for one that can't be decoded or is not a mapping of keys to values in YAML.
    """
    if not data or data.isspace():
        return (), ()
    from generator.read.yaml_fields import yaml_fields  # slow to import, and a blank sidecar needs none

    decoded = decode(path, data)
    where = Where("sidecar", path, 1)
    fields = yaml_fields(decoded.text, where)
    declared = (Declaration("sidecar", path, fields.values),) if fields.values else ()
    return declared, decoded.problems + _unknown_keys(fields, where)


def _unknown_keys(fields: Fields, where: Where) -> tuple[Problem, ...]:
    unknown = (key for key in fields.values if key not in KNOWN_KEYS)
    return tuple(
        Problem(
            where.place(fields.lines[key]), f'sidecar has an unknown key "{key}"', _nearest(key), "unknown key", "warning"
        )
        for key in unknown
    )


def _nearest(key: str) -> str:
    import difflib  # only where somebody has mistyped

    near = difflib.get_close_matches(key, sorted(KNOWN_KEYS), n=1)
    return f'did you mean "{near[0]}"?' if near else f"it may say {', '.join(sorted(KNOWN_KEYS))}"
