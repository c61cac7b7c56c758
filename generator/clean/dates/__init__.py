"""Dates as newsrooms write them, in any language: found in a line, read out of metadata, settled by their source.

A line goes through four steps, each in a file of its own: words and numbers (dates_words), days (dates_digits,
dates_names, dates_hebrew, dates_relative, with the calendars in dates_calendars and dates_conversions), times of day and
zones (dates_times), and what the whole line says (dates_lines). Metadata is read in dates_declared, which falls back on
that. Names come from CLDR by way of generator.tables. Nothing here knows what day it is: when a text was as it is, its
document declares, or the program that saved the page (dates_saved), or nobody.
"""

from __future__ import annotations

from generator.clean.dates.declared import declared
from generator.clean.dates.lines import Found, find, find_all
from generator.clean.dates.regions import region_of
from generator.clean.dates.saved import saved
from generator.clean.dates.times import in_zone
from generator.model import DateOrder, Moment, Reading
from generator.tables.dates import usual_orders

__all__ = ["Found", "declared", "find", "find_all", "in_zone", "region_of", "saved", "settle"]


def settle(
    readings: tuple[Reading, ...], order: DateOrder | None, language: str | None, region: str | None = None
) -> tuple[Moment | None, str]:
    """(the moment that `readings` mean, why): by the order of the source, else the custom of its language and country.

    order     how the source writes dates of digits, if its other dates or a person say so
    language  BCP 47; plain "en" settles nothing, "en-US" and "en-GB" do
    region    ISO 3166, of the outlet, as `region_of` its address tells; goes before the region in `language`, which
              many sites leave as their software had it

    The moment is None, with the reason, if none of them tells.
    """
    if not readings:
        return None, "no date of the calendar"
    if len({reading.moment for reading in readings}) == 1:
        return readings[0].moment, "plain"
    by_order = {reading.order: reading.moment for reading in readings}
    if order in by_order:
        return by_order[order], f"{_IN_WORDS[order]}, as its source writes dates"
    for usual in usual_orders(language, region):
        if usual in by_order:
            return by_order[usual], f"{_IN_WORDS[usual]}, as is usual in {_named(language, region)}"
    choices = " or ".join(sorted(moment.iso for moment in by_order.values()))
    return None, f"{choices}: neither its source nor its language tells"


def _named(language: str | None, region: str | None) -> str:
    """The custom that decided, in short: "en-US", "en of GB", "GB"."""
    return f"{language} of {region}" if language and region else language or region or ""


_IN_WORDS: dict[DateOrder, str] = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
