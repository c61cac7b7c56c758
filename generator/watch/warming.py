"""Load what the first save will need: modules, tables and templates take half a second that it would have to wait."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator import config as configuration
from generator.clean import clean
from generator.config import SourceSettings
from generator.errors import BackfileError
from generator.read import read
from generator.reading import tagged
from generator.render import Renderer, Templates

_SAMPLES = {
    "content/a/a.txt": "Ferry Returns\n\n24.01.23 12:29\n\nThe ferry came back on Tuesday, said Bram Oduya in Lisbon.\n",
    "content/a/a.html": "<html><title>Ferry</title><body><h1>Ferry</h1><p>The ferry came back on Tuesday.</p></body></html>",
    "content/a/a.md": "---\ndate: 2023-01-24\n---\n# Ferry\n\nThe ferry came back on *Tuesday*.\n",
}


def warm_up(archive: Path) -> None:
    """Read and clean one file of each format, and compile all templates."""
    for path, text in _SAMPLES.items():
        for document in read(path, text.encode()).documents:
            tagged(clean(document, folder="a", settings=SourceSettings()), "en")
    with suppress(BackfileError):  # a setting or template that is wrong has been told of
        templates = Templates.of(archive)
        Renderer(templates, configuration.load(archive).language).compile(templates.sources)
