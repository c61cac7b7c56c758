"""A look at a part of an archive sees of it what a look at everything sees."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scan import Scan, Scope, scan, stem_of

NAMES = (
    "story.txt",
    "story.html",
    "story.txt.meta.yaml",
    "story.meta.yaml",
    "story_files",
    "story",
    "b.md",
    ".git",
    "x.pdf",
)
PARTS = st.sampled_from(NAMES)
PATHS = st.builds(
    lambda top, parts: "/".join((top, *parts)),
    st.sampled_from(("content", "static")),
    st.lists(PARTS, min_size=1, max_size=3),
)


def laid(root: Path, paths: list[str]) -> None:
    """Write files; a path that needs a folder where a file is, or the reverse, is left out."""
    for top in ("content", "static"):
        (root / top).mkdir()
    for path in paths:
        target = root / path
        if not target.exists() and not any(above.is_file() for above in target.parents):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path)


def within(found: Scan, scope: Scope) -> tuple[object, ...]:
    """What a look at everything saw of one part."""
    return (
        tuple(path for path in found.sources if path in scope),
        {path: sidecar for path, sidecar in found.sidecars.items() if path in scope},
        {path: stat for path, stat in found.stats.items() if path in scope},
        tuple(path for path in found.static if path in scope),
        tuple(problem for problem in found.problems if problem.place in scope),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(PATHS, max_size=8), st.lists(PATHS, min_size=1, max_size=3))
def test_a_part_is_seen_as_the_whole_is(paths: list[str], places: list[str]) -> None:
    """The same files, pairs, times and problems; and the places themselves are in what was looked at."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        laid(root, paths)
        whole, part = scan(root), scan(root, places)
        assert part.scope is not None
        assert all(place in part.scope for place in places)
        assert within(part, part.scope) == within(whole, part.scope)
        assert within(part, part.scope)[:4] == (part.sources, part.sidecars, part.stats, part.static)


@given(st.lists(PATHS, min_size=1), st.lists(st.tuples(st.sampled_from(("content", "content/a.b")), PARTS), min_size=1))
def test_ranges_hold_all_that_is_in_scope(paths: list[str], groups: list[tuple[str, str]]) -> None:
    """Whatever is in the scope lies in one of its ranges, as SQLite compares."""
    scope = Scope({folder: frozenset(stem_of(name) for where, name in groups if where == folder) for folder, _ in groups})
    ranges = [(start.encode(), stop.encode()) for start, stop in scope.ranges()]
    for path in paths:
        assert path not in scope or any(start <= path.encode() < stop for start, stop in ranges)
