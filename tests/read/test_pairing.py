"""Sidecars and their files, by name."""

from hypothesis import given
from hypothesis import strategies as st

from generator.read import pair, sidecar_of


def test_candidates_come_strongest_first():
    """A sidecar of the whole name goes before one of the stem."""
    assert sidecar_of("content/a/story.txt") == (
        "content/a/story.txt.meta.yaml",
        "content/a/story.txt.meta.yml",
        "content/a/story.meta.yaml",
        "content/a/story.meta.yml",
    )


def test_a_name_without_extension_has_no_stem():
    """README is its own stem, and a dot in a folder's name starts no extension."""
    assert sidecar_of("content/v1.2/README") == ("content/v1.2/README.meta.yaml", "content/v1.2/README.meta.yml")


def test_the_whole_name_wins():
    """Where both sidecars exist the stronger one speaks, and the other is said to be unused."""
    found = pair(["content/a.txt", "content/a.meta.yaml", "content/a.txt.meta.yaml"])
    assert found.of == {"content/a.txt": "content/a.txt.meta.yaml"}
    assert found.unused == ("content/a.meta.yaml",)


def test_a_stem_may_serve_two_files():
    """One sidecar of a stem belongs to each file of that stem."""
    found = pair(["content/a.txt", "content/a.html", "content/a.meta.yml"])
    assert found.of == {"content/a.txt": "content/a.meta.yml", "content/a.html": "content/a.meta.yml"}
    assert found.unused == ()


def test_a_sidecar_without_a_file_is_unused():
    """A sidecar whose file has gone, or lies in another folder, is named."""
    found = pair(["content/b/a.meta.yaml", "content/a.txt"])
    assert found == ({}, ("content/b/a.meta.yaml",))


NAMES = st.builds(
    "".join, st.tuples(st.sampled_from("ab"), st.sampled_from(["", ".txt", ".html", ".txt.meta.yaml", ".meta.yml"]))
)


@given(st.lists(NAMES, unique=True))
def test_every_sidecar_is_either_used_or_named(names):
    """No sidecar is lost, whatever else is in the folder, and the order of the listing is of no account."""
    found = pair(names)
    sidecars = {name for name in names if ".meta." in name}
    assert sidecars == set(found.of.values()) | set(found.unused)
    assert all(sidecar == next(each for each in sidecar_of(name) if each in sidecars) for name, sidecar in found.of.items())
    assert pair(reversed(names)) == found
