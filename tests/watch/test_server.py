"""The dev server over real sockets: what it serves, to whom, and what it never gives away."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import BackfileError
from generator.site import BESIDE, MARKER
from generator.watch.addresses import Found, find
from generator.watch.answers import SMALL, media_type
from generator.watch.port import holder_of, listen
from generator.watch.server import OWN
from tests.archives import unprivileged

from .serving import PATIENCE, Running, Stream, running

SECRET = b"what lies outside of the site"
FILES = {
    "index.html": "<h1>Home</h1></body>",
    "404.html": "<h1>Nothing here</h1></body>",
    "2023/01/24/storm/index.html": "<h1>Storm</h1></body>",
    "2023/01/24/storm/index.json": '{"headline": "Storm"}',
    "2023/01/24/storm/storm.html.txt": "<script>alert(1)</script>",
    "assets/style.css": "body { color: black }",
    "feed.xml": "<feed/>",
    "feed.json": "{}",
    "sitemap.xml": "<urlset/>",
    ".well-known/security.txt": "Contact: mailto:a@b.example",
    "films/empty.mp4": "",
    "pictures/ünï 100%.txt": "accents",
    MARKER: "{}",
    f"{BESIDE}/half": "half",
}


def laid_out(site: Path) -> Path:
    """Write the files of FILES, what must not be reached beside and above them, and links to that."""
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    (site.parent / "secret.txt").write_bytes(SECRET)
    (site.parent / "index.html").write_bytes(SECRET)
    (site / "link.txt").symlink_to("../secret.txt")
    (site / "inside.css").symlink_to("assets/style.css")
    (site / "up").symlink_to("..", target_is_directory=True)
    os.mkfifo(site / "pipe")
    return site


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of FILES that the tests only read from."""
    with running(laid_out(tmp_path_factory.mktemp("archive") / "site")) as started:
        yield started


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Running]:
    """A server of FILES that a test may change."""
    with running(laid_out(tmp_path / "site")) as started:
        yield started


@pytest.mark.parametrize("address", ["/", "/index.html", "/2023/01/24/storm/", "/2023/01/24/storm/index.html"])
def test_pages(server: Running, address: str) -> None:
    """A folder is its index.html, with the live script in it and the headers that keep it to ourselves."""
    answer = server.get(address)
    assert answer.status == 200
    assert answer.body.startswith(b"<h1>")
    assert answer.body.count(b"/.backfile-live/live.js") == 1
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("2023/01/24/storm/index.json", "application/json"),
        ("2023/01/24/storm/storm.html.txt", "text/plain; charset=utf-8"),
        ("assets/style.css", "text/css; charset=utf-8"),
        ("feed.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        (".well-known/security.txt", "text/plain; charset=utf-8"),
        ("films/empty.mp4", "video/mp4"),
        ("pictures/ünï 100%.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files(server: Running, path: str, kind: str) -> None:
    """Every other file is served as it is, under the type that its name tells."""
    answer = server.get("/" + quote(path))
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.body == FILES[path].encode()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.JPG", "image/jpeg"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.woff2", "font/woff2"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.tar.gz", "application/gzip"),
        ("a.html.bz2", "application/octet-stream"),
        ("a", "application/octet-stream"),
        ("a.never-heard-of", "application/octet-stream"),
    ],
)
def test_types(name: str, kind: str) -> None:
    """Compressed files are not what they would be if unpacked, and the unknown is bytes."""
    assert media_type(f"b/{name}") == kind


def test_a_folder_without_its_slash(server: Running) -> None:
    """It is sent to where its links are right, for good, with the query and without a host."""
    answer = server.get("/2023/01/24/storm?from=%2Fa&x")
    assert (answer.status, answer.headers["location"]) == (308, "/2023/01/24/storm/?from=%2Fa&x")


def test_a_folder_that_needs_quoting(own: Running) -> None:
    """A redirect's address is percent-encoded again, whatever characters the folder's name has."""
    own.write("a b/ü?#/index.html", "x")
    answer = own.get("/a%20b/%C3%BC%3F%23")
    assert answer.headers["location"] == "/a%20b/%C3%BC%3F%23/"
    assert own.get(answer.headers["location"]).status == 200


@pytest.mark.parametrize(
    "address", ["//evil.example", "//evil.example/..", "/\\evil.example", "/%5Cevil.example", "/%2Fevil.example"]
)
def test_no_redirect_to_another_host(own: Running, address: str) -> None:
    """An address that a browser could take for another host's leads nowhere, even if there is a folder of that name."""
    own.write("evil.example/index.html", "x")
    answer = own.get(address)
    assert answer.status == 404
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "address", ["/nowhere", "/nowhere/", "/2023/", "/2023/01/99/x/", "/films/none.mp4", "/index.html/", "/index.html/x"]
)
def test_what_is_not_there(server: Running, address: str) -> None:
    """The site's own 404 page, with its status and the live script; a folder without a page is not listed."""
    answer = server.get(address)
    assert answer.status == 404
    assert b"Nothing here" in answer.body
    assert answer.body.count(b"live.js") == 1


OUTSIDE = [
    "/../secret.txt",
    "/..",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/%252e%252e/secret.txt",
    "/.%2e/secret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/%00/../secret.txt",
    "/index.html%00.txt",
    "/./index.html",
    "/assets//style.css",
    "//secret.txt",
    "/link.txt",
    "/inside.css",
    "/up/secret.txt",
    "/up/",
    "/up",
    "/pipe",
    "/.backfile",
    "/.BACKFILE",
    "/.backfile/",
    "/%2ebackfile",
    "/.backfile-tmp/half",
    "/.Backfile-tmp/half",
    "/.backfile-live/nothing",
    "/.backfile-live/server.py",
    "/.backfile-live/../index.html",
    "/%ff%fe",
    "/" + "a" * 300,
    "/" + "a/" * 3000,
    "http://127.0.0.1/index.html",
    "*",
]


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_no_part_of_the_site(server: Running, address: str) -> None:
    """What leaves the site, lies behind a link, is our own mark or no address at all is a plain 404."""
    answer = server.get(address)
    assert answer.status == 404
    assert SECRET not in answer.body
    assert b"Nothing here" in answer.body


def test_links_to_absolute_places(server: Running) -> None:
    """A path that is absolute on the disk is looked for below the site."""
    answer = server.get("/" + quote(str(server.site.parent / "secret.txt")))
    assert answer.status == 404
    assert SECRET not in answer.body


STEPS = [
    "..",
    ".",
    "%2e%2e",
    "%2E.",
    "%252e",
    "up",
    "link.txt",
    "secret.txt",
    "index.html",
    "assets",
    "",
    "\\",
    "%5c",
    "%00",
    "%2f",
    ".backfile",
]


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS).map(str.encode) | st.binary(max_size=6), max_size=7).map(b"/".join))
def test_no_path_leads_out(server: Running, path: bytes) -> None:
    """Whatever path a client can send, the bytes that it gets are those of a regular file in the site, or none."""
    inside = {(server.site / name).stat().st_ino for name in FILES if not name.startswith(MARKER)}
    found = find(server.site, b"/" + path)
    if isinstance(found, Found):
        os.close(found.descriptor)
        assert found.stat.st_ino in inside


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS).map(str.encode) | st.binary(max_size=6), max_size=7).map(b"/".join))
def test_no_request_breaks_it(server: Running, path: bytes) -> None:
    """Raw bytes in the place of a path get an answer, never the secret and never a fault of ours."""
    answer = server.get(b"/" + path.translate(None, b" \t\r\n"))
    assert answer.status in {200, 308, 400, 404}
    assert SECRET not in answer.body


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS) | st.text("ab.%2", max_size=4), min_size=1, max_size=4).map("/".join))
def test_a_page_that_did_not_change_is_never_told_to_reload(server: Running, path: str) -> None:
    """What a page was served as, 404 or not, is what it is found to be when it connects: there is no endless reloading."""
    answer = server.get("/" + path.replace(" ", ""))
    marks = re.search(rb'data-path="([^"]*)" data-etag="([^"]*)" data-last="([^"]*)"', answer.body)
    if marks and answer.status in {200, 404}:
        with Stream(server, *(quote(mark) for mark in marks.groups())) as stream:
            first = stream.next()
        assert first
        assert first[0] == "state"  # "reload" would come before it


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}"])
def test_hosts_that_are_ours(server: Running, host: str) -> None:
    """The two names of this machine are answered."""
    assert server.get("/", {"Host": host.format(port=server.port)}).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", "[::1]:{port}", ""],
)
@pytest.mark.parametrize("address", ["/", "/.backfile-live/events?page=index.html", "/2023/01/24/storm"])
def test_other_hosts_are_refused(server: Running, host: str, address: str) -> None:
    """A name that somebody else made resolve to this machine reads nothing (DNS rebinding)."""
    answer = server.get(address, {"Host": host.format(port=server.port)})
    assert answer.status == 421
    assert answer.body == f"This server answers to http://127.0.0.1:{server.port}/ only.\n".encode()


def test_two_hosts(server: Running) -> None:
    """A request that names two hosts, or none, is malformed or refused."""
    two = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nHost: evil.example\r\n\r\n".encode()
    assert server.send(two).status == 400
    assert server.send(b"GET / HTTP/1.0\r\n\r\n").status == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "get"])
def test_other_methods(server: Running, method: str) -> None:
    """Nothing but GET and HEAD does anything."""
    answer = server.get("/", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("address", ["/", "/assets/style.css", "/nowhere", "/.backfile-live/live.js", "/films/empty.mp4"])
def test_head(server: Running, address: str) -> None:
    """HEAD tells what GET tells, without the bytes; a range means nothing to it."""
    get, head = server.get(address), server.get(address, {"Range": "bytes=0-0"}, method="HEAD")
    assert head.body == b""
    assert head.status == get.status
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


@pytest.mark.parametrize("address", ["/", "/assets/style.css", "/films/empty.mp4", "/.backfile-live/live.css"])
def test_known_bytes_are_not_sent_again(server: Running, address: str) -> None:
    """If-None-Match with the ETag, weak or among others, is a 304; with another it is the file."""
    etag = server.get(address).headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{24}"', etag)
    for known in (etag, f'"x", {etag}', f"W/{etag}", "*"):
        answer = server.get(address, {"If-None-Match": known})
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", etag)
    assert server.get(address, {"If-None-Match": '"x"'}).status == 200


def test_etags_are_of_what_is_sent(own: Running) -> None:
    """Equal bytes have one ETag whenever they were written, and other bytes another."""
    first = own.get("/assets/style.css").headers["etag"]
    own.write("assets/style.css", FILES["assets/style.css"])
    assert own.get("/assets/style.css").headers["etag"] == first
    own.write("assets/style.css", "body { color: red }  ")
    assert own.get("/assets/style.css").headers["etag"] != first


@pytest.mark.parametrize(
    ("asked", "part"),
    [("0-3", "0-3"), ("5-", "5-20"), ("-4", "17-20"), ("-400", "0-20"), ("3-99", "3-20"), ("20-20", "20-20")],
)
def test_ranges(server: Running, asked: str, part: str) -> None:
    """One range of bytes, from the start, the end, or between."""
    whole = server.get("/assets/style.css").body
    assert len(whole) == 21
    answer = server.get("/assets/style.css", {"Range": f"bytes={asked}"})
    first, last = map(int, part.split("-"))
    assert (answer.status, answer.headers["content-range"]) == (206, f"bytes {part}/21")
    assert answer.body == whole[first : last + 1]


@pytest.mark.parametrize(
    "asked", ["bytes=3-1", "bytes=-", "bytes=x-y", "lines=1-2", "bytes=0-1,3-4", "bytes=1", "bytes=" + "9" * 5000 + "-"]
)
def test_ranges_that_make_no_sense(server: Running, asked: str) -> None:
    """They get everything, and so do several at once."""
    assert server.get("/assets/style.css", {"Range": asked}).status == 200


@pytest.mark.parametrize("asked", ["21-", "21-30", "999999-", "-0"])
def test_ranges_behind_the_end(server: Running, asked: str) -> None:
    """They are told how long it is."""
    answer = server.get("/assets/style.css", {"Range": f"bytes={asked}"})
    assert (answer.status, answer.headers["content-range"], answer.body) == (416, "bytes */21", b"")


def test_ranges_of_other_bytes(server: Running) -> None:
    """If-Range with the right ETag gets the part; with another, a weak one or a date, everything."""
    etag = server.get("/").headers["etag"]
    assert server.get("/", {"Range": "bytes=0-3", "If-Range": etag}).body == b"<h1>"
    for other in ('"x"', f"W/{etag}", "Tue, 24 Jan 2023 12:29:00 GMT"):
        assert server.get("/", {"Range": "bytes=0-3", "If-Range": other}).status == 200


def test_ranges_of_a_page_count_the_script(server: Running) -> None:
    """A page's parts are of what is sent, script and all."""
    whole = server.get("/").body
    parts = [server.get("/", {"Range": f"bytes={start}-{start + 49}"}).body for start in range(0, len(whole), 50)]
    assert b"".join(parts) == whole


@pytest.fixture(scope="module")
def film(server: Running) -> bytes:
    """A file that is too long to be read whole."""
    data = bytes(range(256)) * (SMALL // 256 + 999)
    (server.site / "films" / "long.mp4").write_bytes(data)
    return data


def test_long_files(server: Running, film: bytes) -> None:
    """They are sent whole, in part, and not at all, as short ones are."""
    whole = server.get("/films/long.mp4")
    assert whole.body == film
    etag = whole.headers["etag"]
    part = server.get("/films/long.mp4", {"Range": "bytes=1000-500000", "If-Range": etag})
    assert (part.status, part.headers["content-range"]) == (206, f"bytes 1000-500000/{len(film)}")
    assert part.body == film[1000:500001]
    assert server.get("/films/long.mp4", {"If-None-Match": etag}).status == 304
    assert server.get("/films/long.mp4", {"Range": f"bytes={len(film)}-"}).status == 416
    head = server.get("/films/long.mp4", method="HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(film)))


def test_very_long_files_are_not_loaded(own: Running) -> None:
    """Of 300 MB, the process holds a few chunks, however slowly they are read."""
    with (own.site / "films" / "film.mp4").open("wb") as file:
        file.truncate(300 << 20)
    before = peak_memory()
    with socket.create_connection(("127.0.0.1", own.port), PATIENCE) as connection:
        connection.sendall(
            f"GET /films/film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{own.port}\r\nConnection: close\r\n\r\n".encode()
        )
        received = 0
        while chunk := connection.recv(1 << 20):
            received += len(chunk)
    assert received > 300 << 20
    assert peak_memory() - before < 50 << 20


def peak_memory() -> int:
    """Return how many bytes of memory this process has ever held at once."""
    resource = pytest.importorskip("resource")
    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def test_files_are_whole_while_they_are_replaced(own: Running) -> None:
    """Whatever moment a file is renamed over, each response is one file's from its first byte to its last."""
    kinds = [bytes([digit]) * size for digit, size in ((65, 1000), (66, 90_000), (67, SMALL + 77))]
    own.write("films/turn.mp4", kinds[0])
    over = threading.Event()

    def replace() -> None:
        turn = 0
        while not over.is_set():
            own.write("films/turn.mp4", kinds[(turn := turn + 1) % 3], tell=False)

    writer = threading.Thread(target=replace)
    writer.start()
    try:
        answers = [own.get("/films/turn.mp4") for _ in range(60)]
    finally:
        over.set()
        writer.join(PATIENCE)
    assert {answer.status for answer in answers} == {200}
    assert {answer.body for answer in answers} <= set(kinds)


def test_names_that_are_not_utf_8(own: Running) -> None:
    """Any bytes that a file system takes for a name are served, and redirected to."""
    page = own.site / os.fsdecode(b"\xff\xfe") / "index.html"
    page.parent.mkdir()
    page.write_bytes(b"odd")
    assert own.get("/%FF%FE/").body.startswith(b"odd")
    assert own.get("/%ff%fe").headers["location"] == "/%FF%FE/"


def test_before_the_first_build(tmp_path: Path) -> None:
    """Until there is a page, any address says that one is coming; then there is a short 404 until the theme's is there."""
    with running(tmp_path / "site") as server:
        waiting = server.get("/2023/")
        assert (waiting.status, b"first build is at work" in waiting.body, b"live.js" in waiting.body) == (503, True, True)
        assert server.get("/../x").status == 404
        server.write("index.html", "home")
        assert server.get("/").status == 200
        missing = server.get("/2023/")
        assert (missing.status, b"no page at this address" in missing.body, b"live.js" in missing.body) == (404, True, True)
        shutil.rmtree(server.site)
        assert server.get("/").status == 503


@pytest.mark.parametrize("base", ["/archive/", "/archive", "/a/archive/"])
def test_links_of_the_404_page(tmp_path: Path, base: str) -> None:
    """Its links begin with the path of base_url, and lead to the same pages here, from any depth and to no other host."""
    with running(laid_out(tmp_path / "site"), base=base) as server:
        root = base.rstrip("/")
        assert server.get(f"{root}/assets/style.css?x").headers["location"] == "/assets/style.css?x"
        assert server.get(f"{root}/").headers["location"] == "/"
        assert server.get(root).headers["location"] == "/"
        assert server.get(f"{root}/%2e%2e/x").status == 404
        assert server.get(f"{root}//evil.example").status == 404
        assert server.get("/").status == 200


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    """A file that the server may not read is a plain sentence, and the server goes on."""
    program = """
import os, sys
from pathlib import Path
from tests.watch.serving import running
site = Path(sys.argv[1])
site.mkdir()
(site / "index.html").write_text("home")
(site / "closed.html").write_text("closed")
(site / "closed.html").chmod(0)
with running(site) as server:
    closed = server.get("/closed.html")
    print(closed.status, closed.body.decode(), server.get("/").status)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, preexec_fn=unprivileged())
    assert done.stdout == "500 A file of the site can't be read: Permission denied.\n 200\n"


def test_upgrades_are_not_taken(server: Running) -> None:
    """A websocket is asked for in vain: the page is what comes."""
    assert server.get("/", {"Connection": "Upgrade, close", "Upgrade": "websocket", "Sec-WebSocket-Key": "x"}).status == 200


def test_a_connection_is_kept(server: Running) -> None:
    """Two requests sent at once over one connection are answered in order."""
    request = f"GET /assets/style.css HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.sendall(f"{request}\r\n{request}Connection: close\r\n\r\n".encode())
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    assert received.count(b"HTTP/1.1 200 OK") == 2


def test_it_listens_on_this_machine_alone(server: Running) -> None:
    """The socket is bound to the loopback address, and is not inherited."""
    assert server.listener.getsockname()[0] == "127.0.0.1"
    assert not server.listener.get_inheritable()


def test_a_busy_port() -> None:
    """The message says who has the port, and names one that was free a moment ago."""
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BackfileError) as raised:
            listen(port)
        (problem,) = raised.value.problems
        assert problem.place == f"port {port}"
        assert problem.fault.startswith("is in use")
        assert re.fullmatch(r"try the next free one: backfile watch --port \d+", problem.remedy)
        listen(int(problem.remedy.split()[-1])).close()
        if sys.platform == "linux":
            assert f"(process {os.getpid()})" in problem.fault
            assert holder_of(port) in problem.fault
    listen(port).close()


def test_the_next_port_is_tried() -> None:
    """The offered port is the first that nobody has."""
    with listen(0) as first:
        port = first.getsockname()[1]
        with pytest.raises(BackfileError) as raised:
            listen(port)
        offered = int(raised.value.problems[0].remedy.split()[-1])
        with listen(offered), pytest.raises(BackfileError) as raised:
            listen(port)
        assert int(raised.value.problems[0].remedy.split()[-1]) > offered


@pytest.mark.parametrize("is_read", [True, False])
def test_it_ends_at_once(tmp_path: Path, *, is_read: bool) -> None:
    """With event streams open and a film that nobody reads on, the server is gone in a moment, and so is its port.

    It takes 0.2 seconds; a busy machine is given two.
    """
    server = Running(laid_out(tmp_path / "site"))
    with (server.site / "films" / "film.mp4").open("wb") as file:
        file.truncate(100 << 20)
    head = f"HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
    targets = ["/.backfile-live/events?page=index.html"] * 3 + ["/", "/films/film.mp4"]
    connections = [socket.create_connection(("127.0.0.1", server.port), PATIENCE) for _ in targets]
    for connection, target in zip(connections, targets, strict=True):
        connection.sendall(f"GET {target} {head}".encode())
        if is_read:
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
    start = time.perf_counter()
    server.stop()
    took = time.perf_counter() - start
    for connection in connections:
        connection.close()
    assert took < 2
    listen(server.port).close()


def test_it_can_be_stopped_before_it_began(tmp_path: Path) -> None:
    """A stop that comes early is obeyed too."""
    server = Running(laid_out(tmp_path / "site"))
    server.stop()


def test_signals_are_the_callers(tmp_path: Path) -> None:
    """A signal reaches the handler of who runs the loop, although an event stream is open; nothing is written about it."""
    program = """
import asyncio, os, signal, sys
from pathlib import Path
from generator.watch.live import Live
from generator.watch.server import Server, listen, make_app

async def main():
    live, listener = Live(), listen(0)
    port = listener.getsockname()[1]
    server = Server(make_app(Path(sys.argv[1]), live, port), listener, live)
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, server.stop)
    serving = asyncio.create_task(server.serve())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /.backfile-live/events?page=index.html HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\n\\r\\n".encode())
    await reader.readuntil(b"event: state")
    os.kill(os.getpid(), signal.SIGINT)
    await serving
    writer.close()
    print("ended")

asyncio.run(main())
"""
    command = [sys.executable, "-W", "error", "-c", program, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")


def test_the_script_is_small() -> None:
    """What every page of a watch loads stays under 6,000 bytes."""
    assert OWN[b"/.backfile-live/live.js"].stat().st_size < 6000
