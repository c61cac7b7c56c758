"""A document that takes longer than one may: left out and reported, tried again when there is reason to, others untouched."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from generator.inspection import inspect_file
from generator.report import Report
from tests.archives import PARAGRAPH, Archive, many_stories, page, problems_at, story

# Work that is stopped may be in a callback of the garbage collector, as other tests leave them behind: it is stopped again.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

# It takes some four seconds and is no attack: nothing but the limit stands in its way.
SLOW = page("The Whole Harbour Register", "".join(f"<p>Entry {number}. {PARAGRAPH}" for number in range(40_000)))
PLACE = "content/register.html"
LOW = "[limits]\ndocument_seconds = 1\n"
HIGH = "[limits]\ndocument_seconds = 600\n"


@pytest.fixture
def made(archive: Callable[..., Archive]) -> Archive:
    """An archive with a low limit and one story, built: what has to be imported and loaded counts against no document."""
    made = archive({"content/first.html": page("Harbour Opens"), "content/first.txt": story(), "backfile.toml": LOW})
    made.build()
    return made


def read_by(report: Report) -> int:
    """How many files a build read."""
    assert [problem.place for problem in report.errors] == [PLACE]
    return report.read


def test_a_document_that_takes_too_long_is_left_out_and_the_others_are_not(made: Archive) -> None:
    """What else came with it is published, and a person learns what to do."""
    made.write(PLACE, SLOW)
    made.write("content/second.txt", story("The Second Story"))
    report = made.build()
    (problem,) = problems_at(report, PLACE)
    assert str(problem) == (
        f"{PLACE}: takes longer than a document may (1 s of processor time); "
        "split it, or raise document_seconds under [limits] in backfile.toml"
    )
    assert (problem.kind, problem.severity) == ("took too long", "error")
    assert set(made.twins()) == {"content/first.html", "content/first.txt", "content/second.txt"}


def test_it_is_tried_again_only_if_something_has_changed(made: Archive) -> None:
    """Not by each build that follows, but where the file or the limit is another; other files are not read for that."""
    made.write(PLACE, SLOW)
    os.utime(made.root / PLACE, (1_000_000_000, 1_000_000_000))
    assert read_by(made.build()) == 1
    assert read_by(made.build()) == 0
    os.utime(made.root / PLACE, (1_100_000_000, 1_100_000_000))
    assert read_by(made.build()) == 1
    made.write("backfile.toml", LOW.replace("1", "1.1"))
    assert read_by(made.build()) == 1
    made.write("backfile.toml", HIGH)
    report = made.build()
    assert (report.read, report.errors) == (1, ())
    assert made.twins()[PLACE]["headline"] == "The Whole Harbour Register"


def test_an_article_whose_file_now_takes_too_long_is_gone_as_from_a_clean_build(made: Archive) -> None:
    """As with any other error: site and message are those of an archive that was never otherwise."""
    made.write(PLACE, page("The Harbour Register"))
    made.build()
    made.write(PLACE, SLOW)
    report, site = made.build(), made.site()
    assert made.build(clean=True).problems == report.problems
    assert made.site() == site
    assert PLACE not in made.twins()


def test_a_worker_process_goes_on_after_a_document_that_took_too_long(archive: Callable[..., Archive]) -> None:
    """In a batch with others it is left out alone."""
    made = archive({"content/first.html": page("Harbour Opens")})
    made.build()  # loads what a page needs, which workers inherit where they are forked
    many_stories(made, 201)
    made.write("backfile.toml", LOW)
    made.write("content/outlet3/register.html", SLOW)
    report = made.build(workers=2)
    assert [(problem.place, problem.kind) for problem in report.errors] == [
        ("content/outlet3/register.html", "took too long")
    ]
    assert report.articles == 202


def test_inspect_keeps_to_the_limit(made: Archive) -> None:
    """Whoever asks about the file is told the same, and does not wait for ever either."""
    found = inspect_file(made.root, made.write(PLACE, SLOW))
    assert [problem.kind for problem in found.problems] == ["took too long"]
    assert found.documents == ()
