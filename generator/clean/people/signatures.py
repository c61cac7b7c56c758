"""Lines that may be signed: whom a line names, and in which form, whether or not it is the article's author."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from generator.clean.dates import Found
from generator.clean.people.bylines import is_person, people_of
from generator.clean.people.names import TRAILING, as_written, given_name, is_list, listed, unjoined, without_weekday

BARE, FOLLOWED, LABELLED, INSIDE, LED, REPORTER = range(6)
"""Forms: nothing but names; names, then something else; names below "Author"; "Posted on Monday by ..."; "By ..."; 記者."""

# A signature is no longer, in characters.
LONGEST: Final = 160
# Names without a lead and without a date, or a label above names, are no longer than these.
_BARE: Final = 60
_LONGEST_LABEL: Final = 40
_LEADS: Final = (
    r"by|von|vom|par|por|door|przez|af|av|di|da|od|автор(?:ы|ка)?|текст|від|του|της|γράφει\s+[οη]|yazan|müəllif|haber"
    r"|autor(?:ka|a|in|en|es)?|authors?|contributors?|auteurs?|autore|texte?|texto|testo|tekst|toimittaja"
    r"|ავტორი|հեղինակ|بقلم|كتبت?|نویسنده|מאת|लेखक|लेखिका|संवाददाता|লেখক|โดย"
)
_LED: Final = re.compile(
    rf"""(?:[-–—•|]\s*)?
        (?:(?P<before>[^\W\d_][\w’'&,\s-]{{0,40}}?)\s+)??
        (?:(?:{_LEADS})(?:\s*[:/＝]\s*|\s+)|(?-i:By)(?=[A-Z][a-z]))
        (?P<names>\S.*)""",
    re.IGNORECASE | re.VERBOSE,
)
# Prepositions that stand before an author's name inside a line as well.
_PREPOSITION: Final = r"\b(?:by|von|par|por|door|av|af|przez)[:\s]"
_INSIDE: Final = re.compile(rf".{{3,70}}?(?:[\d|•·,)–—-]|\b\w+)\s*{_PREPOSITION}\s*(?P<names>\S.*)", re.IGNORECASE)
_BY: Final = re.compile(_PREPOSITION, re.IGNORECASE)
# What stands alone above a name.
_LABEL: Final = re.compile(
    rf"(?:[\w’']+\s+){{0,3}}(?:{_LEADS})(?:\s+(?:of|dieses|de|du|del|des)\b.{{0,20}})?\s*[:：]?|(?:words|text(?:en)?|story)\s*:?",
    re.IGNORECASE,
)
# What others than the author did, in words that stand before "by".
_OTHERS: Final = re.compile(
    r"\b(?:review\w*|check\w*|edit\w*|photo\w*|foto\w*|image\w*|illustrat\w*|translat\w*|produc\w*|medically|fact|liked|repl(?:y|ies)"
    r"|comments?|sponsored|presented|powered|approved|design\w*|picture\w*|video|graphics?|bild\w*)\b",
    re.IGNORECASE,
)
# A reporter's name and office, in scripts that write names without capitals.
_REPORTER: Final = re.compile(
    r"""(?:記者|记者|文|撰文|作者|編譯|通訊員|通讯员)[\s/:：／|]*(?P<behind>[\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])
      | (?P<before>[\u4e00-\u9fff]{1,4}\s?[\u4e00-\u9fff]{1,3}|[가-힣]{2,4})\s*
        (?:記者|记者|기자|특파원|선임기자|논설위원)(?![가-힣\u4e00-\u9fff])""",
    re.VERBOSE,
)
# What ends the names of a line that begins with them.
_END: Final = re.compile(r"\s*(?:[|•·⋅/(<@:：\[]|\s[-–—]|[–—]|,\s*(?!and\s)(?=[a-z])|\d|\s(?:[Ff]or|in|at|on|The|with)\s)")
# Behind the words of a line's beginning these make them something else: a label, the beginning of a title.
_NO_NAME: Final = re.compile(r"\s*[:：]|\s+(?:for|in|on|with)\s")
# Newspapers and agencies, whose reporters a line may name without a name; and what a bare name without capitals looks like.
_OF_OUTLET: Final = tuple("社報报网網台局部")
_CASELESS: Final = re.compile(
    r"[\u4e00-\u9fff]{2,5}|[\u4e00-\u9fff]{1,3}\s[\u4e00-\u9fff]{1,3}|[^\W\d_\u3041-\u9fff]+(?:\s[^\W\d_]+){1,3}"
)
_SAYS_BY: Final = re.compile(rf"(?:{_PREPOSITION}|[:：/／])\s*$", re.IGNORECASE)
_PARTS: Final = re.compile(r"\s*[|•·⋅/,–—]\s*|\s-\s")
# People whom one line names; nobody lists more.
_MOST: Final = 12


class Signature(NamedTuple):
    """Whom a line names.

    people  their names, each once, as they are written, but for capitals throughout
    form    BARE, FOLLOWED, LABELLED, INSIDE, LED or REPORTER
    others  True if what stands before the names says that they did something else than write
    beside  how many characters of the line are beside the names
    """

    people: tuple[str, ...]
    form: int
    others: bool
    beside: int


@lru_cache(1 << 12)  # the menus of one outlet's pages say the same again and again
def signature_of(text: str, above: str, date: Found | None) -> Signature | None:
    """Whom the line `text`, below the line `above`, names as a byline might; None if nobody.

    date  the date in it, if there is one: names end there
    """
    if len(text) > LONGEST or not any(map(str.isalpha, text)):
        return None
    reporters = None if text.isascii() else _reporters(text)
    if reporters:
        return reporters
    led = _LED.match(text)
    if led and not (led["before"] and is_person(led["before"])):
        form = INSIDE if led["before"] else LED
        return _signed(text, led["names"], form, date, others=_OTHERS.search(led["before"] or "") is not None)
    return _inside(text, date) or _unled(text, above, date)


def _inside(text: str, date: Found | None) -> Signature | None:
    """Whom a line names behind a preposition that it does not begin with."""
    found = _INSIDE.match(text) if _BY.search(text) else None
    return _signed(text, found["names"], INSIDE, date, others=_OTHERS.search(text) is not None) if found else None


def _unled(text: str, above: str, date: Found | None) -> Signature | None:
    """Whom a line names by nothing but names, before or behind something else, perhaps below a label."""
    labelled = len(above) <= _LONGEST_LABEL and _LABEL.fullmatch(above) is not None
    if date is None and not labelled and not _may_be_names(text):
        return None
    start = date.end if date and not text[: date.start].strip(TRAILING) else 0
    names = _before(text, start, date)
    people = listed(names)
    if not people and date:
        names = _PARTS.split(text)[-1]
        people = listed(names)
    if labelled:
        people = people or given_name(names)
    elif not is_list(names, people) or not _stands_alone(text, names):
        people = ()
    beside = len(text) - len(names.strip())
    form = LABELLED if labelled else BARE if beside < 2 else FOLLOWED
    return Signature(people, form, labelled and _OTHERS.search(above) is not None, beside) if people else None


def _may_be_names(text: str) -> bool:
    """Whether more than a glance at a line without lead, label and date is worth its while."""
    return " " in text and text[0].isupper() and (len(text) <= _BARE or ("," in text and len(text) <= LONGEST))


def _signed(text: str, names: str, form: int, date: Found | None, *, others: bool) -> Signature | None:
    start = len(text) - len(names)
    if date and start < date.start:
        names = without_weekday(text[start : date.start])
    names = unjoined(names).rstrip(TRAILING).removeprefix("By ")
    head = _before(names, 0, None)
    people = listed(head) or as_written(people_of(names)) or (given_name(head) if _SAYS_BY.search(text[:start]) else ())
    return Signature(people, form, others, len(text) - sum(map(len, people))) if people else None


def _before(text: str, start: int, date: Found | None) -> str:
    """The names with which `text` begins at `start`: up to a separator, a figure or the date."""
    head = text[start : date.start] if date and date.start >= start and not start else text[start:]
    head = head.lstrip(TRAILING)
    end = _END.search(head, 1)
    head = head[: end.start()] if end else head
    head = unjoined(head)
    return (without_weekday(head) if date else head).strip(TRAILING)


def _stands_alone(text: str, names: str) -> bool:
    """Whether `names`, found in `text` without a lead, are neither a label nor the beginning of a title."""
    behind = text[text.find(names) + len(names) :]
    return not _NO_NAME.match(behind) and (names.upper() != names.lower() or _CASELESS.fullmatch(names) is not None)


def _reporters(text: str) -> Signature | None:
    """The reporters that a line of ideographs or syllables names with their office."""
    found = [match["behind"] or match["before"] for match in _REPORTER.finditer(text)]
    people = tuple(dict.fromkeys(name for name in found if name and not name.endswith(_OF_OUTLET)))[:_MOST]
    return Signature(people, REPORTER, False, len(text) - sum(map(len, people))) if people else None
