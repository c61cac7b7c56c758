"""JSON-LD: the objects that a page's scripts declare, and which of them is its article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.clean.html.headlines import plain

if TYPE_CHECKING:
    from lxml.etree import _Element

# JSON-LD beyond this many characters is not about one article, and one that is nested deeper not about anything.
_LARGEST: Final = 1_000_000
_DEEPEST: Final = 12
_ARTICLE: Final = re.compile(r"(?:Article|Posting|Report)$")
# What may stand for the article where no object is one: the page itself, or what it is a page of.
_WORK: Final = re.compile(r"(?:WebPage|ItemPage|CreativeWork|Recipe|Review|VideoObject|PodcastEpisode|Event)$")
# Objects inside another that are articles, but other ones.
_OTHERS: Final = frozenset(("comment", "citation", "hasPart", "isPartOf", "mentions", "itemListElement", "relatedLink",
                            "liveBlogUpdate", "review", "isBasedOn", "blogPost", "subjectOf"))  # fmt: skip

Node = Mapping[str, Any]


class LinkedData(msgspec.Struct, frozen=True):
    """What a page's JSON-LD says.

    article  the object that is the page's article, its references to other objects resolved; {} for none
    page     the object of the page or the work, likewise
    sites    names of its publisher and its site
    """

    article: Node
    page: Node
    sites: tuple[str, ...]


def linked_data(root: _Element, titles: frozenset[str]) -> LinkedData:
    """The JSON-LD of the page `root`, which calls itself one of `titles` (lower case, words only)."""
    nodes = [(node, other) for data in _data_in(root) for node, other in _nodes_in(data, _DEEPEST)]
    named = {node["@id"]: node for node, _ in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node, other in nodes if not other and _is(node, _ARTICLE)]
    pages = [node for node, other in nodes if not other and _is(node, _WORK)]
    article = _best(articles, titles)
    publisher = _resolved(article.get("publisher"), named)
    named_sites = [publisher, *(node for node, _ in nodes if _is(node, _SITE))]
    return LinkedData(
        {key: _resolved(value, named) for key, value in article.items()},
        {key: _resolved(value, named) for key, value in _best(pages, titles).items()},
        tuple(dict.fromkeys(name for node in named_sites if (name := name_of(node)))),
    )


_SITE: Final = re.compile(r"(?:WebSite|NewsMediaOrganization|Newspaper)$")


def types_of(node: Any) -> tuple[str, ...]:
    """The types of an object, without a vocabulary's address before them."""
    said = node.get("@type") if isinstance(node, Mapping) else None
    listed = said if isinstance(said, list) else [said]
    return tuple(name.rpartition("/")[2] for name in listed if isinstance(name, str))


def name_of(node: Any) -> str:
    """The name of an object, or the text that stands in its place; "" for neither."""
    if isinstance(node, list) and node:
        node = node[0]
    name = node.get("name") if isinstance(node, Mapping) else node
    if isinstance(name, list) and name:
        name = name[0]
    return " ".join(unescape(name).split()) if isinstance(name, str) else ""


def _is(node: Node, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(name) for name in types_of(node))


def _best(nodes: Sequence[Node], titles: frozenset[str]) -> Node:
    """The first of `nodes` that bears one of the page's titles, else the first with a date, else the first."""
    titled = (node for node in nodes if plain(str(node.get("headline") or node.get("name"))) in titles)
    dated = (node for node in nodes if "datePublished" in node)
    return next(chain(titled, dated, nodes), {})


def _data_in(root: _Element) -> Iterator[Any]:
    """The values of the page's JSON-LD scripts; broken JSON is no news, and the page's other markup speaks for it."""
    for element in root.iter("script"):
        text = element.text or ""
        if "ld+json" not in element.get("type", "").lower() or len(text) > _LARGEST:
            continue
        # Raw line ends inside strings are common, and JSON forbids them.
        text = _ESCAPE.sub(_whole_escape, _CONTROL.sub(" ", _WRAPPING.sub("", text)))
        for attempt in (text, _COMMA.sub(r"\1", text)):
            try:
                yield msgspec.json.decode(attempt)
                break
            except (msgspec.DecodeError, RecursionError):
                continue


_CONTROL: Final = re.compile(r"[\x00-\x1f]+")
# What older programs put around a script, and a full stop that belongs to JavaScript.
_WRAPPING: Final = re.compile(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>|;)\s*$")
_COMMA: Final = re.compile(r",(\s*[}\]])")
# A backslash's own escape, a pair of surrogates, or one that is alone: an emoji cut in half by a limit on length.
_ESCAPE: Final = re.compile(
    r"\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?P<lone>\\u[dD][89a-fA-F][\da-fA-F]{2})"
)


def _whole_escape(match: re.Match[str]) -> str:
    return "\\ufffd" if match["lone"] else match[0]


def _nodes_in(data: Any, deepest: int, other: bool = False) -> Iterator[tuple[Node, bool]]:
    """Every object in `data` down to `deepest` levels, the outer first, and whether it is part of another's lists."""
    if deepest == 0:
        return
    if isinstance(data, dict):
        yield data, other
        for key, child in data.items():
            if isinstance(child, dict | list):
                yield from _nodes_in(child, deepest - 1, other or key in _OTHERS)
    elif isinstance(data, list):
        for child in data:
            if isinstance(child, dict | list):
                yield from _nodes_in(child, deepest - 1, other)


def _resolved(value: Any, named: Mapping[str, Node]) -> Any:
    """`value` with each {"@id": ...} that says no more replaced by the object of that name."""
    if isinstance(value, list):
        return [_resolved(one, named) if isinstance(one, dict) else one for one in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value
