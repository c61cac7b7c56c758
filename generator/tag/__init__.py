"""Article to tag candidates, and the archive's decisions about them. Pure: text and names in, names out.

ranking    the candidates of an article, by how much it is about them
capitals   runs of capitalised words in text
names      a run to the names and countries in it
evidence   what one text says about each of them
variants   short forms joined to full names
kinds      person, place, organisation, event or topic
caseless   countries in scripts without capitals
countries  the table of countries, with `inflection`
keys       identity over the archive
"""

from __future__ import annotations

from generator.tag.keys import decide, key_of, name_of
from generator.tag.ranking import LONGEST_TEXT, candidates

__all__ = ["LONGEST_TEXT", "candidates", "decide", "key_of", "name_of"]
