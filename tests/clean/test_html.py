"""HTML pages: what is declared, and which part of the page is the article."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean import Cleaned, clean
from generator.clean.judge.forest import LEAVES, Forest, Grown
from generator.clean.judge.models import HTML_BODY, HTML_FIRST, Models
from generator.config import SourceSettings
from generator.errors import ContentError
from tests.clean.documents import cleaned, document
from tests.clean.test_sanitise import PIECES, assert_safe

P1 = "The committee met for four hours and agreed on nothing but the date of its next meeting, which is in May."
P2 = "Members of both parties left without speaking to the reporters who had waited in the corridor since noon."
P3 = "A spokesman said later that the talks had been useful, and that a paper would be circulated this week."


def page(body: str, head: str = "", lang: str = "en") -> Cleaned:
    """A page with `head` and `body`, cleaned."""
    return cleaned(f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>', "html")


def story(extra: str = "") -> str:
    """A page's article between its menu and its related stories, with `extra` inside."""
    menu = "<ul>" + "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(9)) + "</ul>"
    others = "".join(f'<p><a href="/{i}">Another story of the day {i}</a></p>' for i in range(5))
    article = f"<h1>Harbour talks end</h1><div><p>{P1}</p>{extra}<p>{P2}</p><p>{P3}</p></div>"
    related = f'<div class="related"><h3>More</h3>{others}</div>'
    return f"<nav>{menu}</nav>{menu}{article}{related}<footer><p>{P3} Imprint.</p></footer>"


def test_the_article_is_found_between_menu_and_footer() -> None:
    """Paragraphs of the article are the body, in order, and nothing else is."""
    result = page(story())
    assert result.article.body.paragraphs == (P1, P2, P3)
    assert result.article.headline == "Harbour talks end"


def test_its_markup_survives_as_clean_html() -> None:
    """Sub-headings, lists, quotes, tables, links and emphasis are kept; headings begin at h2."""
    extra = (
        "<h3>What <em>next</em></h3><ul><li>First the boats, which are on order</li><li>Then the pier</li></ul>"
        "<blockquote><p>We waited long enough.</p></blockquote>"
        "<table><tr><th>Boat</th><th>Cost</th></tr><tr><td>Arvo</td><td>4</td></tr></table>"
        '<p>See <a href="https://e.org/plan">the plan</a> for more.</p>'
    )
    html = page(story(extra)).article.body.html
    assert "<h2>What <em>next</em></h2>" in html
    assert "<ul><li>First the boats, which are on order</li>\n<li>Then the pier</li></ul>" in html
    assert "<blockquote><p>We waited long enough.</p></blockquote>" in html
    assert "<tr><td>Arvo</td><td>4</td></tr>" in html
    assert '<a href="https://e.org/plan" rel="nofollow noopener noreferrer">the plan</a>' in html


def test_figures_keep_their_captions_and_images_become_links() -> None:
    """No remote image is loaded, and neither its address nor its caption is lost."""
    extra = '<figure><img src="https://e.org/f.jpg" alt="A ferry"><figcaption>The old ferry in 1987</figcaption></figure>'
    html = page(story(extra)).article.body.html
    assert "<img" not in html
    assert '<a href="https://e.org/f.jpg"' in html
    assert "<figcaption>The old ferry in 1987</figcaption>" in html


def test_a_box_named_as_surrounding_is_junk_inside_the_article_too() -> None:
    """Share buttons and related stories inside the article's box are dropped."""
    extra = '<div class="share-bar"><p>Send this to your friends, and to all of their friends as well, please.</p></div>'
    assert page(story(extra)).article.body.paragraphs == (P1, P2, P3)


def test_a_misnamed_box_that_holds_the_article_is_not_junk() -> None:
    """A box that holds most of the page's prose is the article's, whatever sites call it."""
    assert page(f'<div class="has widget sidebar">{story()}</div>').article.body.paragraphs == (P1, P2, P3)


def test_a_body_in_several_boxes_is_whole() -> None:
    """Paragraphs in containers of their own belong together."""
    boxes = "".join(f"<div><div><p>{text}</p></div></div>" for text in (P1, P2, P3))
    assert page(f"<h1>Harbour talks end</h1>{boxes}").article.body.paragraphs == (P1, P2, P3)


def test_images_speak_no_words() -> None:
    """An image inside the article is linked, and its description is not among the words of the body."""
    result = page(story('<p><img src="https://e.org/f.jpg" alt="A ferry at its pier"></p>')).article.body
    assert result.paragraphs == (P1, P2, P3)
    assert 'href="https://e.org/f.jpg"' in result.html


def test_a_table_is_told_row_by_row() -> None:
    """The cells of a row are one paragraph of the plain words."""
    extra = "<table><tr><th>Boat</th><th>Cost</th></tr><tr><td>Arvo</td><td>4</td></tr></table>"
    assert page(story(extra)).article.body.paragraphs == (P1, "Boat | Cost", "Arvo | 4", P2, P3)


def test_the_folded_rest_of_an_article_is_body() -> None:
    """What a page hides until a reader asks for more is the article's if it is much of it."""
    folded = (
        f'<div class="article-body"><p>{P1}</p><div class="rest" style="display:none"><p>{P2}</p><p>{P3}</p></div></div>'
    )
    assert page(f"<h1>Harbour talks end</h1>{folded}").article.body.paragraphs == (P1, P2, P3)


def test_a_persons_lines_win_over_the_model() -> None:
    """What is named as "drop" goes, and what is named as "keep" stays, wherever they stand."""
    html = f"<html><body>{story()}</body></html>"
    result = cleaned(html, "html", keep=("Another story of the day 2",), drop=(P2,))
    assert result.article.body.paragraphs == (P1, P3, "Another story of the day 2")


def test_verdicts_are_those_of_the_given_models() -> None:
    """A forest that finds everything likely keeps every block."""
    leaves = np.full((1, LEAVES), 9.0, "<f4").tobytes()
    sure = Forest(
        Grown(("width",), (np.array([1e9], "<f4").tobytes(),), np.array([[0, 0, 0, 0, 1]], "<u2").tobytes(), leaves)
    )
    known = Models({HTML_FIRST: sure, HTML_BODY: sure})
    html = document(f"<html><body>{story()}</body></html>", "html")
    result = clean(html, folder=None, settings=SourceSettings(), known=known)
    assert "Section 3" in result.article.body.paragraphs


def test_two_line_breaks_end_a_paragraph() -> None:
    """Old pages write paragraphs so."""
    assert page(f"<h1>Harbour talks</h1><div>{P1}<br><br>{P2}<br>{P3}</div>").article.body.paragraphs == (P1, f"{P2} {P3}")


def test_hidden_text_is_no_text() -> None:
    """What no reader sees is not in the body."""
    hidden = (
        f'<p hidden>{P3} Hidden.</p><div style="display: none"><p>{P3} Hidden.</p></div><template><p>{P3}</p></template>'
    )
    assert "Hidden" not in page(story(hidden)).article.body.text


def ld(**fields: Any) -> str:
    """A JSON-LD block with one article."""
    return f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "NewsArticle", **fields}]})}</script>'


def test_json_ld_is_read() -> None:
    """Headline, dates, authors, section and tags of schema.org's NewsArticle are claims of the markup."""
    head = ld(
        headline="Harbour talks end", datePublished="2021-05-03T10:00:00+02:00", dateModified="2021-05-04",
        author=[{"@type": "Person", "name": "Ana Lopes"}, {"name": "Web Desk"}],
        articleSection="Transport", keywords=["ferry", "harbour"],
        publisher={"name": "The Arvo Post"},
    )  # fmt: skip
    result = page(story(), head)
    article = result.article
    assert article.headline == "Harbour talks end"
    assert article.published is not None
    assert article.published.iso == "2021-05-03T10:00:00+02:00"
    assert article.modified is not None
    assert article.authors == ("Ana Lopes",)
    assert (article.section, article.source) == ("Transport", "The Arvo Post")
    assert result.declared_tags == ("ferry", "harbour")


def test_open_graph_and_meta_tags_are_read() -> None:
    """The site's name is cut off the title, and an author that is an address is none."""
    head = (
        '<meta property="og:title" content="Harbour talks end | The Arvo Post">'
        '<meta property="og:site_name" content="The Arvo Post">'
        '<meta property="article:published_time" content="2021-05-03">'
        '<meta property="article:author" content="https://e.org/ana">'
        '<meta name="author" content="Ana Lopes"><meta name="keywords" content="ferry, pier">'
    )
    result = page(story(), head)
    assert ("Harbour talks end", "<meta og:title>") in {(each.value, each.why) for each in result.evidence}
    assert result.article.source == "The Arvo Post"
    assert result.article.authors == ("Ana Lopes",)
    assert result.declared_tags == ("ferry", "pier")


def test_a_heading_that_the_title_confirms_is_the_headline() -> None:
    """The page's own wording wins over the head's when both say the same."""
    assert (
        page(story(), "<title>Harbour talks end - The Arvo Post - Transport</title>").article.headline == "Harbour talks end"
    )


def test_time_and_microdata_are_read() -> None:
    """<time> and itemprop give dates where nothing stronger does."""
    first = page(story('<time datetime="2021-05-03T08:00Z">Monday</time>')).article.published
    second = page(story('<span itemprop="datePublished" content="2021-05-04"></span>')).article.published
    assert first is not None
    assert second is not None
    assert (first.iso[:10], second.iso) == ("2021-05-03", "2021-05-04")


def test_a_wrong_language_of_the_page_loses_to_the_words() -> None:
    """<html lang> is only a hint."""
    assert page(story(), lang="ka").article.language == "en"
    assert page(story(), lang="en-GB").article.language == "en-GB"


def test_relative_links_need_the_canonical_address() -> None:
    """Links are resolved against what the page says is its address, else they are text."""
    extra = '<p>Read <a href="../plan">the plan</a> of the harbour, which is on the table since the spring of last year.</p>'
    html = page(story(extra), '<link rel="canonical" href="https://e.org/a/b">').article.body.html
    assert 'href="https://e.org/plan"' in html
    assert "<a" not in page(story(extra)).article.body.html


def test_broken_json_ld_is_passed_over() -> None:
    """A page whose JSON does not parse is still an article."""
    assert page(story(), '<script type="application/ld+json">{"@type": </script>').article.headline == "Harbour talks end"


@given(
    st.lists(
        st.one_of(PIECES, st.sampled_from([P1, P2, "<p>", "<article>", '<div class="comments">', "<br>"])), max_size=25
    ).map("".join)
)
@settings(deadline=None)
def test_any_html_is_an_article_or_an_error(html: str) -> None:
    """No page crashes the cleaner, and what comes out is safe and says the same twice."""
    try:
        body = cleaned(html, "html").article.body
    except ContentError:
        return
    assert_safe(body.html)
    assert all(paragraph == " ".join(paragraph.split()) != "" for paragraph in body.paragraphs)
