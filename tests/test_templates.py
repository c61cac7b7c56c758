"""The default theme through the renderer, fed with views made by hand."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from generator import pages
from generator.config import Config, Theme
from generator.pages.article import TagLink
from generator.pages.feeds import FeedEntry, FeedView
from generator.pages.frame import Feed, Link, Page, page_of, site_of
from generator.pages.home import NothingView
from generator.pages.sitemaps import Address, RobotsView, SitemapView
from generator.render import Renderer, Templates, theme_folder
from tests.theme_views import ARTICLE, BARE, EVERY_PAGE, THING, VIEWS

CONFIG = Config(
    title="Gull & Anchor",
    description="Two rivers, one ferry",
    base_url="https://gull.example/a",
    theme=Theme(footer="Kept by hand"),
)
RENDERER = Renderer(Templates.of(Path("nowhere")), "en")


def rendered(template: str, view: msgspec.Struct, config: Config = CONFIG, **page: Any) -> bytes:
    """The bytes of `template`; `page` overrides fields of the frame."""
    kind = template.partition(".")[0]
    frame: Page = page_of(
        config, kind, "index.html" if kind == "home" else f"{kind}/x/index.html", "Oslo & so on", description="A day"
    )
    return RENDERER.render(template, {"site": site_of(config), "page": msgspec.structs.replace(frame, **page), "view": view})


def tree(template: str, view: msgspec.Struct, config: Config = CONFIG, **page: Any) -> html.HtmlElement:
    """The parsed page."""
    return html.document_fromstring(rendered(template, view, config, **page).decode())


def test_theme_has_a_template_for_every_kind() -> None:
    """Each template that a kind of page names is in the theme."""
    named = {template for kind in pages.KINDS.values() for template in kind.templates}
    assert named <= {path.name for path in theme_folder().iterdir()}
    assert {name for name in named if name.endswith(".html")} == set(VIEWS)


@pytest.mark.parametrize(("template", "view"), EVERY_PAGE)
def test_frame(template: str, view: msgspec.Struct) -> None:
    """Every page has its charset first, a policy before its style sheet, a language, one h1, links from its root."""
    page = tree(template, view)
    assert page[0][0].get("charset") == "utf-8"
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    names = [element.get("http-equiv") or element.get("rel") for element in page[0]]
    assert names.index("Content-Security-Policy") < names.index("stylesheet")
    assert len(page.findall(".//h1")) == 1
    root = "" if template == "home.html" else "../../"
    local = [link.get("href") for link in page.iterfind(".//a[@href]") if not link.get("href").startswith(("#", "http"))]
    assert local
    assert all(href.startswith(root) for href in local)
    assert all("index.html" in href or re.search(r"\.(xml|json|txt)$", href) for href in local)


@pytest.mark.parametrize(("template", "view"), EVERY_PAGE)
def test_nothing_that_the_policy_forbids(template: str, view: msgspec.Struct) -> None:
    """No page has an inline style, a script that runs, or an event handler."""
    page = tree(template, view)
    assert not page.xpath("//style | //*[@style] | //@*[starts-with(name(), 'on')] | //img | //iframe")
    assert {script.get("type") for script in page.iter("script")} <= {"application/ld+json"}


@pytest.mark.parametrize(("template", "view"), EVERY_PAGE)
def test_headings_skip_no_level(template: str, view: msgspec.Struct) -> None:
    """A heading is at most one level below the one before it."""
    levels = [int(heading.tag[1]) for heading in tree(template, view).xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_title_names_page_and_site() -> None:
    """The window's title is "TITLE – SITE", on the home page the site's alone."""
    home = page_of(CONFIG, "home", "index.html", CONFIG.title)
    assert tree("home.html", VIEWS["home.html"][0], title=home.title).findtext(".//title") == "Gull & Anchor"
    assert tree("tag.html", THING).findtext(".//title") == "Oslo & so on – Gull & Anchor"


def test_missing_page_is_not_indexed() -> None:
    """A page without a canonical address names none, and asks not to be indexed."""
    page = tree("404.html", NothingView(), canonical="", indexed=False, root="/a/")
    assert not page.xpath("//link[@rel='canonical'] | //meta[@property='og:url']")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["/a/assets/style.css"]


def test_og_url_needs_a_base_url() -> None:
    """OpenGraph's address is absolute or left out."""
    assert tree("tag.html", THING).xpath("//meta[@property='og:url']/@content") == ["https://gull.example/a/tag/x/"]
    assert not tree("tag.html", THING, Config()).xpath("//meta[@property='og:url']")


def test_article_says_what_is_known() -> None:
    """The page of an article shows its fields, its provenance and its neighbours."""
    page = tree("article.html", ARTICLE, og_type="article")
    assert page.findtext(".//h1") == ARTICLE.headline
    assert page.xpath("//article//time/@datetime") == ["2021-03-05T09:40+04:00"]
    assert page.xpath("//a[@rel='author']/text()") == ["Ana Roe"]
    assert page.xpath("//li[@class='place']/a/text()") == ["Oslo"]
    assert page.xpath("//code/@title") == ["ab" * 32]
    assert page.xpath("//p[@class='citation']/text()") == [ARTICLE.citation]
    assert page.xpath("//small/text()") == [ARTICLE.settling, "12 lines"]
    assert page.xpath("//a[text()='What was removed']/@href") == ["../../2021/03/05/ferry/removed/index.html"]
    assert page.xpath("//a[@rel='prev']/b/text() | //a[@rel='next']/b/text()") == ["4 March 2021", "6 March 2021"]
    assert page.xpath("//meta[@property='article:tag']/@content") == ["Oslo"]


def test_article_is_silent_about_what_is_not() -> None:
    """Fields without evidence leave no empty element behind."""
    page = tree("article.html", BARE)
    assert not page.xpath(
        "//article//time | //ul[@class='tag-list'] | //nav[@class='beside'] | //meta[starts-with(@property, 'article:')]"
    )
    assert not [element for element in page.iter("p", "dd", "li", "h2") if not element.text_content().strip()]


def test_archive_words_around_a_foreign_article() -> None:
    """The document bears the article's language; the archive's own words around it bear the archive's."""
    page = tree("article.html", ARTICLE, language="ar", direction="rtl")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.find(".//article").get("lang") is None
    for around in page.xpath("//body/header | //body/footer | //aside | //nav[@class='beside'] | //article//time"):
        assert (around.get("lang"), around.get("dir")) == ("en", "ltr")


def test_items_in_another_language_say_so() -> None:
    """In a list the headline and summary of an article bear its language, and the item its direction."""
    first, second = tree("month.html", VIEWS["month.html"][0]).xpath("//ol[@class='articles']/li")
    assert first.get("dir") is None
    assert second.get("dir") == "rtl"
    assert second.xpath("./a/@lang | ./p[@class='summary']/@lang") == ["ar", "ar"]


def test_time_alone_under_a_day() -> None:
    """Where the day is said already an item shows its time, and nothing if only the day is known."""
    assert tree("month.html", VIEWS["month.html"][0]).xpath("//li//time/text()") == ["09:40 UTC+4"]
    assert tree("year.html", VIEWS["year.html"][0]).xpath("//li//time/text()") == ["5 March 2021", "5 March 2021"]


def test_calendar_is_shaded_by_count() -> None:
    """The fullest day has the deepest shade, a day with one of many the lightest, a day without articles none."""
    cells = tree("month.html", VIEWS["month.html"][0]).xpath("//td")
    assert [cell.get("class") for cell in cells] == [None, None, "level-1", "level-4", "level-2", None]


def test_charts_have_the_fullest_as_their_scale() -> None:
    """The bar of the fullest year fills the chart."""
    heights = tree("home.html", VIEWS["home.html"][0]).xpath("//rect/@height")
    assert heights == ["0.1", "48.0"]


def test_extent_says_one_day_once() -> None:
    """A list of one article says "1 article" and its day once."""
    extent = tree("tag.html", VIEWS["tag.html"][1]).xpath("string(//p[@class='extent'])")
    assert " ".join(extent.split()) == "1 article, 5 March 2021"


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029\xa0"), min_size=1, max_size=60
)


@given(TEXT)
def test_hostile_words_stay_words(text: str) -> None:
    """Whatever a headline, name or tag says comes back from the page as text, never as markup."""
    view = msgspec.structs.replace(
        ARTICLE,
        headline=text,
        authors=(Link(text, "authors/x/index.html"),),
        tags=(TagLink(text, "topic", "tags/x/index.html"),),
        older=Link(text, "x/index.html"),
    )
    page = tree("article.html", view, title=text, description=text)
    assert page.findtext(".//h1") == text
    assert page.xpath("//a[@rel='author']/text() | //a[@rel='tag']/text() | //a[@rel='prev']/b/text()") == [text] * 3
    assert page.xpath("//meta[@property='og:title']/@content") == [text]
    assert len(page.findall(".//script")) == 1


@given(TEXT)
def test_atom_is_well_formed(text: str) -> None:
    """A feed parses as XML and says what its view says, whatever that is."""
    entry = FeedEntry(
        "urn:uuid:1", text, "https://gull.example/a/x/", "2021-03-05T00:00:00Z", "2021-03-05T00:00:00Z", "ka", "", text
    )
    view = FeedView(
        "urn:uuid:0", text, text, "https://gull.example/a/", "https://gull.example/a/feed.xml", entry.updated, (entry,)
    )
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = etree.fromstring(rendered("feed.xml", view))
    assert feed.xpath("a:title/text() | a:entry/a:title/text() | a:entry/a:summary/text()", namespaces=atom) == [text] * 3
    assert feed.xpath("a:entry/a:author/a:name/text()", namespaces=atom) == ["Gull & Anchor"]
    assert feed.xpath("a:entry/@xml:lang", namespaces=atom) == ["ka"]
    assert feed.xpath("a:link/@rel", namespaces=atom) == ["self", "alternate"]


def test_feed_readers_find_no_fault() -> None:
    """Feed readers take an empty feed and a full one without complaint."""
    feedparser = pytest.importorskip("feedparser")
    entry = FeedEntry(
        "urn:uuid:1",
        "A & b",
        "https://gull.example/a/x/",
        "2021-03-05T00:00:00Z",
        "2021-03-06T00:00:00Z",
        "",
        "The Gull",
        "",
    )
    view = FeedView(
        "urn:uuid:0", "Gull", "", "https://gull.example/a/", "https://gull.example/a/feed.xml", "2021-03-06T00:00:00Z", ()
    )
    for each in (view, msgspec.structs.replace(view, entries=(entry,))):
        assert not feedparser.parse(rendered("feed.xml", each)).bozo


def test_sitemap_dates_only_what_is_known() -> None:
    """Each address has a <loc>, and a <lastmod> only where the day is known."""
    view = SitemapView((Address("https://gull.example/a/x/", "2021-03-05"), Address("https://gull.example/a/y/?a&b", "")))
    urls = etree.fromstring(rendered("sitemap-part.xml", view))
    assert [[child.text for child in url] for url in urls] == [
        ["https://gull.example/a/x/", "2021-03-05"],
        ["https://gull.example/a/y/?a&b"],
    ]
    index = etree.fromstring(rendered("sitemap.xml", view))
    assert index.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    assert len(index) == 2


def test_robots_is_plain_text() -> None:
    """robots.txt names the sitemap as it is written, or none."""
    assert rendered("robots.txt", RobotsView("https://a.example/?x&y")).endswith(b"\nSitemap: https://a.example/?x&y\n")
    assert rendered("robots.txt", RobotsView("")) == b"User-agent: *\nAllow: /\n"


@pytest.mark.parametrize(("scheme", "dark", "asks"), [("auto", True, True), ("dark", True, False), ("light", False, False)])
def test_style_follows_the_theme(scheme: Any, dark: bool, asks: bool) -> None:
    """The style sheet bears the archive's accent and the colours of its scheme, in under 5 kB on the wire."""
    css = rendered("style.css", NothingView(), Config(theme=Theme(accent="#123abc", scheme=scheme)))
    assert b"--accent: #123abc;" in css
    assert (b"--paper: #171615" in css) == dark
    assert (b"prefers-color-scheme" in css) == asks
    assert len(gzip.compress(css)) < 5000
    assert not re.search(rb"url\(|@import|margin-(?:left|right)|padding-(?:left|right)|text-align: (?:left|right)", css)


def test_feeds_are_discovered() -> None:
    """Each feed of a page is named in its head, from the page's own place."""
    feeds = (Feed("Oslo", "tags/oslo/feed.xml", "application/atom+xml"), Feed("Gull", "feed.xml", "application/atom+xml"))
    page = tree("tag.html", THING, feeds=feeds)
    assert page.xpath("//link[@rel='alternate']/@href") == ["../../tags/oslo/feed.xml", "../../feed.xml"]
