"""What the dev server adds to a page: the script that lets it follow the archive. Pure; nothing of it is ever in site/."""

from __future__ import annotations

import html as markup
import os
import re
from collections.abc import Iterator
from urllib.parse import quote

PREFIX = "/.backfile-live/"
"""Where on the host the script, its stylesheet and the event stream are. Nothing of site/ has a name like that."""

NEEDED = ("script-src", "style-src", "connect-src")
"""The directives of a Content-Security-Policy that rule over the script, its stylesheet and the event stream."""

_REST = rb"(?:[^>=]++|=\s*\"[^\"]*(?:\"|\Z)|=\s*'[^']*(?:'|\Z)|=)*+(?:>|\Z)"
_RAW = rb"script|style|textarea|title|xmp|iframe|noembed|noframes"
_TOKEN = re.compile(
    rb"<(?:(?P<comment>!--(?:-?>|.*?(?:--!?>|\Z)))"
    rb"|(?P<raw>" + _RAW + rb")(?=[\s/>])" + _REST + rb".*?(?:</(?P=raw)(?=[\s/>])|\Z)"
    rb"|(?P<end>/body(?=[\s/>])" + _REST + rb")"
    rb"|(?P<meta>meta(?=[\s/>])" + _REST + rb")"
    rb"|/?[a-z]" + _REST + rb")",
    re.IGNORECASE | re.DOTALL,
)
"""One step of an HTML tokenizer. Whatever is unclosed reaches to the end, so that hostile text costs linear time."""

_ATTRIBUTE = re.compile(rb"""([^\s"'>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def inject(html: bytes, path: str, etag: str, last: str) -> bytes:
    """The page with the live script before its last </body>, or at the end, and with a policy that lets the script run.

    path  the page's place in site/, or where the page would be that is not there
    etag  the digest of what is shown, as the script will tell it when it asks whether that is still current
    last  the id of the newest event that the page knows by having been loaded

    All other bytes stay. UTF-16, where ASCII can't be added, is returned as it is.
    """
    if html.startswith((b"\xff\xfe", b"\xfe\xff")):
        return html
    tokens = list(_TOKEN.finditer(html))
    edits = [*_widened(html, tokens), (*_place(html, tokens), _script(path, etag, last))]
    for start, end, data in sorted(edits, reverse=True):
        html = html[:start] + data + html[end:]
    return html


def _script(path: str, etag: str, last: str) -> bytes:
    data = {"path": quote(os.fsencode(path)), "etag": etag, "last": last}
    attributes = "".join(f' data-{name}="{markup.escape(value)}"' for name, value in data.items())
    return f'<script src="{PREFIX}live.js"{attributes}></script>\n'.encode("ascii", "xmlcharrefreplace")


def _place(html: bytes, tokens: list[re.Match[bytes]]) -> tuple[int, int]:
    """Where the script goes: an empty range, outside of all comments, scripts and attribute values."""
    for token in reversed(tokens):
        if token["end"]:
            return token.start(), token.start()
    if tokens and _is_unclosed(html, tokens[-1]):
        return tokens[-1].start(), tokens[-1].start()
    return len(html), len(html)


def _is_unclosed(html: bytes, last: re.Match[bytes]) -> bool:
    """Whether what follows the last token would be taken for a part of it."""
    if last.end() < len(html):
        return False
    if last["comment"]:
        return not last[0].endswith((b"-->", b"--!>"))
    return bool(last["raw"]) or not last[0].endswith(b">")


def _widened(html: bytes, tokens: list[re.Match[bytes]]) -> Iterator[tuple[int, int, bytes]]:
    """What to put in place of each policy of the page that would forbid the script."""
    for token in tokens:
        if not token["meta"] or (span := _policy_in(html, token)) is None:
            continue
        policy = markup.unescape(html[slice(*span)].decode("utf-8", "surrogateescape"))
        if (wider := widen(policy)) != policy:
            value = markup.escape(wider).encode("utf-8", "surrogateescape")
            is_quoted = html[span[0] - 1 : span[0]] in {b'"', b"'"}
            yield *span, value if is_quoted else b'"' + value + b'"'


def _policy_in(html: bytes, meta: re.Match[bytes]) -> tuple[int, int] | None:
    """Where the policy stands that a <meta> sets; None if it sets none. Of an attribute given twice, the first counts."""
    found: dict[bytes, tuple[int, int]] = {}
    for attribute in _ATTRIBUTE.finditer(html, meta.start() + len(b"<meta"), meta.end()):
        found.setdefault(attribute[1].lower(), attribute.span(attribute.lastindex or 1))
    if html[slice(*found.get(b"http-equiv", (0, 0)))].strip().lower() != b"content-security-policy":
        return None
    return found.get(b"content")


def widen(policy: str) -> str:
    """The policy with 'self' in what rules over our script, stylesheet and event stream (CSP 3, sections 6.7 and 6.8).

    A directive that is missing inherits from default-src, and from none at all everything is allowed. A policy that
    allows them already comes back as it is.
    """
    directives = _directives(policy)
    added = dict(change for name in NEEDED for change in _with_self(name, directives))
    if not added:
        return policy
    return "; ".join(" ".join((name, *sources)) for name, sources in {**directives, **added}.items())


def _directives(policy: str) -> dict[str, tuple[str, ...]]:
    """A policy by directive; of one given twice the first counts."""
    found: dict[str, tuple[str, ...]] = {}
    for words in filter(None, (part.split() for part in policy.split(";"))):
        found.setdefault(words[0].lower(), tuple(words[1:]))
    return found


def _with_self(name: str, directives: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The directives to set so that `name` allows 'self': none if it does already. `-elem` comes before `name`."""
    ruling = next((key for key in (f"{name}-elem", name, "default-src") if key in directives), None)
    if ruling is None:
        return
    sources = directives[ruling]
    if not {"'self'", "*"} & {source.lower() for source in sources}:
        kept = tuple(source for source in sources if source.lower() != "'none'")
        yield name if ruling == "default-src" else ruling, (*kept, "'self'")
