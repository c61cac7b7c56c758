"""`backfile why`: what a page was made of, when and why it was last made, in words that a person understands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime

import pytest

from generator.errors import BackfileError
from generator.why import why
from tests.archives import Archive, story

Maker = Callable[..., Archive]
PAGE = "2023/01/24/harbour-reopens-after-the-storm/index.html"


@pytest.fixture
def made(archive: Maker) -> Archive:
    """An archive of two articles of one day, built."""
    found = archive({"content/kura/a.txt": story(), "content/kura/b.txt": story("Second Story", date="24.01.23 13:00")})
    found.build(workers=1)
    return found


def marked(made: Archive, page: str) -> set[str]:
    """What had moved when a page was last made."""
    return {part.words for part in why(made.root, page).parts if part.moved}


def test_a_new_page(made: Archive) -> None:
    """A page that was never made again says that it was new, and with what."""
    found = why(made.root, PAGE)
    assert re.fullmatch(
        rf'{PAGE} is the page of the article "Harbour Reopens After The Storm" from content/kura/a\.txt\. '
        r"It was made on \d{4}-\d\d-\d\d at \d\d:\d\d:\d\d, when it was new, "
        r"in a build that took in content/kura/a\.txt, content/kura/b\.txt\.",
        found.sentence,
    )
    assert abs((datetime.now().astimezone() - datetime.fromisoformat(found.made)).total_seconds()) < 600
    assert "the articles before and after it" in {part.words for part in found.parts}
    assert marked(made, PAGE) == set()


def test_an_edited_article(made: Archive) -> None:
    """The page of an article that was edited names it; a page that it does not concern keeps its old reason."""
    before = why(made.root, "2023/01/24/second-story/index.html")
    made.write(
        "content/kura/a.txt", story(body="The harbour of Port Alder stays shut until Friday, officials said on Tuesday.")
    )
    made.build(workers=1)
    found = why(made.root, PAGE)
    article = 'the article "Harbour Reopens After The Storm" from content/kura/a.txt'
    assert found.reason.startswith(f"because {article}")
    assert found.reason.endswith("had changed, in a build that took in content/kura/a.txt")
    assert article in marked(made, PAGE)
    assert found.changed == ("content/kura/a.txt",)
    assert why(made.root, "2023/01/24/second-story/index.html").made == before.made


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("templates/day.html", "{{ page.title }}", "because templates had changed"),
        ("backfile.toml", "title = 'x'", "because settings had changed"),
    ],
)
def test_templates_and_settings(made: Archive, path: str, text: str, reason: str) -> None:
    """What is no article is named as well."""
    made.write(path, text)
    made.build(workers=1)
    assert why(made.root, "2023/01/24/index.html").reason == reason


def test_files_that_were_gone(made: Archive) -> None:
    """A page that somebody deleted, and a build made again, says so."""
    for path in (made.root / "site").glob("*.html"):
        path.unlink()
    made.build(workers=1)
    assert why(made.root, "index.html").reason == "because its files were not as they had been noted"


@pytest.mark.parametrize(
    "page",
    [
        "2023/01/24/index.html",
        "/2023/01/24/",
        "2023/01/24",
        "site/2023/01/24/index.html",
        "http://127.0.0.1:8000/2023/01/24/",
        "https://archive.example.org/2023/01/24/index.html?x=1#top",
    ],
)
def test_ways_to_name_a_page(made: Archive, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path in the site, from here or from its top, or an address in a browser."""
    monkeypatch.chdir(made.root)
    assert why(made.root, page).page == "the page of the day 2023-01-24"


def test_every_page_of_a_site_knows_why(archive: Maker) -> None:
    """Each file of the site but our mark has an answer, and no answer shows a key where words should be."""
    files = {f"content/vale/{n}.txt": story(f"Report {n}", date=f"{n + 1:02}.0{1 + n % 3}.23") for n in range(9)}
    files["content/vale/s.txt"] = f"Share on Facebook\n\n{story('Shared Report')}"
    files |= {"content/vale/x.txt": story("Undated", date=""), "static/logo.svg": "<svg/>"}
    files["backfile.toml"] = "[pages]\nlist = 2\n"
    made = archive(files)
    made.build(workers=1)
    assert "2023/01/24/shared-report/removed/index.html" in made.site()
    for path in made.site().keys() - {".backfile"}:
        found = why(made.root, path)
        assert path in found.files
        assert found.page.split(" ")[0] in {"the", "a", "part", "what"}
        assert all(" " in part.words or part.words.startswith("static/") for part in found.parts), found.parts


def test_what_is_no_page(made: Archive) -> None:
    """Something else, or nothing, is said to be so."""
    made.write("site/CNAME", "archive.example.org")
    with pytest.raises(BackfileError, match="CNAME: was not written by backfile"):
        why(made.root, "CNAME")
    with pytest.raises(BackfileError, match="nowhere: is no page of this archive"):
        why(made.root, "nowhere")


def test_before_the_first_build(archive: Maker) -> None:
    """Without a catalogue there is nothing to ask, and none is made."""
    made = archive({"content/a.txt": story()})
    done = made.run("why", "index.html")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "backfile: .: has not been built by this backfile; run `backfile build` first\n"
    assert not (made.root / ".backfile").exists()


def test_the_command(made: Archive) -> None:
    """In words, and as JSON."""
    done = made.run("why", "site/2023/01/24/index.html")
    assert done.returncode == 0
    assert done.stdout.startswith("2023/01/24/index.html is the page of the day 2023-01-24. It was made on ")
    assert "\nIt was made of:\n" in done.stdout
    record = json.loads(made.run("why", "2023/01/24/", "--json").stdout)
    assert record["files"] == ["2023/01/24/index.html"]
    assert {"key", "words", "moved"} == set(record["parts"][0])
