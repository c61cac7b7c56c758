"""Python-Markdown as this program uses it: its extensions, fences as everybody writes them, no id but a footnote's.

Import this module only where there is Markdown to convert: it takes 47 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

# A fence, and what is said about its code: a language, a title, lines to highlight. Between backticks on one line
# stands code within a sentence.
_OPENING: Final = re.compile(r"(?:(?P<ticks>`{3,})[^`]*|(?P<tildes>~{3,}).*)")
_CLOSING: Final = re.compile(r"(`{3,}|~{3,})[ \t]*")

_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*+"|'[^']*+')*+>""")
_ID: Final = re.compile(r"""(?P<before>[\s/"'])id\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+)""", re.IGNORECASE)
# After Python-Markdown's own, which bring raw HTML back into the text at 30, highest first.
_BEFORE_RAW_HTML: Final = 35


def converted(source: str) -> str:
    """HTML of the Markdown `source`, not yet safe. Raises RecursionError for lists and quotations nested too deep."""
    converter = _converter()
    converter.reset()
    return converter.convert("\n".join(_with_bare_fences(source)))


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    extensions: list[str | Extension] = ["tables", "footnotes", "fenced_code", "smarty", "sane_lists", _RawHtml()]
    return Markdown(extensions=extensions, output_format="html")


def _with_bare_fences(source: str) -> Iterator[str]:
    """The lines of `source`, where a block of code begins with a fence and nothing after it, and ends with the same fence.

    As CommonMark has it: any words may follow the first fence, the last may be longer, and a block that nothing ends
    goes on to the end. Python-Markdown would take such a block for running text, and the HTML in it for HTML.
    """
    fence = ""
    for line in source.split("\n"):
        if fence:
            closing = _CLOSING.fullmatch(line)
            ends = closing is not None and closing[1].startswith(fence)
            yield fence if ends else line
            fence = "" if ends else fence
        else:
            opening = _OPENING.fullmatch(line)
            fence = (opening["ticks"] or opening["tildes"]) if opening else ""
            yield fence or line
    if fence:
        yield fence


class _RawHtml(Extension):
    """Takes the ids out of HTML in Markdown: footnotes have the only ones that we keep, and each must be theirs alone."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # Python-Markdown's name
        md.postprocessors.register(_WithoutIds(md), "raw_html_without_ids", _BEFORE_RAW_HTML)


class _WithoutIds(Postprocessor):
    def run(self, text: str) -> str:
        """Change what is kept of raw HTML before it comes back into `text`."""
        stash = self.md.htmlStash
        stash.rawHtmlBlocks = [_without_ids(raw) if isinstance(raw, str) else raw for raw in stash.rawHtmlBlocks]
        return text


def _without_ids(html: str) -> str:
    return _TAG.sub(lambda tag: _ID.sub(r"\g<before>", tag[0]), html) if "id" in html.lower() else html
