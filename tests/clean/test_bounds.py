"""Pathological documents: bounded time, no recursion error, nothing but an article or a ContentError."""

from __future__ import annotations

import contextlib
import time

import pytest

from generator.errors import ContentError
from generator.model import Form
from tests.clean.documents import cleaned

# Generous: the slowest takes about two seconds on a slow core; what is quadratic takes minutes.
SECONDS = 20

TEXTS = {
    "one letter": "a" * 1_000_000,
    "one digit": "1" * 1_000_000,
    "one full stop": "." * 200_000,
    "commas": ", " * 300_000,
    "lines": "a\n" * 100_000,
    "long lines": f"{'word ' * 40}\n" * 5_000,
    "separators": "a | " * 100_000,
    "bylines": "By Ana Lopes, " * 50_000,
}
PAGES = {
    "nested boxes": "<div>" * 100_000 + "<p>The harbour talks ended.</p>",
    "one tag": "<b>" * 3_000_000,
    "open angles": "<" * 1_000_000,
    "ampersands": "&" * 200_000,
    "open links": '<a href="x">' * 100_000,
    "tables": "<table><tr><td>" * 50_000,
    "breaks": "<br><br>" * 100_000,
    "paragraphs": "<p>x y z\n" * 50_000,
}
MARKDOWNS = {
    "brackets": "[" * 50_000,
    "images": "![a](" * 20_000,
    "quotations": ">" * 50_000,
    "emphasis": "*a " * 50_000,
    "items": "- a\n" * 50_000,
    "table": "|a|b|\n|--|--|\n" + "|1|2|\n" * 20_000,
    "tabs": "\t" * 100_000 + "x",
    "raw boxes": "<div>" * 50_000,
}
CASES = [
    pytest.param(form, text, id=f"{form}-{name}")
    for form, texts in (("text", TEXTS), ("html", PAGES), ("markdown", MARKDOWNS), ("markdown", TEXTS))
    for name, text in texts.items()
]


@pytest.mark.parametrize(("form", "text"), CASES)
def test_pathological_documents_take_bounded_time(form: Form, text: str) -> None:
    """Each is an article or a clear error in seconds."""
    start = time.process_time()
    with contextlib.suppress(ContentError):
        cleaned(text, form)
    assert time.process_time() - start < SECONDS


def test_the_text_of_a_page_that_is_nested_beyond_reason_is_kept() -> None:
    """It is read as text without its tags."""
    body = cleaned(PAGES["nested boxes"], "html").article
    assert "The harbour talks ended." in (body.headline, *body.body.paragraphs)
