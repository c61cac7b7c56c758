"""The quick form of autoescape against the one that it stands for."""

from __future__ import annotations

from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape

from generator.quoting import Quoting, quoted


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_quoted_means_what_escape_means(value: object) -> None:
    """The quick form reads the same as MarkupSafe's to a browser, and lets no mark-up through."""
    assert unescape(quoted(value)) == unescape(str(escape(value)))
    if not isinstance(value, Markup):
        assert not set("<>\"'") & set(quoted(value))


@given(st.text())
def test_templates_escape_with_it(value: str) -> None:
    """A compiled template escapes an expression exactly once, and leaves Markup alone."""
    source = "{{ a }}|{{ b }}|{{ a ~ b }}|{{ a|e }}|{% set c %}{{ a }}{% endset %}{{ c }}"
    plain, quick = Environment(autoescape=True), Environment(autoescape=True)
    quick.code_generator_class = Quoting
    quick.quoted = quoted  # type: ignore[attr-defined]
    found, expected = (each.from_string(source).render(a=value, b=Markup("<b>")) for each in (quick, plain))
    assert unescape(found) == unescape(expected)
