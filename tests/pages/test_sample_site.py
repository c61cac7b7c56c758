"""The sample archive as a stranger gets it: every page whole, every link right, every feed and map valid."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from lxml import html

from generator.build import build

ROOT = Path(__file__).resolve().parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TWIN_KEYS = {
    "headline", "subheadline", "published", "precision", "modified", "authors", "source", "section", "language", "tags",
    "body_text", "original", "permalink",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample archive, with lists cut short so that there are parts."""
    archive = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", archive / "content")
    settings = (ROOT / "backfile.toml").read_text(encoding="utf-8")
    (archive / "backfile.toml").write_text(settings + "\n[pages]\nlist = 5\nhome = 4\n", encoding="utf-8")
    report = build(archive, workers=1)
    assert report.errors == ()
    return archive / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every HTML page, parsed, by its path in the site."""
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): html.document_fromstring(path.read_bytes().decode()) for path in found}


def test_every_kind_of_page_is_there(site: Path) -> None:
    """The sample archive shows everything that an archive can have."""
    for pattern in (
        "index.html", "404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "assets/style.css",
        "sitemaps/*.xml", "[12]*/index.html", "[12]*/[01]*/index.html", "[12]*/[01]*/[0-3]*/index.html",
        "[12]*/[01]*/[0-3]*/*/index.html", "[12]*/[01]*/[0-3]*/*/index.json", "[12]*/[01]*/[0-3]*/*/original.*txt",
        "[12]*/[01]*/[0-3]*/*/removed/index.html",
        "tags/index.html", "tags/*/index.html", "tags/*/feed.xml", "tags/*/[12]*/index.html", "tags/*/[12]*/[01]*/index.html",
        "tags/*/[12]*/[01]*/[12]/index.html",
        "sources/index.html", "sources/*/index.html", "sources/*/feed.xml", "sources/*/[12]*/index.html",
        "authors/index.html", "authors/*/index.html", "undated/index.html", "undated/*/index.html",
    ):  # fmt: skip
        assert list(site.glob(pattern)), pattern


def test_every_link_leads_somewhere(site: Path, pages: dict[str, html.HtmlElement]) -> None:
    """Each link, style sheet and picture is relative and there, fragments included; or leads out by http, https, mailto."""
    broken = []
    for path, page in pages.items():
        for element, attribute, link, _ in page.iterlinks():
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto") or (element.tag == "link" and element.get("rel") == "canonical"):
                continue
            start = Path("/") if path == "404.html" else Path("/", path).parent
            target = Path(*_normal((start / unquote(parts.path)).parts))
            inside = site / target.relative_to("/") if parts.path else site / path
            if parts.scheme or not inside.is_file():
                broken.append((path, attribute, link))
    assert broken == []


def _normal(parts: tuple[str, ...]) -> list[str]:
    """Resolve "..": a link may not climb above the site."""
    found: list[str] = []
    for part in parts:
        if part == "..":
            assert len(found) > 1, parts
            found.pop()
        else:
            found.append(part)
    return found


def test_every_page_is_reached(pages: dict[str, html.HtmlElement]) -> None:
    """Whoever starts at the home page and follows links comes to every page."""
    seen, todo = set(), ["index.html"]
    while todo:
        path = todo.pop()
        if path in seen or path not in pages:
            continue
        seen.add(path)
        for link in pages[path].xpath("//a/@href"):
            parts = urlsplit(link)
            if not parts.scheme and parts.path:
                todo.append(Path(*_normal((Path("/", path).parent / unquote(parts.path)).parts)).relative_to("/").as_posix())
    assert set(pages) - seen == {"404.html"}


def test_every_page_carries_its_frame(pages: dict[str, html.HtmlElement]) -> None:
    """Language, direction, title, canonical link, policy, OpenGraph, one h1, a citation and linked data on articles."""
    for path, page in pages.items():
        assert page.get("lang"), path
        assert page.get("dir") in ("ltr", "rtl"), path
        assert page.findtext(".//title"), path
        assert len(page.xpath("//h1")) == 1, path
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy, path
        assert "unsafe" not in policy[0], path
        assert page.xpath("//meta[@property='og:title']/@content"), path
        assert not page.xpath("//@style | //style | //script[not(@type='application/ld+json')]"), path
        if path != "404.html":
            (canonical,) = page.xpath("//link[@rel='canonical']/@href")
            assert canonical.startswith("https://archive.example.org/"), path
            assert not canonical.endswith("index.html"), path


def test_articles_are_described_for_machines(site: Path, pages: dict[str, html.HtmlElement]) -> None:
    """Each article's linked data and JSON twin say what the page says."""
    twins = sorted(site.rglob("index.json"))
    assert len(twins) >= 40
    for path in twins:
        twin = json.loads(path.read_bytes())
        page = pages[path.with_name("index.html").relative_to(site).as_posix()]
        assert set(twin) >= TWIN_KEYS
        assert twin["precision"] in ("minute", "day", "month", "year", None)
        assert all(set(tag) == {"name", "type", "slug"} for tag in twin["tags"])
        if twin["published"] and twin["precision"] in ("minute", "day"):
            datetime.fromisoformat(twin["published"])
        data = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
        assert data["@type"] == "NewsArticle"
        assert data["headline"] == twin["headline"]
        assert data.get("datePublished") == twin["published"]
        assert twin["headline"] in " ".join(page.xpath("//h1")[0].text_content().split())
        assert page.xpath("//*[contains(@class, 'citation')]")
        original = (
            site / path.parent.relative_to(site) / page.xpath("//a[contains(@href, 'original')]/@href")[0].rpartition("/")[2]
        )
        assert original.suffix == ".txt"


def test_originals_are_what_came(site: Path) -> None:
    """The kept original is the source file, byte for byte."""
    for path in site.rglob("index.json"):
        twin = json.loads(path.read_bytes())
        (original,) = path.parent.glob("original*.txt")
        assert original.read_bytes() == (ROOT / twin["original"]["path"]).read_bytes()


def test_feeds_are_valid(site: Path) -> None:
    """Feedparser finds nothing to complain about, and ids, dates and links are as Atom wants them."""
    feeds = sorted(site.rglob("feed.xml"))
    assert len(feeds) > 10
    for path in feeds:
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        root = ET.fromstring(path.read_bytes())  # noqa: S314 - our own file
        assert root.tag == f"{ATOM}feed"
        for entry in [root, *root.iter(f"{ATOM}entry")]:
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.findtext(f"{ATOM}id"))
            assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
            assert entry.findtext(f"{ATOM}title")
        ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))


def test_the_json_feed_is_valid(site: Path) -> None:
    """JSON Feed 1.1: a title, and items with ids, addresses, text and dates with zones."""
    feed = json.loads((site / "feed.json").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"]
    for item in feed["items"]:
        assert {"id", "url", "title", "content_text", "date_published"} <= set(item)
        assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_sitemaps_are_valid(site: Path) -> None:
    """The index names parts that are there; the parts name every article once, with W3C dates, and only pages that exist."""
    index = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 - our own file
    assert index.tag == f"{MAP}sitemapindex"
    parts = [loc.text.removeprefix("https://archive.example.org/") for loc in index.iter(f"{MAP}loc")]
    assert sorted(parts) == sorted(path.relative_to(site).as_posix() for path in (site / "sitemaps").iterdir())
    listed = []
    for part in parts:
        root = ET.parse(site / part).getroot()  # noqa: S314 - our own file
        assert root.tag == f"{MAP}urlset"
        assert len(root)
        for url in root.iter(f"{MAP}url"):
            address = url.findtext(f"{MAP}loc")
            assert address.isascii()
            listed.append(unquote(urlsplit(address).path.lstrip("/")))
            modified = url.findtext(f"{MAP}lastmod")
            assert modified is None or datetime.fromisoformat(modified)
    assert len(listed) == len(set(listed))
    assert all((site / path / "index.html").is_file() for path in listed)
    articles = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.json")}
    assert articles <= set(listed)


def test_slugs_are_readable_in_every_script(site: Path) -> None:
    """Georgian and Armenian headlines are romanised, Arabic and Chinese ones stay as they are; none is long."""
    slugs = [path.parent.name for path in site.rglob("index.json")]
    assert all(1 <= len(slug) <= 80 for slug in slugs)
    assert any(re.search(r"[\u0600-\u06ff]", slug) for slug in slugs)
    assert any(re.search(r"[\u4e00-\u9fff]", slug) for slug in slugs)
    assert not any(re.search(r"[\u10a0-\u10ff\u0530-\u058f\u0400-\u04ff\u0370-\u03ff]", slug) for slug in slugs)
