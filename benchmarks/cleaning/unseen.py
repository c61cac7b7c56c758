"""Models that have not seen a page's site: the sites are parted into folds, and each fold has models of the other four.

Pages of corpora that nothing is trained on are judged by the models that ship.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from benchmarks.cleaning.corpora import TRAINED, Page
from benchmarks.cleaning.folds import fold_of, site_of
from generator.clean.judge.models import SHIPPED, Models

ModelsFor = Callable[[Page], Models]


class _OfSite(Protocol):
    @property
    def site(self) -> str: ...


Sited = TypeVar("Sited", bound=_OfSite)


def models_for(corpora: Path, folder: Path | None) -> ModelsFor:
    """What tells for a page the models to judge it by.

    corpora  where the pages to train on are
    folder   where the models of each fold are kept from one run to the next; None if they are not
    """
    kept = folder or Path(tempfile.mkdtemp(prefix="backfile-models-"))

    @cache
    def models_of(fold: int, html: bool) -> Models:
        return _trained_without(fold, corpora, kept / str(fold) / ("html" if html else "text"), html=html)

    def chosen(page: Page) -> Models:
        if page.source not in TRAINED:
            return SHIPPED
        return models_of(fold_of(site_of(page.truth)), page.document.form == "html")

    return chosen


def _trained_without(fold: int, corpora: Path, folder: Path, *, html: bool) -> Models:
    """The models that `folder` keeps, trained first on all pages outside `fold` if there are none."""
    from benchmarks.cleaning import training  # whoever measures other pages needs no trainer

    if not any(folder.glob("*.forest")):
        print(f"training on {'pages' if html else 'text'} without the sites of fold {fold} ...", flush=True)
        if html:
            training.save(training.trained_on_pages(_without(fold, training.page_examples_in(corpora))), folder)
        else:
            training.save(training.trained(_without(fold, training.examples_in(corpora))), folder)
    return training.load(folder)


def _without(fold: int, examples: Sequence[Sited]) -> list[Sited]:
    return [each for each in examples if fold_of(each.site) != fold]
