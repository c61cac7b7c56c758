"""Tags that a person made one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.build import build
from generator.catalogue.aliases import Target, aliases_of
from generator.errors import ConfigError
from tests.archives import Archive, story
from tests.editing import Deeds
from tests.trees import clean_build, difference, tree

Maker = Callable[..., Archive]


def tagged(*tags: str, headline: str = "Harbour Reopens") -> dict[str, str]:
    """A sidecar's worth of article: its file and what says its tags."""
    name = headline.lower().replace(" ", "-")
    return {f"content/{name}.txt": story(headline), f"content/{name}.txt.meta.yaml": f"tags: [{', '.join(tags)}]\n"}


def alias(made: Archive, table: str) -> Deeds:
    """Build with other aliases; what was done. The site must be as of a clean build."""
    made.write("backfile.toml", f"[tags.aliases]\n{table}\n")
    deeds = Deeds()
    build(made.root, workers=1, progress=deeds)
    assert difference(tree(made.root / "site"), clean_build(made.root, made.root.with_name("clean"))) == []
    return deeds


def tags_of(made: Archive) -> dict[str, list[str]]:
    """The tags of each article by its headline."""
    return {str(twin["headline"]): [tag["name"] for tag in twin["tags"]] for twin in made.twins().values()}


def test_one_tag_stands_for_another(archive: Maker) -> None:
    """Its articles bear the other, once, under the name that was written; taken back, all is as it was."""
    made = archive(
        {**tagged("Ferries", "Quays"), **tagged("Boats", headline="Second Story"), **tagged("Ice", headline="Third")}
    )
    made.build(workers=1)
    before = tags_of(made)
    deeds = alias(made, '"Boats" = "Ferries & Boats"\n"ferries" = "Ferries & Boats"')
    assert tags_of(made)["Harbour Reopens"][:2] == ["Ferries & Boats", "Quays"]
    assert tags_of(made)["Second Story"][0] == "Ferries & Boats"
    assert "tag ferries-boats" in deeds.of("made")
    assert not {page for page in deeds.of("made") if page.startswith(("tag ice", "tag quays"))}
    assert deeds.of("read") == set()
    alias(made, "")
    assert tags_of(made) == before


def test_an_alias_of_an_alias_and_a_country(archive: Maker) -> None:
    """The last of a chain counts; a country keeps its name in the archive's language."""
    made = archive({**tagged("Elada"), **tagged("Land of Ferries", headline="Second Story")})
    made.build(workers=1)
    alias(made, '"Elada" = "Land of Ferries"\n"Land of Ferries" = "Greece"')
    assert [tags[0] for tags in tags_of(made).values()] == ["Greece", "Greece"]


def test_two_tags_of_one_article_become_one(archive: Maker) -> None:
    """An article that bears both bears the one."""
    made = archive(tagged("Boats", "Ships"))
    made.build(workers=1)
    alias(made, '"Boats" = "Ships"')
    assert tags_of(made)["Harbour Reopens"].count("Ships") == 1


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"A": "B", "B": "A"}, "stands for itself"),
        ({"A": "B", "B": "C", "c": "a"}, "stands for itself"),
        ({"!!!": "A"}, "holds no letter or digit"),
        ({"A": "…"}, "holds no letter or digit"),
    ],
)
def test_aliases_that_can_not_be(table: dict[str, str], fault: str) -> None:
    """A circle, and names of no letters, are faults of the configuration."""
    with pytest.raises(ConfigError, match=fault):
        aliases_of(table)


def test_where_aliases_lead() -> None:
    """Each leads to the end of its chain, by key; spellings do not matter, and what is one tag anyway needs no alias."""
    found = aliases_of({"U.S.": "United States", "Bay": "Cove", "COVE": "Inlet"})
    assert found == {"tag bay": Target("tag inlet", "Inlet"), "tag cove": Target("tag inlet", "Inlet")}
