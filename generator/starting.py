"""`backfile init`: a folder for an archive, with a configuration that explains itself."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from generator.config import NAME

_CONFIGURATION = """\
# Everything here may be left out. `backfile schema` prints a JSON Schema for your editor.

title = "My archive"
# description = "What it holds, in a sentence."
# base_url = "https://archive.example.org"   # where it will be published: feeds, sitemap and citations need it
# language = "en"                            # of the archive's own words
# timezone = "Europe/London"                 # of times that name no zone

# One table for each folder under content/ that needs to be told something:
# [sources.some-outlet]
# name = "Some Outlet"
# date_order = "dmy"                         # 03.04.23 is the third of April
# drop = ["Subscribe to our *"]              # lines that are junk; * stands for anything
"""


def begin(folder: Path) -> Iterator[str]:
    """Make content/ and backfile.toml in `folder`, leaving alone what is there; what was done, a line each."""
    content = folder / "content"
    if content.is_dir():
        yield f"{content}/ is there already"
    else:
        content.mkdir(parents=True)
        yield f"made {content}/"
    configuration = folder / NAME
    if configuration.exists():
        yield f"{configuration} is there already"
    else:
        configuration.write_text(_CONFIGURATION, encoding="utf-8")
        yield f"made {configuration}"
    there = "" if folder == Path() else f" --archive {shlex.quote(str(folder))}"
    yield f"now put articles into {content}/, one folder for each outlet, and run: backfile build{there}"
