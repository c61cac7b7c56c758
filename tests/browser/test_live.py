"""Live reload as a reader sees it: what reloads and what does not, where they stay, and what the overlay says."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.errors import Problem
from tests.watch.serving import PATIENCE, Running, running

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'"
FAULT = Problem("templates/article.html:12", "unexpected end of template", "close the block that line 9 opens", "template")
NOTICE = Problem("content/gull/ferry.txt:3", 'date "31.02.23" does not exist', "add a date to the file", "no date")
HOSTILE = Problem(
    '<img src=x onerror="window.hacked=1">', "<script>window.hacked=1</script>", "<b onclick=x>bold</b>", "odd"
)
WAIT = {"timeout": PATIENCE * 1000}


def html(body: str, policy: str = POLICY, head: str = "") -> str:
    """Return a page with the theme's kind of policy and a stylesheet."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>{head}'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<link rel="stylesheet" href="/assets/style.css"></head><body>{body}</body></html>'
    )


def article(first: int = 0, last: int = 80, *, note: str = "") -> str:
    """Return a long page of numbered paragraphs."""
    paragraphs = "".join(f"<p>Paragraph {number}, and some words of it.</p>" for number in range(first, last))
    return html(f'<main id="main"><h1>Long</h1>{note}{paragraphs}</main>')


def picture(shade: int) -> bytes:
    """Return a PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = (1).to_bytes(4) * 2 + bytes((8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes((0, shade))))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A server of a few pages."""
    with running(tmp_path / "site") as started:
        started.write("index.html", html("<h1>Home</h1><a href='/a/' id='link'>A</a>"))
        started.write("a/index.html", html("<h1>A</h1>"))
        started.write("b/index.html", html("<h1>B</h1>"))
        started.write("404.html", html("<h1>Nothing here</h1>"))
        started.write("assets/style.css", "h1 { color: rgb(1, 2, 3) }")
        yield started


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    """A browser without a past."""
    made = browser.new_context(viewport={"width": 800, "height": 600})
    yield made
    made.close()


def opened(context: Any, server: Running, path: str = "") -> Any:
    """Open a page, wait until it follows the server, and mark it, so that a reload can be told."""
    tab = context.new_page()
    tab.faults = []
    tab.on("pageerror", lambda error: tab.faults.append(str(error)))
    tab.on("console", lambda line: tab.faults.append(line.text) if "Content Security Policy" in line.text else None)
    with tab.expect_response(lambda response: "events" in response.url):
        tab.goto(server.address + path)
    tab.evaluate("window.isMarked = true")
    return tab


def is_marked(tab: Any) -> bool:
    """Whether the page is the one that was opened, and has not reloaded since."""
    return bool(tab.evaluate("window.isMarked === true"))


def reads(tab: Any, heading: str) -> None:
    """Wait until the page's heading is that."""
    tab.wait_for_function("(words) => document.querySelector('body h1')?.textContent === words", arg=heading, **WAIT)


def told(tab: Any, server: Running) -> None:
    """Wait until the page has heard of everything so far: it shows a state sent after that, and then none."""
    server.call(server.live.state, (), (NOTICE,))
    tab.wait_for_selector("#notices li", **WAIT)
    server.call(server.live.state, (), ())
    tab.wait_for_selector("#notices li", state="detached", **WAIT)


def test_only_the_page_that_changed_reloads(server: Running, context: Any) -> None:
    """It does so within moments, in a tab behind the other too, and twice; its neighbour is not touched."""
    changing, staying = opened(context, server, "a/"), opened(context, server, "b/")
    for heading in ("Newer", "Newest"):
        server.write("a/index.html", html(f"<h1>{heading}</h1>"))
        server.call(server.live.changed, ["b/index.html", "index.html"])
        reads(changing, heading)
    told(staying, server)
    assert is_marked(staying)
    assert changing.faults == staying.faults == []


def test_a_page_open_twice(server: Running, context: Any) -> None:
    """Both reload."""
    tabs = [opened(context, server, "a/"), opened(context, server, "a/index.html")]
    server.write("a/index.html", html("<h1>Newer</h1>"))
    for tab in tabs:
        reads(tab, "Newer")


def test_more_pages_than_connections(server: Running, context: Any) -> None:
    """Eight open pages of one archive all load, and all follow it."""
    tabs = [opened(context, server, "a/") for _ in range(8)]
    server.write("a/index.html", html("<h1>Newer</h1>"))
    for tab in tabs:
        reads(tab, "Newer")


def test_a_deleted_page_and_its_return(server: Running, context: Any) -> None:
    """A page that is deleted turns into the 404 page, and back when it returns."""
    tab = opened(context, server, "a/")
    server.delete("a/index.html")
    reads(tab, "Nothing here")
    server.write("a/index.html", html("<h1>Returned</h1>"))
    reads(tab, "Returned")


def test_the_first_build(tmp_path: Path, context: Any) -> None:
    """A page that is opened before it is built says so, and comes by itself."""
    with running(tmp_path / "site") as server:
        tab = opened(context, server, "a/")
        reads(tab, "The first build is at work")
        server.write("a/index.html", html("<h1>Built</h1>"))
        reads(tab, "Built")


def test_stylesheets_are_swapped(server: Running, context: Any) -> None:
    """New colours without a reload, again and again, and one link element in the end."""
    tab = opened(context, server)
    for shade in (50, 60, 70):
        server.write("assets/style.css", f"h1 {{ color: rgb({shade}, 2, 3) }}")
        tab.wait_for_function(
            "(colour) => getComputedStyle(document.querySelector('h1')).color === colour", arg=f"rgb({shade}, 2, 3)", **WAIT
        )
    tab.wait_for_function("() => document.querySelectorAll('link[rel=stylesheet]').length === 1", **WAIT)
    assert is_marked(tab)
    assert tab.faults == []


def test_pictures_reload_the_pages_that_show_them(server: Running, context: Any) -> None:
    """Shown by an element or by the stylesheet, a picture that changes reloads the page; other pages stay."""
    server.write("assets/style.css", "body.b { background: url(ground.png) }")
    server.write("assets/ground.png", picture(1))
    server.write("p/one.png", picture(1))
    server.write("a/index.html", html("<h1>A</h1><img src='../p/one.png' srcset='../p/one.png 1x' alt=''>"))
    server.write("b/index.html", html("<h1>B</h1><script src='x.js'></script>").replace("<body>", "<body class='b'>"))
    shows, styled, neither = opened(context, server, "a/"), opened(context, server, "b/"), opened(context, server)
    server.write("p/one.png", picture(2))
    shows.wait_for_function("() => !window.isMarked", **WAIT)
    told(styled, server)
    assert is_marked(styled)
    styled.wait_for_function(
        "() => performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('ground.png'))", **WAIT
    )
    server.write("assets/ground.png", picture(2))
    styled.wait_for_function("() => !window.isMarked", **WAIT)
    told(neither, server)
    assert is_marked(neither)


def top_paragraph(tab: Any) -> tuple[str, float]:
    """Return the first paragraph in view, and how far below the edge it is."""
    script = """() => { for (const each of document.querySelectorAll("p")) {
        const top = each.getBoundingClientRect().top; if (top >= 0) return [each.textContent, Math.round(top)]; } }"""
    words, top = tab.evaluate(script)
    return words, top


def test_the_place_is_kept(server: Running, context: Any) -> None:
    """The paragraph at the top of the window stays there, although paragraphs came and went above it."""
    server.write("a/index.html", article())
    tab = opened(context, server, "a/")
    tab.evaluate("scrollTo(0, 1203)")
    before = top_paragraph(tab)
    for text in (article(3), article(), article(note="<p>New</p>" * 30)):
        server.write("a/index.html", text)
        tab.wait_for_function("() => !window.isMarked && document.readyState === 'complete'", **WAIT)
        assert top_paragraph(tab) == before
        tab.evaluate("window.isMarked = true")
    tab.wait_for_function("() => history.scrollRestoration === 'auto'", **WAIT)
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert top_paragraph(tab) == before


def test_the_place_is_kept_where_the_words_change(server: Running, context: Any) -> None:
    """The paragraph at the top is the one that was edited: those below it say where it was."""
    server.write("a/index.html", article())
    tab = opened(context, server, "a/")
    tab.evaluate("scrollTo(0, 1203)")
    words, top = top_paragraph(tab)
    server.write("a/index.html", article(note="<p>New</p>").replace(words, "Edited."))
    tab.wait_for_function("() => !window.isMarked && document.readyState === 'complete'", **WAIT)
    assert top_paragraph(tab) == ("Edited.", top)


def test_the_top_stays_the_top(server: Running, context: Any) -> None:
    """A reader who has not scrolled sees what is new at the top."""
    server.write("a/index.html", article())
    tab = opened(context, server, "a/")
    server.write("a/index.html", article(note="<p>New</p>"))
    tab.wait_for_function("() => !window.isMarked && document.readyState === 'complete'", **WAIT)
    assert tab.evaluate("scrollY") == 0


def test_the_focus_is_kept(server: Running, context: Any) -> None:
    """A link that had the focus has it again."""
    tab = opened(context, server)
    tab.focus("#link")
    server.write("index.html", html("<h1>Newer</h1><a href='/b/'>B</a><a href='/a/' id='link'>A</a>"))
    reads(tab, "Newer")
    tab.wait_for_function("() => document.activeElement.id === 'link'", **WAIT)


def test_the_overlay_comes_and_goes(server: Running, context: Any) -> None:
    """A failed build lies over the page with place, fault and remedy, and goes away by itself."""
    tab = opened(context, server)
    server.call(server.live.state, (FAULT,), ())
    dialog = tab.get_by_role("alertdialog")
    dialog.wait_for(**WAIT)
    words = dialog.inner_text()
    assert all(part in words for part in (FAULT.place, FAULT.fault, FAULT.remedy))
    assert tab.evaluate("document.querySelector('backfile-live').shadowRoot.activeElement?.closest('dialog') !== null")
    server.call(server.live.state, (), ())
    dialog.wait_for(state="hidden", **WAIT)
    assert is_marked(tab)
    assert tab.faults == []


def test_the_overlay_is_hidden_until_the_next_build(server: Running, context: Any) -> None:
    """Escape hides it here and on the next page; the next failure shows it again, in the same words too."""
    tab = opened(context, server)
    server.call(server.live.state, (FAULT,), ())
    dialog = tab.get_by_role("alertdialog")
    dialog.wait_for(**WAIT)
    tab.keyboard.press("Escape")
    dialog.wait_for(state="hidden", **WAIT)
    with tab.expect_response(lambda response: "panels.js" in response.url):
        tab.goto(server.address + "a/")
    assert not dialog.is_visible()
    server.call(server.live.state, (FAULT,), ())
    dialog.wait_for(**WAIT)
    dialog.get_by_role("button").click()
    dialog.wait_for(state="hidden", **WAIT)


def test_notices_are_dismissed_until_they_change(server: Running, context: Any) -> None:
    """A panel that was dismissed does not come back with each build, only with other notices."""
    tab = opened(context, server)
    server.call(server.live.state, (), (NOTICE,))
    tab.get_by_text(NOTICE.fault).wait_for(**WAIT)
    tab.get_by_role("button", name="Dismiss").click()
    tab.get_by_text(NOTICE.fault).wait_for(state="detached", **WAIT)
    server.call(server.live.state, (), (NOTICE,))
    server.call(server.live.state, (FAULT,), (NOTICE,))
    tab.get_by_role("alertdialog").wait_for(**WAIT)
    assert tab.get_by_text(NOTICE.fault).count() == 0
    server.call(server.live.state, (), (NOTICE, FAULT))
    tab.get_by_text(NOTICE.fault).wait_for(**WAIT)


def test_hostile_words_are_words(server: Running, context: Any) -> None:
    """Markup in what a problem quotes is shown, and does nothing."""
    tab = opened(context, server)
    server.call(server.live.state, (HOSTILE,), (HOSTILE,))
    tab.get_by_role("alertdialog").wait_for(**WAIT)
    assert tab.locator("dialog code").inner_text() == HOSTILE.place
    assert tab.locator("dialog img, dialog script, dialog b, #notices img").count() == 0
    assert tab.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    "policy", ["default-src 'none'", "default-src 'self'; script-src 'none'; connect-src https:; style-src 'none'"]
)
def test_stricter_policies(server: Running, context: Any, policy: str) -> None:
    """Under a page's own policy that forbids scripts, the live script works all the same, styled and connected."""
    server.write("a/index.html", html("<h1>Strict</h1>", policy))
    tab = opened(context, server, "a/")
    server.call(server.live.state, (FAULT,), ())
    tab.get_by_role("alertdialog").wait_for(**WAIT)
    assert tab.locator("dialog").evaluate("(dialog) => getComputedStyle(dialog).borderTopWidth") == "3px"
    assert tab.faults == []


def test_the_end_of_the_watch_and_its_return(tmp_path: Path, context: Any) -> None:
    """A page says that the watch has stopped, and follows the next one by itself: reloaded only if it changed."""
    site = tmp_path / "site"
    with running(site) as server:
        server.write("index.html", html("<h1>Home</h1>"))
        server.write("a/index.html", html("<h1>A</h1>"))
        changing, staying = opened(context, server, "a/"), opened(context, server)
        port = server.port
    changing.get_by_text("The watch has stopped").wait_for(**WAIT)
    (site / "a/index.html").write_text(html("<h1>Newer</h1>"))
    with running(site, port=port) as server:
        reads(changing, "Newer")
        staying.get_by_text("The watch has stopped").wait_for(state="detached", **WAIT)
        told(staying, server)
        assert is_marked(staying)


def test_back_and_forward(server: Running, context: Any) -> None:
    """A page that comes back out of the browser's history follows the archive again, and shows what it missed."""
    tab = opened(context, server)
    tab.click("#link")
    reads(tab, "A")
    server.write("index.html", html("<h1>Newer</h1>"))
    tab.go_back()
    reads(tab, "Newer")
    server.write("index.html", html("<h1>Newest</h1>"))
    reads(tab, "Newest")


def test_the_theme(site: Path, context: Any) -> None:
    """The default theme's pages keep their policy and follow the archive; the links of its 404 page work at any depth."""
    with running(site) as server:
        for path in ("", "tags/", "2021/03/06/nothing/here/at/all"):
            tab = opened(context, server, path)
            assert tab.faults == []
            links = tab.evaluate("() => [...document.querySelectorAll('[href]')].map((each) => each.href)")
            assert all(link.startswith(server.address) for link in links)
            others = {link.removeprefix(server.address).partition("#")[0] for link in links} - {path}
            assert [other for other in sorted(others) if server.get(f"/{other}").status != 200] == []
            tab.close()
