"""The words of the program as data: document, block, article, entry. Frozen; a change is a copy.

Everything here crosses process boundaries and is stored, so it is small, typed and has one encoding (MessagePack).
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Form = Literal["text", "html", "markdown"]
Verdict = Literal[
    "headline", "subheadline", "dateline", "byline", "section", "body", "subheading", "list", "quote", "caption", "junk"
]
Precision = Literal["minute", "day", "month", "year"]
DateOrder = Literal["dmy", "mdy", "ymd"]
TagType = Literal["person", "place", "organisation", "event", "topic"]


class Declaration(msgspec.Struct, frozen=True):
    """Metadata that somebody wrote down, as they wrote it.

    origin  who says so, in the words that `inspect` shows: "sidecar", "front matter", "markup"
    place   where, as "content/a.meta.yaml" or "content/a.md:2"
    fields  lower-case keys to plain YAML or TOML values
    """

    origin: str
    place: str
    fields: dict[str, Any]


class Document(msgspec.Struct, frozen=True):
    r"""One raw item read out of a source file.

    path      the source file, relative to the archive, with "/" between its parts
    ordinal   its position in the source file; 0 where a file is one document
    form      how `text` is to be understood
    text      decoded, NFC, line ends "\n", no byte-order mark, no NUL; without its front matter
    line      the line of the source file at which `text` begins, counted from 1
    sha256    hexadecimal digest of the source file's bytes
    encoding  the encoding that `text` was decoded from
    declared  what people and formats say about it, the strongest first: sidecar, then front matter
    """

    path: str
    ordinal: int
    form: Form
    text: str
    line: int
    sha256: str
    encoding: str
    declared: tuple[Declaration, ...] = ()


class Block(msgspec.Struct, frozen=True):
    """A line or paragraph of a document with its verdict and the reason for it.

    line     the line of the source file at which it begins, counted from 1; 0 in HTML
    text     the words, white space collapsed
    verdict  what it is taken to be
    reason   the evidence, a few words: "before the headline", "another script than the body"
    """

    line: int
    text: str
    verdict: Verdict
    reason: str


class Testimony(msgspec.Struct, frozen=True, array_like=True):
    """What a document says about the lines of its source, and what it was told about its own.

    doubts     keys of the lines that are junk if they recur, sorted: those that its cleaner is not certain of
    story      a key by which the prints of one story meet, so that they speak once
    recurring  those of `doubts` that it was cleaned without, because they recur
    """

    doubts: tuple[str, ...] = ()
    story: str = ""
    recurring: tuple[str, ...] = ()


class Moment(msgspec.Struct, frozen=True):
    """A point in time as precise as its evidence, never more.

    iso        ISO 8601, cut at the precision: "2023", "2023-01", "2023-01-24", "2023-01-24T12:29",
               with seconds where they were given and an offset ("+04:00") where the zone is known
    precision  year, month, day or minute ("minute" also where seconds are known)
    """

    iso: str
    precision: Precision


class Reading(msgspec.Struct, frozen=True):
    """One way to read a date of digits: "03.04.23" has a "dmy", an "mdy" and a "ymd" reading."""

    order: DateOrder
    moment: Moment


class Evidence(msgspec.Struct, frozen=True):
    """One candidate for a field: what it says, who says so, and whether it won.

    field   the name of the Article's field
    value   the candidate, as text
    why     origin and reason: "sidecar", "line 5: a date alone on its line", "<meta property=og:title>"
    won     True for the candidate that the article bears
    """

    field: str
    value: str
    why: str
    won: bool


class Candidate(msgspec.Struct, frozen=True):
    """Something that an article may be tagged with.

    key       the identity under which mentions meet over the archive: "@AM" for a country (ISO 3166),
              else the name, NFKC, case-folded, white space collapsed
    name      how this article writes it
    type      person, place, organisation, event or topic
    salience  greater is more about it; compared inside one article only
    declared  True if a person or the format tagged it; such a tag needs no second article
    """

    key: str
    name: str
    type: TagType
    salience: float
    declared: bool = False


class Body(msgspec.Struct, frozen=True):
    """The words of an article, junk removed.

    paragraphs  plain text, one string a paragraph, sub-heading or list item, white space collapsed
    html        sanitised HTML of the same, where the document had markup; "" where `paragraphs` say it all
    """

    paragraphs: tuple[str, ...]
    html: str = ""

    @property
    def text(self) -> str:
        """The paragraphs, joined by a blank line."""
        return "\n\n".join(self.paragraphs)


class Article(msgspec.Struct, frozen=True):
    """A cleaned document. A field without evidence is None or empty, never guessed.

    path, ordinal, sha256   the document that it was made from
    headline      one line, at most 500 characters
    published     by the evidence of this document alone; where `readings` is not empty it is one of them, or None
    readings      the readings of a date that this document alone can't settle; its source's other dates do
    votes         the orders that this document's dates are proof of ("dmy" for 24.01.23); they settle others
    region        ISO 3166 code of the country whose domain its address is in; None if it names none
    source        the outlet's name as written; None if nothing names it
    language      BCP 47 tag of the body; "und" if it can't be told
    place         of the dateline ("YEREVAN, Jan 24 -")
    image         address of the picture that it leads with, http or https; `caption` is what stands under it
    url           where it was published: http or https
    slug          the last part of its permalink, where a person has chosen it
    candidates    what it may be tagged with, by falling salience
    """

    path: str
    ordinal: int
    sha256: str
    headline: str
    published: Moment | None
    language: str
    body: Body
    subheadline: str | None = None
    readings: tuple[Reading, ...] = ()
    votes: tuple[DateOrder, ...] = ()
    modified: Moment | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    section: str | None = None
    place: str | None = None
    image: str | None = None
    caption: str | None = None
    url: str | None = None
    slug: str | None = None
    region: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Tag(msgspec.Struct, frozen=True):
    """A tag as readers see it, after the archive's decisions."""

    name: str
    type: TagType
    slug: str


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """The small part of an article that a list may show.

    permalink  its page's folder relative to the site, "2023/01/24/slug/"
    source     what its outlet is called; "" if none is known
    summary    the beginning of the body, at most 240 characters, cut at a word
    """

    headline: str
    permalink: str
    published: Moment | None
    modified: Moment | None
    language: str
    source: str
    summary: str
