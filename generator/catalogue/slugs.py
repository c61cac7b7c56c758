"""Slugs: the last, readable part of a permalink, from words in any script."""

from __future__ import annotations

import re
from hashlib import blake2b

from slugify import slugify

LENGTH = 80
SUFFIX = 8

# Arabic and Hebrew lose their vowels, Chinese and Japanese their words, when they are transliterated letter by letter.
_KEPT = re.compile(
    r"[\u0590-\u05FF\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF]"
)

_GEORGIAN = "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h"
_ARMENIAN = "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev"
_NATIONAL = str.maketrans(  # the national romanisations; python-slugify's tables leave apostrophes, hence hyphens, in words
    {
        **dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", _GEORGIAN.split(), strict=True)),
        **dict(zip("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև", _ARMENIAN.split(), strict=True)),
    }
)

_PLAIN = re.compile(r"[A-Za-z0-9 -]{1,80}")
_APOSTROPHE = re.compile(r"(?<=\w)['‘’ʼ](?=\w)")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")


def slug_of(words: str, *, ascii_only: bool = False, limit: int = LENGTH) -> str:
    """A slug of at most `limit` characters, cut at a word; "" if nothing in `words` can stand in one."""
    if limit == LENGTH and _PLAIN.fullmatch(words):
        return "-".join(words.lower().replace("-", " ").split())  # what follows comes to the same in nine times the time
    words = _INITIALS.sub(lambda found: found[0].replace(".", ""), _APOSTROPHE.sub("", words))
    if words.isascii() or ascii_only or not _KEPT.search(words):
        romanised = words if words.isascii() else words.lower().replace("ու", "u").translate(_NATIONAL)
        return slugify(romanised, max_length=limit, word_boundary=True, save_order=True) or slugify(
            romanised, max_length=limit
        )
    native = slugify(words, allow_unicode=True, max_length=limit, word_boundary=True, save_order=True)
    return _cut_bytes(native or slugify(words, allow_unicode=True, max_length=limit))


def article_slug(headline: str, *, ascii_only: bool = False) -> str:
    """The slug of an article, never empty, and never of digits alone, which would look like a day or a part of a list."""
    slug = slug_of(headline, ascii_only=ascii_only)
    if not slug or slug.isdecimal():
        return f"article-{slug}".rstrip("-")
    return slug


def with_suffix(slug: str, identity: str) -> str:
    """`slug`, told apart from its equals by a digest of `identity`, within the same length.

    No headline makes two hyphens in a row, nor does a slug that a person chose: what has them is never another's.
    """
    tail = blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=SUFFIX // 2).hexdigest()
    return f"{_cut_bytes(slug[: LENGTH - SUFFIX - 2].rstrip('-'))}--{tail}"


def _cut_bytes(slug: str, limit: int = 230) -> str:
    """At most `limit` bytes of UTF-8: a file's name ends at 255."""
    return slug.encode()[:limit].decode("utf-8", "ignore").rstrip("-")
