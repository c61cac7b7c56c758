"""Lines that a person named in `backfile.toml`: `drop` makes them junk, `keep` keeps them."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.clean.extraction import KEPT, Judged
from generator.config import SourceSettings


class Named:
    """The lines that the settings of one outlet name; "*" in them stands for anything."""

    def __init__(self, settings: SourceSettings) -> None:
        self._drop = _pattern(settings.drop)
        self._keep = _pattern(settings.keep)

    @property
    def any(self) -> bool:
        """Whether there are any, so that most archives need not look."""
        return bool(self._drop or self._keep)

    def is_kept(self, text: str) -> bool:
        """Whether `text` stays, whatever else speaks against it."""
        return bool(self._keep and self._keep.fullmatch(text))

    def is_junk(self, text: str) -> bool:
        """Whether `text` goes; what is to be kept is not."""
        return bool(self._drop and self._drop.fullmatch(text)) and not self.is_kept(text)

    def judged(self, text: str, verdict: Judged) -> Judged:
        """The verdict on `text` after a person's `drop` and `keep` lines had their say."""
        if self.is_junk(text):
            return "junk", 'named as "drop" in backfile.toml'
        if verdict[0] != "headline" and self.is_kept(text):
            return verdict[0] if verdict[0] in KEPT else "body", 'named as "keep" in backfile.toml'
        return verdict

    def is_either(self, raw: str) -> bool:
        """Whether a raw line is named at all, and so must not be joined to another."""
        text = " ".join(raw.split())
        return self.is_junk(text) or self.is_kept(text)


@lru_cache(maxsize=64)
def _pattern(lines: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all `lines`, on collapsed white space, in any case."""
    if not lines:
        return None
    parts = (".*".join(re.escape(part) for part in " ".join(line.split()).split("*")) for line in lines)
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE | re.DOTALL)
