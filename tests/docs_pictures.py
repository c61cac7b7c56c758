"""The pictures in the README, taken of the sample archive: `python -m tests.docs_pictures` takes them anew."""

from __future__ import annotations

from pathlib import Path
from shutil import copy, copytree
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from generator.build import build
from tests.browser.install import executable

ROOT = Path(__file__).resolve().parent.parent
SHOWN = {"home": "index.html", "article": "2022/10/12/the-strike-that-speaks-six-languages/index.html"}
SIZE = {"width": 1120, "height": 780}
"""CSS pixels: what the README shows without shrinking, in files under 200 KB."""


def main() -> None:
    """Build the sample archive somewhere else and take its pictures."""
    with TemporaryDirectory() as folder:
        archive = Path(folder)
        copytree(ROOT / "content", archive / "content")
        copy(ROOT / "backfile.toml", archive)
        build(archive)
        _take(archive / "site")


def _take(site: Path) -> None:
    chromium = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]}, color_scheme="light")
        for name, path in SHOWN.items():
            page.goto((site / path).as_uri())
            page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
