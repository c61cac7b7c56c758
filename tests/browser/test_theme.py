"""The default theme as a browser shows it: policy, width, contrast, direction, targets."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.config import Config, Theme
from generator.pages.frame import page_of, site_of
from generator.pages.home import NothingView
from generator.render import Renderer, Templates

ACCENTS = ("#8a1c1c", "#ffdd00", "#00ff00", "#0000ff", "#00ffff", "#ff00ff", "#ffffff", "#000000", "#777777", "#ff6600")

LUMINANCE = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const pixel = (colours) => {
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((v) => v / 255);
  };
  const luminance = (rgb) => rgb.map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
"""
"""The beginning of a function that measures contrast by the formula of WCAG, colours as the browser paints them."""

CONTRAST = (
    LUMINANCE
    + """
  const style = (name, property) => getComputedStyle(document.querySelector(name))[property];
  const grounds = {
    paper: [style("body", "backgroundColor")],
    wash: [style(".colophon", "backgroundColor")],
    level: [style("body", "backgroundColor"), style(".level-4", "backgroundColor")],
  };
  const pairs = [["a.plain", "paper"], ["a.plain", "wash"], [".extent", "paper"], [".colophon", "wash"], ["body", "paper"],
                 [".level-4 a", "level"]];
  return pairs.map(([name, ground]) => {
    const [a, b] = [luminance(pixel([style(name, "color")])), luminance(pixel(grounds[ground]))].sort((x, y) => y - x);
    return [name + " on " + ground, (a + .05) / (b + .05)];
  });
}
"""
)

REMOVED_CONTRAST = (
    LUMINANCE
    + """
  const junk = document.querySelector("[data-verdict=junk] ol");
  const ground = luminance(pixel([getComputedStyle(document.body).backgroundColor, getComputedStyle(junk).backgroundColor]));
  return [getComputedStyle(junk.querySelector("del")).color, getComputedStyle(junk.querySelector("li"), "::marker").color]
    .map((colour) => luminance(pixel([colour]))).map((ink) => (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05));
}
"""
)

SAMPLE = """<!doctype html><link rel="stylesheet" href="style.css">
<p class="extent">Quiet</p><a class="plain" href="#">Link</a>
<table class="calendar"><tr><td class="level-4"><a href="#">4</a></td></tr></table><div class="colophon">Foot</div>"""


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the site on a local host."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def pages_of(site: Path) -> list[Path]:
    """One page of each shape, relative to the site; the articles all."""
    fixed = ["index.html", "404.html", "tags/index.html", "sources/index.html", "authors/index.html", "undated/index.html"]
    fixed += ["2021/index.html", "2021/03/index.html", "2021/03/06/index.html"]
    articles = sorted(path.relative_to(site) for path in site.glob("2021/*/*/*/**/index.html"))
    things = [next(site.glob(f"{kind}/*/index.html")).relative_to(site) for kind in ("tags", "sources", "authors")]
    return [*map(Path, fixed), *articles, *things]


@pytest.mark.parametrize("from_disk", [True, False])
def test_style_sheet_is_shown_and_nothing_reported(from_disk: bool, site: Path, served: str, browser: Any) -> None:
    """From disk and from a host each page has its style, and the browser has no complaint about policy or scripts."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "favicon" not in message.location["url"] else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in pages_of(site):
        if path.name == "404.html" and from_disk:
            continue  # its links begin at the root of a host
        page.goto((site / path).as_uri() if from_disk else f"{served}/{path.as_posix()}")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 249)", path
    assert said == []
    page.close()


@pytest.mark.parametrize("width", [320, 768, 1440, 3840])
def test_nothing_sticks_out(width: int, site: Path, browser: Any) -> None:
    """No page scrolls sideways, however long its words or wide its tables."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in pages_of(site):
        page.goto((site / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") or path.name == "404.html", path
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_contrast_whatever_the_accent(accent: str, scheme: str, tmp_path: Path, browser: Any) -> None:
    """Text has a contrast of 4.5 : 1 (WCAG AA) in both schemes, with any accent."""
    config = Config(theme=Theme(accent=accent))
    variables = {"site": site_of(config), "page": page_of(config, "style", "style.css", ""), "view": NothingView()}
    (tmp_path / "style.css").write_bytes(Renderer(Templates.of(Path("nowhere")), "en").render("style.css", variables))
    (tmp_path / "index.html").write_text(SAMPLE, encoding="utf-8")
    page = browser.new_page(color_scheme=scheme)
    page.goto((tmp_path / "index.html").as_uri())
    assert {name: ratio for name, ratio in page.evaluate(CONTRAST) if ratio < 4.5} == {}
    page.close()


def test_targets_are_large_enough(site: Path, browser: Any) -> None:
    """On a phone, what can be touched outside running text is at least 24 pixels high (WCAG 2.5.8)."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    for path in pages_of(site):
        page.goto((site / path).as_uri())
        small = page.evaluate(
            """() => [...document.querySelectorAll("a")].filter((a) => !a.closest(".body") && !a.matches(".skip"))
                 .filter((a) => a.getBoundingClientRect().height < 24).map((a) => a.outerHTML)"""
        )
        assert small == [] or path.name == "404.html", path
    page.close()


def test_right_to_left_is_mirrored(site: Path, browser: Any) -> None:
    """An Arabic article stands at the right of its record; the archive's own header keeps its direction."""
    arabic = next(
        path for path in site.glob("2021/*/*/*/index.html") if '<html lang="ar" dir="rtl">' in path.read_text("utf-8")
    )
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(arabic.as_uri())
    left = "(selector) => document.querySelector(selector).getBoundingClientRect().left"
    assert page.evaluate(left, ".story") > page.evaluate(left, ".record")
    assert page.evaluate(left, ".name") < page.evaluate(left, ".masthead nav")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    page.close()


def test_keyboard_reaches_the_content(site: Path, browser: Any) -> None:
    """The first stop of the Tab key is a visible link that leads past the header."""
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0
    page.close()


def test_print_leaves_the_article(site: Path, browser: Any) -> None:
    """On paper the ways through the archive are gone; the article and its citation stay."""
    page = browser.new_page()
    page.goto(next(site.glob("2021/03/05/*/index.html")).as_uri())
    page.emulate_media(media="print")
    shown = {
        name: page.locator(name).is_visible() for name in (".masthead nav", ".trail", ".colophon", ".story", ".citation")
    }
    assert shown == {".masthead nav": False, ".trail": False, ".colophon": False, ".story": True, ".citation": True}
    page.close()


def removed_pages(site: Path) -> tuple[Path, Path]:
    """The pages of what was removed from an English article and from an Arabic one."""
    found = {path: path.read_text("utf-8") for path in site.glob("2021/03/07/*/removed/index.html")}
    english, arabic = (next(path for path in found if f'<html lang="{each}"' in found[path]) for each in ("en", "ar"))
    return english, arabic


BOX = "(selector) => { const box = document.querySelector(selector).getBoundingClientRect(); return [box.left, box.top]; }"
BODY = "[data-verdict=body]"


def test_original_and_cleaned_side_by_side(site: Path, browser: Any) -> None:
    """With room, each kept line stands beside what it became, on one line; an Arabic page is mirrored."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for path, mirrored in zip(removed_pages(site), (False, True), strict=True):
        page.goto(path.as_uri())
        (left, top), (right, level) = page.evaluate(BOX, f"{BODY} ol"), page.evaluate(BOX, f"{BODY} .cleaned")
        assert (left > right) == mirrored
        assert top == level
    page.close()


def test_what_was_removed_on_a_phone(site: Path, browser: Any) -> None:
    """Without room, a line stands below its verdict, and what was kept is not said twice."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    for path in removed_pages(site):
        page.goto(path.as_uri())
        assert page.evaluate(BOX, f"{BODY} .verdict")[1] < page.evaluate(BOX, f"{BODY} ol")[1]
        assert page.locator(".cleaned:visible").count() == 0
        assert page.locator("del:visible").count() == page.locator("del").count() > 0
    page.close()


def test_each_line_has_its_own_direction(site: Path, browser: Any) -> None:
    """An Arabic line among English ones ends at the side where Arabic begins, and the reverse."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    ends = """(element) => { const range = document.createRange(); range.selectNodeContents(element);
                const [text, line] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
                return text.left - line.left > line.right - text.right; }"""
    for path in removed_pages(site):
        page.goto(path.as_uri())
        assert page.locator("del", has_text="شارك").first.evaluate(ends)
        assert not page.locator("del", has_text="Facebook").first.evaluate(ends)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_removed_lines_can_be_read(scheme: str, site: Path, browser: Any) -> None:
    """Removed lines and their numbers have the contrast of text, and are not marked by colour alone."""
    page = browser.new_page(color_scheme=scheme)
    page.goto(removed_pages(site)[0].as_uri())
    ratios = page.evaluate(REMOVED_CONTRAST)
    assert min(ratios) >= 4.5, ratios
    assert page.locator("[data-verdict=junk] .verdict b").first.inner_text() == "Removed"
    page.close()


def test_reasons_lead_to_their_lines(site: Path, browser: Any) -> None:
    """A click on a reason brings the first line that was removed for it into view."""
    page = browser.new_page(viewport={"width": 360, "height": 400}, reduced_motion="reduce")
    page.goto(removed_pages(site)[0].as_uri())
    for link in page.locator(".reasons a").all():
        passage = page.locator(link.get_attribute("href"))
        link.click()
        page.wait_for_function(
            "(id) => document.querySelector(id).getBoundingClientRect().top < innerHeight", arg=link.get_attribute("href")
        )
        assert passage.get_attribute("data-verdict") == "junk"
    page.close()
