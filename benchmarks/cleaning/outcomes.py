"""What each contestant made of each page, and at what cost."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from benchmarks.cleaning.contestants import Contestant
from benchmarks.cleaning.corpora import Page
from benchmarks.cleaning.metrics import KEYS, Agreement, Answer, Field, Mark, agreement, marks


class Outcome(NamedTuple):
    """One contestant's answer for one page, judged.

    language   the primary subtag; None if nobody says
    agreement  of the body; None if the truth has none, or the contestant gives none
    marks      of the fields that the truth has and the contestant gives
    seconds    processor time of this process, all threads
    """

    contestant: str
    file: str
    name: str
    source: str
    language: str | None
    agreement: Agreement | None
    marks: dict[Field, Mark]
    seconds: float


def outcomes(pages: Iterable[Page], contestants: Sequence[Contestant]) -> Iterator[Outcome]:
    """Let each of `contestants` answer for each of `pages` that it can be judged by.

    For its first page it answers twice, so that what is loaded once does not count.
    """
    warm: set[str] = set()
    for page in pages:
        for contestant in contestants:
            if not can_be_judged(contestant, page):
                continue
            answering = contestant.answering(page)
            if contestant.name not in warm:
                answering(page)
                warm.add(contestant.name)
            started = time.process_time()
            answer = answering(page)
            yield judged(page, contestant, answer, time.process_time() - started)


def can_be_judged(contestant: Contestant, page: Page) -> bool:
    """Whether the truth has anything that `contestant` gives."""
    return bool(contestant.body and page.truth.get("body")) or any(
        page.truth.get(KEYS[field]) for field in contestant.fields
    )


def judged(page: Page, contestant: Contestant, answer: Answer, seconds: float) -> Outcome:
    truth = page.truth
    return Outcome(
        contestant.name,
        truth["file"],
        str(truth.get("url") or truth.get("id") or truth["file"]),
        page.source,
        page.language,
        agreement(answer.body, truth["body"]) if truth.get("body") and contestant.body else None,
        {field: mark for field, mark in marks(answer, truth).items() if field in contestant.fields},
        seconds,
    )
