"""Kinds of files by their names."""

import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read import kind_of

KINDS = {
    "text": [
        "story.txt", "STORY.TXT", "story.text", "README", "-story.txt", "два слова.txt", "🗞.txt", "x" * 251 + ".txt",
        "U.S. Urges Azerbaijan", "24.01.23", "Story no. 5", "4913",
        "sediments", "sedation", "_draft.txt", "story.", "#hashtag", "sunset_",
    ],
    "html": ["a.html", "a.htm", "a.HTM", "a.xhtml", "a.shtml", "a.html?page=2", "story.HTML?id=7.5"],
    "markdown": ["a.md", "a.markdown", "a.mdown", "a.mkd"],
    "sidecar": ["story.txt.meta.yaml", "story.meta.yml", "Story.Meta.YAML"],
    "media": ["photo.jpg", "photo.JPEG", "talk.mp3", "film.webm", "chart.svg"],
    "passed over": [
        ".hidden", ".story.txt.swp", "._story.txt", ".DS_Store", ".git", ".#story.txt",
        "story.txt~", "#story.txt#", "story.swp",
        "a.tmp", "a.bak", "a.orig", "a.part", "a.crdownload", "~$story.docx", "Thumbs.db", "desktop.ini", "__MACOSX",
        "sedAb12Xy",
        "story.txt___jb_tmp___", "story.txt___jb_old___", "Icon\r",
    ],
    "unknown": ["a.pdf", "a.docx", "a.yaml", "meta.yaml", "a.json", "a.css", "a.c++", "a.7z", "a.pdf?x=1"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in KINDS.items() for name in names])
def test_a_name_tells_the_kind(kind, name):
    """Each name has the kind that a person would expect of it."""
    assert kind_of(name) == kind


@given(st.text(min_size=1))
def test_every_name_has_a_kind(name):
    """No name is too odd to have a kind."""
    assert kind_of(name) in KINDS


def test_names_are_told_apart_quickly():
    """A scan of a hundred thousand files spends a fraction of a second on their names."""
    names = [name for names in KINDS.values() for name in names]
    seconds = min(timeit.repeat(lambda: [kind_of(name) for name in names], number=100, repeat=5)) / 100 / len(names)
    assert seconds < 20e-6, "about 1 µs on an idle machine; the limit allows for a busy one"
