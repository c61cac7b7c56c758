"""What was removed from an article: which articles have that page, what it shows, and which edits move it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

import pytest
from lxml import html

from generator.build import build
from generator.model import Block
from generator.pages.removed import passages_of
from tests.archives import PARAGRAPH, Archive, page, story
from tests.editing import Deeds

Maker = Callable[..., Archive]
BASE = "2023/01/24/harbour-reopens-after-the-storm/"
DUMP = f"Share on Facebook\n\n{story()}\nShare on X\n\nShare on Facebook\n"


@pytest.fixture
def made(archive: Maker) -> Archive:
    """An archive of a dump with buttons, a clean story, a Markdown file and a saved page, built."""
    found = archive({
        "content/kura/dump.txt": DUMP,
        "content/kura/clean.txt": story("Ferry Sails Again"),
        "content/kura/note.md": f"---\ntitle: Note\ndate: 2023-01-24\n---\n\n{PARAGRAPH}\n",
        "content/vale/page.html": page("Market Moves", body=f"<p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]}.</p><p>Share on X</p>"),
        "backfile.toml": "base_url = 'https://archive.example.org/'\n",
    })  # fmt: skip
    found.build(workers=1)
    return found


def shown(made: Archive, base: str = BASE) -> html.HtmlElement:
    """The page of what was removed, parsed."""
    return html.document_fromstring(made.site()[f"{base}removed/index.html"].decode())


def wrote(made: Archive, path: str, text: str) -> tuple[set[str], set[str]]:
    """The files of the site that a build writes and deletes after a file of the archive has become `text`."""
    made.write(path, text)
    deeds = Deeds()
    build(made.root, workers=1, progress=deeds)
    return deeds.of("wrote"), deeds.of("deleted")


def test_it_is_there_where_something_was_removed(made: Archive) -> None:
    """An article that lines were removed from has the page and the link to it; a clean one has neither."""
    there = {path for path in made.site() if "/removed/" in path}
    assert there == {f"{BASE}removed/index.html", "2023/01/24/market-moves/removed/index.html"}
    linked = {path for path, text in made.pages().items() if "What was removed</a>" in text}
    assert linked == {path.replace("removed/", "") for path in there}


def test_it_is_left_out_of_lists_and_search(made: Archive) -> None:
    """It asks not to be indexed, and no sitemap, feed or page but its article's names it."""
    (robots,) = shown(made).xpath("//meta[@name='robots']/@content")
    assert robots == "noindex"
    naming = {path for path, data in made.site().items() if b"/removed/index.html" in data or b"/removed/<" in data}
    assert {path for path in naming if "/removed/" not in path} == {
        f"{BASE}index.html",
        "2023/01/24/market-moves/index.html",
    }


def test_every_line_stands_there_in_order(made: Archive) -> None:
    """Each line has its number in the original, its words and its verdict; what was removed is marked as that."""
    page = shown(made)
    lines = [(int(line.get("value")), line.text_content()) for line in page.xpath("//div[@data-verdict]//li")]
    raw = DUMP.split("\n")
    assert lines == [(number, text) for number, text in enumerate(raw, 1) if text]
    verdicts = [verdict for verdict, _ in groupby(page.xpath("//div/@data-verdict"))]
    assert verdicts == ["junk", "headline", "dateline", "body", "junk"]
    assert page.xpath("//del/text()") == ["Share on Facebook", "Share on X", "Share on Facebook"]
    assert page.xpath("//p[@class='cleaned']/text()")[-1] == PARAGRAPH


def test_reasons_are_counted(made: Archive) -> None:
    """The counts on top add up to all that was removed, and each reason leads to the first line that it was one for."""
    page = shown(made)
    counts = [int(small.text) for small in page.xpath("//ul[@class='reasons']//small")]
    extent = " ".join(page.xpath("string(//p[@class='extent'])").split())
    assert extent == "3 of 6 lines are not in the article."
    assert sum(counts) == 3
    for link in page.xpath("//ul[@class='reasons']//a"):
        passage = page.get_element_by_id(link.get("href")[1:])
        assert passage.get("data-verdict") == "junk"
        assert link.text in passage.xpath("string(p)")


def test_it_leads_to_the_original(made: Archive) -> None:
    """The whole original is a link away, with its SHA-256 as in the article's JSON file."""
    page = shown(made)
    record = made.twins()["content/kura/dump.txt"]["original"]
    assert page.xpath("//dd/code/text()") == [record["sha256"]]
    (link,) = page.xpath("//a[@type='text/plain']")
    assert link.get("href").endswith(f"/{BASE}original.txt")
    assert link.text_content() == "content/kura/dump.txt"


def test_html_has_blocks_without_numbers(made: Archive) -> None:
    """Blocks of a saved page stand in their order and bear no number: a page has no lines."""
    page = shown(made, "2023/01/24/market-moves/")
    assert "Share on X" in page.xpath("//del/text()")
    assert not page.xpath("//li/@value")
    assert page.xpath("//section[@class='document unnumbered']")


def test_an_edit_of_junk_moves_what_shows_it(made: Archive) -> None:
    """Beside the original, and what bears its SHA-256, the page of what was removed moves and nothing else."""
    changed, gone = wrote(made, "content/kura/dump.txt", DUMP.replace("Share on X", "Share on Y"))
    own = {f"{BASE}{name}" for name in ("index.html", "index.json", "original.txt", "removed/index.html")}
    assert (changed, gone) == (own, set())


def test_the_page_goes_with_the_last_line(made: Archive) -> None:
    """When nothing is removed any more the page goes, and comes back with the next line that is."""
    path = f"{BASE}removed/index.html"
    changed, gone = wrote(made, "content/kura/dump.txt", story())
    assert (gone, path in changed) == ({path}, False)
    assert "What was removed" not in made.page_of("content/kura/dump.txt")
    changed, gone = wrote(made, "content/kura/dump.txt", DUMP)
    assert path in changed
    assert gone == set()


def test_it_moves_with_its_article(made: Archive) -> None:
    """A new headline takes the page along to the new address."""
    changed, gone = wrote(made, "content/kura/dump.txt", DUMP.replace("Harbour Reopens", "Harbour Shuts"))
    assert "2023/01/24/harbour-shuts-after-the-storm/removed/index.html" in changed
    assert f"{BASE}removed/index.html" in gone


def test_it_is_not_made_again_for_what_it_does_not_show(made: Archive) -> None:
    """A tag more, which the article's page shows, is no reason to make this one."""
    made.write("content/kura/dump.txt.meta.yaml", "tags: [Quays]\n")
    deeds = Deeds()
    build(made.root, workers=1, progress=deeds)
    made_again = {address.split(" ")[0] for address in deeds.of("made")}
    assert "article" in made_again
    assert "removed" not in made_again


def test_a_reason_alone_moves_it_alone(archive: Maker) -> None:
    """Where the same line is removed for another reason, the article's own page is not even made again."""
    made = archive({"content/kura/dump.txt": DUMP})
    made.build(workers=1)
    changed, gone = wrote(made, "backfile.toml", "[sources.kura]\ndrop = ['Share on X']\n")
    assert (changed, gone) == ({f"{BASE}removed/index.html"}, set())
    assert "backfile.toml" in shown(made).xpath("string(//section[@class='document'])")


def test_very_long_documents_say_that_they_are_cut(archive: Maker) -> None:
    """A dump of five thousand lines is shown up to a limit, which the page states, with the whole original a link away."""
    menu = "\n\n".join(f"Entry {number}" for number in range(5000))
    made = archive({"content/kura/dump.txt": f"{menu}\n\n{story(body=f'{PARAGRAPH} ' * 30)}"})
    made.build(workers=1)
    (path,) = [path for path in made.site() if path.endswith("removed/index.html")]
    page = html.document_fromstring(made.site()[path].decode())
    assert len(page.xpath("//div[@data-verdict]//li")) == 2000
    assert re.search(r"first 2,000 of its 5,00\d lines", page.xpath("string(//p[@class='note'])"))
    assert page.xpath("//p[@class='note']/a/@href")[0].endswith("original.txt")


def test_kept_lines_stand_alone_and_removed_ones_together() -> None:
    """Neighbours that were removed for one reason are one passage; of what was kept each line is one."""
    blocks = [
        Block(1, "a", "body", "x"), Block(2, "b", "body", "x"), Block(3, "c", "junk", "x"), Block(4, "d", "junk", "x"),
        Block(5, "e", "junk", "y"), Block(6, "f", "body", "x"), Block(7, "g", "junk", "y"),
    ]  # fmt: skip
    passages = list(passages_of(blocks))
    assert [[line.text for line in passage.lines] for passage in passages] == [["a"], ["b"], ["c", "d"], ["e"], ["f"], ["g"]]
    assert [passage.number for passage in passages] == [1, 2, 3, 4, 5, 6]
