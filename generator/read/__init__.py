"""The bytes of one source file -> documents. One module per format; `_FORMATS` names them all.

A build with nothing to read asks only `kind_of` and `pair`, so the formats are imported when a file needs them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from importlib import import_module

import msgspec

from generator.errors import ContentError, Problem
from generator.model import Declaration
from generator.read.kinds import Kind, kind_of
from generator.read.pairing import Pairing, pair, sidecar_of
from generator.read.source_file import Read, SourceFile

__all__ = ["FILE_SIZE", "Kind", "Pairing", "Read", "kind_of", "pair", "read", "sidecar_of", "unknown_kind"]

FILE_SIZE = 32_000_000  # bytes; `[limits] file_size` has the last word

# Each module has `documents(source: SourceFile) -> Read`, pure, which raises ContentError.
_FORMATS: dict[Kind, str] = {
    "text": "generator.read.text",
    "html": "generator.read.html",
    "markdown": "generator.read.markdown",
}


def read(path: str, data: bytes, *, sidecar: tuple[str, bytes] | None = None, limit: int = FILE_SIZE) -> Read:
    """Read the documents in the file at `path` whose bytes are `data`.

    path     relative to the archive, "/" between its parts; its name alone tells the format
    sidecar  path and bytes of the sidecar beside it, if there is one
    limit    bytes that a file may have

    Raises ContentError for a file that can't become a document, with everything that is wrong with it and its sidecar.
    """
    declared, warnings, errors = _sidecar(sidecar)
    try:
        found = _documents(path, data, declared, limit)
    except ContentError as error:
        if errors:
            raise ContentError(*errors, *error.problems) from error
        raise
    if errors:
        raise ContentError(*errors)
    return Read(found.documents, warnings + found.problems) if warnings else found


def unknown_kind(path: str) -> Problem:
    """Say that the name of the file tells of no format that we read."""
    extension = posixpath.splitext(path)[1] or posixpath.basename(path)
    return Problem(
        path,
        f'is of a kind that is not read ("{extension}")',
        "save it as text, HTML or Markdown, or take it out of content/",
        "unknown kind of file",
        "warning",
    )


def _sidecar(sidecar: tuple[str, bytes] | None) -> tuple[tuple[Declaration, ...], tuple[Problem, ...], tuple[Problem, ...]]:
    """Read what the sidecar declares, its warnings, its errors."""
    if sidecar is None:
        return (), (), ()
    from generator.read.sidecar import read_sidecar  # most files have none

    try:
        return *read_sidecar(*sidecar), ()
    except ContentError as error:
        return (), (), error.problems


def _documents(path: str, data: bytes, declared: tuple[Declaration, ...], limit: int) -> Read:
    module = _FORMATS.get(kind_of(posixpath.basename(path)))
    if module is None:
        raise ContentError(msgspec.structs.replace(unknown_kind(path), severity="error"))
    if len(data) > limit:
        fault = f"is larger ({len(data):,} bytes) than a file may be ({limit:,})"
        remedy = "split it, or raise file_size under [limits] in backfile.toml"
        raise ContentError(Problem(path, fault, remedy, "too large"))
    import hashlib  # with OpenSSL it takes 5 ms

    documents: Callable[[SourceFile], Read] = import_module(module).documents
    return documents(SourceFile(path, data, hashlib.sha256(data).hexdigest(), declared))
