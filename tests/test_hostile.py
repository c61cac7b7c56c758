"""Hostile input, end to end: whatever an article says, a built page runs nothing, loads nothing and leads nowhere else."""

from __future__ import annotations

import html
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.archives import PARAGRAPH, Archive, contents, page, story
from tests.parsed_pages import NOT_IN_ARTICLES, NOWHERE, Page, unsafe_links

ALERT = "<script>alert(1)</script>"
BREAKOUT = f"</script></title></textarea>--></style>]]>\"'>{ALERT}<img src=x onerror=alert(1)>"
TEMPLATE = "{{ 7*7 }} {% include 'base.html' %} ${7*7} <%= 7*7 %> {# x #}"
TRAVERSAL = "../../../../outside"
NAMES = {
    "headline": f"Harbour {BREAKOUT} {TEMPLATE}",
    "subheadline": f"Below {BREAKOUT}",
    "authors": [f"Anna {BREAKOUT}", TRAVERSAL],
    "tags": [
        f"Tag {BREAKOUT}",
        TRAVERSAL,
        "..",
        "javascript:alert(1)",
        "x" * 5000,
        "{{ 7*7 }}",
        "a/b\\c%2f..",
        "\u202eevil",
    ],
    "source": f"Outlet {BREAKOUT}",
    "section": f"Section {BREAKOUT}",
    "place": f"Place {BREAKOUT}",
    "slug": "../../../outside/%2e%2e/index",
}
BODY = f"""
<p>{PARAGRAPH}</p>{ALERT}
<p onclick="alert(1)" style="position:fixed" id="main" class="masthead">{PARAGRAPH} Of handlers and styles.</p>
<p>{PARAGRAPH} Links: <a href="javascript:alert(1)">one</a> <a href=" java&#9;script:alert(1)">two</a> <a href="JaVaScRiPt&colon;alert(1)">three</a>
<a href="data:text/html;base64,PHNjcmlwdD4=">four</a> <a href="vbscript:x">five</a> <a href="&#x01;javascript:alert(1)">six</a>
<a href="//evil.example/x">seven</a> <a href="file:///etc/passwd">eight</a> <a href="blob:x">nine</a>
<a href="https://example.org/a?b=1&amp;c=2" target="_blank" onmouseover="alert(1)">ten</a>
<a href="mailto:desk@example.org">eleven</a> <a href="../../../x">twelve</a></p>
<p>{PARAGRAPH} A picture: <img src="https://evil.example/pixel.gif" onerror="alert(1)" alt="pixel" srcset="https://evil.example/2x.gif 2x"></p>
<svg onload="alert(1)"><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>Of pictures</text></a></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></mglyph></table></mtext></math>
<svg></p><style><a id="</style><img src=1 onerror=alert(1)>"></svg>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<form action="https://evil.example"><button formaction="javascript:alert(1)">press</button><input autofocus onfocus=alert(1)></form>
<iframe src="https://evil.example" srcdoc="{html.escape(ALERT)}"></iframe><object data="x.swf"></object><embed src="x.swf">
<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/"><link rel="stylesheet" href="//evil.example/x.css">
<video src="https://evil.example/x.mp4" poster="https://evil.example/x.png"></video><audio src="https://evil.example/x.mp3"></audio>
<template>{ALERT}</template><xmp>{ALERT}</xmp><plaintext>{ALERT}
"""
MARKDOWN = f"""\
{ALERT}

[one](javascript:alert(1)) [two](<java script:alert(1)>) [three](data:text/html,x "title\\" onclick=alert(1)") <javascript:alert(1)>
![pixel](https://evil.example/pixel.gif) [ref][r] <img src=x onerror=alert(1)>

[r]: vbscript:alert(1)

<div onclick="alert(1)" markdown="1">*{PARAGRAPH}*</div>

| a | b |
|---|---|
| {ALERT} | <b onmouseover=alert(1)>x</b> |

{TEMPLATE}

Footnote[^1].

[^1]: [x](javascript:alert(1)) {ALERT}
"""


def _yaml(fields: Mapping[str, object]) -> str:
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())  # JSON is YAML


HOSTILE = {
    "content/a/fields.txt": story("Fields Of A Sidecar", body=f"{PARAGRAPH} {BREAKOUT} {TEMPLATE}"),
    "content/a/fields.txt.meta.yaml": _yaml(NAMES),
    "content/a/markup.html": page(
        "Markup &lt;/script&gt;", BODY, head=f'<meta name="author" content="{html.escape(BREAKOUT)}">'
    ),
    "content/a/markdown.md": f"# Markdown {TEMPLATE}\n\n24.01.2023\n\n{MARKDOWN}",
    "content/a/script.html": "<html><body><script>document.write('<h1>x</h1>')</script><h1>Only A Script</h1></body></html>",
    "content/a/loads.xhtml": (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
        f"<html><body><h1>An Entity &a;</h1><p>{PARAGRAPH} &b;</p></body></html>"
    ),
    f"content/{html.escape('<b>')} ..%2f{{{{ 7*7 }}}}/x..%2f..%2fx.txt": story("A Folder Of Another Name"),
    "content/x..../y.....txt": story("A Folder Of Dots"),
    "content/index.html/index.json.txt": story("A Folder Called Like A Page"),
    "content/tags/authors.txt": story("A Source Called Tags"),
    "backfile.toml": 'base_url = "https://archive.example.org/"\ntitle = "Archive </title><script>alert(1)</script> {{ 7*7 }}"\n'
    '[theme]\nfooter = "</footer><script>alert(1)</script>"\n[tags]\nper_article = 50\n',
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Make and build an archive of everything hostile, once."""
    made = Archive(tmp_path_factory.mktemp("hostile") / "archive", HOSTILE)
    report = made.build()
    assert report.errors == ()
    assert report.articles == sum(path.startswith("content/") and not path.endswith(".yaml") for path in HOSTILE)
    return made


@pytest.fixture(scope="module")
def parsed(hostile: Archive) -> dict[str, Page]:
    """Parse every page."""
    return {path: Page(text) for path, text in hostile.pages().items()}


def test_nothing_is_written_outside_the_site(hostile: Archive) -> None:
    """Slugs, headlines, authors, tags, sources and folder names can't leave site/."""
    beside = {path.name for path in hostile.root.parent.iterdir()}
    assert beside == {"archive"}
    assert {path.name for path in hostile.root.iterdir()} == {"content", "backfile.toml", "site", ".backfile"}
    allowed = re.compile(r"[\w.-]+(/[\w.-]+)*")
    for path in hostile.site():
        assert allowed.fullmatch(path)
        assert not {"..", "."} & set(path.split("/"))


def test_no_page_has_an_element_that_runs_or_loads(parsed: dict[str, Page]) -> None:
    """Scripts but for JSON-LD, frames, forms, pictures from elsewhere and foreign markup are gone."""
    for path, found in parsed.items():
        assert not found.in_article & NOT_IN_ARTICLES, path
        for tag, attributes in found.tags:
            assert tag not in NOWHERE, path
            assert tag != "script" or attributes == {"type": "application/ld+json"}, path
            assert tag != "meta" or attributes.get("http-equiv", "").lower() in {"", "content-security-policy"}, path
            assert tag != "link" or not urlsplit(attributes["href"]).netloc or attributes["rel"] == "canonical", path


def test_no_page_has_a_handler_or_a_style(parsed: dict[str, Page]) -> None:
    """An element's attributes neither run nor style anything."""
    for path, found in parsed.items():
        for tag, attributes in found.tags:
            assert not any(name.startswith("on") or name in {"style", "srcdoc"} for name in attributes), (path, tag)


def test_every_page_has_a_strict_policy(parsed: dict[str, Page]) -> None:
    """The Content-Security-Policy comes before everything that it guards, and allows nothing from elsewhere."""
    for path, found in parsed.items():
        metas = [attributes for tag, attributes in found.tags if tag == "meta"]
        policies = [meta["content"] for meta in metas if meta.get("http-equiv", "").lower() == "content-security-policy"]
        assert len(policies) == 1, path
        assert policies[0].startswith("default-src 'none'; ")
        assert "base-uri 'none'" in policies[0]
        assert not re.search(r"unsafe|https?:|\*", policies[0])
        loading = [number for number, (tag, _) in enumerate(found.tags) if tag in {"link", "script"}]
        policy = next(number for number, (_, attributes) in enumerate(found.tags) if "http-equiv" in attributes)
        assert policy < min(loading)


def test_every_link_is_safe(hostile: Archive) -> None:
    """A link leads to a file of the site that is there, or to http, https or mailto."""
    assert unsafe_links(hostile) == []


def test_good_links_survive(hostile: Archive) -> None:
    """An https link and a mail address in an article stay links, without a window handle or an endorsement."""
    text = hostile.page_of("content/a/markup.html")
    anchors = [
        attributes for tag, attributes in Page(text).tags if tag == "a" and "example.org" in attributes.get("href", "")
    ]
    outward = [anchor for anchor in anchors if "archive." not in anchor["href"]]
    assert [anchor["href"] for anchor in outward] == ["https://example.org/a?b=1&c=2", "mailto:desk@example.org"]
    assert all("noopener" in anchor["rel"] and "target" not in anchor for anchor in outward)


def test_remote_pictures_become_links(archive: Callable[..., Archive]) -> None:
    """A picture from elsewhere would tell its host who reads what: readers get a link in its place."""
    body = (
        f'<p>{PARAGRAPH}</p><figure><img src="https://pictures.example/quay.jpg" alt="The quay"></figure><p>{PARAGRAPH}</p>'
    )
    made = archive(
        {
            "content/a.html": page("A Page With A Picture", body),
            "content/b.md": f"# Words With A Picture\n\n24.01.2023\n\n{PARAGRAPH}\n\n![The quay](https://pictures.example/quay.jpg)\n",
        }
    )
    made.build()
    for path in ("content/a.html", "content/b.md"):
        tags = Page(made.page_of(path)).tags
        assert not any(tag == "img" for tag, _ in tags)
        assert any(
            attributes.get("href") == "https://pictures.example/quay.jpg" for tag, attributes in tags if tag == "a"
        ), path


def test_markup_in_fields_is_text(hostile: Archive) -> None:
    """A headline that is markup is shown as it was written: in the page, in lists, and in the citation."""
    headline = hostile.twins()["content/a/fields.txt"]["headline"]
    assert headline == " ".join(str(NAMES["headline"]).split())
    text = hostile.page_of("content/a/fields.txt")
    assert headline in html.unescape(text)
    assert ALERT not in "".join(hostile.pages().values())


def test_templates_in_articles_are_text(hostile: Archive) -> None:
    """Nothing that an article or a setting says is run as a template."""
    for path in ("content/a/fields.txt", "content/a/markdown.md"):
        text = html.unescape(hostile.page_of(path))
        assert "{{ 7*7 }}" in text
        assert "{% include" in text
    assert not any("49" in re.sub(r"[0-9a-f]{8,}", "", text) for text in hostile.pages().values())


def test_linked_data_is_whole_and_can_not_end_its_element(hostile: Archive, parsed: dict[str, Page]) -> None:
    """The JSON-LD of an article parses, says what the article says, and holds no "<"."""
    folder = hostile.folder_of("content/a/fields.txt")
    scripts = parsed[f"{folder}index.html"].scripts
    assert len(scripts) == 1
    record = json.loads(scripts[0])
    assert record["headline"] == hostile.twins()["content/a/fields.txt"]["headline"]
    assert record["author"][0]["name"] == NAMES["authors"][0]
    for found in parsed.values():
        assert not any("<" in script or "\u2028" in script for script in found.scripts)


def test_feeds_and_sitemaps_are_well_formed(hostile: Archive) -> None:
    """Every XML file parses without an error and keeps a hostile headline as text."""
    site = hostile.site()
    for path, data in site.items():
        if path.endswith(".xml"):
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
            assert b"<script" not in data
            assert root.getroottree().docinfo.internalDTD is None
            if path.endswith("feed.xml"):
                found = feedparser.parse(data)
                assert not found.bozo, path
    headline = hostile.twins()["content/a/fields.txt"]["headline"]
    assert headline in [title.text for title in etree.fromstring(site["feed.xml"]).iter("{*}title")]
    items = json.loads(site["feed.json"])["items"]
    assert headline in [item["title"] for item in items]


def test_twins_say_what_was_written(hostile: Archive) -> None:
    """The JSON twin keeps text as text, however hostile: it is data and no markup."""
    twin = hostile.twins()["content/a/fields.txt"]
    assert twin["authors"] == [" ".join(str(name).split()) for name in NAMES["authors"]]
    assert TEMPLATE in twin["body_text"]
    assert "alert(1)" not in hostile.twins()["content/a/markup.html"]["body_text"].replace(ALERT, "")


def test_originals_are_plain_text(hostile: Archive) -> None:
    """Every file of the site that is not ours by format ends in .txt, so that no host serves it as something to run."""
    endings = {path.rpartition(".")[2] for path in hostile.site() if path != ".backfile"}
    assert endings <= {"html", "json", "xml", "txt", "css"}
    originals = [path for path in hostile.site() if "/original" in path]
    assert len(originals) == len(hostile.twins())
    assert all(path.endswith(".txt") for path in originals)
    assert any(path.endswith("/original.html.txt") for path in originals)


def test_an_entity_does_not_read_a_file(hostile: Archive) -> None:
    """External entities are not resolved, and internal ones are not expanded."""
    assert not any(b"root:" in data for data in hostile.site().values())


def test_a_huge_tag_has_a_short_slug(hostile: Archive) -> None:
    """A tag of 5,000 characters gets a folder name that a file system takes."""
    tags = {path.split("/")[1] for path in hostile.site() if path.startswith("tags/")}
    assert max(map(len, tags)) <= 80


DEEP = {
    "elements.html": page("Deep Elements", f"{'<div>' * 50_000}<p>{PARAGRAPH}</p>"),
    "quotes.html": page("Deep Quotes", f"{'<blockquote>' * 3000}<p>{PARAGRAPH}</p>"),
    "inline.html": page("Deep Emphasis", f"<p>{'<b>' * 50_000}x"),
    "entities.html": page("Many Entities", f"<p>{'&amp;' * 100_000}</p>"),
    "quotes.md": f"# Deep Quotes In Markdown\n\n24.01.2023\n\n{'>' * 5000} x\n",
    "list.md": "# Deep List\n\n24.01.2023\n\n" + "\n".join(f"{'    ' * depth}- x" for depth in range(120)) + "\n",
    "brackets.md": f"# Many Brackets\n\n24.01.2023\n\n{'[' * 5000}\n",
    "stars.md": f"# Many Stars\n\n24.01.2023\n\n{'*a **b ' * 5000}\n",
    "rule.md": f"# Long Rule\n\n24.01.2023\n\n{'_' * 50_000}\n",
    "bars.md": f"# Wide Table\n\n24.01.2023\n\n{'|a' * 2000}\n{'|-' * 2000}\n{'|b' * 2000}\n",
}


@pytest.mark.parametrize("name", DEEP)
def test_depth_and_repetition_are_survived(archive: Callable[..., Archive], name: str) -> None:
    """Markup that is nested or repeated thousands of times is read or refused, in bounded time, and stops nothing else."""
    made = archive({f"content/{name}": DEEP[name], "content/good.txt": story("A Good One")})
    report = made.build()
    assert not any(problem.kind == "fault of backfile" for problem in report.problems)
    assert "content/good.txt" in made.twins()
    assert unsafe_links(made) == []


_SCHEMES = st.sampled_from(
    ["javascript:", "JAVASCRIPT:", "java\tscript:", "data:", "vbscript:", "file:", "blob:", "ftp:", "http:", "https:", "mailto:",
     "//", "\\\\", "/", "../", "#", "?", "about:", "view-source:", "x:", ":", ""]
)  # fmt: skip
_PREFIXES = st.text("\x00\x01\x08\t\n\r \u200b\u00a0\ufeff&#", max_size=3)
_RESTS = st.text(st.sampled_from("a/.:;?#&%\\@[]<>\"'`=()\t\n \x00\u202e\u2028é0"), max_size=20)
_LINKS = st.lists(st.builds("{}{}{}".format, _PREFIXES, _SCHEMES, _RESTS), min_size=1, max_size=30)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_LINKS)
def test_any_address_leads_inside_or_to_the_web(links: list[str]) -> None:
    """Law: every href and src of every page is a file of the site, or http, https or mailto, whatever articles link to."""
    anchors = "".join(
        f'<p>{PARAGRAPH} <a href="{html.escape(link)}">x</a><img src="{html.escape(link)}"></p>' for link in links
    )
    written = "\n\n".join(f"{PARAGRAPH} [x]({link}) [y](<{link}>) ![z]({link}) <{link}>" for link in links)
    with tempfile.TemporaryDirectory() as folder:
        base = f'<base href="{html.escape(links[0])}"><link rel="canonical" href="{html.escape(links[-1])}">'
        made = Archive(
            Path(folder) / "archive",
            {
                "content/a.html": page("Linked", anchors, head=base),
                "content/b.md": f"# Written\n\n24.01.2023\n\n{written}\n",
            },
        )
        made.build()
        assert unsafe_links(made) == []
        assert not any(Page(text).in_article & NOT_IN_ARTICLES for text in made.pages().values())


_FIELD = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("../\\<>&\"'%{}\x00\n\u202e"), max_size=80)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(dict.fromkeys(("headline", "source", "section", "slug", "place"), _FIELD)),
    st.lists(_FIELD, max_size=5),
)
def test_any_words_stay_words(fields: dict[str, str], names: list[str]) -> None:
    """Law: whatever a field says, the site is written, stays in its folder, parses, and no element comes of it."""
    declared = {**fields, "tags": names, "authors": names, "date": "2023-01-24"}
    with tempfile.TemporaryDirectory() as folder:
        made = Archive(Path(folder) / "archive", {"content/a.txt": story(), "content/a.txt.meta.yaml": _yaml(declared)})
        made.build()
        assert set(contents(Path(folder))) >= {"archive/content/a.txt", "archive/site/index.html"}
        assert {path.name for path in Path(folder).iterdir()} == {"archive"}
        assert unsafe_links(made) == []
        for path, data in made.site().items():
            if path.endswith(".xml"):
                etree.fromstring(data)
