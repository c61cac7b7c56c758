"""What a format's module is given, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from generator.errors import Problem
from generator.model import Declaration, Document, Form

if TYPE_CHECKING:  # a build that reads no file imports this module, but neither of these
    from generator.read.decode import Decoded
    from generator.read.front_matter import Front


class SourceFile(msgspec.Struct, frozen=True):
    """One file under content/: its path relative to the archive, its bytes, their SHA-256, and what its sidecar says."""

    path: str
    data: bytes
    sha256: str
    sidecar: tuple[Declaration, ...] = ()


class Read(msgspec.Struct, frozen=True):
    """What one source file holds: its documents in their order, and warnings about what was not quite right in it."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()


def as_one_document(source: SourceFile, form: Form, decoded: Decoded, front: Front) -> Read:
    """Make one document of the file: what a person declared beside it goes before what it says itself."""
    document = Document(
        path=source.path,
        ordinal=0,
        form=form,
        text=front.text,
        line=front.line,
        sha256=source.sha256,
        encoding=decoded.encoding,
        declared=source.sidecar + front.declared,
    )
    return Read((document,), decoded.problems + front.problems)
