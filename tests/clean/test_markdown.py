"""Markdown: headline, head, body, and the limits of what is converted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ContentError
from tests.clean.documents import cleaned, document
from tests.clean.test_sanitise import assert_safe

ARTICLE = """\
# The *ferry* returns

3 May 2021
By Ana Lopes

NORVIK, May 3 - Nine years "after" the last boat[^1], the [ferry](https://e.org/ferry) is back.

## The boats

| Boat | Cost |
|------|------|
| Arvo | 4    |

![The pier](https://e.org/pier.jpg)

```
keel < mast
```

[^1]: Sold for scrap.
"""


def test_the_first_heading_is_the_headline() -> None:
    """The H1 is the headline without its emphasis, and is no part of the body."""
    article = cleaned(ARTICLE, "markdown").article
    assert article.headline == "The ferry returns"
    assert "The ferry returns" not in article.body.text


def test_lines_under_the_heading_are_date_and_byline() -> None:
    """A date line and a byline directly under the headline are extracted."""
    article = cleaned(ARTICLE, "markdown").article
    assert article.published is not None
    assert article.published.iso == "2021-05-03"
    assert article.authors == ("Ana Lopes",)
    assert article.place == "NORVIK"
    assert article.body.paragraphs[0].startswith("NORVIK, May 3")


def test_tables_code_quotes_and_images_are_converted() -> None:
    """The extensions work, quotes are smart, and an image is a link."""
    html = cleaned(ARTICLE, "markdown").article.body.html
    assert "<td>Arvo</td>" in html
    assert "<h2>The boats</h2>" in html
    assert "“after”" in html
    assert "keel &lt; mast" in html
    assert ">The pier</a>" in html
    assert "<img" not in html


def test_footnotes_link_there_and_back() -> None:
    """Their ids survive under a prefix, and no other id does."""
    html = cleaned(ARTICLE, "markdown").article.body.html
    assert 'href="#fn-1"' in html
    assert 'id="fn-1"' in html
    assert 'id="fnref-1"' in html
    assert cleaned(ARTICLE, "markdown").article.body.paragraphs[-1] == "Sold for scrap."


def test_setext_headings_count() -> None:
    """A heading that is underlined is a heading."""
    assert cleaned("The ferry returns\n=================\n\nIt sails.\n", "markdown").article.headline == "The ferry returns"


def test_one_converter_keeps_no_footnotes_of_the_last() -> None:
    """Converting a second document gives the same as converting it first."""
    plain = cleaned("Only this.", "markdown").article.body.html
    cleaned(ARTICLE, "markdown")
    assert cleaned("Only this.", "markdown").article.body.html == plain


def test_raw_html_is_sanitised() -> None:
    """HTML inside Markdown passes the same allow-list."""
    html = cleaned(
        '# A\n\nText <b onclick="x">bold</b> <script>x</script>\n\n<div style="x">box</div>\n', "markdown"
    ).article.body.html
    assert "<b>bold</b>" in html
    assert_safe(html)


def test_a_declared_headline_does_not_bring_the_heading_back() -> None:
    """With a headline in front matter the H1 still stands above the body, not in it."""
    from generator.clean import clean
    from generator.config import SourceSettings

    result = clean(document(ARTICLE, "markdown", front_matter={"title": "Declared"}), folder=None, settings=SourceSettings())
    assert result.article.headline == "Declared"
    assert "The ferry returns" not in result.article.body.text


PARTS = st.sampled_from(
    [
        "# ",
        "> ",
        "- ",
        "1. ",
        "*",
        "_",
        "`",
        "```\n",
        "[a](b)",
        "[^1]",
        "[^1]: n\n",
        "\n\n",
        "\n",
        "    ",
        "|",
        "--|--\n",
        "<div>",
        "<script>",
        "![",
        "](javascript:x)",
    ]
)


@given(st.lists(st.one_of(PARTS, st.text(max_size=12)), max_size=40).map("".join))
def test_any_markdown_is_an_article_or_an_error(text: str) -> None:
    """No Markdown crashes the cleaner, and what comes out is safe."""
    try:
        body = cleaned(text, "markdown").article.body
    except ContentError:
        return
    assert_safe(body.html)
