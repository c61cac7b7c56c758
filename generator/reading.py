"""Read, clean and tag source files in batches, here or in worker processes.

A batch is a function of what it is handed and of the archive's files; what crosses between processes is small.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Set
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

import msgspec

from generator import digest
from generator.catalogue.heads import Stored, store
from generator.catalogue.ledger import UNSURE, FileRecord
from generator.config import Config
from generator.errors import ContentError, Problem
from generator.model import Article, Document
from generator.time_limit import TimeLimitError, within

if TYPE_CHECKING:
    from generator.clean import Cleaned

Result = TypeVar("Result")

TICK = 20_000_000
"""Nanoseconds within which a file may change twice and keep its times (kernels stamp files once a tick, at most 10 ms)."""


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """A source file to read, its sidecar, the digest and recipe that are known of it, and which of its lines recur.

    recurring  a set of keys for each document in the file; the last stands for all that follow it. It need not be right:
               an article says which of its lines it was cleaned without
    """

    path: str
    sidecar: str | None
    recipe: bytes
    known: bytes | None
    recurring: tuple[Set[str], ...] = (frozenset(),)

    def recurring_in(self, ordinal: int) -> Set[str]:
        """The keys of lines that recur in one document of the file."""
        return self.recurring[min(ordinal, len(self.recurring) - 1)]


class ReadJob(msgspec.Struct, frozen=True):
    """A batch of source files."""

    archive: str
    config: Config
    files: tuple[Reading, ...]


class FileResult(msgspec.Struct, frozen=True):
    """What came of one source file. `articles` is None if it still is as it was known; `record` is None if it is gone."""

    path: str
    record: FileRecord | None
    sidecar: FileRecord | None
    articles: tuple[Stored, ...] | None


def read_batch(job: ReadJob) -> tuple[FileResult, ...]:
    """Read, clean and tag a batch of source files."""
    gc.disable()  # nothing in here is cyclic: collecting costs 10 % and frees nothing
    try:
        return tuple(_read_file(job, file) for file in job.files)
    finally:
        gc.enable()


def _read_file(job: ReadJob, file: Reading) -> FileResult:
    try:
        data, stat = _contents(job, file.path)
    except FileNotFoundError:
        return FileResult(file.path, None, None, ())
    except ContentError as error:
        stat = _stat_of(f"{job.archive}/{file.path}")
        return FileResult(file.path, FileRecord(file.path, stat, b"", file.recipe, error.problems), None, ())
    beside, sidecar = b"", None
    if file.sidecar:
        try:
            beside, beside_stat = _contents(job, file.sidecar)
        except (FileNotFoundError, ContentError) as error:
            problems = error.problems if isinstance(error, ContentError) else (_gone(file.sidecar),)
            return FileResult(file.path, FileRecord(file.path, UNSURE, b"", file.recipe, problems), None, ())
        sidecar = FileRecord(file.sidecar, beside_stat, digest.of(beside), b"", ())
    known = _digest_of(data, beside if file.sidecar else None)
    if known == file.known:
        return FileResult(file.path, FileRecord(file.path, stat, known, file.recipe, ()), sidecar, None)
    articles, problems = _articles(job.config, file, data, beside)
    slow = any(problem.kind == "took too long" for problem in problems)
    recipe = recipe_if_slow(file.recipe, job.config) if slow else file.recipe
    return FileResult(file.path, FileRecord(file.path, stat, known, recipe, problems), sidecar, articles)


def recipe_if_slow(recipe: bytes, config: Config) -> bytes:
    """The recipe of a file that took too long, which alone depends on the limit: when that moves, no other is read again."""
    return digest.of(recipe, str(config.limits.document_seconds))


def _articles(config: Config, file: Reading, data: bytes, beside: bytes) -> tuple[tuple[Stored, ...], tuple[Problem, ...]]:
    """The articles in one source file's bytes, and what is wrong with it."""
    from generator.read import read  # here and below: what is read, cleaned and tagged nowhere need not be imported

    try:
        sidecar = (file.sidecar, beside) if file.sidecar else None
        found = in_time(config, file.path, partial(read, file.path, data, sidecar=sidecar, limit=config.limits.file_size))
        return _cleaned(config, file, found.documents, found.problems)
    except ContentError as error:
        return (), error.problems
    except Exception as error:  # noqa: BLE001 - of ten million files, the one that we fail on must not stop the others
        return (), (_our_fault(file.path, error),)


def _cleaned(
    config: Config, file: Reading, documents: tuple[Document, ...], problems: tuple[Problem, ...]
) -> tuple[tuple[Stored, ...], tuple[Problem, ...]]:
    stored, met = [], list(problems)
    for document in documents:
        try:
            made, doubts = in_time(config, document.path, partial(_made_of, document, config, file))
        except ContentError as error:
            met += error.problems
            continue
        met += doubts
        if made:
            stored.append(made)
    return tuple(stored), tuple(met)


def _made_of(document: Document, config: Config, file: Reading) -> tuple[Stored | None, list[Problem]]:
    """The article in a document, ready for the catalogue, and warnings; no article if it is a draft."""
    from generator.clean import clean  # as above

    folder = folder_of(file.path)
    recurring = file.recurring_in(document.ordinal)
    cleaned = clean(document, folder=folder, settings=config.source(folder), recurring=recurring)
    if cleaned.draft:  # it lacks what it lacks; but that its mark was read in doubt has to be said
        return None, [each for each in cleaned.problems if each.kind == "wrong value"]
    article = tagged(cleaned, config.language)
    made = store(article, cleaned.blocks, cleaned.testimony, ascii_slugs=config.permalinks.ascii)
    return made, list(cleaned.problems)


def in_time(config: Config, path: str, work: Callable[[], Result]) -> Result:
    """The result of `work` on a document of the file at `path`. Raises ContentError if it takes longer than it may."""
    seconds = config.limits.document_seconds
    try:
        return within(seconds, work)
    except TimeLimitError:
        raise ContentError(_too_slow(path, seconds)) from None


def tagged(cleaned: Cleaned, archive_language: str) -> Article:
    """The article with what it may be tagged with; nothing, if a person said so."""
    from generator.tag import candidates  # as above

    article = cleaned.article
    if cleaned.untagged:
        return article
    found = candidates(
        article.headline,
        article.body.paragraphs,
        article.language,
        cleaned.declared_tags,
        archive_language=archive_language,
    )
    return msgspec.structs.replace(article, candidates=found)


def folder_of(path: str) -> str | None:
    """The first folder under content/ that a source file lies in: by default its outlet."""
    parts = path.split("/", 2)
    return parts[1] if len(parts) > 2 else None


def _contents(job: ReadJob, path: str) -> tuple[bytes, tuple[int, int, int, int]]:
    """The bytes of a file and the stat that vouches for them. Raises ContentError if it is too large or not ours to read."""
    limit = job.config.limits.file_size
    place = f"{job.archive}/{path}"
    try:
        size = os.lstat(place).st_size
        if size > limit:
            raise ContentError(_too_large(path, size, limit))
        return _whole(place)
    except FileNotFoundError:
        raise
    except OSError as error:
        fault = f"can't be read ({error.strerror})"
        raise ContentError(Problem(path, fault, "make it yours to read", "unreadable")) from error


def _sure(found: os.stat_result, size: int) -> tuple[int, int, int, int]:
    """The stat of a file that was just read; UNSURE if it may yet change without showing it (git's racy-clean rule)."""
    if size != found.st_size or found.st_ctime_ns + TICK > time.time_ns():
        return UNSURE
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _stat_of(path: str) -> tuple[int, int, int, int]:
    try:
        found = os.lstat(path)
    except OSError:
        return UNSURE
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def read_digest(
    archive: str, path: str, *, sidecar: str | None = None, plain: bool = True
) -> tuple[bytes, tuple[int, int, int, int]]:
    """The digest of a file as FileRecord wants it, and the stat that vouches for it. `plain`: it is no source file.

    A file that can't be read has the digest b"" and the stat UNSURE, so that it is tried again.
    """
    try:
        data, sure = _whole(f"{archive}/{path}")
        beside = _whole(f"{archive}/{sidecar}")[0] if sidecar else b""
    except OSError:
        return b"", UNSURE
    if plain:
        return digest.of(data), sure
    return _digest_of(data, beside if sidecar else None), sure


def _digest_of(data: bytes, sidecar: bytes | None) -> bytes:
    return digest.of(sha256(data).digest(), sidecar or b"", b"" if sidecar is None else b"+")


def _whole(path: str) -> tuple[bytes, tuple[int, int, int, int]]:
    with open(path, "rb", buffering=0, opener=_opener) as file:
        before = os.fstat(file.fileno())
        data = file.readall()
    return data, _sure(before, len(data))


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC)


def _gone(path: str) -> Problem:
    return Problem(path, "went while it was being read", "build again", "changed")


def _our_fault(path: str, error: Exception) -> Problem:
    fault = f"can't be cleaned by this version of backfile ({type(error).__name__}: {error})"
    return Problem(path, fault, "report it with the file, and meanwhile take it out of content/", "fault of backfile")


def _too_slow(path: str, seconds: float) -> Problem:
    fault = f"takes longer than a document may ({seconds:g} s of processor time)"
    return Problem(path, fault, "split it, or raise document_seconds under [limits] in backfile.toml", "took too long")


def _too_large(path: str, size: int, limit: int) -> Problem:
    fault = f"is larger ({size / 1e6:,.1f} MB) than a file may be ({limit / 1e6:,.1f} MB)"
    return Problem(path, fault, "split it, or raise file_size under [limits] in backfile.toml", "too large")
