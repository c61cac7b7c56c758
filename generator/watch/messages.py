"""What the two processes of a watch say to each other: the one that serves, and the one that builds."""

from __future__ import annotations

from multiprocessing.connection import Connection

import msgspec

from generator.build import Seen
from generator.errors import Problem
from generator.report import Report


class Look(msgspec.Struct, frozen=True, tag=True):
    """To the builder: build.

    places  what may have changed, relative to the archive; None: anything
    first   files of the site that browsers have open
    seen    what an earlier builder remembered
    """

    places: tuple[str, ...] | None
    first: tuple[str, ...]
    seen: Seen | None


class Stage(msgspec.Struct, frozen=True, tag=True):
    """From the builder: a stage of so many steps has begun."""

    name: str
    steps: int


class Advanced(msgspec.Struct, frozen=True, tag=True):
    """From the builder: so many more steps are done."""

    steps: int


class Waiting(msgspec.Struct, frozen=True, tag=True):
    """From the builder: another build is at work on the archive, and is waited for."""

    problem: Problem


class Moved(msgspec.Struct, frozen=True, tag=True):
    """From the builder: these files of the site were written or deleted."""

    paths: tuple[str, ...]


class Done(msgspec.Struct, frozen=True, tag=True):
    """From the builder: the site is up to date."""

    report: Report
    seen: Seen | None


class Failed(msgspec.Struct, frozen=True, tag=True):
    """From the builder: the site could not be brought up to date; it is as it was, or partly new."""

    problems: tuple[Problem, ...]
    seen: Seen | None


Answer = Stage | Advanced | Waiting | Moved | Done | Failed

_encode = msgspec.msgpack.Encoder().encode
_decode_look = msgspec.msgpack.Decoder(Look).decode
_decode_answer = msgspec.msgpack.Decoder(Answer).decode


def send(connection: Connection, message: Look | Answer) -> None:
    """Say something. Raises OSError if the other process is gone."""
    connection.send_bytes(_encode(message))


def next_look(connection: Connection) -> Look:
    """Wait for what to build. Raises EOFError if the other process is gone."""
    return _decode_look(connection.recv_bytes())


def next_answer(connection: Connection) -> Answer:
    """Wait for what the builder says. Raises EOFError if it is gone."""
    answer: Answer = _decode_answer(connection.recv_bytes())
    return answer
