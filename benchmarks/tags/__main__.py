"""How well, and how fast, articles are tagged with countries: `python -m benchmarks.tags FOLDER`.

FOLDER holds `truth.jsonl`, one object an article with `file` and `places` (labels such as "west-germany"), and `content/`,
one plain text file an article: headline, date line and body, a blank line after each, paragraphs of the body indented.
Measured are countries against the countries of the labels, without the United States (on nearly every article of that
wire). Odd lines of the truth are "dev", to be tuned on; even lines are "held out".
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.tag import candidates, key_of

# Labels that are not a country's name with hyphens.
LABELS = {
    "usa": "@US",
    "uk": "@GB",
    "ussr": "@SU",
    "uae": "@AE",
    "yemen-arab-republic": "@YE",
    "yemen-demo-republic": "@YE",
    "us-virgin-islands": "@VI",
    "congo": "@CG",
    "trinidad-tobago": "@TT",
}
LEFT_OUT = "@US"


class Sample(NamedTuple):
    """One article as the tagger sees it, with the keys of its true countries."""

    headline: str
    paragraphs: tuple[str, ...]
    countries: frozenset[str]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tags", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="where truth.jsonl and content/ are")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="show the N countries most often missed or added")
    options = parser.parse_args()
    samples = list(read(options.folder))
    candidates("", ("A first article reads the tables.",), "en")
    print(f"{'reuters places':<16}{'articles':>10}{'P':>8}{'R':>8}{'F1':>8}{'articles/s':>12}")
    for name, half in (("dev", samples[::2]), ("held out", samples[1::2])):
        print(row(name, half))
    if options.wrong:
        print_wrong(samples[::2], options.wrong)


def read(folder: Path) -> Iterator[Sample]:
    """The articles of `folder` that the truth names, in its order."""
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        headline, _, rest = (folder / "content" / truth["file"]).read_text("utf-8", errors="replace").partition("\n\n")
        body = rest.partition("\n\n")[2]
        paragraphs = tuple(" ".join(paragraph.split()) for paragraph in re.split(r"\n(?=\s)", body) if paragraph.strip())
        labels = (LABELS.get(label) or key_of(label.replace("-", " ")) for label in truth["places"])
        yield Sample(" ".join(headline.split()), paragraphs, frozenset(labels))


def tagged(sample: Sample) -> frozenset[str]:
    found = candidates(sample.headline, sample.paragraphs, "en")
    return frozenset(candidate.key for candidate in found if candidate.key.startswith("@") and candidate.type == "place")


def row(name: str, samples: list[Sample]) -> str:
    start = time.process_time()
    found = [tagged(sample) for sample in samples]
    rate = len(samples) / (time.process_time() - start)
    hits = sum(len(got & sample.countries - {LEFT_OUT}) for got, sample in zip(found, samples, strict=True))
    precision = hits / sum(len(got - {LEFT_OUT}) for got in found)
    recall = hits / sum(len(sample.countries - {LEFT_OUT}) for sample in samples)
    f1 = 2 * precision * recall / (precision + recall)
    return f"{name:<16}{len(samples):>10,}{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}{rate:>12,.0f}"


def print_wrong(samples: list[Sample], count: int) -> None:
    """Print the countries that cost most, with how often each was missed and how often added."""
    missed: dict[str, int] = {}
    added: dict[str, int] = {}
    for sample in samples:
        found = tagged(sample)
        for key in sample.countries - found:
            missed[key] = missed.get(key, 0) + 1
        for key in found - sample.countries:
            added[key] = added.get(key, 0) + 1
    print(f"\n{'country':<16}{'missed':>10}{'added':>8}")
    for key in sorted(missed.keys() | added.keys(), key=lambda key: (-missed.get(key, 0) - added.get(key, 0), key))[:count]:
        print(f"{key:<16}{missed.get(key, 0):>10}{added.get(key, 0):>8}")


if __name__ == "__main__":
    main()
