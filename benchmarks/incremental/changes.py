"""What may happen to an archive between two builds.

Each function makes one change of its kind, and `run` (0, 1, ...) makes it another one of the same kind: to another
article, or with another colour. So nothing has to be undone, and each build is of an archive as it has become.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.articles.edits import body_edited, headline_edited, replace_whole
from benchmarks.articles.raw import SETTINGS, SIDECAR
from benchmarks.incremental.bench import COMMAND, ROOT, Bench, output


class Change(NamedTuple):
    """A kind of change: its name in the tables, how it is made, and whether it moves a page of every article."""

    name: str
    make: Callable[[Bench, int], None]
    large: bool = False


def nothing(_bench: Bench, _run: int) -> None:
    """Change nothing."""


def touch(bench: Bench, _run: int) -> None:
    os.utime(bench.next_untouched())


def white_space(bench: Bench, _run: int) -> None:
    path = bench.next_untouched()
    replace_whole(path, read(path) + " \n")


def body(bench: Bench, _run: int) -> None:
    path = bench.next_untouched()
    replace_whole(path, body_edited(read(path), "besides"))


def headline(bench: Bench, _run: int) -> None:
    """Edit the headline of an article that has it on one line, as most have."""
    while True:
        path = bench.next_untouched()
        try:
            text = headline_edited(read(path), bench.headline_of(path), "Again")
        except ValueError:
            continue
        return replace_whole(path, text)


def added(bench: Bench, _run: int) -> None:
    bench.add()


def ten_added(bench: Bench, _run: int) -> None:
    for _ in range(10):
        bench.add()


def deleted(bench: Bench, _run: int) -> None:
    bench.next_untouched().unlink()


def sidecar(bench: Bench, run: int) -> None:
    """Give an article two tags that others bear, as a person would."""
    names = bench.tags()[2 * run : 2 * run + 2]
    path = bench.next_untouched()
    path.with_name(path.name + SIDECAR).write_text(
        "tags:\n" + "".join(f"  - {quoted(name)}\n" for name in names), encoding="utf-8"
    )


def alias(bench: Bench, run: int) -> None:
    """Make one uncommon tag another name of the next."""
    names = bench.tags()
    middle = len(names) // 2 + 2 * run
    settings(bench, f"[tags.aliases]\n{quoted(names[middle])} = {quoted(names[middle + 1])}\n")


def accent(bench: Bench, run: int) -> None:
    settings(bench, f'[theme]\naccent = "#{0x1F5A6B + run:06x}"\n')


def article_template(bench: Bench, run: int) -> None:
    override(bench, "article.html", "</dl>", run)


def base_template(bench: Bench, run: int) -> None:
    override(bench, "base.html", "</body>", run)


def quoted(name: str) -> str:
    """`name` in double quotes, as JSON, YAML and TOML have them alike."""
    return json.dumps(name, ensure_ascii=False)


def read(path: Path) -> str:
    """The text of a source file; bytes that are no UTF-8 come back as they were if it is written again."""
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def settings(bench: Bench, more: str) -> None:
    replace_whole(bench.folder / "backfile.toml", f"{SETTINGS}\n{more}")


def override(bench: Bench, name: str, tag: str, run: int) -> None:
    """Put a template of the theme into the archive, with a byte or `run` more before its last `tag`."""
    before, found, after = (ROOT / "templates" / name).read_text(encoding="utf-8").rpartition(tag)
    assert found, f"{tag} is not in {name}"
    folder = bench.folder / "templates"
    folder.mkdir(exist_ok=True)
    replace_whole(folder / name, before + " " * (run + 1) + found + after)


def knows_aliases() -> bool:
    """Whether backfile.toml may have [tags.aliases]."""
    return b'"aliases"' in output((*COMMAND, "schema"))


def changes() -> list[Change]:
    """All of them, in the order in which they are made: the later ones leave the archive other than it was."""
    return [
        Change("nothing", nothing),
        Change("one file touched", touch),
        Change("white space at an end", white_space),
        Change("one body", body),
        Change("one headline", headline),
        Change("one article added", added),
        Change("one article deleted", deleted),
        Change("ten articles added", ten_added),
        Change("a sidecar with tags", sidecar),
        *([Change("one tag alias", alias)] if knows_aliases() else []),
        Change("the theme's accent", accent),
        Change("article.html", article_template, large=True),
        Change("base.html", base_template, large=True),
    ]
