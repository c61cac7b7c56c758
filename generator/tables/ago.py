"""How news says that something was some time ago, in every CLDR language: "3 hours ago", "vor 2 Tagen", "昨天".

`ago.json` is made by `python -m generator.tables.make_ago`; Babel is not needed to read it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

Unit = Literal["minute", "hour", "day", "week", "month", "year"]

# Stands for the number in a pattern.
COUNTED = "#"


class Ago(msgspec.Struct, frozen=True):
    """What `ago.json` holds.

    spans  words as `key` writes them, COUNTED for their number, to the unit and how many of it; None where the number says
    """

    spans: dict[str, tuple[Unit, int | None]]


@cache
def ago() -> Ago:
    """The table, read once: about two milliseconds, where a document declares when it was as it is."""
    return msgspec.json.decode(Path(__file__).with_name("ago.json").read_bytes(), type=Ago)
