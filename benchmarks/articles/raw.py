"""Articles as an archive receives them: scraped text with the site's menus in it, or real files in a fixed order."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.articles.world import OUTLETS, SEED, Article, articles

LISTED = 50  # entries on a page of a list, as in the site that Hugo makes
SIDECAR = ".meta.yaml"
SETTINGS = f"""title = "A benchmark"
base_url = "https://archive.example.org/"

[pages]
list = {LISTED}
"""
DATE_FORMS = ("%d.%m.%y %H:%M", "%d %B %Y %H:%M", "%Y-%m-%d %H:%M", "%B %d, %Y %H:%M")


class Source(NamedTuple):
    """A source file: its path below content/, its bytes, and those of its sidecar if it has one."""

    path: str
    data: bytes
    sidecar: bytes | None = None


def write_raw(folder: Path, count: int) -> None:
    """Make `folder` an archive of `count` invented articles."""
    write_archive(folder, itertools.islice(invented(), count))


def write_archive(folder: Path, sources: Iterable[Source]) -> list[str]:
    """Write `sources` into `folder`/content and settings beside it; returns their paths below content/, in order."""
    content, made, paths = folder / "content", set[Path](), []
    for source in sources:
        parent = (content / source.path).parent
        if parent not in made:
            parent.mkdir(parents=True, exist_ok=True)
            made.add(parent)
        write_source(content, source)
        paths.append(source.path)
    (folder / "backfile.toml").write_text(SETTINGS, encoding="utf-8")
    return paths


def write_source(content: Path, source: Source) -> None:
    """Write one of them; its folder is there."""
    (content / source.path).write_bytes(source.data)
    if source.sidecar is not None:
        (content / (source.path + SIDECAR)).write_bytes(source.sidecar)


def invented(first: int = 0) -> Iterator[Source]:
    """Invented articles from number `first` on, without end."""
    return (Source(raw_path(article), raw_text(article).encode()) for article in articles(first))


def real(origin: Path) -> Iterator[Source]:
    """The files under `origin`, each once, in an order that mixes folders and is always the same."""
    paths = files_under(origin)
    Random(SEED).shuffle(paths)  # noqa: S311 - no secret, and the same every time
    for path in paths:
        sidecar = path.with_name(path.name + SIDECAR)
        beside = sidecar.read_bytes() if sidecar.exists() else None
        yield Source(path.relative_to(origin).as_posix(), path.read_bytes(), beside)


def files_under(origin: Path) -> list[Path]:
    """All files there but sidecars, in order."""
    return sorted(path for path in origin.rglob("*") if path.is_file() and not path.name.endswith(SIDECAR))


def raw_path(article: Article) -> str:
    """Where it lies below content/: OUTLET/YEAR/ID.txt."""
    return f"{article.outlet}/{article.moment.year}/{article.number:06}.txt"


def raw_text(article: Article) -> str:
    """What a scraper saves: menu, headline, date line, byline if there is one, paragraphs, and what stands under them."""
    title = article.outlet.replace("-", " ").title()
    form = DATE_FORMS[OUTLETS.index(article.outlet) % len(DATE_FORMS)]
    lines = [
        f"{title} | Home | News | Business | Sport | Weather",
        article.headline,
        article.moment.strftime(form),
        *([f"By {article.author}"] if article.author else []),
        *article.paragraphs,
        "Share this story | Print | E-mail",
        f"Copyright {article.moment.year} {title}. All rights reserved.",
    ]
    return "\n".join(lines) + "\n"
