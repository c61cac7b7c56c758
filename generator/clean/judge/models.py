"""The models that ship with the program, read where they are first asked. `benchmarks/cleaning/training.py` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from generator.clean.judge.forest import Forest
    from generator.clean.judge.lexicon import Lexicon

TEXT_BODY: Final = "text-body"
TEXT_HEADLINE: Final = "text-headline"
TEXT_DATE: Final = "text-date"
TEXT_AUTHORS: Final = "text-authors"
TEXT_WORDS: Final = "text-words"
HTML_FIRST: Final = "html-first"
HTML_BODY: Final = "html-body"
NAMES: Final = (TEXT_BODY, TEXT_HEADLINE, TEXT_DATE, TEXT_AUTHORS, HTML_FIRST, HTML_BODY)


class Models:
    """Forests and lexicons by name. Those that are given win over those that ship."""

    def __init__(self, forests: Mapping[str, Forest] | None = None, lexicons: Mapping[str, Lexicon] | None = None) -> None:
        self._forests = forests or {}
        self._lexicons = lexicons or {}

    def __getitem__(self, name: str) -> Forest:
        return self._forests.get(name) or _forest(name)

    def lexicon(self, name: str) -> Lexicon:
        """What words say, by the lexicon of that name."""
        return self._lexicons.get(name) or _lexicon(name)


SHIPPED: Final = Models()


# Only where a document needs them are they and numpy loaded, which takes 100 ms.
@cache
def _forest(name: str) -> Forest:
    from generator.clean.judge.forest import Forest, Grown

    return Forest(msgspec.msgpack.decode(_stored(f"{name}.forest"), type=Grown))


@cache
def _lexicon(name: str) -> Lexicon:
    from generator.clean.judge.lexicon import Lexicon, Weighed

    return Lexicon(msgspec.msgpack.decode(_stored(f"{name}.lexicon"), type=Weighed))


def _stored(name: str) -> bytes:
    return files("generator.clean.judge").joinpath("data", name).read_bytes()
