"""What open pages are told, over real event streams: the pages that changed, and no other."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator.errors import Problem
from generator.watch.live import REMEMBERED, SHOWN, STREAMS

from .serving import PATIENCE, Running, Stream, running

FAULT = Problem("content/a.txt:3", 'date "31.02.23" does not exist', "add a date", "no date")
HOSTILE = Problem("content/\n\nevent: reload\ndata: 1\n\n", "\r\r\u2028</script>\udcff", "", "odd")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A server of two pages and a stylesheet."""
    site = tmp_path / "site"
    site.mkdir()
    with running(site) as started:
        for path in ("index.html", "2023/index.html", "404.html"):
            started.write(path, f"<p>{path}")
        yield started


def opened(server: Running, address: str = "/", **options: str) -> Stream:
    """Load a page, and follow it as its script does."""
    marks = re.search(rb'data-path="([^"]*)" data-etag="([^"]*)" data-last="([^"]*)"', server.get(address).body)
    assert marks
    page, etag, last = (mark.decode() for mark in marks.groups())
    return Stream(server, page, etag, options.get("last", last))


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail if it takes too long."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def drained(server: Running, stream: Stream) -> list[str]:
    """Return the names of the events that a stream has been sent so far, but for the first state."""
    server.call(server.live.state, (FAULT,), ())
    names = []
    while (event := stream.next()) is not None:
        if event[0] == "state" and event[1]["failure"]:
            return names
        names.append(event[0])
    pytest.fail("the stream ended")


def test_only_the_page_that_changed_reloads(server: Running) -> None:
    """Its neighbour is told nothing, although one call names many files."""
    with opened(server) as home, opened(server, "/2023/") as year:
        year.until("state")
        home.until("state")
        server.write("2023/index.html", "<p>new", tell=False)
        server.call(server.live.changed, ["index.html", "2023/index.html", "2023/index.json", "2024/index.html"])
        assert drained(server, year) == ["reload"]
        assert drained(server, home) == []


def test_a_page_written_with_the_same_bytes(server: Running) -> None:
    """It did not change, so nothing is said."""
    with opened(server) as home:
        server.write("index.html", "<p>index.html")
        assert drained(server, home) == ["state"]


def test_what_changed_before_the_page_connected(server: Running) -> None:
    """A page whose file moved between loading and connecting, or while a laptop slept, is told as soon as it asks."""
    etag = "older"
    with Stream(server, "index.html", etag) as home:
        assert home.next() == ("reload", 1)


def test_a_restart_of_the_watch(server: Running, tmp_path: Path) -> None:
    """A page that another watch served is told if it changed meanwhile; if not, it only takes its stylesheets anew."""
    with opened(server) as home:
        home.until("state")
        last = home.last
    with running(tmp_path / "site") as restarted, opened(restarted, last=last) as home:
        assert home.next()[0] == "state"  # type: ignore[index]
        assert home.next() == ("files", None)


def test_a_page_that_comes_into_being_and_goes(server: Running) -> None:
    """A 404 reloads when its page is there, under the address with and without a slash, and back when it is deleted."""
    with opened(server, "/2024/") as slash, opened(server, "/2024") as bare:
        server.write("2024/index.html", "<p>here")
        slash.until("reload")
        bare.until("reload")
    with opened(server, "/2024/") as page:
        server.delete("2024/index.html")
        page.until("reload")


def test_the_404_page_itself(server: Running) -> None:
    """Who looks at a 404 sees a new 404 page; who looks at a page does not hear of it."""
    with opened(server, "/2024/") as missing, opened(server) as home:
        server.write("404.html", "<p>new")
        missing.until("reload")
        assert drained(server, home) == ["state"]


def test_the_first_build(tmp_path: Path) -> None:
    """A page opened before anything is built comes by itself."""
    with running(tmp_path / "site") as server, opened(server, "/2023/") as page:
        server.write("index.html", "home")
        server.write("2023/index.html", "year")
        page.until("reload")


def test_static_files(server: Running) -> None:
    """Files that pages show are named as addresses; pages, twins, feeds and originals never are."""
    with opened(server) as home:
        server.call(server.live.changed, ["assets/style.css", "a b/ü%.png", "x/index.json", "x/a.txt", "feed.xml", "y.html"])
        assert home.until("files") == ["/a%20b/%C3%BC%25.png", "/assets/style.css"]


def test_static_files_that_changed_before_the_page_connected(server: Running) -> None:
    """A page is told what moved since it was loaded or last heard of, and nothing that it knows."""
    server.call(server.live.changed, ["old.css"])
    marks = re.search(rb'data-etag="([^"]*)" data-last="([^"]*)"', server.get("/").body)
    assert marks
    etag, last = (mark.decode() for mark in marks.groups())
    server.call(server.live.changed, ["new.css"])
    with Stream(server, "index.html", etag, last) as home:
        assert home.until("files") == ["/new.css"]
        server.call(server.live.changed, ["newer.css"])
        assert home.until("files") == ["/newer.css"]
        heard = home.last
    with Stream(server, "index.html", etag, last, {"Last-Event-ID": heard}) as home:
        assert drained(server, home) == ["state"]


def test_more_static_files_than_are_remembered(server: Running) -> None:
    """A page that was away over a flood of changes is told that any stylesheet may have changed."""
    marks = re.search(rb'data-etag="([^"]*)" data-last="([^"]*)"', server.get("/").body)
    assert marks
    server.call(server.live.changed, [f"{number}.png" for number in range(REMEMBERED + 1)])
    with Stream(server, "index.html", *(mark.decode() for mark in marks.groups())) as home:
        assert home.until("files") is None


def test_states(server: Running) -> None:
    """Failure and notices reach open pages and those that come later, until all is well; each state has its own name."""
    with opened(server) as home:
        assert home.until("state")["failure"] == []
        server.call(server.live.state, (FAULT,), ())
        failed = home.until("state")
        assert failed["failure"] == [[FAULT.place, FAULT.fault, FAULT.remedy]]
        with opened(server, "/2023/") as later:
            assert later.until("state") == failed
        server.call(server.live.state, (FAULT,), ())
        assert home.until("state")["build"] != failed["build"]
        server.call(server.live.state, (), (FAULT,))
        assert home.until("state")["notices"] == failed["failure"]
        server.call(server.live.state, (), ())
        assert home.until("state")["notices"] == []


def test_many_problems(server: Running) -> None:
    """A page is sent so many as a person reads, and how many more there are."""
    server.call(server.live.state, (), (FAULT,) * (SHOWN + 7))
    with opened(server) as home:
        state = home.until("state")
    assert (len(state["notices"]), state["further_notices"]) == (SHOWN, 7)


def test_hostile_problems(server: Running) -> None:
    """Line ends and half characters in what a problem quotes neither end an event nor begin another."""
    server.call(server.live.state, (HOSTILE,), ())
    with opened(server) as home:
        assert home.next()[1]["failure"] == [[HOSTILE.place, HOSTILE.fault, ""]]  # type: ignore[index]
        assert drained(server, home) == []


def test_open_pages(server: Running) -> None:
    """The pages that are open, the latest first and each once; one that is left is open no more."""
    assert server.call(server.live.pages) == ()
    with opened(server) as home, opened(server, "/2023/") as year, opened(server) as again:
        for stream in (home, year, again):
            stream.until("state")
        assert server.call(server.live.pages) == ("index.html", "2023/index.html")
    eventually(lambda: server.call(server.live.pages) == ())


def test_more_pages_than_a_browser_has_connections(server: Running) -> None:
    """The streams open longest rest: their pages count as open, come back to ask, and hear all that they missed."""
    with ExitStack() as stack:
        streams = [stack.enter_context(opened(server)) for _ in range(STREAMS)]
        for stream in streams:
            stream.until("state")
        year = stack.enter_context(opened(server, "/2023/"))
        year.until("state")
        assert streams[0].rest() == []
        assert streams[0].last.endswith("-rest")
        assert streams[0].retry < 3000
        server.write("index.html", "new")
        with Stream(server, "index.html", "older", "", {"Last-Event-ID": streams[0].last}) as asking:
            assert asking.rest() == ["reload", "state"]
        assert drained(server, year) == []
    assert "index.html" in server.call(server.live.pages)


def test_a_page_that_rested_stays_when_there_is_room(server: Running) -> None:
    """As soon as others have left, its stream stays open."""
    with Stream(server, "index.html", "older", "", {"Last-Event-ID": "00-0-rest"}) as home:
        home.until("state")
        server.call(server.live.state, (FAULT,), ())
        assert home.until("state")["failure"]


def test_streams_are_kept_alive(tmp_path: Path) -> None:
    """In silence a comment comes again and again."""
    with running(tmp_path / "site", keep_alive=0.01) as server, opened(server) as home:
        home.until("state")
        home.until(":")
        home.until(":")


def test_the_end_of_the_watch(server: Running) -> None:
    """All streams end, and whoever comes after that is not kept."""
    with opened(server) as home:
        home.until("state")
        server.call(server.live.close)
        assert home.rest() == []
    with opened(server) as home:
        assert home.rest() == ["state"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_pages_of_others_hear_nothing(server: Running, headers: dict[str, str]) -> None:
    """A page of another host, or of another port of this one, gets no stream."""
    assert server.get("/.backfile-live/events?page=index.html", headers).status == 403


def test_our_own_pages_hear(server: Running) -> None:
    """What a browser sends from our own page is accepted."""
    headers = {"Origin": server.address.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    with Stream(server, "index.html", "x", "", headers) as home:
        home.until("state")


@pytest.mark.parametrize("page", ["../secret", "%2e%2e/secret", "a%00", ".backfile"])
def test_streams_of_no_page(server: Running, page: str) -> None:
    """A stream is of a page that could be."""
    assert server.get(f"/.backfile-live/events?page={page}").status == 400
    assert server.get("/.backfile-live/events?page=index.html", method="HEAD").status == 400


def test_a_large_build_costs_little(server: Running) -> None:
    """400,000 files are heard of in a tenth of a second, with no page open and with some; a busy machine is given two."""
    paths = [f"2023/01/24/article-{number}/index.html" for number in range(400_000)]

    def heard() -> float:
        start = time.perf_counter()
        for first in range(0, len(paths), 2000):
            server.live.changed(paths[first : first + 2000])
        return time.perf_counter() - start

    assert server.call(heard) < 2
    with opened(server) as home:
        home.until("state")
        assert server.call(heard) < 2
