"""How well, and how fast, documents are cleaned: `python -m benchmarks.cleaning --corpora FOLDER`.

FOLDER holds three archives, each with a `truth.jsonl` that has an object a document with its `file`: `reuters.tar.xz`
(`title`), `articles-text.tar.xz` (text dumps of pages) and `articles-html.tar.xz` (the pages), both with `source`, `body`,
`title`, `date` and `authors` where known. A body is compared by 4-token shingles, counted with multiplicity: set
precision and recall are the means of the pages', F1 is their harmonic mean.
"""

from __future__ import annotations

import argparse
import json
import re
import tarfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.clean import clean
from generator.config import SourceSettings
from generator.errors import ContentError
from generator.model import Article, Document, Form

SHINGLE = 4  # tokens
TOKEN = re.compile(r"\w+")
SETTINGS = SourceSettings()


class Page(NamedTuple):
    """A document, what is true of it, and what became of it."""

    truth: dict[str, Any]
    article: Article | None
    seconds: float


def pages(archive: Path, form: Form, prefix: str = "") -> Iterator[Page]:
    """Every document of `archive` that its truth lists, cleaned; CPU seconds of the cleaning alone."""
    with tarfile.open(archive) as tar:
        files = {
            member.name.removeprefix("./").removeprefix(prefix): member for member in tar.getmembers() if member.isfile()
        }
        stored = tar.extractfile(tar.getmember(next(name for name in tar.getnames() if name.endswith("truth.jsonl"))))
        assert stored
        for truth in map(json.loads, stored.read().decode().splitlines()):
            source = tar.extractfile(files[truth["file"]])
            assert source
            text = source.read().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
            document = Document(truth["file"], 0, form, unicodedata.normalize("NFC", text), 1, "", "utf-8")
            start = time.process_time()
            try:
                article = clean(document, folder=truth["source"], settings=SETTINGS).article
            except ContentError:
                article = None
            yield Page(truth, article, time.process_time() - start)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = TOKEN.findall(text)
    if len(tokens) < SHINGLE:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(*(tokens[start:] for start in range(SHINGLE)), strict=False))


def plain(text: str) -> str:
    return " ".join(TOKEN.findall(unicodedata.normalize("NFKC", text).lower().replace("’", "'")))


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def share(right: list[bool]) -> str:
    return f"{sum(right) / len(right):6.3f}" if right else "     -"


def harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


class Score:
    """The figures of one set of pages."""

    def __init__(self) -> None:
        self.precision: list[float] = []
        self.recall: list[float] = []
        self.right: dict[str, list[bool]] = defaultdict(list)
        self.given: dict[str, list[bool]] = defaultdict(list)
        self.seconds: list[float] = []

    def add(self, page: Page) -> None:
        """Count `page` for every field that its truth has."""
        self.seconds.append(page.seconds)
        article, truth = page.article, page.truth
        if truth.get("body"):
            self._add_body(shingles(article.body.text if article else ""), shingles(truth["body"]))
        if truth.get("title"):
            self._add("headline", plain(article.headline) if article else None, plain(truth["title"]))
        if truth.get("date"):
            published = article.published if article else None
            self._add("date", published.iso[:10] if published else None, truth["date"][:10])
        if truth.get("authors"):
            found = frozenset(map(plain, article.authors)) if article else None
            self._add("authors", found or None, frozenset(map(plain, truth["authors"])))

    def _add_body(self, found: Counter[tuple[str, ...]], true: Counter[tuple[str, ...]]) -> None:
        both = (found & true).total()
        if found:
            self.precision.append(both / found.total())
        if true:
            self.recall.append(both / true.total())

    def _add(self, field: str, found: object, true: object) -> None:
        self.right[field].append(found == true)
        if found is not None:
            self.given[field].append(found == true)

    def row(self, name: str) -> str:
        """The figures on one line; a field's share of all documents that have it, then of all where one was given."""
        p, r = mean(self.precision), mean(self.recall)
        fields = [f"{share(self.right[field])} {share(self.given[field])}" for field in FIELDS]
        speed = len(self.seconds) / max(sum(self.seconds), 1e-9)
        body = f"{p:.3f} {r:.3f} {harmonic(p, r):.3f}" if self.recall else f"{'-':17}"
        return f"{name:24}{len(self.seconds):6}  {body}   " + "   ".join(fields) + f"  {speed:7.0f}/s"


FIELDS = ("headline", "date", "authors")


def table(archive: Path, form: Form) -> None:
    scores: dict[str, Score] = defaultdict(Score)
    for page in pages(archive, form):
        for name in (page.truth["source"], "all"):
            scores[name].add(page)
    for name in sorted(scores, key=lambda name: (name == "all", name)):
        print(scores[name].row(f"{form} {name}"), flush=True)


def wire(archive: Path) -> None:
    """The share of wire stories whose headline is exactly true, white space apart."""
    found = [(page, " ".join(page.truth["title"].split())) for page in pages(archive, "text", "content/")]
    exact = sum(page.article is not None and page.article.headline == title for page, title in found)
    seconds = sum(page.seconds for page, _ in found)
    print(f"reuters: {len(found)} stories, headline exact {exact / len(found):.3%}, {len(found) / seconds:.0f}/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds the archives")
    folder = parser.parse_args().corpora
    wire(folder / "reuters.tar.xz")
    print(f"{'':24}{'pages':>6}  {'body P, R, F1':19}" + "".join(f"{f'{field}, given':16}" for field in FIELDS))
    table(folder / "articles-text.tar.xz", "text")
    table(folder / "articles-html.tar.xz", "html")


if __name__ == "__main__":
    main()
