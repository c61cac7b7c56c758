"""Which pages belong together: a model must not be judged by a page of a site that it was trained on."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import urlsplit

from benchmarks.cleaning.corpora import Truth, source_of

FOLDS: Final = 5
_HOST: Final = re.compile(r"(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,24}(?=[\d_/:-]|$)", re.IGNORECASE)
# Under a country's two letters, these are nobody's own. One that is not here joins sites, which is the safe side.
_SECOND_LEVELS: Final = frozenset(
    ("ac", "co", "com", "ed", "edu", "go", "gob", "gov", "gv", "info", "mil", "ne", "net", "nom", "or", "org", "press")
)


def site_of(truth: Truth) -> str:
    """The site of a page, for folds; pages that name none are all of one, their source.

    Two sites too many in one fold only make it larger; one site in two folds would make a score too good.
    """
    return named_site_of(truth) or f"({source_of(truth)})"


def named_site_of(truth: Truth) -> str | None:
    """The registered domain of a page's `url`, or else of the host that its `id` or file is named after; None if of none."""
    host = urlsplit(truth.get("url") or "").hostname or _host_in(str(truth.get("id", ""))) or _host_in(truth["file"])
    return registered_domain(host) if host else None


def _host_in(name: str) -> str:
    """The host in a name such as "corpus__20110101_www.example.org_4f2a"; "" if there is none."""
    parts = re.split(r"[_/]+", re.sub(r"\.(?:txt|x?html?)$", "", name, flags=re.IGNORECASE))
    return next((found[0] for part in parts if (found := _HOST.match(part))), "")


def registered_domain(host: str) -> str:
    """The part of `host` that somebody registered, in lower case.

    That is its last two labels; three where the last two are a country's second level, such as "co.uk" or "com.br".
    """
    labels = host.lower().strip(".").split(".")
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS
    return ".".join(labels[-3 if second_level else -2 :])


def fold_of(site: str, folds: int = FOLDS) -> int:
    """The fold of all pages of `site`, from 0 up to `folds`: the same on every machine, whatever other sites there are."""
    return int.from_bytes(hashlib.sha256(site.encode()).digest()[:8]) % folds
