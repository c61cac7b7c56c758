"""The same articles for Hugo, already clean: Markdown with front matter in JSON, settings, and plain layouts.

The site has the pages that backfile's has: articles, tags, days, months, years, outlets, home, feed and sitemap. Hugo
is given title, date, author and tags; backfile finds them in the raw text.
"""

from __future__ import annotations

import json
import re
import shutil
from itertools import islice
from pathlib import Path

from benchmarks.articles.world import Article, articles

SITE = Path(__file__).parent / "hugo_site"


def write_hugo(folder: Path, count: int) -> None:
    """Write `count` articles with settings and layouts as a project of Hugo in `folder`."""
    shutil.copytree(SITE, folder, dirs_exist_ok=True)
    for article in islice(articles(), count):
        path = folder / "content" / hugo_path(article)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(hugo_text(article), encoding="utf-8")


def hugo_path(article: Article) -> str:
    """Where it lies below content/: OUTLET/YEAR/ID.md."""
    return f"{article.outlet}/{article.moment.year}/{article.number:06}.md"


def hugo_text(article: Article) -> str:
    return f"{json.dumps(front_matter(article), indent=1)}\n\n" + "\n\n".join(article.paragraphs) + "\n"


def front_matter(article: Article) -> dict[str, object]:
    day = article.moment.date().isoformat()
    return {
        "title": article.headline,
        "date": article.moment.isoformat() + "Z",
        "url": f"/{permalink(article)}",
        "author": article.author or "",
        "tags": list(article.names),
        "days": [day],
        "months": [day[:7]],
        "years": [day[:4]],
    }


def permalink(article: Article) -> str:
    """Its address in both sites, if no other article of the day wants it: "2023/01/24/slug/"."""
    return f"{article.moment:%Y/%m/%d}/{slug(article.headline)}/"


def slug(headline: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", headline.lower()).strip("-")
