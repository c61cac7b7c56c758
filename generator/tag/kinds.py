"""What sort of thing a name names, from its words and from what stands around it."""

from __future__ import annotations

from functools import lru_cache

from generator.model import TagType
from generator.tag import countries, words
from generator.tag.evidence import Tally

LONGEST_PERSON = 3  # words
PLACED = 3  # of so many mentions one after "in" or "from" makes a place; people rarely have any


def type_of(tally: Tally) -> TagType:
    """The type of a name by the first that tells: a title or company suffix beside it, a word in it, neighbours, length.

    Two or three capitalised words of which nothing else is known are a person: in news they mostly are. One is a topic.
    """
    length, told = _by_words(tally.name)
    if tally.titled and length <= LONGEST_PERSON + 1:
        return "person"
    if tally.companies:
        return "organisation"
    if told is not None:
        return told
    if tally.placed > tally.spoken and PLACED * tally.placed >= tally.count:
        return "place"
    if tally.spoken and length <= LONGEST_PERSON:
        return "person"
    return "topic" if length == 1 else "person" if length <= LONGEST_PERSON else "organisation"


@lru_cache(maxsize=16_384)  # an archive's names recur
def _by_words(name: str) -> tuple[int, TagType | None]:
    """How many words a name has, joints aside, and what its words say it is."""
    folded = [part.casefold().rstrip(".") for part in name.split()]
    several = len(folded) > 1
    told: TagType | None = None
    if _is_place(folded) or countries.code_of_city(name):
        told = "place"
    elif words.EVENT_WORDS.intersection(folded):
        told = "event"
    elif _is_organisation(name, folded):
        told = "organisation"
    elif several and folded[0] in words.PLACE_WORDS:
        told = "place"
    return sum(part not in words.JOINTS for part in folded), told


def _is_organisation(name: str, folded: list[str]) -> bool:
    """Whether words name an organisation by their form: "OSCE", "U.S. Treasury", "Ministry of Defence", "Brown & Sons"."""
    if is_acronym(name) or words.ORGANISATION_WORDS.intersection(folded) or not {"of", "&"}.isdisjoint(folded):
        return True
    return len(folded) > 1 and countries.code_of(folded[0]) is not None


def _is_place(folded: list[str]) -> bool:
    """Whether words name a place by their form: "Western Europe", "Lachin Corridor", "Gulf of Mexico"."""
    if folded[-1] in words.REGIONS:
        return True
    head = folded[0] if folded[1:2] == ["of"] else folded[-1]
    return len(folded) > 1 and head in words.PLACE_ENDS


def is_acronym(name: str) -> bool:
    """Whether a name is one word of capitals, as of an organisation: "NATO", "RFE/RL"."""
    return name.isupper() and len(name) > 1 and " " not in name
