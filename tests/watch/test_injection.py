"""The live script in a page: where it goes, that nothing else moves, and that the page's policy lets it run."""

from __future__ import annotations

import os
import re
import time
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.watch.injection import NEEDED, inject, widen

SCRIPT = re.compile(rb'<script src="/\.backfile-live/live\.js"[^>]*></script>\n')

PIECES = [
    b"<p>words</p>",
    b"</body>",
    b"</BODY >",
    b"</bodyguard>",
    b"<!-- ",
    b"-->",
    b"<!-->",
    b"<script>",
    b"</script>",
    b"<textarea>",
    b"</textarea>",
    b"<title>",
    b"<style>",
    b'<a title="',
    b"'",
    b'"',
    b">",
    b"=",
    b"<meta ",
    b'<meta http-equiv="Content-Security-Policy" content="',
    b"default-src 'none'",
    b"\xff\xfe",
    b"\x00",
]
DOCUMENTS = st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=24).map(b"".join)


def placed(document: str) -> str:
    """Return the document with the script as a bar, for plain comparison."""
    return SCRIPT.sub(b"|", inject(document.encode(), "a/index.html", "e", "l")).decode()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("<body>x</body></html>", "<body>x|</body></html>"),
        ("<body>x</BODY\n></html>", "<body>x|</BODY\n></html>"),
        ("</body>x</body>", "</body>x|</body>"),
        ("a fragment", "a fragment|"),
        ("", "|"),
        ("x</body><!-- </body> -->", "x|</body><!-- </body> -->"),
        ("x</body><script>'</body>'</script>", "x|</body><script>'</body>'</script>"),
        ("x</body><textarea></body></textarea>", "x|</body><textarea></body></textarea>"),
        ("x</body><a title='</body>'>", "x|</body><a title='</body>'>"),
        ('x</body><a title=">" lang="</body>">', 'x|</body><a title=">" lang="</body>">'),
        ("<p don't></body>'", "<p don't>|</body>'"),
        ("x</bodyguard>", "x</bodyguard>|"),
        ("x<!-- unclosed </body>", "x|<!-- unclosed </body>"),
        ("x<script>unclosed </body>", "x|<script>unclosed </body>"),
        ("x<p class='unclosed", "x|<p class='unclosed"),
        ("x<!-->y", "x<!-->y|"),
    ],
)
def test_where_the_script_goes(document: str, expected: str) -> None:
    """It stands before the last real </body>, else at the end, and never in what is no markup."""
    assert placed(document) == expected


class Tags(HTMLParser):
    """The attributes of each element of one name, as a parser sees them; of one given twice the first."""

    def __init__(self, document: str, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[dict[str, str | None]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect it."""
        if tag == self._name:
            self.found.append(dict(reversed(attrs)))


ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126))


@given(st.binary(min_size=1).map(os.fsdecode), ASCII, ASCII)
def test_what_it_carries(path: str, etag: str, last: str) -> None:
    """Path, digest and id arrive whole; the path in percent-encoding, for it need not be UTF-8."""
    (script,) = Tags(inject(b"", path, etag, last).decode("ascii"), "script").found
    assert (script["data-etag"], script["data-last"]) == (etag, last)
    assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", script["data-path"] or "")
    assert os.fsdecode(unquote_to_bytes(script["data-path"] or "")) == path


@given(DOCUMENTS)
@example(b"<!--" * 5)
def test_all_other_bytes_stay(document: bytes) -> None:
    """Of any bytes, all are still there in order; only a policy may be written anew."""
    served = inject(document, "index.html", "e", "l")
    if b"http-equiv" not in document.lower() and not document.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert SCRIPT.sub(b"", served, count=1) == document
        assert len(SCRIPT.findall(served)) == 1


@given(st.binary())
def test_no_bytes_break_it(document: bytes) -> None:
    """Whatever the bytes, there is an answer, and the document is in it."""
    served = inject(document, "index.html", "e", "l")
    assert SCRIPT.sub(b"", served) == document


@pytest.mark.parametrize("bom", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_is_left_alone(bom: bytes) -> None:
    """ASCII in the middle of UTF-16 would break the page."""
    assert inject(bom + b"x\0", "index.html", "e", "l") == bom + b"x\0"


@pytest.mark.parametrize(
    "piece", [b"<meta ", b'<meta a="', b"<!--", b"<script>", b"<", b"<a = = ", b"= ", b"</title", b"<a ='"]
)
def test_hostile_pages_cost_linear_time(piece: bytes) -> None:
    """A megabyte of what a tokenizer could stumble over again and again is done in less than two seconds."""
    start = time.perf_counter()
    inject(piece * (1_000_000 // len(piece)), "index.html", "e", "l")
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("", ""),
        ("img-src 'none'", "img-src 'none'"),
        ("default-src 'self'", "default-src 'self'"),
        ("default-src *; img-src 'none'", "default-src *; img-src 'none'"),
        ("script-src 'self'; connect-src 'SELF'; style-src *", "script-src 'self'; connect-src 'SELF'; style-src *"),
        (
            "default-src 'none'",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        ),
        ("script-src 'none'; script-src *", "script-src 'self'"),
        ("Script-Src 'sha256-x'", "script-src 'sha256-x' 'self'"),
        ("script-src 'self'; script-src-elem https:", "script-src 'self'; script-src-elem https: 'self'"),
        ("script-src 'none'; script-src-elem 'self'", "script-src 'none'; script-src-elem 'self'"),
        (
            "default-src https:; style-src 'self'",
            "default-src https:; style-src 'self'; script-src https: 'self'; connect-src https: 'self'",
        ),
    ],
)
def test_policies_are_widened_by_self_alone(policy: str, expected: str) -> None:
    """What rules over our script, stylesheet and event stream gets 'self'; a policy that allows them stays as it is."""
    assert widen(policy) == expected


DIRECTIVES = st.sampled_from(["default-src", *NEEDED, "script-src-elem", "style-src-elem", "img-src", "base-uri"])
SOURCES = st.lists(st.sampled_from(["'none'", "'self'", "https:", "*", "'unsafe-inline'"]), max_size=3)


@given(st.lists(st.tuples(DIRECTIVES, SOURCES), max_size=6))
def test_widening_is_done_once(directives: list[tuple[str, list[str]]]) -> None:
    """A widened policy needs no more, and nothing that was allowed is forbidden by it."""
    policy = "; ".join(" ".join((name, *sources)) for name, sources in directives)
    wider = widen(policy)
    assert widen(wider) == wider
    kept = {source for _, sources in dict(reversed(directives)).items() for source in sources} - {"'none'"}
    assert kept <= set(wider.replace(";", " ").split())


@pytest.mark.parametrize(
    "attributes",
    [
        'http-equiv="Content-Security-Policy" content="script-src \'none\'"',
        "content='script-src &#39;none&#39;' HTTP-EQUIV = content-security-policy",
        'http-equiv="content-security-policy" content="script-src &apos;none&apos;" content="img-src *"',
        "http-equiv=content-security-policy content=script-src&#32;&#x27;none&#x27;",
    ],
)
def test_policies_in_any_spelling(attributes: str) -> None:
    """Quotes, case, order and character references do not hide a policy, and the result is one a parser reads."""
    served = inject(f"<meta {attributes}>".encode(), "index.html", "e", "l").decode()

    (meta,) = Tags(served, "meta").found
    assert meta["content"] == "script-src 'self'"


@pytest.mark.parametrize(
    "document",
    [
        "<!-- <meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\"> -->",
        "<script>'<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">'</script>",
        '<meta name="Content-Security-Policy" content="script-src \'none\'">',
        "<meta http-equiv='refresh' content=\"script-src 'none'\">",
        "<meta http-equiv='Content-Security-Policy'>",
    ],
)
def test_what_is_no_policy_stays(document: str) -> None:
    """A policy in a comment or a script is none."""
    assert placed(document) == document + "|"
