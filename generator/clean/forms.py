"""What a line looks like, by itself: prose, a label, an invitation to share or subscribe, a link list.

The word lists only ever judge short lines that are no sentences; longer lines are judged by form and place.
"""

from __future__ import annotations

import re
from typing import Final

from generator.clean.invitations import button_of
from generator.clean.lines import Line, is_ended

_WORD: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"\d")

# A line of this many letters is a paragraph whatever its end, and one that ends as a sentence already from the second.
_PROSE: Final = 140
_SENTENCE: Final = 60
# A label: a menu entry, a button, a section.
_LABEL: Final = 40
# Invitations are short; the same words inside a long line are reporting.
_INVITATION: Final = 90
# Words that a button holds at most, and a line that invites.
_BUTTON_WORDS: Final = 4
_EDGE_WORDS: Final = 12

_OWNERSHIP: Final = re.compile(r"©|\(c\)\s*\d{4}|copyright\b|all rights reserved", re.IGNORECASE)
# Few lines hold any of these, and the rest need not be searched letter by letter.
_OWNERS: Final = ("©", "(c)", "copyright", "all rights reserved")
_URL_ONLY: Final = re.compile(r"(?:https?://|www\.)\S+|[#@][\w-]+(?:\s+[#@][\w-]+)*", re.IGNORECASE)
_SEPARATED: Final = re.compile(r"(?:[^|»›·•>]{1,30}\s*[|»›·•>]\s*){2,}[^|»›·•>]{0,30}")
_SEPARATOR: Final = re.compile(r"[|»›·•>]")
_WAITING: Final = re.compile(r"(?:\w+\s*){1,3}(?:\.\.\.|…)")
_CAPTION: Final = re.compile(
    r"(?:photos?|foto(?:grafía|s)?|image|bild|picture|фото|zdjęcie|fot\.|φωτογραφία|ფოტო|լուսանկար|صورة|图|写真|사진)\s*(?:by|credit|de|von|:|：|/|©)",
    re.IGNORECASE,
)


def is_prose(line: Line) -> bool:
    """Whether `line` is running text: long, or a whole sentence of some length."""
    return line.width >= _PROSE or (line.width >= _SENTENCE and line.ended)


def is_label(line: Line) -> bool:
    """Whether `line` could be a menu entry, a button or a link: short, no sentence, no figures, not set in columns."""
    return line.width < _LABEL and not line.table and not _DIGIT.search(line.text) and not line.ended


def is_caption(text: str) -> bool:
    """Whether `text` names the maker of a photograph, as captions and credits begin."""
    return len(text) < _PROSE and _CAPTION.match(text) is not None


def word_count(text: str) -> int:
    """The number of runs of letters and digits in `text`."""
    return len(_WORD.findall(text))


def junk_reason(line: Line, *, edge: bool = False) -> str:
    """Why the form of `line` alone makes it junk; "" if it does not.

    At the `edge` of a document, outside its body, longer invitations count too; inside it, "Share prices fall" is news.
    """
    text = line.text
    if line.width > 2 * _INVITATION or (line.table and (not line.columns or _DIGIT.search(text))):
        return ""  # figures and verse; columns of words alone are buttons side by side, or a menu
    if not (text[0].isalnum() or _WORD.search(text)):
        return "no letters or figures"
    if text[0] in "hHwW#@" and _URL_ONLY.fullmatch(text):
        return "nothing but addresses"
    if line.width < _INVITATION and not (line.ended and is_ended(text.removesuffix("...").removesuffix("…"))):
        return _button_reason(text, _EDGE_WORDS if edge or line.columns else _BUTTON_WORDS)
    return "a copyright notice" if _OWNERSHIP.match(text) else ""


def _button_reason(text: str, most_words: int) -> str:
    button = button_of(text)
    if button.shares:
        return "share buttons"
    if button.invites and word_count(text) <= most_words:
        return "an invitation to share, subscribe or read on"
    lowered = text.lower()
    if any(owner in lowered for owner in _OWNERS) and _OWNERSHIP.search(text):
        return "a copyright notice"
    if _SEPARATOR.search(text) and _SEPARATED.fullmatch(text):
        return "a row of links"
    return "a notice that something loads" if text.endswith(("...", "…")) and _WAITING.fullmatch(text) else ""
