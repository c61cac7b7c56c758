"""Days as ISO 8601, from the calendars whose months are the Gregorian ones: Buddhist, Minguo, Japanese eras."""

from __future__ import annotations

from datetime import date

# News begins with the first weekly papers of 1605; a year far ahead of the reader's is another thing's number.
FIRST_YEAR, LAST_YEAR = 1605, 2149

# Years of two digits: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999. A pivot that moves with today's date would
# read one file differently next year; electronic archives begin about 1950, and 2049 is past what a reader has today.
CENTURY_TURN = 50

_BUDDHIST_BEFORE_GREGORIAN = 543
# The year before the first of each Japanese era, and of the Republic of China.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}

# Siam printed its first paper in 1844, BE 2387.
_BUDDHIST_YEARS = range(2387, LAST_YEAR + _BUDDHIST_BEFORE_GREGORIAN + 1)


def full_year(two_digits: int) -> int:
    """The year that a year of two digits stands for, 1950 to 2049."""
    return two_digits + (2000 if two_digits < CENTURY_TURN else 1900)


def full_buddhist_year(two_digits: int) -> int:
    """The Gregorian year of a Thai year of two digits: 66 is 2566, which is 2023."""
    return 2500 + two_digits - _BUDDHIST_BEFORE_GREGORIAN


def era_year(era: str, year: int) -> int:
    """The Gregorian year of year `year` of a Japanese era or of the Republic of China; `era` is its name in Han."""
    return _ERAS[era] + year


def is_year(number: int) -> bool:
    """Whether `number` can be the year of a piece of news, Gregorian or Buddhist."""
    return FIRST_YEAR <= number <= LAST_YEAR or number in _BUDDHIST_YEARS


def iso_day(year: int, month: int, day: int) -> str | None:
    """YYYY-MM-DD of a Gregorian day whose year may be Buddhist; None if there is no such day, or no news of that year."""
    if not is_year(year):
        return None
    if year in _BUDDHIST_YEARS:
        year -= _BUDDHIST_BEFORE_GREGORIAN
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_month(year: int, month: int) -> str | None:
    """YYYY-MM, on the same terms as `iso_day`."""
    day = iso_day(year, month, 1)
    return day and day[:7]
