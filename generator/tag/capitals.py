"""Runs of capitalised words in text: where a name may be, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

LONGEST_RUN = 10  # words; a longer row of capitals is a heading or a list, and no one's name
LONGER = 4  # letters of a word that Title Case writes with a capital, unlike "and" or "the"
TITLE_CASE = 0.7  # of a headline's longer words have one
# The blocks of scripts whose capitals begin names: Latin, Greek, Cyrillic, Armenian. Georgian Mtavruli is outside: it is
# another style of whole words.
_CASED = (*range(0x41, 0x590), *range(0x1E00, 0x2000))
_JOINTS = "of|de|del|della|di|da|dos|das|des|du|von|van|bin|ibn|af|&"
_ARTICLES = "the|la|las|los|der|den|dem"
# What follows the first letter of an abbreviated title or saint: St., Gen., Mr. ...
_ABBREVIATED = "t|en|ol|ep|ov|r|rs|s|gt|apt|aj|dm|rof|ev"
_PREFIX = "al-"  # of a name that begins with it: "al-Qaeda"
_SENTENCE_ENDS = frozenset('.!?:;…"”»)–—-•*')
_OPENING = frozenset("\"“„«‹‘'[")


def runs_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The runs of `text` in order, each with where it begins and ends. None crosses a line.

    A run is capitalised words with the joints between them, one space apart: "Ministry of Foreign Affairs". Full stops are
    in it only where they belong to a word ("U.S.", "J.").
    """
    for found in _runs().finditer(text):
        start, end = found.span()
        if start >= len(_PREFIX) and text.startswith(_PREFIX, start - len(_PREFIX)):
            start -= len(_PREFIX)
            yield text[start:end], start, end
        else:
            yield found[0], start, end


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence, quotation or list item may begin at `start`, so that a capital there says nothing."""
    before = text[start - 1 : start]
    if before == " ":
        return start == 1 or text[start - 2] in _SENTENCE_ENDS
    return before in ("", "\n") or before in _OPENING


def spellings_of(text: str) -> frozenset[str]:
    """The words of `text` as they stand in it, to see which of its names it has in small letters, too."""
    for mark in ',."':  # a replacement a mark and a split are three times as fast as a pattern
        text = text.replace(mark, " ")
    return frozenset(text.split())


def is_title_case(headline: str) -> bool:
    """Whether capitals of `headline` tell nothing, because nearly all of its longer words have one."""
    others = headline.split()[1:]
    longer = [word for word in others if len(word) >= LONGER and word[0].isalpha()]
    capitals = sum(not word[0].islower() for word in longer)
    return headline.isupper() or not others or (bool(longer) and capitals >= TITLE_CASE * len(longer))


@cache  # compiled where the first text is read, not at import: hundreds of ranges of letters take 10 ms
def _runs() -> re.Pattern[str]:
    """A run. It begins with a bare class and no look-behind, because only then does the engine skip small letters fast."""
    capital = f"[{_class_of(chr(code) for code in _CASED if chr(code).isupper())}]"
    tail = r"(?:['’&/-](?:(?:\w\.)+|\w+))*"
    rest = (
        rf"(?:\.(?:\w\.)+(?:[A-Z](?!\w))?{tail}"  # U.S., U.S.-led, U.S.A
        r"|\.(?= [^\W\d_a-z])"  # John F. Kennedy
        rf"|(?:{_ABBREVIATED})\."
        rf"|\w*{tail})"  # Jean-Claude, AT&T, O'Brien
    )
    joint = rf" (?:(?:{_JOINTS}) (?:(?:{_ARTICLES}) )?|d['’]|[ae][a-z]{{1,2}}-)?"
    begins_word = rf"(?:(?<![\w<@#.\-].)|(?<=\b{_PREFIX}.))"
    return re.compile(rf"{capital}{begins_word}{rest}(?:{joint}{capital}{rest}){{0,{LONGEST_RUN - 1}}}")


def _class_of(letters: Iterator[str]) -> str:
    """The inside of a regex class that matches `letters`, given in code point order."""
    codes = [ord(letter) for letter in letters]
    neighbours = groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    ranges = [[code for _, code in group] for _, group in neighbours]
    return "".join(f"{chr(codes[0])}-{chr(codes[-1])}" if len(codes) > 1 else chr(codes[0]) for codes in ranges)
