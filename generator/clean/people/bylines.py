"""Who wrote it, and where from: bylines ("By Ana Lopes") and the place of a dateline ("YEREVAN, Jan 24 -").

A wrong author is worse than none: only what has the form of a person's name is taken, and nobody's names
("Staff Writer", agencies, the outlet itself) are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from generator.clean.scripts import is_small

# What introduces an author, in many languages. A line that starts so and goes on with a name is a byline.
_LEAD: Final = re.compile(
    r"""^(?:[-–—•|]\s*)?(?:
        (?:(?:this\s+\w+\s+(?:was|is)\s+)?(?:written|reported|posted|published|words|story|text)\s+)?by(?:line)?\b
      | (?:von|par|por|da|di|door|av|af|przez|od|autor(?:ka|a|in|en)?|author|auteurs?|autore|texte?|texto|testo|tekst
          |toimittaja)(?!\w)
      | (?:автор(?:ы|ка|и)?|текст|подготовил[аи]?|від)(?!\w)
      | (?:του|της|συντάκτης|συντάκτρια|γράφει\s+[οη])(?!\w)
      | (?:yazan|müəllif|haber|muharrir)(?!\w)
      | (?:ავტორი|հեղինակ|بقلم|كتبت?|نویسنده|מאת|作者|记者|記者|(?:取材・)?文|लेखक|लेखिका|संवाददाता|লেখক|โดย)(?=[\s:：/＝])
    )\s*[:：/＝]?\s*(?P<names>\S.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
# What ends the names: a separator, a comma before a title in lower case, a date, a word of publishing.
_AFTER: Final = re.compile(
    r"\s*(?:[|•·/]|\s[-–—]\s|,?\s(?:for|in|at|on|updated|published|posted)\b|,\s*(?!(?:and|und|et)\s)(?=(?-i:[a-z]{3}))|\(|<|@|\bemail\b|\d{1,4}[\s./:-])",
    re.IGNORECASE,
)
AND: Final = re.compile(
    r"\s*(?:,|;|&|、|，|\s(?:and|und|et|y|e|i|en|og|och|ja|ve|və|и|та|і|και|და|և|و)\s)\s*(?:(?:and|und|et)\s+)?",
    re.IGNORECASE,
)
# Words of a name that are written small.
PARTICLES: Final = frozenset(
    ("de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "vom", "zu", "zum", "la", "le", "el",
     "al", "bin", "ibn", "ben", "abu", "y", "e", "i", "ter", "ten", "af", "av")
)  # fmt: skip
# Offices, agencies and firms; and what else a byline's box may say.
_NOBODY: Final = re.compile(
    r"\b(?:staff|admin\w*|editors?|editorial|newsroom|news|desk|team|agenc(?:y|ies)|correspondents?|reporters?|writers?|authors?"
    r"|contributors?|contributing|columnists?|journalists?|wires?|press|associated|reuters|afp|ap|dpa|efe|ansa|tass|interfax|upi|pap"
    r"|apa|xinhua|bloomberg|agentur|agence|agencia|ajansı|presse-agentur|redaktion|redazione|redacción|redação|rédaction|redakcja"
    r"|redaktor|redaktör|redactie|online|web|media|magazine|редакция|редакція|тасс|интерфакс|риа|новости|σύνταξη|editör|guest|service"
    r"|services|bureau|company|inc|ltd|llc|gmbh|www|https?|chief|senior|director|manager|founder|officer|president|professor|blog"
    r"|bio|profile|expert|attorney|lawyer|analyst|specialist|consultant|engineer|developer|scientist|strategist|advis[eo]r|coach"
    r"|coordinator|clinician|nachrichten|noticias|zeitung|twitter|facebook|instagram|linkedin|youtube|names?|privacy|policy|terms|topics?|related|insights?|email|website|posts|articles?|read|more|view|about|follow|share|updated?|published|posted|written|reviewed|edited|checked|verified|min|minutes?|comments?"
    r"|unknown|anonymous|user|university|institute|department|association|foundation|group|network|store|shop|hotels?|community"
    r"|collective|agency|photo\w*|getty|images|video|podcast|newsletter|subscribe|contact|home|menu|search|login)\b",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’‘ʼ\u0300-\u036f\u200c\u200d-])*,?")
_DIGIT: Final = re.compile(r"\d")
_LONGEST: Final = 120
_NAME_WORDS: Final = range(2, 6)
_CASELESS_NAME: Final = range(2, 25)

# "OSLO, Feb 26 -", "AVILA BEACH, Calif., Feb 26 -", "KYIV (AP) —", "PARIS —": a place, then a date or an agency or capitals.
_DATELINE: Final = re.compile(
    r"""\W{0,6}(?P<place>[^\W\d_][^\d()<>"“:;!?]{1,48}?)
        (?: \s*,?\s*\((?P<agency>[^()\d]{2,30})\)\s*,? (?:\s*[^\W\d_]{3,12}\.?\s\d{1,2})?
          | (?:\s*,\s*|(?<=\.)\s)(?P<date>[^\W\d_]{3,12}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,12}\.?)
            (?:,?\s\d{4})?,?(?:\s*\([^()]{2,30}\))? )?
        (?:\s*[-–—]{1,3}\s+|\s*[—–]\s*)(?=\S)""",
    re.VERBOSE,
)
_DASH: Final = re.compile(r"[-–—]")
_PLACE_WORDS: Final = 6


def authors_of(line: str) -> tuple[str, ...] | None:
    """The people that a byline names; () for a byline that names nobody; None if `line` is no byline."""
    if len(line) > _LONGEST:
        return None
    found = _LEAD.match(line)
    if not found or (line.isupper() and found.group(0)[:2] != "BY"):  # "DI VITA CORP": capitals hide what is a preposition
        return None
    people = people_of(found["names"])
    return people if people or is_nobody(_before(found["names"])) else None


def people_of(names: str) -> tuple[str, ...]:
    """The people in a list of names, which a role, a place or a date may follow."""
    return persons(AND.split(_before(names)))


def persons(names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that have the form of a person's name, each once, in order."""
    return tuple(dict.fromkeys(name for raw in names if is_person(name := " ".join(raw.split()).strip(" .,;:-–—"))))


def is_person(name: str) -> bool:
    """Whether `name` has the form of a person's name and is not an office or an agency."""
    words = name.split()
    if not words or len(words) >= _NAME_WORDS.stop or _DIGIT.search(name):
        return False
    if not any(char.isupper() or is_small(char) for char in name):  # a script without capitals
        return len(name) in _CASELESS_NAME and not is_nobody(name)
    fits = len(words) in _NAME_WORDS and all(map(_is_of_name, words)) and words[-1].lower() not in PARTICLES
    return fits and not is_nobody(name)  # last, for it takes longest


def _is_of_name(word: str) -> bool:
    """Whether a word may be part of a name: letters, a capital first or a particle, with what stands inside names."""
    return _NAME_WORD.fullmatch(word) is not None and (word[0].isupper() or word.lower() in PARTICLES or word[1:2] in "’'")


def is_nobody(name: str) -> bool:
    """Whether `name` holds a word of offices, agencies, firms or buttons."""
    return _NOBODY.search(name) is not None


def _before(names: str) -> str:
    end = _AFTER.search(names)
    return names[: end.start()] if end else names


def dateline_of(paragraph: str) -> tuple[str, str] | None:
    """The place with which a story's first paragraph begins, as it is written, and the whole dateline up to its dash.

    None if the paragraph begins otherwise: a place alone counts only in capitals.
    """
    # Nine paragraphs of ten have no dash near their beginning, and are done with at the cost of this search.
    found = _DATELINE.match(paragraph) if _DASH.search(paragraph, 0, _LONGEST) else None
    if not found:
        return None
    place = found["place"].strip(" ,.-–—")
    if len(place.split()) > _PLACE_WORDS or not place[:1].isalpha() or is_small(place[0]):
        return None
    if found["date"] or found["agency"] or (place.isupper() and len(place) > 2):
        return place, found.group()
    return None
