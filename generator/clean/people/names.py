"""People's names as lines write them: in lists, in capitals, with an office or a button behind."""

from __future__ import annotations

import re
from typing import Final

from generator.clean.dates.words import lexicon, plain, tokens_of
from generator.clean.people.bylines import AND, PARTICLES, is_nobody, is_person, persons

TRAILING: Final = " .,;:|•·/-–—("
"""What may stand at either end of a name and is not its own."""

# Characters of a list of names, and people in it; nobody lists more.
_LONGEST: Final = 160
_MOST: Final = 12
# Names and buttons of one line run into each other: "Ana LopesTwitter".
_JOINT: Final = re.compile(r"(?<=[a-zß-ÿ]{4})(?=[A-Z][a-z]{3}|[A-Z]{3})")
_GIVEN_NAME: Final = re.compile(r"[^\W\d_]{3,14}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# Behind these the words are no person's: "The Harbour Team".
_COLLECTIVE: Final = frozenset(
    ("team", "teams", "staff", "editors", "desk", "newsroom", "redaktion", "redazione", "redacción", "rédaction", "redactie")
)
# Fewer capitals than this are initials.
_INITIALS: Final = 5


def listed(names: str) -> tuple[str, ...]:
    """The people in a list of names, each once, without the offices behind them; () if it lists nobody."""
    parts = AND.split(names.replace(" + ", " & ")) if len(names) <= _LONGEST else []
    return as_written(persons(map(_without_office, parts)))


def is_list(names: str, people: tuple[str, ...]) -> bool:
    """Whether `names`, which name `people`, are a list: its first part is a person, as is at least half of it."""
    parts = [part for part in AND.split(names) if part]
    return bool(parts) and is_person(_without_office(parts[0].strip(TRAILING))) and len(people) * 2 >= len(parts)


def given_name(name: str) -> tuple[str, ...]:
    """`name` if it is a given name alone, as people sign blogs; it has one capital. Else ()."""
    fits = _GIVEN_NAME.fullmatch(name) is not None and name.istitle() and not is_nobody(name)
    return (name,) if fits else ()


def as_written(people: tuple[str, ...]) -> tuple[str, ...]:
    """`people`, each once, with small letters where a line is in capitals throughout."""
    return tuple(dict.fromkeys(map(_as_name, people)))[:_MOST]


def unjoined(names: str) -> str:
    """`names` without what runs into the last of them; a joint inside the first word is a handle's."""
    joint = _JOINT.search(names, names.find(" ") + 1) if " " in names else None
    return names[: joint.start()] if joint else names


def without_weekday(names: str) -> str:
    """`names` without the name of a day at their end, which belongs to the date behind them."""
    head, _, last = names.rstrip(TRAILING).rpartition(" ")
    if not head:
        return names
    tokens = tokens_of(plain(last))
    return head if len(tokens) == 1 and lexicon().weekdays.at(tokens, 0) else names


def _without_office(name: str) -> str:
    """The first words of a `name` behind which an office stands, "Ana Lopes Deputy Editor"; all of a group's name."""
    words = name.split()
    end = 3 if len(words) > 2 and len(words[1].rstrip(".")) == 1 else 2
    office = words[end:]
    if office and office[-1].lower() in _COLLECTIVE:
        return name
    if not office or not office[0][0].isupper() or is_nobody(" ".join(words[:end])) or not is_nobody(" ".join(office)):
        return name
    return " ".join(words[:end])


def _as_name(name: str) -> str:
    letters = [char for char in name if char.isalpha()]
    if len(letters) < _INITIALS or not all(map(str.isupper, letters)):
        return name
    first, *others = name.split()
    return " ".join([_capital(first), *(word.lower() if word.lower() in PARTICLES else _capital(word) for word in others)])


def _capital(word: str) -> str:
    """`word` with a capital at the beginning of each of its parts."""
    return _LETTERS.sub(lambda part: part[0].capitalize(), word)
