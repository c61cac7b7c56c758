"""The sample articles as files: enough of them, in many scripts and encodings, invented, and each one explained."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

from generator.config import Config, load

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
GUIDE = (ROOT / "docs" / "samples.md").read_text(encoding="utf-8")

# Every other sample is UTF-8, with a byte-order mark or without.
ENCODINGS = {
    "asagiri-shimbun/210703_suisei.txt": "shift_jis",
    "continental-review/fr/2019/le-fromage-qui-venait-des-grottes.htm": "iso-8859-1",
    "haijiao-chenbao/彗星20220110.txt": "utf-16",
    "rechnoy-vestnik/2003/muzey-fonarey.txt": "cp1251",
}
LARGEST = 40_000  # bytes: a sample is read by people
WIRE_COLUMNS = 64


def _name(path: Path) -> str:
    return path.relative_to(CONTENT).as_posix()


def _visible() -> list[Path]:
    return sorted(path for path in CONTENT.rglob("*") if path.is_file() and not path.name.startswith("."))


SIDECARS = [path for path in _visible() if path.name.endswith(".meta.yaml")]
ARTICLES = [path for path in _visible() if path not in SIDECARS]


def _decoded(path: Path) -> str:
    return path.read_bytes().decode(ENCODINGS.get(_name(path), "utf-8-sig"))


def _letters(text: str) -> Counter[str]:
    """How many letters of each script, named by the first word of the character's Unicode name."""
    return Counter(unicodedata.name(char, "?").split()[0] for char in text if char.isalpha())


def _scripts(path: Path) -> set[str]:
    """Find the scripts that carry at least a third of the letters; the tags of HTML are not letters."""
    letters = _letters(re.sub(r"<[^>]*>", "", _decoded(path)))
    return {script for script, count in letters.items() if count * 3 >= letters.total()}


def _explained() -> set[str]:
    """List the files that the guide's last table has a row for."""
    return set(re.findall(r"^\| `([^`]+)` \| [A-Z]", GUIDE, flags=re.MULTILINE))


@pytest.fixture(scope="module")
def config() -> Config:
    """Load the sample archive's own settings."""
    return load(ROOT)


def test_there_are_enough_articles_and_outlets() -> None:
    """A first build has something to browse: forty articles and more, from at least six outlets."""
    assert len(ARTICLES) >= 40
    assert len({_name(path).split("/")[0] for path in ARTICLES}) >= 6


def test_many_scripts() -> None:
    """The samples are mostly written in one of at least ten scripts, Latin being only one."""
    scripts = set().union(*(_scripts(path) for path in ARTICLES))
    wanted = {"LATIN", "GEORGIAN", "ARMENIAN", "CYRILLIC", "ARABIC", "HEBREW", "GREEK", "DEVANAGARI", "CJK", "HIRAGANA"}
    assert wanted <= scripts


@pytest.mark.parametrize("path", ARTICLES, ids=_name)
def test_an_article_is_small_text_in_its_encoding(path: Path) -> None:
    """Each sample decodes without a fault to a screenful or two of text and is no larger than a person would read."""
    text = _decoded(path)
    assert "\ufffd" not in text
    assert "\0" not in text
    assert len(text) > 300
    assert path.stat().st_size <= LARGEST


@pytest.mark.parametrize("name", ENCODINGS)
def test_another_encoding_is_really_another(name: str) -> None:
    """A file that is listed as no UTF-8 can't be read as UTF-8 by accident."""
    with pytest.raises(UnicodeDecodeError):
        (CONTENT / name).read_bytes().decode("utf-8")


def test_byte_order_marks_and_line_ends() -> None:
    """One sample has UTF-8's byte-order mark, one UTF-16's, and both have CRLF line ends; git must not mend them."""
    starts = {path.read_bytes()[:3]: _decoded(path) for path in ARTICLES}
    marked = [text for start, text in starts.items() if start == b"\xef\xbb\xbf" or start.startswith(b"\xff\xfe")]
    assert len(marked) == 2
    assert all("\r\n" in text and not re.search(r"[^\r]\n", text) for text in marked)
    assert "* -text" in (CONTENT / ".gitattributes").read_text(encoding="utf-8").splitlines()


def test_names_are_portable() -> None:
    """Names are NFC and hold nothing that a common file system or archive format refuses."""
    for path in _visible():
        name = _name(path)
        assert unicodedata.is_normalized("NFC", name), name
        assert not re.search(r'[\\:*?"<>|\x00-\x1f]', name), name
        assert all(len(part.encode()) <= 255 for part in name.split("/")), name


def test_only_articles_and_sidecars() -> None:
    """There are no images, and no README or licence that would itself become an article."""
    assert {path.suffix for path in ARTICLES} == {".txt", ".html", ".htm", ".md"}
    assert not [path for path in ARTICLES if re.match(r"(?i)readme|licen[cs]e|notice|copying", path.name)]


def test_every_sidecar_has_its_article() -> None:
    """`NAME.meta.yaml` stands beside NAME and is a mapping."""
    assert len(SIDECARS) >= 3
    for sidecar in SIDECARS:
        assert sidecar.with_name(sidecar.name.removesuffix(".meta.yaml")) in ARTICLES
        assert isinstance(yaml.safe_load(sidecar.read_text(encoding="utf-8")), dict)


def test_markdown_has_both_kinds_of_front_matter() -> None:
    """Each Markdown sample begins with front matter; some of it is YAML, some TOML."""
    fences = Counter(_decoded(path).partition("\n")[0] for path in ARTICLES if path.suffix == ".md")
    assert set(fences) == {"---", "+++"}
    assert min(fences.values()) >= 2


def test_the_wire_is_hard_wrapped() -> None:
    """The wire's lines fit its columns, and its paragraphs begin with four spaces."""
    wire = [path for path in ARTICLES if _name(path).startswith("meridian-wire/")]
    for path in wire:
        lines = _decoded(path).splitlines()
        assert max(map(len, lines)) <= WIRE_COLUMNS, path.name
        assert sum(bool(re.match(r" {4}\S", line)) for line in lines) >= 5, path.name
    assert len(wire) >= 4


def test_two_outlets_share_a_headline_and_a_day() -> None:
    """Permalinks have a collision to settle: one headline, one day, two outlets."""
    headline = "Debed Commission Agrees Winter Water Schedule"
    bearers = [path for path in ARTICLES if re.search(rf"^{headline}$|<h1>{headline}</h1>", _decoded(path), re.MULTILINE)]
    assert {_name(path).split("/")[0] for path in bearers} == {"kura-valley-post", "continental-review"}


def test_no_address_leads_to_a_real_site() -> None:
    """Links, images and canonical addresses are on names that are reserved for examples, or are vocabularies."""
    hosts = {host for path in ARTICLES for host in re.findall(r"https?://([^/\"'\s)<]+)", _decoded(path))}
    assert hosts
    assert [host for host in hosts if not re.search(r"(\.example|^schema\.org|^www\.w3\.org)$", host)] == []


def test_the_guide_explains_every_sample() -> None:
    """docs/samples.md has a row for each article, and no row for one that is gone."""
    assert _explained() == {_name(path) for path in ARTICLES}
    assert f"{len(ARTICLES)} raw articles" in GUIDE


def test_the_licence_stands_outside_content() -> None:
    """The guide says under what licence the samples are, and that they are invented."""
    licence = GUIDE.partition("## Licence")[2].partition("##")[0]
    assert "Apache-2.0" in licence
    assert "invented" in licence


def test_the_settings_are_for_these_outlets(config: Config) -> None:
    """backfile.toml loads, and each of its sources is a folder that there is."""
    assert set(config.sources) == {_name(path).split("/")[0] for path in ARTICLES}
    assert config.base_url == "https://archive.example.org/"
