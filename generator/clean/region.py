"""Whether a text is a page dump, everything that a browser showed, or a plain story with some dirt on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.clean.forms import is_label
from generator.clean.lines import Line

# A dump has at least this many labels, and this share of its lines are labels.
_DUMP_LABELS: Final = 10
_DUMP_SHARE: Final = 0.15


def is_dump(lines: Sequence[Line]) -> bool:
    """Whether `lines` are all that a web page showed, rather than a story."""
    labels = sum(map(is_label, lines))
    return labels >= _DUMP_LABELS and labels >= _DUMP_SHARE * len(lines)
