"""What can go wrong, said so that a person can put it right: place, fault, remedy."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning"]


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong, where it is, and what to do about it.

    place    a file relative to the archive, with ":LINE" where the line is known
    fault    what is wrong there, a clause without a full stop
    remedy   what the reader of the message can do, a clause without a full stop; "" if nothing
    kind     the class of problem that summaries count by, such as "no date"
    severity an "error" left something out of the archive; a "warning" did not
    """

    place: str
    fault: str
    remedy: str
    kind: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}" + (f"; {self.remedy}" if self.remedy else "")


class BackfileError(Exception):
    """Something stops the command; every problem that was found is in it, not just the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[BackfileError], tuple[Problem, ...]]:
        return type(self), self.problems


class ConfigError(BackfileError, ValueError):
    """backfile.toml, or a template, says something that can't be."""


class ContentError(BackfileError, ValueError):
    """One source file can't be read or cleaned; the others can."""


class SiteError(BackfileError, OSError):
    """The site can't be written: it is not ours, it is read-only, the disk is full."""
