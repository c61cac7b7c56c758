"""Built pages as a browser takes them apart: their elements, their links, and whether those are safe."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from tests.archives import Archive

NOWHERE = {"iframe", "object", "embed", "applet", "base", "frame", "style", "video", "audio", "template", "plaintext"}
"""Elements that no page has."""

NOT_IN_ARTICLES = {*NOWHERE, "script", "form", "input", "button", "svg", "math", "img", "meta", "link", "title"}
"""Elements that only the theme may use."""


class Page(HTMLParser):
    """The start tags of a page with their attributes, those of its article, and the text of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.in_article: set[str] = set()
        self.scripts: list[str] = []
        self._reading = False
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._reading = (self._reading or tag == "article") and tag != "aside"
        if self._reading:
            self.in_article.add(tag)
        self._open = tag

    def handle_data(self, data: str) -> None:
        """Note the text of a script."""
        if self._open == "script":
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        del tag
        self._open = ""

    def links(self) -> Iterator[str]:
        """Every address that the page leads to, loads, or sends something to."""
        names = (
            "href",
            "src",
            "srcset",
            "action",
            "formaction",
            "poster",
            "data",
            "background",
            "cite",
            "ping",
            "xlink:href",
        )
        for tag, attributes in self.tags:
            yield from (value for name, value in attributes.items() if name in names and tag != "q")


def unsafe_links(made: Archive) -> list[tuple[str, str]]:
    """Return each page's links that are neither http, https, mailto, nor a file of the site."""
    site = made.site()
    found = []
    for path, text in made.pages().items():
        for link in Page(text).links():
            parts = urlsplit(link)
            outside = parts.scheme in {"http", "https"} and parts.netloc
            if not (outside or parts.scheme == "mailto" or _is_inside(site, path, link)):
                found.append((path, link))
    return found


def _is_inside(site: dict[str, bytes], page_path: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or "\\" in link:
        return False
    target = unquote(parts.path)
    here = [] if target.startswith("/") else page_path.split("/")[:-1]
    for step in target.split("/"):
        if step == ".." and not here:
            return False
        here = here[:-1] if step == ".." else [*here, *([step] if step not in {"", "."} else [])]
    there = "/".join(here)
    return not target or target == "./" or there in site or f"{there}/index.html".lstrip("/") in site
