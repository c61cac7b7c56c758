"""TOML -> fields. Import this module only where there is TOML to read: tomllib takes some milliseconds."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from generator.read.metadata import Fields, Where, check_size, key_of, plain

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


def toml_fields(text: str, where: Where) -> Fields:
    """Read the table that `text` is, its keys normalised by `key_of`, dates as ISO 8601 text.

    Raises ContentError, with the line where tomllib tells it, for: broken TOML, a key twice, too long, too deep.
    """
    check_size(text, where)
    fields: dict[str, Any] = {}
    for key, value in _table(text, where).items():
        if key_of(key) in fields:
            raise where.error(0, f'says "{key_of(key)}" twice', "leave one of them")
        fields[key_of(key)] = plain(value, where)
    return Fields(fields, {})


def _table(text: str, where: Where) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise where.error(0, "is nested too deep", "write lists and tables flat") from error
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        fault = _AT_LINE.sub("", str(error))
        raise where.error(int(line[1]) - 1 if line else 0, f"is broken TOML: {fault}", "mend that line") from error
    except ValueError as error:  # Python refuses to read a number of thousands of digits
        raise where.error(0, "has a number of thousands of digits", "put it in quotes") from error
