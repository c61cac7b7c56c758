"""Other people's tools on the same pages, as their documentation says to call them, with their own settings.

They are the optional dependencies `benchmarks`. A text dump is a page of one `<p>` a line to those that judge paragraphs
(jusText, boilerpy3) or look for dates (htmldate); the others have nothing to go by without a page's structure, and are
left out there. jusText is told the truth's language, for it asks for one. Nobody is told a page's address.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from benchmarks.cleaning.contestants import Answering, Contestant, always
from benchmarks.cleaning.corpora import Page, Section
from benchmarks.cleaning.dump import html_of, lines_of_html
from benchmarks.cleaning.metrics import FIELDS, Answer, Field

_BOTH: Final[tuple[Section, ...]] = ("text", "html")
_HTML: Final[tuple[Section, ...]] = ("html",)
_MODULES: Final = ("justext", "boilerpy3", "trafilatura", "readability", "resiliparse", "htmldate")


def peers() -> tuple[Contestant, ...]:
    """All of them. Raises ModuleNotFoundError with the names of those that are not installed."""
    missing = [name for name in _MODULES if importlib.util.find_spec(name) is None]
    if missing:
        raise ModuleNotFoundError(f"not installed: {', '.join(missing)}")
    return (
        _peer("jusText", _BOTH, _justext()),
        _peer("boilerpy3", _BOTH, _boilerpy3()),
        _peer("trafilatura", _HTML, _trafilatura(), FIELDS),
        _peer("readability", _HTML, _readability(), ("headline",)),
        _peer("resiliparse", _HTML, _resiliparse()),
        _peer("htmldate", _BOTH, _htmldate(), ("date",), body=False),
    )


def _peer(
    name: str, sections: tuple[Section, ...], answering: Answering, fields: tuple[Field, ...] = (), *, body: bool = True
) -> Contestant:
    return Contestant(name, sections, body, fields, always(_undisturbed(answering)))


def _undisturbed(answering: Answering) -> Answering:
    """`answering`, where whatever it raises is an answer not given, and whatever it warns of is not said."""

    def answer(page: Page) -> Answer:
        try:
            with warnings.catch_warnings(action="ignore"):
                return answering(page)
        except Exception:  # noqa: BLE001 - code of six projects, each with exceptions of its own and of its parser's
            return Answer()

    return answer


def _html(page: Page) -> str:
    return page.document.text if page.document.form == "html" else html_of(page.document.text)


def _justext() -> Answering:
    import justext

    def answer(page: Page) -> Answer:
        words = _stop_words(page.language or "en")
        low_and_high = {} if words else {"stopwords_low": 0, "stopwords_high": 0}  # what it says to do without a list
        paragraphs = justext.justext(_html(page), words, **low_and_high)
        return Answer("\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate))

    return answer


@cache
def _stop_words(language: str) -> frozenset[str]:
    """The list of jusText for `language`; empty if it has none."""
    import justext
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language).get_language_name("en")
    except (UnknownLocaleError, ValueError):
        return frozenset()
    known: frozenset[str] = justext.get_stoplist(name) if name in justext.get_stoplists() else frozenset()
    return known


def _boilerpy3() -> Answering:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor(raise_on_failure=False)
    return lambda page: Answer(extractor.get_content(_html(page)))


def _trafilatura() -> Answering:
    from trafilatura import bare_extraction

    def answer(page: Page) -> Answer:
        found: Any = bare_extraction(_html(page), include_comments=False, with_metadata=True)
        if found is None:
            return Answer()
        authors = tuple(filter(None, map(str.strip, (found.author or "").split(";"))))
        return Answer(found.text or "", found.title, found.date, authors)

    return answer


def _readability() -> Answering:
    import readability

    def answer(page: Page) -> Answer:
        document = readability.Document(_html(page))
        return Answer("\n".join(lines_of_html(document.summary())), headline=document.short_title())

    return answer


def _resiliparse() -> Answering:
    from resiliparse.extract.html2text import extract_plain_text

    extract: Callable[..., str] = extract_plain_text
    return lambda page: Answer(extract(_html(page), main_content=True, alt_texts=False))


def _htmldate() -> Answering:
    from htmldate import find_date

    return lambda page: Answer(date=find_date(_html(page), original_date=True))
