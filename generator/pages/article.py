"""The page of an article, its JSON twin, and its original."""

from __future__ import annotations

from hashlib import sha256
from html import escape

import msgspec
from markupsafe import Markup

from generator.catalogue.heads import Head
from generator.catalogue.reader import Full
from generator.catalogue.settle import Settled
from generator.config import Config
from generator.errors import ContentError, Problem
from generator.model import Entry, Tag
from generator.pages.context import Context, Output
from generator.pages.frame import Link, absolute, folder, page_of
from generator.words import When, language_name, period, when


class TagLink(msgspec.Struct, frozen=True):
    """A tag on an article."""

    name: str
    type: str
    href: str


class ArticleView(msgspec.Struct, frozen=True):
    """What article.html may see.

    body       sanitised HTML, safe as it stands
    settling   how an ambiguous date was settled, in words; "" where nothing was ambiguous
    citation   one line of plain text, for footnotes
    original   the source file as it came; `original_path` is where it lies in the archive
    removed    how many lines of the original are not in the article; `removed_page` shows them, and is "" where none are
    url        where it was published on the web; None if nothing says so
    image      address of the picture that it leads with, never loaded by the page; `caption` is what stood under it
    linked_data  JSON-LD of a schema.org NewsArticle, safe inside a script element
    older, newer the articles beside it by date
    """

    headline: str
    subheadline: str | None
    authors: tuple[Link, ...]
    published: When | None
    modified: When | None
    settling: str
    source: Link | None
    section: str | None
    language_name: str
    place: str | None
    url: str | None
    image: str | None
    caption: str | None
    summary: str
    body: Markup
    tags: tuple[TagLink, ...]
    citation: str
    original: str
    original_path: str
    sha256: str
    twin: str
    removed: int
    removed_page: str
    linked_data: Markup
    older: Link | None
    newer: Link | None


def article(context: Context, words: list[str]) -> tuple[Output, ...] | None:
    """The outputs of `article ID`."""
    full = context.reader.article(int(words[0]))
    if full is None:
        return None
    older, newer = context.reader.beside_article(full)
    base = full.entry.permalink
    original = f"{base}{original_name(full.head.article.path)}"
    page = page_of(
        context.config,
        "article",
        folder(base),
        full.entry.headline,
        description=full.head.summary,
        language=full.entry.language,
        trail=trail_of(base, context.config),
        og_type="article",
    )
    view = _view(full, context, original, older, newer)
    return (
        context.page("article.html", page, view),
        Output(f"{base}index.json", data=twin(full, context)),
        Output(original, data=original_bytes(full.head, context)),
    )


def original_name(path: str) -> str:
    """The name under which an original is kept: every host serves it as plain text, so that no browser runs it."""
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    plain = dot and ending.isascii() and ending.isalnum() and len(ending) < 12 and ending.lower() != "txt"
    return f"original.{ending.lower()}.txt" if plain else "original.txt"


def removed_path(permalink: str) -> str:
    """The page that shows what was removed from the article at `permalink`."""
    return f"{permalink}removed/index.html"


def original_bytes(head: Head, context: Context) -> bytes:
    """The source file as it came. Raises ContentError if it is not what was read a moment ago."""
    path = head.article.path
    try:
        with open(f"{context.archive}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - half the time of a Path
            data = file.read()
    except OSError as error:
        raise ContentError(Problem(path, f"can't be read any more ({error.strerror})", "build again", "changed")) from error
    if sha256(data).hexdigest() != head.article.sha256:
        raise ContentError(Problem(path, "changed while the archive was being built", "build again", "changed"))
    return data


def twin(full: Full, context: Context) -> bytes:
    """The article as JSON, for programs."""
    article, settled = full.head.article, full.settled
    published = settled.published
    record = {
        "headline": article.headline,
        "subheadline": article.subheadline,
        "published": published.iso if published else None,
        "precision": published.precision if published else None,
        "modified": article.modified.iso if article.modified else None,
        "authors": [author.name for author in settled.authors],
        "source": settled.source.name if settled.source else None,
        "section": article.section,
        "place": article.place,
        "url": article.url,
        "image": article.image,
        "caption": article.caption,
        "language": article.language,
        "tags": [{"name": tag.name, "type": tag.type, "slug": tag.slug} for tag in settled.tags],
        "body_text": full.body.text,
        "original": {"path": article.path, "sha256": article.sha256},
        "permalink": absolute(context.config, folder(full.entry.permalink))
        if context.config.base_url
        else f"/{full.entry.permalink}",
    }
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def _view(full: Full, context: Context, original: str, older: Entry | None, newer: Entry | None) -> ArticleView:
    article, settled, language = full.head.article, full.settled, context.config.language
    return ArticleView(
        headline=article.headline,
        subheadline=article.subheadline,
        authors=tuple(Link(author.name, f"authors/{author.slug}/index.html") for author in settled.authors),
        published=when(settled.published, language),
        modified=when(article.modified, language),
        settling=settled.settling,
        source=_source(settled),
        section=article.section,
        language_name=language_name(article.language, language),
        place=article.place,
        url=article.url,
        image=article.image,
        caption=article.caption,
        summary=full.head.summary,
        body=body_of(full),
        tags=tuple(map(_tag, settled.tags)),
        citation=citation(full, context),
        original=original,
        original_path=article.path,
        sha256=article.sha256,
        twin=f"{full.entry.permalink}index.json",
        removed=full.head.removed,
        removed_page=removed_path(full.entry.permalink) if full.head.removed else "",
        linked_data=_linked_data(full, context),
        older=_beside(older),
        newer=_beside(newer),
    )


def body_of(full: Full) -> Markup:
    """The body as HTML: the sanitised markup if there was any, else a <p> for each paragraph."""
    if full.body.html:
        return Markup(full.body.html)  # noqa: S704 - nh3 has been over it
    return Markup("\n".join([f"<p>{escape(paragraph)}</p>" for paragraph in full.body.paragraphs]))  # noqa: S704 - escaped


def citation(full: Full, context: Context) -> str:
    """Author. "Headline." Source, day. Address: what fits a footnote."""
    settled, language = full.settled, context.config.language
    people = ", ".join(author.name for author in settled.authors)
    headline = full.entry.headline
    quoted = f"“{headline}”" if headline[-1:] in "?!.…" else f"“{headline}.”"
    day = period(settled.published.iso[:10], language) if settled.published else ""
    outlet = ", ".join(filter(None, (settled.source.name if settled.source else context.config.title, day)))
    base = context.config.base_url.rstrip("/")
    address = f"{base}/{full.entry.permalink}" if base else ""  # as people read it: percent signs are for machines
    return " ".join(filter(None, (people and f"{people}.", quoted, f"{outlet}.", address)))


def trail_of(permalink: str, config: Config) -> tuple[Link, ...]:
    """The year, month and day that the article at `permalink` stands in."""
    *known, _ = permalink.rstrip("/").split("/")
    if known == ["undated"]:
        return (Link("Undated", "undated/index.html"),)
    return tuple(
        Link(_short(known[:n], config.language), "/".join(known[:n]) + "/index.html") for n in range(1, len(known) + 1)
    )


def _short(parts: list[str], language: str) -> str:
    from generator.words import month_names

    return month_names(language)[int(parts[1]) - 1] if len(parts) == 2 else str(int(parts[-1]))


def _source(settled: Settled) -> Link | None:
    return Link(settled.source.name, f"sources/{settled.source.slug}/index.html") if settled.source else None


def _tag(tag: Tag) -> TagLink:
    return TagLink(tag.name, tag.type, f"tags/{tag.slug}/index.html")


def _beside(entry: Entry | None) -> Link | None:
    return Link(entry.headline, folder(entry.permalink)) if entry else None


def _linked_data(full: Full, context: Context) -> Markup:
    """schema.org NewsArticle. `<` and `&` are escaped as JSON does it, so that no headline can end the script element."""
    article, settled = full.head.article, full.settled
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "alternativeHeadline": article.subheadline,
        "datePublished": settled.published.iso if settled.published else None,
        "dateModified": article.modified.iso if article.modified else None,
        "author": [{"@type": "Person", "name": author.name} for author in settled.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": settled.source.name} if settled.source else None,
        "inLanguage": article.language,
        "articleSection": article.section,
        "keywords": [tag.name for tag in settled.tags],
        "description": full.head.summary,
        "image": {"@type": "ImageObject", "url": article.image, "caption": article.caption} if article.image else None,
        "isBasedOn": article.url,
        "isPartOf": {"@type": "ArchiveComponent", "name": context.config.title},
        "mainEntityOfPage": absolute(context.config, folder(full.entry.permalink)) if context.config.base_url else None,
    }
    text = msgspec.json.encode({key: value for key, value in record.items() if value}).decode()
    for letter, escaped in _JSON_IN_HTML:
        text = text.replace(letter, escaped)
    return Markup(text)  # noqa: S704 - escaped just now


_JSON_IN_HTML = tuple((letter, f"\\u{ord(letter):04x}") for letter in "<>&\u2028\u2029")
