"""What one text says about the names in it: how often, where, and beside which words."""

from __future__ import annotations

import msgspec

from generator.folding import fold
from generator.tag import countries, words
from generator.tag.capitals import begins_sentence, runs_in, spellings_of
from generator.tag.names import Piece, parse

LONGEST_REST = 60  # characters of a country's name after its first word
_AROUND_WORDS = ".,;:!?()\"'«»“”’"
SHORTEST_NAME = 3  # letters
SHORTEST_ACRONYM = 3
NOUNS_IN_CAPITALS = frozenset({"de", "lb"})  # languages where one capitalised word is just a noun


# A possible name, the run that holds it, and where that begins and ends. A bare tuple: there are dozens in an article.
_Mention = tuple[Piece, str, int, int]


class Tally(msgspec.Struct):
    """The mentions of one name in one text. It grows while the text is read; nothing outside this floor sees it.

    count      mentions; of a country weighed, an adjective being half a mention
    in_lede    True if one stands in the first paragraph
    titled     mentions after the title of a person
    companies  mentions with a company's suffix
    spoken     mentions that "said" or "told" follows
    placed     mentions after "in", "at" or "from"
    """

    name: str
    count: float = 0
    in_lede: bool = False
    titled: int = 0
    companies: int = 0
    spoken: int = 0
    placed: int = 0

    def add(self, other: Tally) -> None:
        """Count the mentions of another spelling as this name's."""
        self.count += other.count
        self.in_lede |= other.in_lede
        self.titled += other.titled
        self.companies += other.companies
        self.spoken += other.spoken
        self.placed += other.placed


class Evidence(msgspec.Struct):
    """Everything that one text says about names and countries.

    names      by spelling, with proof: a capital where none is due
    weak       by spelling, single words seen only where any word has a capital; they may still be short for a name
    countries  by code
    """

    names: dict[str, Tally] = {}  # msgspec copies an empty default
    weak: dict[str, Tally] = {}
    countries: dict[str, Tally] = {}


def gather(text: str, lede: int, language: str) -> Evidence:
    """The evidence of `text`, whose first `lede` characters are the lede; `language` is a base code."""
    found = Evidence()
    doubtful: list[_Mention] = []
    for run, start, end in runs_in(text):
        pieces, mentioned, after_first, is_open = parse(run, language)
        if after_first and begins_sentence(text, start):
            mentioned = (*mentioned, (after_first, 1.0))
        if is_open and (code := _continued(run, text, end, language)):
            pieces, mentioned = pieces[:-1], (*mentioned, (code, 1.0))
        for code, weight in mentioned:
            country = found.countries.get(code)
            if country is None:
                country = found.countries[code] = Tally(code)
            country.count += weight
            country.in_lede |= start < lede
        for piece in pieces:
            if piece.is_first and piece.role != "title" and begins_sentence(text, start):
                doubtful.append((piece, run, start, end))
            else:
                _note(found.names, piece.name, (piece, run, start, end), text, lede)
    spellings = spellings_of(text)
    for mention in doubtful:
        name = _without_doubt(mention[0].name, found, spellings)
        _note(found.names if name else found.weak, name or mention[0].name, mention, text, lede)
    found.names = {name: tally for name, tally in found.names.items() if _is_name(tally, spellings, language)}
    return found


def _continued(run: str, text: str, end: int, language: str) -> str | None:
    """The code of the country whose name begins with the last word of a run and goes on in small letters behind it."""
    following = [word.strip(_AROUND_WORDS) for word in text[end : end + LONGEST_REST].split()]
    match = countries.match([run.rpartition(" ")[2], *following], 0, language)
    return match.code if match is not None and match.length > 1 else None


def _note(tallies: dict[str, Tally], name: str, mention: _Mention, text: str, lede: int) -> None:
    tally = tallies.get(name)
    if tally is None:
        tally = tallies[name] = Tally(name)
    piece, run, start, end = mention
    tally.count += 1
    if start < lede:
        tally.in_lede = True
    if piece.role == "title":
        tally.titled += 1
    elif piece.role == "company":
        tally.companies += 1
    if text.startswith(words.SPEECH, end) and run.endswith(name):
        tally.spoken += 1
    if piece.is_first and text[text.rfind(" ", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)] in words.PLACE_PREPOSITIONS:
        tally.placed += 1


def _without_doubt(name: str, found: Evidence, spellings: frozenset[str]) -> str:
    """What of a name at the beginning of a sentence is one: its first word has a capital anyway; "" if nothing is left.

    A row of capitals there is a dateline ("NEW YORK, Feb 26") or a heading; "Leaders of Armenia" is a country and a word.
    """
    if name in found.names or name.isupper():
        return name if name in found.names else ""
    first, _, rest = name.partition(" ")
    if countries.code_of(fold(rest)) or (rest.partition(" ")[0] in words.JOINTS and first.lower() not in words.HEADS):
        return ""
    is_doubtful = first.lower() in spellings or first.lower() in words.PARTICLES or rest in found.names
    return rest if is_doubtful or not rest else name


def _is_name(tally: Tally, spellings: frozenset[str], language: str) -> bool:
    """Whether capitals make a name of it: not if the text has it in small letters, or it is the word of a form."""
    lowered = tally.name.lower()
    parts = lowered.split()
    if len(parts) > 1:
        telling = [part for part in parts if part not in spellings and part not in words.FORM_WORDS]
        is_adjective_and_noun = telling == parts[:1] and countries.code_of(parts[0]) is not None  # "U.S. Banks"
        return bool(telling) and not is_adjective_and_noun and not tally.name.isupper()
    if lowered in words.NOT_ALONE or len(lowered) < SHORTEST_NAME:
        return False
    if language in NOUNS_IN_CAPITALS and not (tally.titled or tally.companies or tally.name.isupper()):
        return False
    return tally.titled > 0 or lowered not in spellings or tally.name.isupper()
