"""Whole archives: what a build makes of each is what its expected/ says. See examples/refresh.py."""

from __future__ import annotations

import pytest

from tests.examples.refresh import EXAMPLES, PATHS, built, expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_builds_as_expected(name: str) -> None:
    """The site has the same files, and each article says the same; `python -m tests.examples.refresh` accepts a change."""
    found, wanted = built(name), expected(name)
    assert found[PATHS].splitlines() == wanted[PATHS].splitlines()
    for path, text in wanted.items():
        assert found[path] == text, path
