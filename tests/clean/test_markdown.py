"""Markdown: headline, head, body, and the limits of what is converted."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import clean
from generator.config import SourceSettings
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


FENCED = [
    '```python title="x"\n<b>keel</b>\n```\n',
    "``` html {.wide} \n<b>keel</b>\n`````\n",
    "~~~ a `tick`\n<b>keel</b>\n~~~\n",
    "````md\n```\n<b>keel</b>\n```\n````\n",
    "```\n<b>keel</b>\n",
]


@pytest.mark.parametrize("fenced", FENCED)
def test_html_in_fenced_code_is_code(fenced: str) -> None:
    """Whatever stands after the fence, and whether or not anything ends it, what is in it is shown and not obeyed."""
    html = cleaned(f"# A\n\nWords.\n\n{fenced}", "markdown").article.body.html
    assert "<pre><code>" in html
    assert "&lt;b&gt;keel&lt;/b&gt;" in html
    assert "<b>" not in html


def test_code_in_a_sentence_is_no_fence() -> None:
    """Three backticks that are closed on their line leave the lines after them as they are."""
    body = cleaned("# A\n\n```keel``` is a word.\n\n<b>mast</b>\n", "markdown").article.body
    assert "<b>mast</b>" in body.html


@pytest.mark.parametrize(
    "raw",
    [
        '<li id="fn:1">x</li>',
        "<li\nID = 'fn:1'>x</li>",
        '<li title=">"id=fn:1>x</li>',
        'and <a title="id=x" id="fnref:1">x</a>',
        '<sup/id="fnref:1">x</sup>',
    ],
)
def test_an_id_is_a_footnotes_alone(raw: str) -> None:
    """HTML in Markdown bears no ids, so that a footnote's is on one element only."""
    html = cleaned(f"# A\n\nWords[^1].\n\n{raw}\n\n[^1]: Sold.\n", "markdown").article.body.html
    assert sorted(re.findall(r'\bid="([^"]*)"', html)) == ["fn-1", "fnref-1"]


def test_words_about_ids_stay() -> None:
    """An id is taken from a tag, and neither from text nor from code."""
    html = cleaned('# A\n\n<p>Set id="fn:1" here</p>\n\n```\n<p id="fn:1">\n```\n', "markdown").article.body.html
    assert html.count('id="fn:1"') + html.count("id=&quot;fn:1&quot;") == 2


@pytest.mark.parametrize("heading", ["## The *ferry* returns", "### The ferry returns ###", "The ferry returns\n-----"])
def test_a_lower_heading_at_the_top_is_the_headline(heading: str) -> None:
    """Where no headline is declared it stands for the H1, and the date line under it is read."""
    article = cleaned(f"{heading}\n\n3 May 2021\n\nIt sails again.\n\n## The boats\n\nTwo.\n", "markdown").article
    assert article.headline == "The ferry returns"
    assert article.published is not None
    assert article.published.iso == "2021-05-03"
    assert article.body.paragraphs == ("It sails again.", "The boats", "Two.")


def test_a_lower_heading_under_a_declared_headline_is_in_the_body() -> None:
    """It heads the first part of the article."""
    made = document("## The boats\n\nTwo.\n", "markdown", front_matter={"title": "Declared"})
    article = clean(made, folder=None, settings=SourceSettings()).article
    assert (article.headline, article.body.paragraphs) == ("Declared", ("The boats", "Two."))


def test_a_heading_after_words_is_no_headline() -> None:
    """A part of an article may have a heading where the article has none."""
    assert cleaned("It sails again.\n\n## The boats\n\nTwo.\n", "markdown").article.headline != "The boats"


UNREASONABLE = {
    "underlined headings": "a\n===\n" * 20_000,
    "headings": "# a\n" * 20_000,
    "rules": "a\n***\n" * 20_000,
    "references to one footnote": f"{'a[^1] ' * 5_000}\n\n[^1]: x\n",
    "footnotes": "".join(f"[^{number}]: x\n  y\n" for number in range(5_000)),
    "nested lists": "".join(f"{'    ' * depth}- a\n" for depth in range(300)),
    "nested lists, apart": "".join(f"{'    ' * depth}- a\n\n" for depth in range(300)),
    "nested numbers": f"{'1. ' * 5_000}a\n",
    "nested numbers and bullets": f"{'1. - > ' * 2_000}a\n",
    "open fences": "```a\n\n" * 50_000,
    "open comments": "<!--\n\n" * 50_000,
    "short paragraphs": "*a\n\n" * 50_000,
    "entities": "&a\n\n" * 50_000,
    "open instructions": "<?\n\n" * 50_000,
}


@pytest.mark.parametrize("name", UNREASONABLE)
def test_unreasonable_markdown_is_read_as_text_in_bounded_time(name: str) -> None:
    """What the converter would take minutes over is an article in seconds: its lines, unconverted."""
    start = time.process_time()
    result = cleaned(f"{UNREASONABLE[name]}\n\nThe harbour talks ended on Monday.\n", "markdown")
    assert time.process_time() - start < 20, "at most 2 seconds on an idle machine"
    assert result.article.body.html == ""


def test_a_long_report_is_converted() -> None:
    """A book's worth of headings, notes and list items is not unreasonable."""
    notes = "".join(f"\n[^{number}]: Note {number}.\n" for number in range(200))
    parts = "".join(f"## Part {number}\n\n- One\n    - Two[^{number}]\n\n" for number in range(200))
    assert cleaned(f"# A report\n\n{parts}{notes}", "markdown").article.body.html.count("<h2>") == 200
