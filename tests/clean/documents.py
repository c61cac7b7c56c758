"""Documents for the tests of cleaning, each with as little in it as a test needs."""

from __future__ import annotations

from typing import Any

from generator.clean import Cleaned, clean
from generator.config import SourceSettings
from generator.model import Declaration, Document, Form

STORY = """\
Radio Menu
Loading player...

Ferry Service To Return To Lake Arvo After Nine Years

14.03.22 08:05
The regional council has voted to bring back the ferry across Lake Arvo, nine years after the last boat was sold for scrap.

"People here have waited long enough," said the council's chair, Mira Halden, after the vote on Monday evening.

Two boats will be built at the yard in Norvik, and the first is to sail in the spring of next year.

The line will cost 4 million crowns a year.

გამოიწერეთ სიახლეები
"""


def document(text: str, form: Form = "text", path: str = "content/news/a.txt", **fields: dict[str, Any]) -> Document:
    """A document that holds `text`, with the declarations `sidecar` and `front_matter` if given."""
    declared = tuple(
        Declaration(origin.replace("_", " "), f"{path}.meta.yaml" if origin == "sidecar" else f"{path}:2", values)
        for origin, values in fields.items()
    )
    return Document(path, 0, form, text, 1, "0" * 64, "utf-8", declared)


def cleaned(text: str, form: Form = "text", *, folder: str | None = None, **settings: Any) -> Cleaned:
    """What becomes of `text` with the given settings of its outlet."""
    return clean(document(text, form), folder=folder, settings=SourceSettings(**settings))


def verdicts(result: Cleaned) -> dict[str, str]:
    """The verdict on each block, by the first three words of its text."""
    return {" ".join(block.text.split()[:3]): block.verdict for block in result.blocks}
