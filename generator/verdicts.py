"""How `backfile inspect` looks: each line with its verdict and the reason, each field with the candidates that lost."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from generator.terminal import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from generator.clean import Cleaned
    from generator.inspection import Inspection
    from generator.learned import Learned

_STYLES = {
    "headline": "bold green",
    "subheadline": "green",
    "dateline": "cyan",
    "byline": "magenta",
    "section": "magenta",
    "subheading": "bold",
    "caption": "yellow",
    "junk": "dim",
}
_LINE_WIDTH, _VERDICT_WIDTH, _REASON_WIDTH, _EXAMPLE_WIDTH, _LEAST_TEXT = 5, 11, 30, 24, 12
_UNBOUND = 100_000
"""Columns of what is no terminal: a pipe gets every word."""


def show_inspection(found: Inspection, out: IO[str]) -> None:
    """Print it: in colour and cut to the width of a terminal, or plain and whole."""
    from rich.console import Console  # the commands that print plain lines need not wait the 70 ms for it

    console = Console(file=out, highlight=False, markup=False, emoji=False, width=None if out.isatty() else _UNBOUND)
    for cleaned in found.documents:
        _show_table(console, _lines(cleaned, console.width))
        _show_table(console, _fields(cleaned))
        if cleaned.article.candidates:
            _show_table(console, _tags(cleaned))
    for problem in found.problems:
        _write(console, f"{problem.severity}: ", "bold red" if problem.severity == "error" else "yellow", end="")
        _write(console, visible(str(problem)))
    encoding = f", {found.encoding}" if found.encoding else ""
    verdict = "would be left out of the archive" if found.failed else "would be in the archive"
    if all(cleaned.draft for cleaned in found.documents) and found.documents:
        verdict = "is a draft, and stays out of the archive"
    _write(console, f"{visible(found.path)}{encoding}: {verdict}", "bold")


def show_learned(found: Learned, out: IO[str]) -> None:
    """Print the lines that recur in a source, those in most articles first."""
    from rich.console import Console  # as above

    console = Console(file=out, highlight=False, markup=False, emoji=False, width=None if out.isatty() else _UNBOUND)
    if found.lines:
        _show_table(console, _recurring(found, console.width))
    recurring = sum(line.recurs for line in found.lines)
    nearly = len(found.lines) - recurring
    articles = "1 article" if found.articles == 1 else f"{found.articles:,} articles"
    lines = "1 line recurs" if recurring == 1 else f"{recurring:,} lines recur" if recurring else "no line recurs"
    more = f", {nearly:,} more nearly" if nearly else ""
    name = visible(found.source) or "no source"
    _write(console, f"{name}, {articles}: {lines} (around {found.least} or more different stories){more}", "bold")


def _recurring(found: Learned, width: int) -> Table:
    """The lines with the articles that bear each, what became of it in one of them, and its words last, as above."""
    table = _table("articles", "stories", "verdict", "why", "example", "text")
    text = table.columns[-1]
    text.no_wrap, text.overflow = True, "ellipsis"
    for column in table.columns[:2]:
        column.justify = "right"
    if width < _UNBOUND:
        table.columns[3].width, table.columns[4].width = _REASON_WIDTH, _EXAMPLE_WIDTH
        taken = sum(map(len, ("articles", "stories", "verdict"))) + _REASON_WIDTH + _EXAMPLE_WIDTH + 10
        text.width = max(_LEAST_TEXT, width - taken)
    for line in found.lines:
        counts = f"{line.articles:,}", f"{line.stories:,}"
        words = (visible(each) for each in (line.reason, line.example, line.text))
        table.add_row(*counts, line.verdict or "–", *words, style=_STYLES.get(line.verdict or "", ""))
    return table


def _write(console: Console, text: str, style: str = "", end: str = "\n") -> None:
    console.print(text, style=style, soft_wrap=True, end=end)


def _show_table(console: Console, table: Table) -> None:
    """Print `table` without the blanks that fill up its last column, and a blank line."""
    with console.capture() as captured:
        console.print(table)
    lines = (line.rstrip() for line in captured.get().splitlines())
    console.file.write("\n".join(lines) + "\n\n")


def _table(*columns: str) -> Table:
    from rich.table import Table  # as above

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _lines(cleaned: Cleaned, width: int) -> Table:
    """The lines with their verdicts. The text stands last, so that one that runs from right to left disturbs no column."""
    table = _table("line", "verdict", "why", "text")
    line, verdict, why, text = table.columns
    if width < _UNBOUND:  # rich would squeeze the short columns to nothing for the sake of the long one
        line.width, verdict.width, why.width = _LINE_WIDTH, _VERDICT_WIDTH, _REASON_WIDTH
        text.width = max(_LEAST_TEXT, width - _LINE_WIDTH - _VERDICT_WIDTH - _REASON_WIDTH - 6)
    line.justify = "right"
    text.no_wrap, text.overflow = True, "ellipsis"
    for block in cleaned.blocks:
        style = _STYLES.get(block.verdict, "")
        row = (str(block.line or "–"), block.verdict, visible(block.reason), visible(block.text))
        table.add_row(*row, style=style)
    return table


def _fields(cleaned: Cleaned) -> Table:
    """The fields with what speaks for each candidate, the winner first."""
    table = _table("field", "", "value", "why")
    before = ""
    order = {field: place for place, field in enumerate(dict.fromkeys(each.field for each in cleaned.evidence))}
    for each in sorted(cleaned.evidence, key=lambda each: (order[each.field], not each.won)):
        name = "" if each.field == before else each.field
        before = each.field
        table.add_row(
            name, "✓" if each.won else "✗", visible(each.value), visible(each.why), style="" if each.won else "dim"
        )
    return table


def _tags(cleaned: Cleaned) -> Table:
    """What the article may be tagged with; the archive as a whole decides."""
    table = _table("tag candidate", "type", "weight")
    table.columns[2].justify = "right"
    for each in cleaned.article.candidates:
        declared = " (declared)" if each.declared else ""
        table.add_row(visible(each.name), f"{each.type}{declared}", f"{each.salience:.1f}")
    return table
