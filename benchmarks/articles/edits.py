"""What people do to an article, as text; it serves for a scraped text and for Hugo's Markdown alike."""

from __future__ import annotations

from pathlib import Path


def body_edited(text: str, word: str) -> str:
    """`text` with `word` added to a paragraph far from its lede, which lists and feeds show.

    `word` is in small letters, so that no name is added with it.
    """
    lines = text.splitlines(keepends=True)
    place = max(range(len(lines) // 2, len(lines)), key=lambda place: len(lines[place]))
    line = lines[place]
    words = line.rstrip("\n")
    lines[place] = f"{words} {word}" + line[len(words) :]
    return "".join(lines)


def headline_edited(text: str, headline: str, word: str) -> str:
    """`text` with `word` after the headline; ValueError if the headline is on no line of its own."""
    lines = text.split("\n")
    place = [line.strip() for line in lines].index(headline)
    lines[place] = f"{lines[place].rstrip()} {word}"
    return "\n".join(lines)


def replace_whole(path: Path, text: str) -> None:
    """Save as most editors do: written beside, then renamed over the old one."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
