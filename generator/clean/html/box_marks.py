"""What the tag, the names and the role of a box on a page say that it is for.

Evidence, no verdict: whole pages are called "has-sidebar".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

# Words of class names and ids, joined by "-"; those that sites use are nearly always English.
_WORDS: Final[Mapping[str, str]] = {
    "body": r"article-?bod(?:y|ies)|(?:article|story|entry|post|news|page|blog|main|text|single)-?(?:body"
    r"|content|text|copy|detail\w*)"
    r"|body-?(?:text|copy|content)?|e-content|wysiwyg|rich-?text|prose|paragraphs?|texto?|copy",
    "article": r"articles?|story|stories|post|entry|content|contents|news|single|main",
    "comment": r"comment\w*|disqus|respond|repl(?:y|ies)|discussion\w*|reactions?|kommentar\w*|coment\w*"
    r"|feedback|reviews?|forum",
    "share": r"shar(?:e|es|ing|edaddy)\w*|social\w*|follow\w*|facebook|twitter|whatsapp|pinterest|addtoany"
    r"|addthis|likes?",
    "related": r"relat\w+|recommend\w*|read-?(?:more|next|also)|more|also|most\w*|popular|trending|next"
    r"|prev(?:ious)?|latest|recent\w*"
    r"|similar|suggest\w*|outbrain|taboola|recirc\w*|see-?also|aktuell\w*|mehr",
    "teaser": r"teasers?\w*|cards?|promos?|tiles?|items?|thumb\w*|lists?|grid|feed|carousel\w*|slid\w+|swiper"
    r"|headlines|blurb|block",
    "advert": r"ads?|advert\w*|adv|sponsor\w*|banners?|dfp|gpt|commercial|affiliate\w*|promo\w*|werbung"
    r"|publicidad|shop\w*|product\w*",
    "subscribe": r"newsletter\w*|subscri\w+|sign-?(?:up|in)|paywall|log-?in|regist\w+|donat\w+|member\w*|cta"
    r"|call-?to-?action|premium|form",
    "legal": r"cookies?\w*|consent|gdpr|privacy|popup|pop-?up|modal|overlay|disclaimer|copyright|legal|terms"
    r"|notice|alert|notification\w*",
    "navigation": r"nav\w*|menus?|breadcrumbs?|pagination|pager|toolbar|skip\w*|tabs?|search\w*|site-?header"
    r"|masthead|top-?bar|links?",
    "side": r"side-?bar\w*|aside|rail|(?:right|left)-?(?:col\w*|side|rail|bar)?|widgets?|complementary"
    r"|secondary|extra|module",
    "foot": r"foot\w*|bottom|colophon|contentinfo|after",
    "author": r"authors?\w*|bio\w*|by-?lines?|contributors?|writer|profile|vcard|avatar",
    "meta": r"meta\w*|dates?\w*|times?\w*|publish\w*|updated|posted|category|categories|tags?\w*|topics?"
    r"|keywords?|kicker|labels?|info\w*|details",
    "head": r"head\w*|titles?|hero|lead\w*|intro\w*|summary|standfirst|deck|dek|excerpt|sub-?(?:title|head\w*)"
    r"|lede|description|abstract",
    "media": r"captions?|credits?|copyright|figures?|images?|img|photos?|media|galler\w+|video\w*|player"
    r"|pictures?|audio",
    "quote": r"pull-?quotes?|block-?quotes?|quotes?|embed\w*|tweets?|instagram|fact-?box|info-?box|box\w*",
    "folded": r"hidden|visually-?hidden|sr-only|screen-?reader\w*|d-?none|print\w*|collapse\w*|expand\w*|toggle"
    r"|accordion\w*",
}  # fmt: skip
_TAGS: Final[Mapping[str, str]] = {
    "<article>": "article", "<main>": "main", "<aside>": "aside", "<header>": "header", "<form>": "form",
    "<section>": "section", "<figure>": "figure", "<table>": "table", "<list>": "ul ol dl",
    "<blockquote>": "blockquote",
    "<details>": "details", "<button>": "button", "unseen": "",
}  # fmt: skip

MARKS: Final = (*_WORDS, *_TAGS)
"""What a box may be marked as, in the order of the bits of a mark."""
UNSEEN: Final = 1 << MARKS.index("unseen")

_BIT_OF_TAG: Final = {tag: 1 << MARKS.index(mark) for mark, tags in _TAGS.items() for tag in tags.split()}
_BITS: Final = tuple((1 << bit, re.compile(f"(?:^|-)(?:{words})(?=$|-)")) for bit, words in enumerate(_WORDS.values()))
_SPLIT: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_FIGURES: Final = re.compile(r"\d+")
# Names of more characters are a program's.
_LONGEST: Final = 400
# These are the whole page: their names say too much.
_WHOLE: Final = frozenset(("html", "body"))


class Marked(NamedTuple):
    """What a box is marked as, a bit a mark; and its tag and names without figures, alike for boxes that are made alike."""

    marks: int
    likeness: str


@lru_cache(1 << 14)
def marked(tag: str, names: str = "", identity: str = "", role: str = "") -> Marked:
    """What is said by the tag, class, id and role of a box. The pages of one site say the same again and again."""
    if tag in _WHOLE:
        return Marked(0, tag)
    names = names[:_LONGEST]
    bits = _BIT_OF_TAG.get(tag, 0)
    for name in (*names.split(), identity[:_LONGEST], role):
        if name:
            bits |= _bits_of(name)
    return Marked(bits, f"{tag} {_FIGURES.sub('', names)}")


@lru_cache(1 << 14)
def _bits_of(name: str) -> int:
    words = _SPLIT.sub("-", name).strip("-").lower()
    return sum([bit for bit, pattern in _BITS if pattern.search(words)])
