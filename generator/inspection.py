"""What was made of one file, and why: for a person who wonders about a headline, a date, or a line that went missing."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec

from generator import config as configuration
from generator.catalogue import schema
from generator.catalogue.facts import source_slug
from generator.catalogue.lines import Lines
from generator.clean import Cleaned, clean
from generator.config import Config
from generator.errors import BackfileError, ContentError, Problem
from generator.folders import Folders
from generator.model import Document
from generator.read import read, sidecar_of
from generator.reading import folder_of, in_time, tagged


class Inspection(msgspec.Struct, frozen=True):
    """Each document of a file with its verdicts and evidence, and what is wrong with the file."""

    path: str
    encoding: str
    documents: tuple[Cleaned, ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        """Whether the file is left out of the archive."""
        return any(problem.severity == "error" for problem in self.problems)


def inspect_file(archive: Path, file: Path) -> Inspection:
    """Read, clean and tag `file` as a build of `archive` would, by what its last build learned of the file's source.

    Raises BackfileError if it can't be read.
    """
    with known_lines(archive) as lines:
        return inspected(archive, configuration.load(archive), lines, file)


def inspected(archive: Path, config: Config, lines: Lines | None, file: Path) -> Inspection:
    """As `inspect_file`, with what is known of the archive at hand; `lines` is None if it was never built."""
    path = _relative(archive, file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BackfileError(
            Problem(str(file), f"can't be read ({error.strerror})", "make it yours to read", "unreadable")
        ) from error
    try:
        sidecar = _sidecar(path, file)
        found = in_time(config, path, partial(read, path, data, sidecar=sidecar, limit=config.limits.file_size))
    except ContentError as error:
        return Inspection(path, "", (), error.problems)
    documents, problems = [], list(found.problems)
    for document in found.documents:
        try:
            cleaned = _cleaned(document, config, lines)
        except ContentError as error:
            problems += error.problems
            continue
        problems += cleaned.problems
        documents.append(cleaned)
    encoding = found.documents[0].encoding if found.documents else ""
    return Inspection(path, encoding, tuple(documents), tuple(problems))


def _cleaned(document: Document, config: Config, lines: Lines | None) -> Cleaned:
    """The article in `document`, without those of its lines that are known to recur."""
    first = in_time(config, document.path, partial(_made_of, document, config, frozenset()))
    recurring = lines.recurring_in(source_slug(first.article.source)) if lines else set()
    if recurring.isdisjoint(first.testimony.doubts):
        return first
    return in_time(config, document.path, partial(_made_of, document, config, recurring))


def _made_of(document: Document, config: Config, recurring: Set[str]) -> Cleaned:
    """The article in `document`, tagged, without the lines whose keys are `recurring`."""
    folder = folder_of(document.path)
    cleaned = clean(document, folder=folder, settings=config.source(folder), recurring=recurring)
    return msgspec.structs.replace(cleaned, article=tagged(cleaned, config.language))


@contextmanager
def known_lines(archive: Path) -> Iterator[Lines | None]:
    """What the last build of `archive` learned about lines; None if it was not built by this backfile."""
    connection = schema.reading(Folders.of(archive).state)
    try:
        yield Lines(connection) if connection else None
    finally:
        if connection:
            connection.close()


def archive_of(file: Path) -> Path:
    """The archive whose content/ holds `file`; the current folder if none does."""
    folders = file.absolute().parents
    return next((folder.parent for folder in folders if folder.name == "content"), Path())


def _relative(archive: Path, file: Path) -> str:
    """The file as a build names it: relative to the archive; its bare name if it lies elsewhere."""
    try:
        return file.absolute().relative_to(archive.absolute()).as_posix()
    except ValueError:
        return file.name


def _sidecar(path: str, file: Path) -> tuple[str, bytes] | None:
    """Name and bytes of the sidecar beside `file`, if there is one."""
    for name in sidecar_of(path):
        beside = file.with_name(name.rpartition("/")[2])
        if beside.is_file():
            return name, beside.read_bytes()
    return None
