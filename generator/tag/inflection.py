"""How far a word may be from the dictionary form of a name in each language: "Армении" and "Армения" are one.

Rough on purpose. A stem is the name without its last vowel; what follows it in text must be as long, and of such letters, as
case endings of the language are. That keeps the Pope ("Франциск") out of France ("Франция") without a dictionary.
"""

from __future__ import annotations

from typing import NamedTuple

VOWELS = frozenset("aeiouyáéíóúýàèìòùâêîôûäëïöüąęėįųūāēīōőűåæøıаеёиіїоуыэюяьйαεηιουωάέήίόύώაეიოუաեէըիոու")
_SLAVIC_CYRILLIC = "аеёиіїоуыэюяьйўєвгмх"
_SLAVIC_LATIN = "aeiouyáéíóúýąęěůcghjmvw"


class Endings(NamedTuple):
    """What a language may put after a stem.

    longest    letters at most
    letters    the only ones in it; "" for any
    joined     letters that are written before a name as part of it ("and", "in", "to")
    shortest   letters of a stem at least; a shorter name is compared whole
    """

    longest: int = 0
    letters: str = ""
    joined: str = ""
    shortest: int = 4

    def agree(self, word: str, stem: str) -> bool:
        """Whether `word` (folded) is a form of the name with that stem."""
        ending = word[len(stem) :]
        if not ending:
            return word == stem
        return (
            word.startswith(stem)
            and len(ending) <= self.longest
            and len(stem) >= self.shortest
            and (not self.letters or all(letter in self.letters for letter in ending))
        )


_NONE = Endings()
_ANY = Endings(4)
_GENITIVE = Endings(1, "s")
_ENDINGS: dict[str, Endings] = {
    **dict.fromkeys(("de", "sv", "da", "no", "nl", "af", "lb", "fo"), _GENITIVE),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk"), Endings(3, _SLAVIC_CYRILLIC)),
    **dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "bs"), Endings(3, _SLAVIC_LATIN)),
    "sr": Endings(3, _SLAVIC_CYRILLIC + "ј" + _SLAVIC_LATIN),
    **dict.fromkeys(("lt", "lv"), Endings(4, "aeiouyąęėįųūāēīšjmns")),
    "el": Endings(2, "αεηιουωάέήίόύώςσν"),
    **dict.fromkeys(("hy", "ka", "tr", "az", "kk", "ky", "uz", "tk", "fi", "et", "hu", "eu", "sq", "mn"), _ANY),
    **dict.fromkeys(("ta", "te", "kn", "ml", "mr", "ne", "gu", "bn", "am", "ti", "si"), _ANY),
    "ko": Endings(2, "은는이가을를의에서와과도로으만군측산", shortest=2),
    "ro": Endings(4, "aeiuăl"),
    "is": Endings(3, "aiunsr"),
    "ar": Endings(0, "", "وفبكل"),
    "he": Endings(0, "", "ובכלמהש"),
}


def endings_of(language: str) -> Endings:
    """What may follow a stem in the language with that base code; nothing where names don't change."""
    return _ENDINGS.get(language, _NONE)


def stem_of(name: str, language: str, *, part: bool = False) -> str:
    """The folded one-word `name` without what inflection may change; `part`: it stands in a name of several words.

    The parts of a longer name inflect like adjectives, by two letters, and can afford to: all of them must agree.
    """
    endings = endings_of(language)
    if endings in (_NONE, _GENITIVE):  # what follows is added to the whole name
        return name
    for _ in range(2 if part else 1):
        if len(name) > endings.shortest and name[-1] in VOWELS:
            name = name[:-1]
    return name
