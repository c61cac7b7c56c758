"""What a page is planned from, and what a plan is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from generator.catalogue.reader import Reader
from generator.config import Config
from generator.pages.frame import Page, Site, site_of


class View(msgspec.Struct, frozen=True):
    """Exactly what a template may see."""

    site: Site
    page: Page
    view: msgspec.Struct


class Output(msgspec.Struct, frozen=True):
    """One file of the site: `view` through `template`, or the bytes of `data` as they are.

    path  relative to the site
    """

    path: str
    template: str = ""
    view: View | None = None
    data: bytes = b""


class Context:
    """What planning may ask: the catalogue (through a reader that records), the settings, the user's own files."""

    def __init__(self, archive: Path, config: Config, reader: Reader) -> None:
        self.archive = archive
        self.config = config
        self.reader = reader
        self.site = site_of(config)

    def page(self, template: str, page: Page, view: msgspec.Struct) -> Output:
        """The output of one HTML page."""
        return Output(page.path, template, View(self.site, page, view))


Planner = Callable[[Context, list[str]], "tuple[Output, ...] | None"]
"""A page's plan from its address's words. None: there is no such page (any more)."""
