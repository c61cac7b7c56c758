"""The tables that are distilled from CLDR and from lists of ours: they are what their makers make."""

from __future__ import annotations

import subprocess
import sys

from generator.tables.ago import COUNTED, ago
from generator.tables.dates import date_words, key

# In a process of its own: Babel shows a locale's data otherwise once something was formatted with it.
CHECK = """
from generator.tables import ago, dates, make_ago, make_dates
assert dates.date_words() == make_dates.make(), "run python -m generator.tables.make_dates"
assert ago.ago() == make_ago.make(), "run python -m generator.tables.make_ago"
"""


def test_the_tables_of_dates_are_up_to_date() -> None:
    """After an edit of the list, or a new Babel, the makers have been run."""
    run = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_names_are_keys() -> None:
    """A name is found in a line only if it is written as the line's words are folded."""
    words = date_words()
    names = [
        name for table in (words.months, words.weekdays, words.periods, *words.calendars.values()) for name in table.values()
    ]
    assert [name for those in names for name in those if key(name) != name] == []
    phrases = [phrase.replace(COUNTED, "0") for phrase in ago().spans]
    assert [phrase for phrase in phrases if key(phrase) != phrase] == []


def test_a_month_of_another_calendar_is_none_of_ours() -> None:
    """One name is one month, or the languages that differ are named."""
    words = date_words()
    ours = {name for names in words.months.values() for name in names} | set(words.shared)
    theirs = [name for months in words.calendars.values() for names in months.values() for name in names]
    assert ours.isdisjoint(theirs)
    assert len(theirs) == len(set(theirs))
