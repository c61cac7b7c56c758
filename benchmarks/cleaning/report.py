"""Outcomes as tables for people, and as records for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from benchmarks.cleaning.contestants import Contestant
from benchmarks.cleaning.metrics import FIELDS, BodyScore, Field, FieldScore, body_score, field_score
from benchmarks.cleaning.outcomes import Outcome
from benchmarks.cleaning.sets import rows
from benchmarks.tables import table

_NOT_GIVEN: Final = "-"
_NAME: Final = 80  # characters of an address


def body_table(title: str, contestants: Sequence[Contestant], outcomes: Sequence[Outcome]) -> str:
    """F1 and accuracy of the bodies by set and contestant, precision and recall too of the first; last, pages a second.

    "" if nobody was asked for a body.
    """
    judged = [outcome for outcome in outcomes if outcome.agreement]
    taking_part = [contestant for contestant in contestants if contestant.body]
    if not judged or not taking_part:
        return ""
    head = [title, "pages", taking_part[0].name, *(contestant.name for contestant in taking_part[1:])]
    lines = [["", "", "P    R    F1  acc", *("F1  acc" for _ in taking_part[1:])]]
    for name, members in rows(judged):
        scores = [body_score(_agreements(members, contestant)) for contestant in taking_part]
        cells = [_cell(score, whole=not place) for place, score in enumerate(scores)]
        lines.append([name, str(_pages(members)), *cells])
    return table(head, lines)


def field_table(title: str, contestants: Sequence[Contestant], outcomes: Sequence[Outcome]) -> str:
    """Of each field, by set and contestant: exact of all pages that have it, then of those where it was given.

    "" if no truth has a field that anybody gives.
    """
    taking_part = [contestant for contestant in contestants if contestant.fields]
    lines: list[list[str]] = []
    for field in FIELDS:
        marked = [outcome for outcome in outcomes if field in outcome.marks]
        for name, members in rows(marked, languages=False):
            cells = [_field_cell(_field_score(members, contestant, field)) for contestant in taking_part]
            lines.append([f"{field}: {name}", str(_pages(members)), *cells])
    head = [title, "pages", *(contestant.name for contestant in taking_part)]
    return table(head, [["", "", *("all given" for _ in taking_part)], *lines]) if lines else ""


def speed_table(title: str, contestants: Sequence[Contestant], outcomes: Sequence[Outcome]) -> str:
    """Pages a second on one core, over all that a contestant was given and over the slowest twentieth of them."""
    lines = []
    for contestant in contestants:
        seconds = sorted(outcome.seconds for outcome in outcomes if outcome.contestant == contestant.name)
        slowest = seconds[-max(1, len(seconds) // 20) :]
        if seconds:
            lines.append([contestant.name, _rate(seconds), _rate(slowest), f"{1000 * seconds[-1]:,.0f}"])
    return table([title, "pages/s", "slowest 5 %", "longest ms"], lines)


def worst_pages(contestant: Contestant, outcomes: Sequence[Outcome], count: int) -> str:
    """The `count` pages whose bodies `contestant` got least right, what is surplus and missing as shares of both texts."""
    judged = [outcome for outcome in outcomes if outcome.contestant == contestant.name and outcome.agreement]
    lines: list[list[str]] = []
    for outcome in sorted(judged, key=lambda outcome: (outcome.agreement.f1 if outcome.agreement else 0, outcome.file)):
        if outcome.agreement and len(lines) < count:
            found = outcome.agreement
            figures = (f"{figure:.2f}" for figure in (found.f1, found.surplus, found.missing))
            lines.append([outcome.file, outcome.language or _NOT_GIVEN, *figures, outcome.name[:_NAME]])
    return table([f"worst of {contestant.name}", "language", "F1", "surplus", "missing", "page"], lines)


def records(contestants: Sequence[Contestant], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Every figure of the tables, by set and contestant, and every page's outcome."""
    sets = {
        name: {contestant.name: _record(members, contestant) for contestant in contestants}
        for name, members in rows(outcomes)
    }
    return {"sets": sets, "pages": [_page_record(outcome) for outcome in outcomes]}


def _record(members: Sequence[Outcome], contestant: Contestant) -> dict[str, Any]:
    own = [outcome for outcome in members if outcome.contestant == contestant.name]
    body = body_score(_agreements(members, contestant))
    found: dict[str, Any] = {"pages": len(own), "pages_per_second": len(own) / max(sum(each.seconds for each in own), 1e-9)}
    found |= {"body": body._asdict()} if body else {}
    for field in FIELDS:
        score = _field_score(members, contestant, field)
        found |= {field: score._asdict()} if score else {}
    return found


def _page_record(outcome: Outcome) -> dict[str, Any]:
    return {**outcome._asdict(), "agreement": outcome.agreement and outcome.agreement._asdict()}


def _agreements(members: Sequence[Outcome], contestant: Contestant) -> list[Any]:
    return [each.agreement for each in members if each.contestant == contestant.name and each.agreement]


def _field_score(members: Sequence[Outcome], contestant: Contestant, field: Field) -> FieldScore | None:
    return field_score([each.marks[field] for each in members if each.contestant == contestant.name and field in each.marks])


def _pages(members: Sequence[Outcome]) -> int:
    return len({outcome.file for outcome in members})


def _cell(score: BodyScore | None, *, whole: bool) -> str:
    return " ".join(_figures(score, whole=whole)) if score else _NOT_GIVEN


def _figures(score: BodyScore, *, whole: bool) -> Iterator[str]:
    if whole:
        yield from (_share(score.precision), _share(score.recall))
    yield _share(score.f1)
    yield _share(score.accuracy)


def _field_cell(score: FieldScore | None) -> str:
    if score is None:
        return _NOT_GIVEN
    return f"{_share(score.exact)}  {_share(score.given) if score.given is not None else '   -'}"


def _share(figure: float) -> str:
    """Three digits, as the field writes them: ".964"; "1.00" for all."""
    return "1.00" if figure >= 0.9995 else f"{figure:.3f}"[1:]


def _rate(seconds: Sequence[float]) -> str:
    return f"{len(seconds) / max(sum(seconds), 1e-9):,.0f}"
