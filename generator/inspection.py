"""What was made of one file, and why: for a person who wonders about a headline, a date, or a line that went missing."""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator import config as configuration
from generator.clean import Cleaned, clean
from generator.errors import BackfileError, ContentError, Problem
from generator.read import read, sidecar_of
from generator.reading import folder_of, tagged


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
    """Read, clean and tag `file` as a build of `archive` would. Raises BackfileError if it can't be read."""
    config = configuration.load(archive)
    path = _relative(archive, file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BackfileError(
            Problem(str(file), f"can't be read ({error.strerror})", "make it yours to read", "unreadable")
        ) from error
    try:
        found = read(path, data, sidecar=_sidecar(path, file), limit=config.limits.file_size)
    except ContentError as error:
        return Inspection(path, "", (), error.problems)
    folder = folder_of(path)
    documents, problems = [], list(found.problems)
    for document in found.documents:
        try:
            cleaned = clean(document, folder=folder, settings=config.source(folder))
        except ContentError as error:
            problems += error.problems
            continue
        problems += cleaned.problems
        documents.append(msgspec.structs.replace(cleaned, article=tagged(cleaned, config.language)))
    encoding = found.documents[0].encoding if found.documents else ""
    return Inspection(path, encoding, tuple(documents), tuple(problems))


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
