"""Documents with what is true of them, out of archives or folders.

A corpus is a `.tar.xz`, or that unpacked: `truth.jsonl` with an object a document, and the files that it names by
`file`, beside it or in `content/`. Of a truth's other keys all may be missing: `source`, `id`, `lang`, `url`, `title`,
`date` (ISO 8601), `authors` (a list) and `body`.
"""

from __future__ import annotations

import json
import tarfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal, NamedTuple

from generator.errors import ContentError
from generator.model import Document, Form
from generator.read import read

TRUTH: Final = "truth.jsonl"
Section = Literal["text", "html", "reuters"]
SECTIONS: Final[tuple[Section, ...]] = ("reuters", "text", "html")
_NAMES: Final[dict[Section, str]] = {"text": "articles-text", "html": "articles-html", "reuters": "reuters"}
# The sources that models may be trained on: their licences allow it, and they are not kept for evaluation.
TRAINED: Final = ("scrapinghub", "wcxb", "fundus", "mozilla", "newspaper3k", "newspaper4k")
_PAGES: Final = (".html", ".htm", ".xhtml")

Truth = dict[str, Any]


class Page(NamedTuple):
    """A document as a build reads it, and what is true of it."""

    truth: Truth
    document: Document

    @property
    def source(self) -> str:
        """The corpus it is from, as its truth says."""
        return source_of(self.truth)

    @property
    def language(self) -> str | None:
        """The primary subtag of its language, "pt" for "pt-BR"; None if nobody says."""
        return language_of(self.truth)


def source_of(truth: Truth) -> str:
    return str(truth.get("source") or "pages")


def language_of(truth: Truth) -> str | None:
    return str(truth["lang"]).partition("-")[0].lower() if truth.get("lang") else None


def places(folder: Path) -> dict[Section, Path]:
    """Where each section's corpus is in `folder`: archives, or folders of their names; or `folder` is a corpus itself.

    Raises FileNotFoundError if there is none.
    """
    if (folder / TRUTH).is_file():
        return {"text": folder, "html": folder}
    found = {section: place for section in SECTIONS if (place := _place(folder, _NAMES[section]))}
    if not found:
        names = ", ".join(f"{name}.tar.xz" for name in _NAMES.values())
        raise FileNotFoundError(f"{folder} has none of {names}, and no {TRUTH}")
    return found


def _place(folder: Path, name: str) -> Path | None:
    choices = (folder / f"{name}.tar.xz", folder / name)
    return next((place for place in choices if place.exists()), None)


def pages(place: Path, form: Form, *, sources: Collection[str] = (), limit: int | None = None) -> Iterator[Page]:
    """The documents of the corpus at `place` whose files are of `form`, read one at a time.

    sources  of these alone; of all, if there are none
    limit    the first so many of each source, in the order of the truth

    Raises FileNotFoundError, at the end, if files are missing that the truth names.
    """
    truths = {truth["file"]: truth for truth in _chosen(truths_of(place), form, sources, limit)}
    missing = set(truths)
    for name, data in _files(place, truths.keys()):
        missing.discard(name)
        yield Page(truths[name], _document(name, data, form))
    if missing:
        raise FileNotFoundError(f"{place}: {TRUTH} names files that are not there: {', '.join(sorted(missing)[:5])}")


def truths_of(place: Path) -> list[Truth]:
    """What is true of each document of the corpus at `place`, in the order that it is written down.

    Raises FileNotFoundError if nobody has written it down.
    """
    return [json.loads(line) for line in _truth_at(place).split("\n") if line.strip()]


def _truth_at(place: Path) -> str:
    if place.is_dir():
        return (place / TRUTH).read_text("utf-8")
    with tarfile.open(place) as archive:
        for member in archive:  # it may be the last; an archive that is looked through first is unpacked twice
            stored = archive.extractfile(member) if PurePosixPath(member.name).name == TRUTH else None
            if stored:
                return stored.read().decode()
    raise FileNotFoundError(f"{place} holds no {TRUTH}")


def _chosen(truths: Sequence[Truth], form: Form, sources: Collection[str], limit: int | None) -> Iterator[Truth]:
    counts = Counter[str]()
    for truth in truths:
        source = source_of(truth)
        wanted = not sources or source in sources
        if wanted and form_of(truth["file"]) == form and (limit is None or counts[source] < limit):
            counts[source] += 1
            yield truth


def form_of(name: str) -> Form:
    return "html" if name.lower().endswith(_PAGES) else "text"


def _files(place: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Those of `names` that are at `place`, with their bytes; an archive's in its own order, for it only goes forward."""
    if place.is_dir():
        for name in names:
            path = next((path for path in (place / name, place / "content" / name) if path.is_file()), None)
            if path:
                yield name, path.read_bytes()
        return
    with tarfile.open(place) as archive:
        for member in archive:
            name = member.name.removeprefix("./").removeprefix("content/")
            stored = archive.extractfile(member) if name in names else None
            if stored:
                yield name, stored.read()


def _document(name: str, data: bytes, form: Form) -> Document:
    """What a build reads from the file. One that it can't read is empty, so that it counts as a page without answer."""
    try:
        return read(name, data).documents[0]
    except ContentError:
        return Document(name, 0, form, "", 1, "", "utf-8")
