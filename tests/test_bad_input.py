"""Bad input, end to end: one bad file never stops the others, and each is said with place, fault and remedy."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable

import pytest

from generator.report import Report
from tests.archives import PARAGRAPH, Archive, problems_at, stamps, story

LONG_NAME = f"{'n' * 251}.txt"
CAFE = "café"
BOMB = "---\nheadline: Bomb\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n---\n\nWords.\n"
UNREADABLE: dict[str, tuple[str | bytes, str, str, str, str]] = {
    # by path: its data, the line that is named, the fault, the remedy, the kind
    "empty.txt": ("", "", "is empty", "write something into it or delete it", "empty file"),
    "blank.txt": (" \n\t\n", "", "is empty", "write something into it or delete it", "empty file"),
    "controls.txt": ("\x01 \x02\n", "", "is empty but for control characters", "write something into it", "empty file"),
    "noise.txt": (bytes(range(256)) * 40, "", "is binary data, not text", "save its words as text", "binary file"),
    "report.txt": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "", "is a PDF document, not text", "save its words", "binary file"),
    "broken.md": (
        '---\nheadline: "never closed\n---\n\nWords.\n',
        ":2",
        "front matter is broken YAML",
        "close the quotes",
        "broken front matter",
    ),
    "endless.md": (
        "---\nheadline: Endless\n\nWords.\n",
        ":1",
        "front matter never ends",
        'a line "---"',
        "broken front matter",
    ),
    "bomb.md": (BOMB, ":3", 'front matter uses the YAML reference "a"', "in quotes", "broken front matter"),
    "object.md": (
        "---\nheadline: !!python/object/apply:os.system [true]\n---\n\nWords.\n",
        ":2",
        'front matter uses the YAML tag "tag:yaml.org,2002:python/object/apply:os.system"',
        "in quotes",
        "broken front matter",
    ),
    "deep.md": (
        f"---\na: {'[' * 3000}\n---\n\nWords.\n",
        ":2",
        "front matter is nested more than 20 deep",
        "write lists and mappings flat",
        "broken front matter",
    ),
}
DOUBTFUL: dict[str, tuple[str | bytes, str, str, str, str]] = {
    "no headline.txt": (
        "the harbour of port alder reopened on tuesday, officials said. ships had waited for two days, and more came.\n",
        "",
        "no headline was found",
        'add "headline:" to content/no headline.txt.meta.yaml',
        "no headline",
    ),
    "no date.txt": (
        story("Bridge Without A Date", date=""),
        "",
        "no date was found",
        'add "date:" to content/no date.txt.meta.yaml',
        "no date",
    ),
    "impossible.txt": (
        story("Bridge Of The Impossible Date", date="31.02.23"),
        ":3",
        'date "31.02.23" does not exist',
        'add "date:" to content/impossible.txt.meta.yaml',
        "impossible date",
    ),
    "invalid.txt": (
        story("Bridge Of Invalid Bytes", body=f"{PARAGRAPH} Café — naïve — déjà vu.").encode()
        + b"\nA word\xff is broken.\n",
        ":7",
        "1 invalid byte in utf-8 became U+FFFD",
        "save the file as UTF-8",
        "invalid bytes",
    ),
    "long.md": (
        f"---\nheadline: {'Harbour ' * 625}\ndate: 2023-01-24\n---\n\n{PARAGRAPH}\n",
        ":2",
        "the headline has 4999 characters and is cut at 500",
        'add a shorter "headline:"',
        "long headline",
    ),
    "story.docx": (b"PK\x03\x04", "", 'is of a kind that is not read (".docx")', "take it out", "unknown kind of file"),
}
FINE = {
    "good.txt": story("A Good Story Among Bad Ones"),
    "nul.txt": story("Bridge With A Nul", body=PARAGRAPH.replace("harbour", "har\0bour")),
    "escape.txt": story("Bridge With\x07 Controls\x02", body=PARAGRAPH.replace("storm", "st\x1b\x0b\x0corm\x7f\x85")),
    "bidi.txt": story("Bridge \u202e\u2066Turned Round\u2069\u202c", body=f"\u202d{PARAGRAPH}\u202c"),
    "twin one.txt": story("Two Stories Of One Name", body=f"First. {PARAGRAPH}"),
    "twin two.txt": story("Two Stories Of One Name", body=f"Second. {PARAGRAPH}"),
    " name with  spaces .txt": story("Bridge With A Spaced Name"),
    "😀🎉.txt": story("Bridge With An Emoji Name"),
    "--clean": story("Bridge With A Dashed Name"),
    "-rf.txt": story("Bridge With Another Dashed Name"),
    LONG_NAME: story("Bridge With A Long Name"),
    f"{CAFE}.txt": story("Café Composed"),
    f"{unicodedata.normalize('NFD', CAFE)}.txt": story("Café Taken Apart"),
    "line\nbreak.txt": story("Bridge With A Name Of Two Lines"),
    "a..%2f..%2fout.txt": story("Bridge With An Encoded Path"),
    'quote"<b>&amp;.txt': story("Bridge With A Name Of Markup"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Make an archive of everything bad, and a few good files between; it is built once."""
    made = Archive(tmp_path_factory.mktemp("bad") / "archive")
    for path, data in FINE.items():
        made.write(f"content/{path}", data)
    for path, (bad_data, *_) in {**UNREADABLE, **DOUBTFUL}.items():
        made.write(f"content/{path}", bad_data)
    with made.write("content/huge.txt", "").open("wb") as huge:
        huge.truncate(100_000_000)  # a sparse file: it takes no room
    (made.root / "content" / "loop").symlink_to(".", target_is_directory=True)
    outside = made.root.parent / "secret.txt"
    outside.write_text(story("What Lies Outside"), encoding="utf-8")
    (made.root / "content" / "outside.txt").symlink_to(outside)
    (made.root / "content" / "outside").symlink_to(made.root.parent, target_is_directory=True)
    (made.root / "content" / "dangling.txt").symlink_to("nowhere.txt")
    os.mkfifo(made.root / "content" / "pipe.txt")
    with open(os.fsencode(made.root / "content") + b"/\xff.txt", "wb") as nameless:  # noqa: PTH123 - a Path holds text
        nameless.write(story().encode())
    return made


@pytest.fixture(scope="module")
def report(bad: Archive) -> Report:
    """Build it in this process."""
    return bad.build()


def test_one_bad_file_never_stops_the_others(bad: Archive, report: Report) -> None:
    """Every file that can be read is in the archive, whatever lies beside it."""
    expected = {f"content/{path}" for path in (*FINE, *DOUBTFUL) if not path.endswith(".docx")}
    assert set(bad.twins()) == expected
    assert report.articles == len(expected)


@pytest.mark.parametrize("path", UNREADABLE)
def test_what_is_left_out_is_explained(report: Report, path: str) -> None:
    """A file that can't be read is an error with its place, its fault and a remedy."""
    _, line, fault, remedy, kind = UNREADABLE[path]
    (problem,) = problems_at(report, f"content/{path}")
    assert (problem.place, problem.kind, problem.severity) == (f"content/{path}{line}", kind, "error")
    assert problem.fault.startswith(fault)
    assert remedy in problem.remedy


@pytest.mark.parametrize("path", DOUBTFUL)
def test_what_is_doubtful_is_kept_with_a_warning(report: Report, path: str) -> None:
    """A file with something missing or impossible is in the archive, and the warning says what to do about it."""
    _, line, fault, remedy, kind = DOUBTFUL[path]
    problem = next(problem for problem in problems_at(report, f"content/{path}") if problem.kind == kind)
    assert (problem.place, problem.severity) == (f"content/{path}{line}", "warning")
    assert problem.fault.startswith(fault)
    assert remedy in problem.remedy


@pytest.mark.parametrize("path", FINE)
def test_what_is_odd_is_no_problem(bad: Archive, report: Report, path: str) -> None:
    """Odd names and stray control characters need no message, and the original is kept as it came."""
    assert problems_at(report, f"content/{path}") == []
    folder = bad.folder_of(f"content/{path}")
    (original,) = (data for name, data in bad.site().items() if name.startswith(f"{folder}original"))
    assert original == FINE[path].encode()


def test_a_huge_file_is_not_read(report: Report) -> None:
    """Of 100 MB one learns the size, the limit, and where to raise it."""
    (problem,) = problems_at(report, "content/huge.txt")
    assert str(problem) == (
        "content/huge.txt: is larger (100.0 MB) than a file may be (32.0 MB); "
        "split it, or raise file_size under [limits] in backfile.toml"
    )
    assert problem.severity == "error"


@pytest.mark.parametrize("path", ["loop", "outside", "outside.txt", "dangling.txt"])
def test_symbolic_links_are_not_followed(bad: Archive, report: Report, path: str) -> None:
    """A link may lead in a circle or out of content/; it is named, and nothing behind it is read."""
    (problem,) = problems_at(report, f"content/{path}")
    assert (problem.kind, problem.severity) == ("symbolic link", "warning")
    assert not any(b"What Lies Outside" in data for data in bad.site().values())


def test_a_name_that_is_no_text_is_said_in_one_that_is(report: Report) -> None:
    """A file name that is not UTF-8 can't become a link; its bytes are spelled out."""
    (problem,) = problems_at(report, r"content/\xff.txt")
    assert (problem.fault, problem.remedy, problem.severity) == ("has a name that is not UTF-8", "rename it", "error")


def test_control_characters_do_not_reach_pages_or_data(bad: Archive, report: Report) -> None:
    """Bells, escapes and NULs are gone from every page, feed and twin; only originals keep them."""
    assert report.articles
    for path, data in bad.site().items():
        text = data.decode(errors="replace")
        kept = path.endswith((".html", ".xml", ".json"))
        assert not (kept and set(text) & {chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127, 0x85)}), path


def test_bidi_overrides_do_not_reach_a_headline(bad: Archive, report: Report) -> None:
    """A headline can't turn round the words of the page around it."""
    assert report.articles
    assert bad.twins()["content/bidi.txt"]["headline"] == "Bridge Turned Round"
    assert not any(mark in page for page in bad.pages().values() for mark in "\u202a\u202b\u202d\u202e")


def test_equal_headlines_of_a_day_get_addresses_of_their_own(bad: Archive, report: Report) -> None:
    """Two files of one headline and day are told apart by a digest of their paths."""
    assert report.articles
    folders = {bad.folder_of(f"content/twin {number}.txt") for number in ("one", "two")}
    assert len(folders) == 2
    assert all(folder.startswith("2023/01/24/two-stories-of-one-name") for folder in folders)


def test_a_headline_is_cut_at_a_word(bad: Archive, report: Report) -> None:
    """Of 5,000 characters 500 are left, and the permalink holds 80 at most."""
    assert report.articles
    twin = bad.twins()["content/long.md"]
    assert 480 < len(twin["headline"]) <= 500
    assert twin["headline"].endswith("Harbour…")
    assert len(twin["permalink"].rstrip("/").rpartition("/")[2]) <= 80


def test_a_date_that_is_absent_is_not_guessed(bad: Archive, report: Report) -> None:
    """No date and an impossible date both mean the index of the undated."""
    assert report.undated == 3
    for path in ("no date.txt", "impossible.txt", "no headline.txt"):
        assert bad.twins()[f"content/{path}"]["published"] is None
        assert bad.folder_of(f"content/{path}").startswith("undated/")


def test_a_second_build_says_the_same_and_writes_nothing(bad: Archive, report: Report) -> None:
    """What is wrong stays wrong until somebody mends it, at no cost."""
    before = stamps(bad.root)
    again = bad.build()
    assert (again.problems, again.written, again.removed) == (report.problems, 0, 0)
    assert stamps(bad.root / "site") == {
        path.removeprefix("site/"): s for path, s in before.items() if path.startswith("site/")
    }


def test_a_stranger_sees_errors_and_a_summary(bad: Archive, report: Report) -> None:
    """The command line lists the problems on standard error, counts them on standard output, and exits with 1."""
    done = bad.run("build")
    assert done.returncode == 1
    assert "error: content/empty.txt: is empty; write something into it or delete it\n" in done.stderr
    assert f"and {len(report.problems) - 20} more; `backfile build --json` lists them all" in done.stderr
    assert f"{len(report.errors)} errors: broken front matter (5), " in done.stdout
    assert "Traceback" not in done.stderr


def test_a_name_can_not_write_to_the_terminal(archive: Callable[..., Archive]) -> None:
    """Escapes and line ends in the name of a file are spelled out in messages."""
    done = archive({"content/a\x1b[2J\u202e.txt": "", "content/b\nerror: c.txt": ""}).run("build")
    assert done.returncode == 1
    assert r"content/a\x1b[2J\u202e.txt: is empty" in done.stderr
    assert r"content/b\nerror: c.txt: is empty" in done.stderr


def test_warnings_fail_only_a_strict_build(archive: Callable[..., Archive]) -> None:
    """Warnings leave nothing out, so the exit code is 0, and 1 for whoever asks for it."""
    made = archive({"content/a.txt": story(date="")})
    assert made.run("build").returncode == 0
    assert made.run("build", "--strict").returncode == 1


def test_mended_files_lead_to_the_same_site_as_a_clean_build(archive: Callable[..., Archive]) -> None:
    """Files that were left out come in when they are mended, and go out when they are broken, byte for byte as if new."""
    broken = {f"content/{path}": data for path, (data, *_) in UNREADABLE.items()}
    mended = {path: story(f"Mended Story Number {number}") for number, path in enumerate(broken)}
    there, clean = archive({"content/good.txt": story(), **broken}), archive({"content/good.txt": story(), **mended})
    there.build()
    only_good = there.site()
    for path, data in mended.items():
        there.write(path, data)
    assert there.build().errors == clean.build().errors == ()
    assert there.site() == clean.site()
    for path, broken_data in broken.items():
        there.write(path, broken_data)
    there.build()
    assert there.site() == only_good


def test_a_line_of_50_mb_is_read_where_the_limit_allows(archive: Callable[..., Archive]) -> None:
    """A line may be as long as the file may be large; above the limit it is an error like any other."""
    words = f"{PARAGRAPH} " * (50_000_000 // (len(PARAGRAPH) + 1))
    made = archive({"content/line.txt": story("A Very Long Line", body=words), "content/good.txt": story()})
    assert [problem.kind for problem in made.build().problems] == ["too large"]
    made.write("backfile.toml", "[limits]\nfile_size = 60_000_000\n")
    assert made.build().problems == ()
    assert len(made.twins()["content/line.txt"]["body_text"]) == len(words) - 1


@pytest.mark.parametrize("data", ["headline: [", "headline: &a x\ndate: *a", b"\xff\xfe\x00[", "- a list", "a: 1\na: 2"])
def test_a_bad_sidecar_leaves_its_file_out(archive: Callable[..., Archive], data: str | bytes) -> None:
    """A correction that can't be read must not be lost without a word, so its file waits until it is mended."""
    made = archive({"content/a.txt": story(), "content/a.txt.meta.yaml": data, "content/b.txt": story("Another")})
    (problem,) = made.build().problems
    assert problem.place.startswith("content/a.txt.meta.yaml")
    assert problem.severity == "error"
    assert set(made.twins()) == {"content/b.txt"}
    made.write("content/a.txt.meta.yaml", "headline: Corrected by hand\n")
    assert made.build().problems == ()
    assert made.twins()["content/a.txt"]["headline"] == "Corrected by hand"
