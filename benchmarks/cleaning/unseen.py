"""Models that have not seen a page's site: the sites are parted into folds, and each fold has models of the other four.

Pages of corpora that nothing is trained on are judged by the models that ship.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from benchmarks.cleaning.corpora import Page
from benchmarks.cleaning.folds import fold_of, site_of
from generator.clean.models import SHIPPED, Models

ModelsFor = Callable[[Page], Models]


def models_for(corpora: Path, folder: Path | None) -> ModelsFor:
    """What tells for a page the models to judge it by.

    corpora  where the pages to train on are
    folder   where the models of each fold are kept from one run to the next; None if they are not
    """
    from benchmarks.cleaning.training import TRAINED  # here and below: who measures rules or wire stories needs no trainer

    kept = folder or Path(tempfile.mkdtemp(prefix="backfile-models-"))

    @cache
    def models_of(fold: int) -> Models:
        return _trained_without(fold, corpora, kept / str(fold))

    return lambda page: models_of(fold_of(site_of(page.truth))) if page.source in TRAINED else SHIPPED


def _trained_without(fold: int, corpora: Path, folder: Path) -> Models:
    """The models that `folder` keeps, trained first on all pages outside `fold` if there are none."""
    from benchmarks.cleaning import training

    if not any(folder.glob("*.forest")):
        print(f"training without the sites of fold {fold} ...", flush=True)
        examples = [each for each in training.examples_in(corpora) if fold_of(each.site) != fold]
        saved = [each for each in training.page_examples_in(corpora) if fold_of(each.site) != fold]
        training.save(training.trained(examples) | training.trained_on_pages(saved), folder)
    return training.load(folder)
