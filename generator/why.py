"""`backfile why PAGE`: what a page was made of, when and why it was last made."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from generator import config as configuration
from generator.catalogue import schema
from generator.catalogue.heads import decode_head
from generator.catalogue.ledger import Ledger, News, PageRecord
from generator.errors import BackfileError, Problem
from generator.folders import Folders
from generator.pages import KINDS
from generator.render import Templates
from generator.rendering import NOT_AS_NOTED


class Part(msgspec.Struct, frozen=True):
    """Something that a page was made of.

    key    as the catalogue has it; docs/architecture.md tells of keys
    words  the same for a person
    moved  whether it is among the reasons why the page was last made
    """

    key: str
    words: str
    moved: bool


class Why(msgspec.Struct, frozen=True):
    """All that is known of how a page came to be.

    page     what it is, in words
    files    the files of the site that it became
    made     when it was last made: local time, ISO 8601
    reason   why, in words
    changed  files of the archive that the build which made it took in, some of them
    parts    what it was made of
    """

    page: str
    files: tuple[str, ...]
    made: str
    reason: str
    changed: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def sentence(self) -> str:
        """The answer."""
        date, _, clock = self.made.partition("T")
        made = "made" if self.reason.startswith("when it was new") else "last made"
        return f"{self.files[0]} is {self.page}. It was {made} on {date} at {clock[:8]}, {self.reason}."


def why(archive: Path, page: str) -> Why:
    """What is known of `page`: a path in the site, from here or from the site's top, or an address in a browser.

    Raises BackfileError if there is no such page, or no catalogue.
    """
    folders = Folders.of(archive)
    base = urlsplit(configuration.load(archive).base_url).path
    connection = _catalogue(folders)
    try:
        ledger = Ledger(connection)
        address = next(filter(None, map(ledger.address_at, _paths(page, folders.site, base))), None)
        record = ledger.page(address) if address else None
        if record is None:
            raise BackfileError(_unknown(page, folders.site))
        return _Words(connection, Templates.of(archive)).why(record, ledger.news_of(record.build))
    finally:
        connection.close()


def _catalogue(folders: Folders) -> sqlite3.Connection:
    connection = schema.reading(folders.state)
    if connection is None:
        fault, remedy = "has not been built by this backfile", "run `backfile build` first"
        raise BackfileError(Problem(str(folders.archive), fault, remedy, "catalogue"))
    return connection


def _paths(page: str, site: Path, base: str) -> Iterator[str]:
    """The paths in the site that `page` may mean, the likeliest first."""
    parts = urlsplit(page)
    if parts.scheme in {"http", "https"}:
        plain = unquote(parts.path)
        yield from _files_at(plain.removeprefix(base.rstrip("/")))
        return
    here = Path(page).absolute()
    if here.is_relative_to(site.absolute()):
        yield from _files_at(here.relative_to(site.absolute()).as_posix())
    yield from _files_at(page)
    yield from _files_at(unquote(page))


def _files_at(path: str) -> tuple[str, str]:
    plain = posixpath.normpath(path.strip("/") or ".")
    return plain, "index.html" if plain == "." else f"{plain}/index.html"


def _unknown(page: str, site: Path) -> Problem:
    there = any((site / path).exists() for path in _files_at(page))
    if there:
        return Problem(page, "was not written by backfile", f"whatever put it into {site.name}/ knows why", "page")
    remedy = f"give its path in {site.name}/, or its address in the browser"
    return Problem(page, "is no page of this archive", remedy, "page")


class _Words:
    """What keys and addresses are to a person."""

    def __init__(self, connection: sqlite3.Connection, templates: Templates) -> None:
        self._db = connection
        self._templates = templates

    def why(self, record: PageRecord, news: News | None) -> Why:
        """What is known of one page."""
        parts = tuple(Part(ask.key, words, ask.key in record.why) for ask in record.trace for words in self._of_key(ask.key))
        return Why(
            page=self._of_address(record.address),
            files=tuple(output.path for output in record.outputs),
            made=datetime.fromtimestamp(record.build / 1e9).astimezone().isoformat(timespec="seconds"),
            reason=self._reason(record, news or News((), 0, ())),
            changed=news.files if news else (),
            parts=parts,
        )

    def _reason(self, record: PageRecord, news: News) -> str:
        if not record.why:
            return "when it was new" + _in_which(news)
        if record.why == NOT_AS_NOTED:
            return "because its files were not as they had been noted"
        recipes = [key for key in record.why if key.startswith("recipe ")]
        others = [words for key in record.why if key not in recipes for words in self._of_key(key)]
        told = ([_recipe_moved(news)] if recipes else []) + ([f"{_listed(others)} had changed"] if others else [])
        return f"because {' and '.join(told)}" + (_in_which(news) if others else "")

    def _of_address(self, address: str) -> str:
        """ "the page of the tag "Oslo""."""
        kind, _, rest = address.partition(" ")
        if kind == "article":
            return f"the page of {self._article(rest)}"
        if kind == "removed":
            return f"the page of {self._removed(rest)}"
        if kind == "static":
            return f"a copy of static/{rest}"
        plain = _PAGES.get(kind)
        if plain:
            return plain
        if kind.endswith("-initial"):
            things = kind.removesuffix("-initial")
            return f'the index of {things} that begin with "{rest}"'
        if kind == "sitemap-part":
            period, _, part = rest.partition(" ")
            return f"part {part} of the sitemap for {period}"
        name, part = _without_part(kind, rest)
        what = f"part {part}" if part else "the page"
        return f"{what} of {self._slice(f'{kind} {name}'.rstrip())}"

    def _of_key(self, key: str) -> Iterator[str]:
        kind, _, rest = key.partition(" ")
        say: Callable[[str], str] | None = {
            "recipe": self._recipe,
            "article": self._article,
            "removed": self._removed,
            "beside": self._beside,
            "index": self._index,
            "label": lambda name: f"what {self._slice(name)} is called",
            "split": lambda name: f"which years of {self._slice(name)} have pages of their own",
            "many": lambda thing: f"whether there are too many {thing}s for one index",
            "file": lambda path: path,
        }.get(kind)
        yield say(rest) if say else f"the articles of {self._slice(key)}" if rest else _WHOLE.get(kind, key)

    def _recipe(self, kind: str) -> str:
        names = KINDS[kind].templates if kind in KINDS else ()
        closed = sorted({each for name in names for each in self._templates.closure(name)})
        return f"{_listed(closed, 8)}, the settings and backfile itself" if closed else "the settings and backfile itself"

    def _article(self, id_: str) -> str:
        row = self._db.execute("SELECT path, head FROM articles WHERE id = ?", (int(id_),)).fetchone()
        return f'the article "{decode_head(row[1]).article.headline}" from {row[0]}' if row else "an article that is gone"

    def _removed(self, id_: str) -> str:
        return f"what was removed from {self._article(id_)}"

    def _beside(self, key: str) -> str:
        kind, _, rest = key.partition(" ")
        if kind == "article":
            return "the articles before and after it"
        return f"the {kind}s with articles before and after {rest}"

    def _index(self, rest: str) -> str:
        thing, _, letter = rest.partition(" ")
        return f"the list of all {thing}s" + (f' that begin with "{letter}"' if letter else "")

    def _slice(self, name: str) -> str:
        """ "the tag "Oslo" in 2023", "the day 2023-01-24"."""
        kind, _, rest = name.partition(" ")
        if not rest:
            return _WHOLE.get(kind, kind)
        if kind.endswith("-year"):
            slug, _, year = rest.rpartition(" ")
            thing = f"{kind.removesuffix('-year')} {slug}"
            return f"{self._slice(thing)} in {year}"
        if kind in {"day", "month", "year"}:
            return f"the {kind} {rest}"
        row = self._db.execute("SELECT label FROM slices WHERE name = ?", (name,)).fetchone()
        label = row[0].rpartition("\t")[2] if row else rest  # a tag's label is its type, a tab and its name
        return f'the {kind} "{label}"'


_WHOLE = {
    "all": "all dated articles",
    "undated": "all undated articles",
    "monthless": "all articles without a month",
}
_PAGES = {
    "home": "the front page",
    "404": "the page for what is not there",
    "style": "the style sheet",
    "feed": "the feed of the archive",
    "sitemap": "the sitemap",
    "sitemap-pages": "the part of the sitemap for pages that are no articles",
    "robots": "what tells robots where the sitemap is",
    "tags": "the index of tags",
    "sources": "the index of sources",
    "authors": "the index of authors",
}


def _without_part(kind: str, rest: str) -> tuple[str, str]:
    """The name of a slice and the part of it: "2023-01-24 2" is part 2 of a day."""
    words = rest.split(" ") if rest else []
    plain = {"undated": 0, "day": 1}.get(kind, 2 if kind.endswith("-year") else 9)
    return " ".join(words[:plain]), " ".join(words[plain:])


def _recipe_moved(news: News) -> str:
    names = {"templates": "templates had changed", "settings": "settings had changed", "backfile": "backfile had changed"}
    told = [words for name, words in names.items() if name in news.others]
    return " and ".join(told) or "its template, the settings or backfile had changed"


def _in_which(news: News) -> str:
    if not news.files:
        return ""
    more = f" and {news.more + len(news.files) - 3:,} more" if news.more or len(news.files) > 3 else ""
    return f", in a build that took in {', '.join(news.files[:3])}{more}"


def _listed(words: Iterable[str], most: int = 3) -> str:
    every = list(dict.fromkeys(words))
    shown = every if len(every) <= most + 1 else [*every[:most], f"{len(every) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
