"""An extraction and its claims, decided field by field, become an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

import msgspec

from generator.clean import dates
from generator.clean.extraction import EXTRACTED, FRONT_MATTER, OUTWEIGHED, Claim, Extraction
from generator.clean.fields import claims_of
from generator.clean.language import detect
from generator.clean.saving import bounded, saved_on
from generator.config import SourceSettings
from generator.errors import ContentError, Problem
from generator.model import Article, Block, Body, Document, Evidence, Moment, Reading, Testimony
from generator.normal import normal

# An article's headline is at most this long; what is made from a body's first words is shorter.
_LONGEST_HEADLINE: Final = 500
_MADE_HEADLINE: Final = 80
# Where claims are weighed, a day of change of this weight is shown at the head of its page.
_CERTAIN_CHANGE: Final = 2.0


class Cleaned(msgspec.Struct, frozen=True):
    """An article, and how it came to be.

    blocks         each line or paragraph of the document with its verdict
    evidence       each field's candidates, the winner first
    problems       warnings: what is missing, impossible or of the wrong type
    declared_tags  what a person or the format tagged it with, as written
    draft          True if a person declared it one
    untagged       True if a person declared that it has no tags
    testimony      what the document says about the lines of its source
    """

    article: Article
    blocks: tuple[Block, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()
    declared_tags: tuple[str, ...] = ()
    draft: bool = False
    untagged: bool = False
    testimony: Testimony = Testimony()


class _Dated(msgspec.Struct, frozen=True):
    """What a date claim comes to: a moment, and the readings that stay open."""

    moment: Moment | None
    readings: tuple[Reading, ...]
    why: str


def article_of(document: Document, extraction: Extraction, folder: str | None, settings: SourceSettings) -> Cleaned:
    """The article that `document` holds. Raises ContentError if it has neither a headline nor a body."""
    if document.form != "text":
        extraction = _printable(extraction)
    declared, problems = claims_of(document.declared, document.path)
    shown = bounded(_with_address(extraction.claims, declared), saved_on(document))
    claims = sorted([*declared, *shown], key=lambda claim: claim.rank)
    claims = _with_source(claims, folder, settings)
    won: dict[str, Claim] = {}
    for claim in claims:
        if claim.rank < OUTWEIGHED:
            won.setdefault(claim.field, claim)
    if "headline" not in won and not extraction.body.paragraphs:
        raise ContentError(Problem(document.path, "has neither a headline nor a body", "delete it, or add text", "no text"))
    language, language_claim = _language(claims, extraction, settings)
    won["language"] = language_claim
    problems += [*extraction.problems, *_missing(document, won)]
    made = [] if "headline" in won else [_made_headline(document, extraction)]
    for claim in made:
        won["headline"] = claim
    headline, cut = _headline(document, won["headline"])
    problems += cut
    region = dates.region_of(_value(won, "url") or "") or dates.region_of(folder or "")
    dateline = _dateline(won)
    published = _dated(dateline, settings, language, region)
    modified = _dated(won.get("modified"), settings, language, region)
    article = Article(
        document.path,
        document.ordinal,
        document.sha256,
        headline,
        published.moment,
        language,
        extraction.body,
        subheadline=_value(won, "subheadline"),
        readings=published.readings,
        votes=_votes(dateline),
        region=region,
        modified=modified.moment,
        authors=_value(won, "authors") or (),
        source=_value(won, "source"),
        section=_value(won, "section"),
        place=_value(won, "place"),
        image=_value(won, "image"),
        caption=_value(won, "caption"),
        url=_value(won, "url"),
        slug=_value(won, "slug"),
    )
    return Cleaned(
        article,
        extraction.blocks,
        tuple(_evidence([*claims, *made, language_claim], won, published)),
        tuple(problems),
        _value(won, "tags") or (),
        bool(_value(won, "draft")),
        "tags" in won and won["tags"].value is None,
        extraction.testimony,
    )


def _with_address(claims: Sequence[Claim], declared: Sequence[Claim]) -> list[Claim]:
    """`claims` of a document with what its `declared` address says of the date.

    A day in it is surer than one that a text shows, and so is a month, but where the text shows a day of that month.
    """
    address = next((claim for claim in declared if claim.field == "url" and claim.value), None)
    if address is None:
        return list(claims)
    # Imported where an address comes: it brings nh3, which text without addresses does without.
    from generator.clean.html.addresses import dated_by_address

    found = [
        msgspec.structs.replace(claim, rank=EXTRACTED, place=address.place) for claim in dated_by_address([address.value])
    ]
    surer = [claim for claim in found if not any(_is_in(claim, other) for other in claims)]
    return [*surer, *claims, *(claim for claim in found if claim not in surer)]


def _is_in(claim: Claim, other: Claim) -> bool:
    """Whether `other` is believed, and names a day of the month that `claim` names."""
    if other.field != "published" or other.rank > EXTRACTED or claim.value.readings[0].moment.precision != "month":
        return False
    return any(reading.moment.iso.startswith(claim.value.readings[0].moment.iso) for reading in other.value.readings)


def _printable(extraction: Extraction) -> Extraction:
    """`extraction` in the one form of text: character references and JSON bring back what reading had removed."""
    claims = tuple(msgspec.structs.replace(claim, value=_normal(claim.value)) for claim in extraction.claims)
    body = Body(_normal(extraction.body.paragraphs), normal(extraction.body.html))
    return msgspec.structs.replace(extraction, claims=claims, body=body)


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(normal(value).split())
    return tuple(filter(None, map(_normal, value))) if isinstance(value, tuple) else value


def _value(won: dict[str, Claim], field: str) -> Any:
    claim = won.get(field)
    return None if claim is None else claim.value


def _with_source(claims: Sequence[Claim], folder: str | None, settings: SourceSettings) -> list[Claim]:
    """`claims` with the outlet's name from the settings and from the folder, after a person's and before the format's."""
    more = [Claim("source", settings.name, "[sources] in backfile.toml", FRONT_MATTER)] if settings.name else []
    more += [Claim("source", folder, "the first folder under content/", FRONT_MATTER)] if folder else []
    person = [claim for claim in claims if claim.rank <= FRONT_MATTER]
    return [*person, *more, *claims[len(person) :]]


def _language(claims: Sequence[Claim], extraction: Extraction, settings: SourceSettings) -> tuple[str, Claim]:
    """The language by a person's word, the settings, or the body's own words with the markup's word as a hint."""
    said = next((claim for claim in claims if claim.field == "language"), None)
    if said is not None and said.rank <= FRONT_MATTER:
        return said.value, said
    if settings.language:
        return settings.language, Claim("language", settings.language, "[sources] in backfile.toml", FRONT_MATTER)
    sample = " ".join(extraction.body.paragraphs[:4])
    if len(sample) < 200:
        sample = " ".join([*(claim.value for claim in claims if claim.field == "headline"), sample])
    found, sure = detect(sample, said.value if said else None)
    return found, Claim("language", found, f"the words of the body, {sure:.0%} sure", EXTRACTED)


def _headline(document: Document, claim: Claim) -> tuple[str, list[Problem]]:
    """The headline on one line of at most 500 characters, with a warning if it had to be cut."""
    text = " ".join(claim.value.split())
    if len(text) <= _LONGEST_HEADLINE:
        return text, []
    fault = f"the headline has {len(text)} characters and is cut at {_LONGEST_HEADLINE}"
    remedy = f'add a shorter "headline:" to {document.path}.meta.yaml'
    problem = Problem(claim.place or document.path, fault, remedy, "long headline", "warning")
    return cut_at_word(text, _LONGEST_HEADLINE), [problem]


def _made_headline(document: Document, extraction: Extraction) -> Claim:
    """A headline for an article without one: the body's first words, or the name of its file."""
    for paragraph in extraction.body.paragraphs:
        if any(map(str.isalnum, paragraph)):
            return Claim(
                "headline", cut_at_word(paragraph, _MADE_HEADLINE), "made from the first words of the body", EXTRACTED
            )
    return Claim("headline", PurePosixPath(document.path).stem, "made from the name of the file", EXTRACTED)


def cut_at_word(text: str, most: int) -> str:
    """`text`, or its beginning up to a word's end with "…", in at most `most` characters."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    space = head.rfind(" ")
    # A text without spaces, or with one very long word, is cut where it must be.
    return (head[:space] if space > most // 2 else head).rstrip(" ,;:.–—-") + "…"


def _missing(document: Document, won: dict[str, Claim]) -> Iterator[Problem]:
    if "headline" not in won:
        fault = "no headline was found, so one is made from the first words or the file's name"
        yield Problem(document.path, fault, f'add "headline:" to {document.path}.meta.yaml', "no headline", "warning")
    if _dateline(won) is None:
        yield Problem(document.path, "no date was found", f'add "date:" to {document.path}.meta.yaml', "no date", "warning")


def _dateline(won: dict[str, Claim]) -> Claim | None:
    """The claim that dates the article: of its publication, or else of a change that is declared or stands at its head.

    An "updated" anywhere else among the lines of a page is as often another story's.
    """
    modified = won.get("modified")
    certain = modified is not None and (modified.rank < EXTRACTED or modified.weight >= _CERTAIN_CHANGE)
    return won.get("published") or (modified if certain else None)


def _dated(claim: Claim | None, settings: SourceSettings, language: str, region: str | None) -> _Dated:
    """The moment of a date claim, with its readings where this document alone can't settle them."""
    if claim is None or claim.value is None:
        return _Dated(None, (), "")
    readings: tuple[Reading, ...] = claim.value.readings
    if len(readings) == 1:
        return _Dated(dates.in_zone(readings[0].moment, settings.timezone), (), "")
    zoned = tuple(Reading(reading.order, dates.in_zone(reading.moment, settings.timezone)) for reading in readings)
    moment, why = dates.settle(zoned, settings.date_order, language, region)
    return _Dated(moment, () if settings.date_order else zoned, why)


def _votes(claim: Claim | None) -> tuple[Any, ...]:
    """Which order of digits a date is proof of: only one that the text writes, for formats write one order for all."""
    return claim.value.votes if claim is not None and claim.value and claim.rank == EXTRACTED else ()


def _evidence(claims: Sequence[Claim], won: dict[str, Claim], published: _Dated) -> Iterator[Evidence]:
    for claim in claims:
        wins = won.get(claim.field) is claim
        why = f"{claim.why}; {published.why}" if wins and claim.field == "published" and published.why else claim.why
        yield Evidence(claim.field, _as_text(claim.value), why, wins)


def _as_text(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if isinstance(value, dates.Found):
        return " or ".join(reading.moment.iso for reading in value.readings)
    return ", ".join(value) if isinstance(value, tuple) else str(value).lower()
