"""The fields of HTML pages: what the markup declares and what a page shows, weighed against each other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import Cleaned, dates
from generator.clean.extraction import EXTRACTED, MARKUP, OUTWEIGHED, Claim
from generator.clean.html.addresses import dated_by_address
from generator.clean.html.authors import is_outlet, people_in
from generator.clean.html.choice import decided
from generator.clean.html.headlines import without_site
from tests.clean.documents import cleaned

P = "".join(
    f"<p>The council of Norvik met on the {n}th floor of its hall and spoke of the ferry for most of the evening.</p>"
    for n in range(4)
)


def page(head: str = "", header: str = "<h1>Harbour talks end</h1>", after: str = "") -> Cleaned:
    """What becomes of a page with this `head`, this `header` above its story, and `after` below it."""
    return cleaned(f"<html><head>{head}</head><body><article>{header}{P}</article>{after}</body></html>", "html")


def ld(*nodes: dict[str, Any], wrap: str = "{}") -> str:
    """JSON-LD with `nodes` as one graph."""
    return f'<script type="application/ld+json">{wrap.format(json.dumps({"@graph": nodes}))}</script>'


def day(result: Cleaned) -> str | None:
    """The day of publication."""
    return result.article.published.iso[:10] if result.article.published else None


def test_a_heading_outweighs_a_headline_written_for_search_engines() -> None:
    """The page's only <h1> wins over an og:title that says something else, which stays as evidence."""
    result = page('<meta property="og:title" content="Five facts about harbour talks">')
    assert result.article.headline == "Harbour talks end"
    assert "Five facts about harbour talks" in {each.value for each in result.evidence if not each.won}


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Harbour talks end | The Arvo Post", "Harbour talks end"),
        ("Harbour talks end - Transport - The Arvo Post", "Harbour talks end"),
        ("Harbour talks end_Post", "Harbour talks end"),
        ("Ferries - a history of the boats of the lake", "Ferries - a history of the boats of the lake"),
        ("Harbour talks end", "Harbour talks end"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title: str, bare: str) -> None:
    """What stands behind the last separators goes if it is the site's name or short beside the rest."""
    assert without_site(title, ("The Arvo Post", "Transport")) == bare


def test_json_ld_of_every_shape_is_read() -> None:
    """Graphs with references, wrapped and with a comma too many, are read, and references followed."""
    nodes = (
        {"@type": "Person", "@id": "#ana", "name": "Ana Lopes"},
        {
            "@type": ["NewsArticle"],
            "headline": "Harbour talks end",
            "datePublished": "2021-05-03",
            "author": [{"@id": "#ana"}],
        },
    )
    for wrap in ("{}", "<!--{}-->", "//<![CDATA[\n{}\n//]]>", "{};"):
        result = page(ld(*nodes, wrap=wrap))
        assert (day(result), result.article.authors) == ("2021-05-03", ("Ana Lopes",)), wrap
    assert day(page(ld(*nodes).replace("}]}</script>", "},]}</script>"))) == "2021-05-03"


def test_the_articles_object_is_told_from_those_of_other_stories() -> None:
    """An article in a list of related ones, and a comment, say nothing about this one."""
    other = {"@type": "NewsArticle", "headline": "Another story", "datePublished": "2001-01-01"}
    own = {"@type": "NewsArticle", "headline": "Harbour talks end", "datePublished": "2021-05-03"}
    assert day(page(ld({"@type": "ItemList", "itemListElement": [other]}, other, own))) == "2021-05-03"
    assert day(page(ld({**own, "comment": [{"@type": "Comment", "datePublished": "2021-05-09"}]}))) == "2021-05-03"


@pytest.mark.parametrize(
    ("head", "header"),
    [
        ('<meta name="citation_publication_date" content="2021/05/03">', ""),
        ('<meta name="DC.date.issued" content="2021-05-03">', ""),
        ('<meta name="parsely-pub-date" content="2021-05-03T08:00:00Z">', ""),
        ('<link rel="canonical" href="https://e.org/2021/05/03/talks">', ""),
        ('<script>var page = {"publishedAt": "2021-05-03T08:00:00+02:00"};</script>', ""),
        ("", '<span itemprop="datePublished" content="2021-05-03"></span>'),
        ("", '<span property="schema:dateCreated" content="2021-05-03T10:00:00+00:00"></span>'),
        ("", '<abbr class="published" title="2021-05-03T10:00:00+02:00">Monday</abbr>'),
        ("", '<time datetime="2021-05-03">two days ago</time>'),
        ("", '<div class="meta"><span class="post-date">May 3, 2021</span></div>'),
    ],
)
def test_a_date_is_found_wherever_pages_write_it(head: str, header: str) -> None:
    """Each convention alone is enough for the day."""
    assert day(page(head, f"<h1>Harbour talks end</h1>{header}")) == "2021-05-03"


def test_a_change_is_not_taken_for_the_publication() -> None:
    """A date that the page shows without a label is the change's if the markup declares it so."""
    head = (
        '<meta property="article:published_time" content="2021-05-03T08:00:00+02:00">'
        '<meta property="article:modified_time" content="2022-06-01T08:00:00+02:00">'
    )
    result = page(head, '<h1>Harbour talks end</h1><time datetime="2022-06-01">June 1, 2022</time>')
    assert day(result) == "2021-05-03"
    assert result.article.modified is not None
    assert result.article.modified.iso.startswith("2022-06-01")


def test_universal_time_yields_to_the_day_that_the_page_shows() -> None:
    """Half past midnight in Greenwich is the evening before where the page was written, and so it says."""
    head = '<meta property="article:published_time" content="2021-05-04T00:38:00+00:00">'
    shown = page(head, '<h1>Harbour talks end</h1><p class="date">May 3, 2021 4:38 PM</p>')
    assert day(shown) == "2021-05-03"
    assert day(page(head)) == "2021-05-04"


def test_dates_of_teasers_and_comments_are_not_the_articles() -> None:
    """A page whose only dates stand around its article has none."""
    teasers = "".join(
        f'<div class="related"><a href="/{n}">A story</a> <span>May {n}, 2021</span></div>' for n in range(1, 5)
    )
    comments = '<div id="comments"><div class="comment"><time datetime="2021-06-01">June 1, 2021</time></div></div>'
    assert day(page(after=teasers + comments)) is None


@pytest.mark.parametrize(
    "header",
    [
        '<p class="byline">By <a href="/authors/ana-lopes">Ana Lopes</a></p>',
        '<div class="post-author">Ana Lopes</div>',
        '<span class="vcard"><a rel="author" href="/x">Ana Lopes</a></span>',
        "<span>by Ana Lopes</span>",
        '<div class="author-info"><b>Ana Lopes</b><i>Senior Reporter</i></div>',
        '<span itemprop="author"><span itemprop="name">Ana Lopes</span></span>',
    ],
)
def test_a_byline_is_found_by_its_box(header: str) -> None:
    """Each way of marking a byline beside the headline is enough for the author, and roles are left out."""
    assert page(header=f"<h1>Harbour talks end</h1>{header}").article.authors == ("Ana Lopes",)


def test_who_reviewed_or_photographed_is_no_author() -> None:
    """Names behind words for other work are left out."""
    header = (
        '<h1>Harbour talks end</h1><div>Medically reviewed by <a class="author" href="/authors/eva-holt">Eva Holt</a></div>'
    )
    assert page(header=header).article.authors == ()


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("By Ana Lopes and Rui Dias", ("Ana Lopes", "Rui Dias")),
        (["Ana Lopes", "Rui Dias"], ("Ana Lopes", "Rui Dias")),
        ([{"@type": "Person", "name": "Ana Lopes"}, {"@type": "Organization", "name": "Lake Boats"}], ("Ana Lopes",)),
        ({"@type": "person", "givenName": "Ana", "familyName": "Lopes"}, ("Ana Lopes",)),
        ({"@type": "Person", "name": "Ana"}, ("Ana",)),
        ("Ana Lopes, Senior Reporter", ("Ana Lopes",)),
        ("ANA LOPES", ("ANA LOPES",)),
        ("Ana L&oacute;pez", ("Ana López",)),
        ("https://e.org/ana", ()),
        ("e.org Staff", ()),
        ("@analopes", ()),
        ("webadmin", ()),
        (None, ()),
        (7, ()),
    ],
)
def test_declared_authors_are_people(said: Any, people: tuple[str, ...]) -> None:
    """Lists, objects and bylines name people; firms, handles, addresses and staff are nobody."""
    assert people_in(said) == people


def test_journals_write_the_family_name_first() -> None:
    """Only a format that is known to turn names round has them turned back."""
    assert people_in("Lopes, Ana", reverse=True) == ("Ana Lopes",)
    assert people_in("Lopes, Ana") == ("Lopes, Ana",)


def test_an_outlet_is_known_however_its_name_is_spaced() -> None:
    """ "The Arvo Post" and "arvopost.com" are one; a person is none."""
    assert is_outlet("Arvo Post", ("The Arvo Post",))
    assert is_outlet("The Arvo Post", ("arvopost.com",))
    assert not is_outlet("Ana Lopes", ("The Arvo Post",))


def test_the_lead_image_its_caption_and_the_address_are_kept_as_data() -> None:
    """The picture that a figure shows has that figure's caption, whatever size its address names; logos are no pictures."""
    head = (
        '<meta property="og:image" content="https://e.org/i/ferry-1200x630.jpg"><meta property="og:url" content="https://e.org/talks">'
        + ld({"@type": "NewsArticle", "headline": "Harbour talks end", "image": {"url": "https://e.org/logo.png"}})
    )
    figure = '<figure><img src="https://e.org/i/ferry-300x200.jpg"><figcaption>The ferry at the quay</figcaption></figure>'
    article = page(head, f"<h1>Harbour talks end</h1>{figure}").article
    assert (article.image, article.caption) == ("https://e.org/i/ferry-1200x630.jpg", "The ferry at the quay")
    assert article.url == "https://e.org/talks"


def test_an_address_that_no_page_may_link_to_is_none() -> None:
    """Only http and https make an image or an original."""
    head = '<link rel="canonical" href="javascript:alert(1)"><meta property="og:image" content="data:image/png;base64,AA">'
    article = page(head).article
    assert (article.url, article.image) == (None, None)


@pytest.mark.parametrize(
    ("address", "days"),
    [
        ("https://e.org/2021/05/03/talks", ["2021-05-03"]),
        ("https://e.org/news/20210503/talks", ["2021-05-03"]),
        ("https://e.org/2021-05-03-talks.html", ["2021-05-03"]),
        ("https://e.org/news/03-05-2021", ["2021-05-03"]),
        ("https://e.org/2021/05/talks", ["2021-05"]),
        ("https://e.org/2021/05/1234", []),
        ("https://e.org/story-2021050399", []),
    ],
)
def test_an_address_names_a_day(address: str, days: list[str]) -> None:
    """Year, month and day in a row count, else year and month before a name; no part of a longer number does."""
    assert [claim.value.readings[0].moment.iso for claim in dated_by_address([address])] == days


CLAIMS = st.lists(
    st.builds(
        lambda field, n, why, weight, rank: Claim(
            field,
            dates.declared(f"2021-05-{n:02}") if field in ("published", "modified")
            else ("Ana Lopes", "Rui Dias", "Eva Holt")[: n % 3 + 1] if field == "authors"
            else f"Harbour talks {n}",
            why, rank, weight=weight,
        ),
        st.sampled_from(("headline", "published", "modified", "authors", "section")),
        st.integers(1, 9),
        st.sampled_from("abcdef"),
        st.floats(0, 5),
        st.sampled_from((MARKUP, EXTRACTED)),
    ),
    max_size=12,
)  # fmt: skip


@given(CLAIMS)
def test_deciding_loses_no_candidate_and_believes_one_at_most(claims: list[Claim]) -> None:
    """Every claim comes back, and of headline, dates and authors at most one is not outweighed."""
    found = decided(claims)
    assert len(found) == len(claims)
    for field in ("headline", "published", "modified", "authors"):
        believed = [claim for claim in found if claim.field == field and claim.rank < OUTWEIGHED]
        assert len(believed) <= 1


@given(st.floats(0, 1.9), st.sampled_from(("published", "authors")))
def test_a_date_or_a_name_with_little_to_speak_for_it_is_left_out(weight: float, field: str) -> None:
    """One weak claim alone is evidence and no more."""
    value = dates.declared("2021-05-03") if field == "published" else ("Ana Lopes",)
    assert [claim.rank for claim in decided([Claim(field, value, "a hint", MARKUP, weight=weight)])] == [OUTWEIGHED]


TEASERS = "".join(
    f'<div class="item"><p class="date">1{n} June 2023</p><h3>Another story</h3></div>' for n in range(4)
)  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        '<p class="date">3 May 2021</p><h1>Harbour talks end</h1>',
        "<h1>Harbour talks end</h1><p><em>by</em><b>Ana Lopes</b><em>3 May 2021</em></p>",
        "<h1>Harbour talks end</h1><small>3 May 2021 | filed under: <a href='/ferries'>Ferries</a></small>",
        '<h1>Harbour talks end</h1><footer class="node__meta">3 May 2021</footer>',
        '<h1><a href="/2021/05/03/talks">Harbour talks end</a></h1>',
    ],
)
def test_what_stands_beside_the_headline_goes_before_what_is_as_near_in_the_tree(header: str) -> None:
    """A page without boxes of its own for article and teasers is read in its order."""
    flat = f"<html><body>{header}{P}{TEASERS}</body></html>"
    assert day(cleaned(flat, "html")) == "2021-05-03"


@pytest.mark.parametrize(
    ("head", "published", "modified"),
    [
        ('<meta name="first-published-date" content="2021-05-03">', "2021-05-03", None),
        ('<meta property="news:PublishTime" content="2021-05-03T09:00Z">', "2021-05-03", None),
        ('<meta name="publish-date" content="2021-05-03"><meta name="lastPublishedDate" content="2021-05-09">', "2021-05-03", "2021-05-09"),
        ('<meta property="video:release_date" content="2021-05-03">', None, None),
    ],
)  # fmt: skip
def test_names_of_metas_that_publishers_make_up_are_understood(
    head: str, published: str | None, modified: str | None
) -> None:
    """However its words are joined, a name says which of the two dates it is, and not those of other things."""
    article = page(head).article
    assert [each and each.iso[:10] for each in (article.published, article.modified)] == [published, modified]


@pytest.mark.parametrize(
    "header",
    [
        "<h1>Harbour talks end</h1><p>Published 3 May 2021</p><p>Updated 9 May 2021</p>",
        "<h1>Harbour talks end</h1><p>Updated 9 May 2021 | Published 3 May 2021</p>",
        '<h1>Harbour talks end</h1><p>Updated <time datetime="2021-05-09">Sunday</time></p><time datetime="2021-05-03">Monday</time>',
        '<h1>Harbour talks end</h1><span class="entry-date">3 May 2021</span><span class="last-updated">9 May 2021</span>',
    ],
)
def test_published_and_updated_each_go_to_their_field(header: str) -> None:
    """A label before a date, or the name of its box, says which of the two it is, in any order."""
    article = page("", header).article
    assert article.published is not None
    assert article.modified is not None
    assert (article.published.iso, article.modified.iso) == ("2021-05-03", "2021-05-09")


def test_a_program_that_overwrites_the_first_day_is_not_believed() -> None:
    """A declared day of publication that is that of the change, too, gives way to an earlier one."""
    head = (
        '<meta itemprop="datePublished" content="2021-05-09"><meta property="article:modified_time" content="2021-05-09">'
        '<meta property="article:published_time" content="2019-02-01">'
    )
    assert day(page(head)) == "2019-02-01"


def test_a_story_may_open_with_its_day_in_brackets() -> None:
    """Press offices write it so, and no date else."""
    text = "<article><h1>Harbour talks end</h1><p>(03.05.2021) The council of Norvik met on the third floor of its hall.</p>"
    assert day(cleaned(f"<html lang=de><body>{text}{P}</article></body></html>", "html")) is None
    assert day(cleaned(f"<html><body>{text.replace('03.05', '23.05')}{P}</article></body></html>", "html")) == "2021-05-23"


@pytest.mark.parametrize(
    ("header", "people"),
    [
        ("<h1>Harbour talks end</h1><span>\n By\n <a href='/people/ana-lopes'>Ana Lopes</a></span>", ("Ana Lopes",)),
        ("<h1>Harbour talks end</h1><p><time>3 May 2021</time> by Ana Lopes, Head of Ferries</p>", ("Ana Lopes",)),
        ("<h1>Harbour talks end</h1><div>Written by</div><div>Ana Lopes</div>", ("Ana Lopes",)),
        ("<h1>Harbour talks end</h1><p class=author>A Post By: <a href='/author/ana'>Ana Lopes</a></p>", ("Ana Lopes",)),
        (
            "<h1>Harbour talks end</h1><div class=author><b class=author-name>Ana Lopes</b><i class=author-role>Master Shipwright</i></div>",
            ("Ana Lopes",),
        ),
        ("<h1>Harbour talks end</h1><p>Peer reviewed by</p><a href='/authors/eva-holt'>Eva Holt</a>", ()),
    ],
)
def test_a_byline_is_read_without_what_surrounds_it(header: str, people: tuple[str, ...]) -> None:
    """Line ends, labels in boxes of their own, offices and reviewers are not in the way."""
    assert page("", header).article.authors == people


@pytest.mark.parametrize(
    ("head", "header", "headline"),
    [
        ("<title>What the islands read</title>", "<h1>Culture: What the islands read</h1>", "What the islands read"),
        ("<title>The islands read</title>", "<h1>Culture: What the islands read</h1>", "Culture: What the islands read"),
        ("<title>What the islands read | Post</title>", "<h2>What the islands read</h2><h1>Books of the far north</h1>", "What the islands read"),
    ],
)  # fmt: skip
def test_a_headline_is_what_heading_and_head_agree_on(head: str, header: str, headline: str) -> None:
    """A kicker goes if the page's head says the rest; an <h2> counts if it says all that the head says."""
    assert page(head, header).article.headline == headline


def test_a_deep_page_is_seen_from_its_headline() -> None:
    """What stands before the headline is looked at from inside out, however deep it is."""
    deep = "<div>" * 400 + "<p class=date>3 May 2021</p>" + "</div>" * 400
    assert day(cleaned(f"<html><body>{deep}<h1>Harbour talks end</h1>{P}</body></html>", "html")) == "2021-05-03"


def test_what_repeats_the_headline_is_neither_sub_headline_nor_caption() -> None:
    """Templates fill one text into several places; it stays as evidence there."""
    story = {"@type": "NewsArticle", "headline": "Harbour talks end", "alternativeHeadline": "Harbour talks end",
             "image": {"url": "https://e.org/a.jpg", "caption": "Harbour talks end."}}  # fmt: skip
    result = page(ld(story))
    assert (result.article.subheadline, result.article.caption) == (None, None)
    assert {"subheadline", "caption"} <= {each.field for each in result.evidence}


def test_a_source_that_is_an_address_is_named_by_its_host() -> None:
    """A name with a stroke in it stays as it is."""
    names = ("https://www.arvopost.example/home", "Arvo/Norvik Post")
    found = [page(f'<meta property="og:site_name" content="{name}">').article.source for name in names]
    assert found == ["arvopost.example", "Arvo/Norvik Post"]
