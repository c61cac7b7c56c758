"""backfile, as it is on pages of sites that it has never seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Set
from functools import partial
from typing import Final

import msgspec

from benchmarks.cleaning.contestants import Answering, Contestant
from benchmarks.cleaning.corpora import Page, Section
from benchmarks.cleaning.folds import named_site_of
from benchmarks.cleaning.metrics import FIELDS, Answer
from benchmarks.cleaning.unseen import ModelsFor
from generator.catalogue.lines import least_stories
from generator.clean import Cleaned, clean
from generator.clean.judge.models import Models
from generator.config import SourceSettings
from generator.errors import ContentError
from generator.model import Declaration, Document

Cleaner = Callable[[Document], Cleaned | None]
_SETTINGS: Final = SourceSettings()
_NOTHING: Final[frozenset[str]] = frozenset()


def cleaner_for(page: Page, models_for: ModelsFor, recurring: Set[str] = _NOTHING) -> Cleaner:
    """What cleans `page`, told which keys of lines are `recurring`; it answers None for a document that holds nothing.

    This is the one place that chooses what a page is cleaned with; `models_for` chooses models that have not seen its site.
    """
    return partial(_cleaned, folder=page.source, recurring=recurring, known=models_for(page))


def _cleaned(document: Document, *, folder: str, recurring: Set[str], known: Models) -> Cleaned | None:
    try:
        return clean(document, folder=folder, settings=_SETTINGS, recurring=recurring, known=known)
    except ContentError:
        return None


def answer_of(cleaned: Cleaned | None) -> Answer:
    """The body and the fields of `cleaned`. A date that the document alone can't settle, or knows no day of, is none."""
    if cleaned is None:
        return Answer()
    article = cleaned.article
    day = article.published.iso[:10] if article.published and article.published.precision in ("day", "minute") else None
    return Answer(article.body.text, article.headline, day, article.authors)


def alone(models_for: ModelsFor) -> Contestant:
    """backfile, a page at a time."""
    sections: tuple[Section, ...] = ("text", "html", "reuters")
    return Contestant("backfile", sections, True, FIELDS, lambda page: _answering(page, models_for, _NOTHING))


def addressed(models_for: ModelsFor) -> Contestant:
    """backfile, a page at a time, told the address of each that is known, as a file beside it may declare it."""

    def answering(page: Page) -> Answering:
        address = page.truth.get("url")
        said = (Declaration("sidecar", f"{page.document.path}.meta.yaml", {"url": address}),) if address else ()
        document = msgspec.structs.replace(page.document, declared=(*said, *page.document.declared))
        cleaner = cleaner_for(page, models_for)
        return lambda _page: answer_of(cleaner(document))

    return Contestant("with addresses", ("text", "html"), True, FIELDS, answering)


def together(pages: Iterable[Page], models_for: ModelsFor) -> Contestant:
    """backfile, told which lines recur among those of `pages` that are of the same site, as a build of them finds out.

    A page that names no site is cleaned alone.
    """
    recurring = recurring_by_site(pages, models_for)

    def answering(page: Page) -> Answering:
        return _answering(page, models_for, recurring.get(named_site_of(page.truth), _NOTHING))

    return Contestant("pages together", ("text", "html"), True, FIELDS, answering)


def _answering(page: Page, models_for: ModelsFor, recurring: Set[str]) -> Answering:
    cleaner = cleaner_for(page, models_for, recurring)
    return lambda page: answer_of(cleaner(page.document))


def recurring_by_site(pages: Iterable[Page], models_for: ModelsFor) -> dict[str | None, frozenset[str]]:
    """For each site among `pages` the keys of the lines in doubt that stand around enough different stories."""
    stories: dict[str | None, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    sizes = Counter[str | None]()
    for page in pages:
        site = named_site_of(page.truth)
        cleaned = cleaner_for(page, models_for)(page.document) if site else None
        if cleaned:
            sizes[site] += 1
            for key in cleaned.testimony.doubts:
                stories[site][key].add(cleaned.testimony.story)
    return {
        site: frozenset(key for key, around in lines.items() if len(around) >= least_stories(sizes[site]))
        for site, lines in stories.items()
    }
