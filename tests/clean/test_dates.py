"""The date parser: what it finds, what it leaves alone, and the laws that hold for every language and every text."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as clock_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean.dates import declared, find, find_all, in_zone, settle
from generator.model import Moment, Reading


def moment_of(line: str, language: str | None = None) -> str | None:
    """The ISO 8601 text of the date in `line`, settled by nothing but its language."""
    found = find(line, language=language)
    moment = settle(found.readings, None, language)[0] if found else None
    return moment.iso if moment else None


@pytest.mark.parametrize(
    ("line", "language", "iso"),
    [
        ("24.01.23 12:29", None, "2023-01-24T12:29"),
        ("05.11.21", "de", "2021-11-05"),
        ("3. Mai 2017 um 08:05 Uhr", "de", "2017-05-03T08:05"),
        ("Jänner 12, 2019", "de", "2019-01-12"),
        ("July 4, 2016 at 2:07 pm", "en", "2016-07-04T14:07"),
        ("Sept. 9, 2021", "en", "2021-09-09"),
        ("12:05 a.m. EDT, Tue July 5, 2016", "en", "2016-07-05T00:05-04:00"),
        ("Posted 7 Aug 2019, 16:40 BST", "en", "2019-08-07T16:40"),
        ("22nd October 2020", "en", "2020-10-22"),
        ("By Nadia Example | Mar 3, 1999", "en", "1999-03-03"),
        ("Jane RoeJanuary 24, 2023", "en", "2023-01-24"),
        ("9 dicembre 2018, ore 7.45", "it", "2018-12-09T07:45"),
        ("1er juin 2020 (@9h05)", "fr", "2020-06-01T09:05"),
        ("le 8 aout 2015 à 7h", "fr", "2015-08-08T07:00"),
        ("Publié le 17 févr. 2022", "fr", "2022-02-17"),
        ("Sabado 5 de Diciembre de 2020 a las 8:15 p. m.", "es", "2020-12-05T20:15"),
        ("09 de Outubro de 2019, 18h20", "pt", "2019-10-09T18:20"),
        ("11 listopada 2018", "pl", "2018-11-11"),
        ("11. listopada 2018.", "hr", "2018-10-11"),
        ("4. september/rujan, 2021.", "hr", "2021-09-04"),
        ("7.10.2021 klo 9.30", "fi", "2021-10-07T09:30"),
        ("2021. 03. 15. 9:12", "hu", "2021-03-15T09:12"),
        ("2021. március 15.", "hu", "2021-03-15"),
        ("18. marts 2021 kl. 07.02", "da", "2021-03-18T07:02"),
        ("2021. gada 5. maijā", "lv", "2021-05-05"),
        ("8 Kasım 2019 Cuma 11:45", "tr", "2019-11-08T11:45"),
        ("8 Kasim 2019", None, "2019-11-08"),
        ("24-го марта 2021 года в 18:05 МСК", "ru", "2021-03-24T18:05+03:00"),
        ("Середа, 6 лютого 2019", "uk", "2019-02-06"),
        ("5 Μαΐου 2021 7:40 πμ", "el", "2021-05-05T07:40"),
        ("Δευτέρα 3 Δεκέμβρη 2018", "el", "2018-12-03"),
        ("Թարմացված է 2 մարտի 2021, 14:10", "hy", "2021-03-02T14:10"),
        ("7 მარტს 2022", "ka", "2022-03-07"),
        ("ב-14 בפברואר 2022 בשעה 18:30", "he", "2022-02-14T18:30"),
        ("السبت ٥ / ٦ / ٢٠٢١", "ar", "2021-06-05"),
        ("9 تموز/يوليو 2018", "ar", "2018-07-09"),
        ("3 جويلية 2019", "ar", "2019-07-03"),
        ("مارس 11, 2021", "ar", "2021-03-11"),
        ("۱۵ مهر ۱۴۰۰ - ۰۷:۲۰", "fa", "2021-10-07T07:20"),
        ("۱۴۰۰/۰۷/۱۵", None, "2021-10-07"),
        ("7 मार्च 2021", "hi", "2021-03-07"),
        ("4 มีนาคม 2564 9.15 น.", "th", "2021-03-04T09:15"),
        ("4 มี.ค. 64", "th", "2021-03-04"),
        ("5 ဇန်နဝါရီ 2019", "my", "2019-01-05"),
        ("Chủ nhật, 7/3/2021, 08:45 (GMT+7)", "vi", "2021-03-07T08:45+07:00"),
        ("Ngày 7 tháng 3 năm 2021", "vi", "2021-03-07"),
        ("Senin, 8 Mar 2021 20:10 WIB", "id", "2021-03-08T20:10+07:00"),
        ("2021年3月7日 下午3:20", "zh", "2021-03-07T15:20"),
        ("发布时间：2021-03-07 14:05", "zh", "2021-03-07T14:05"),
        ("二〇二一年三月十七日", "zh", "2021-03-17"),
        ("令和3年3月7日（日）", "ja", "2021-03-07"),
        ("民國110年3月7日", "zh-Hant", "2021-03-07"),
        ("입력 2021.03.07. 오후 8:06", "ko", "2021-03-07T20:06"),
        ("21. 3. 7.", "ko", "2021-03-07"),
        ("2021 оны 03 дугаар сарын 07", "mn", "2021-03-07"),
        ("2021-03-07T18:20:41.123-05:00", None, "2021-03-07T18:20:41-05:00"),
        ("Sun Mar 7 18:20:41 +0000 2021", None, "2021-03-07T18:20:41+00:00"),
        ("7-MAR-1991 09:10:11.20", None, "1991-03-07T09:10:11"),
        ("XY-QN-11-30-88 0405EST", None, "1988-11-30T04:05-05:00"),
        ("ZT  07 MAR 91 /", None, "1991-03-07"),
        ("910307", None, "1991-03-07"),
        ("7.XI.1951 r.", "pl", "1951-11-07"),
        ("[18:20/17.03.2021]", None, "2021-03-17T18:20"),
        ("🗓 2021-03-07 00:19", None, "2021-03-07T00:19"),
        ("6:45 p.m. 7 July 2017", "en", "2017-07-07T18:45"),
        ("12:30 am, 7 July 2017", "en", "2017-07-07T00:30"),
        ("7 July 2017 12:00 midnight", "en", "2017-07-07T00:00"),
        ("7 July 2017 12:00 noon", "en", "2017-07-07T12:00"),
        ("24.01.202324. Januar 2023", "de", "2023-01-24"),
        ("Originally published November 9, 202211:01 AM ET", "en", "2022-11-09"),
        ("By Ana LopesJanuary 14, 202620 Mins Read", "en", "2026-01-14"),
        ("24 janvier 202310h51", "fr", "2023-01-24"),
        ("Veröffentlicht am 24. Januar 2023 um 9 Uhr", "de", "2023-01-24T09:00"),
        ("24 janvier 2023, 15 h 19 min 00 s", "fr", "2023-01-24T15:19:00"),
        ("24 gennaio 2023 ore 9", "it", "2023-01-24T09:00"),
        ("13. helmikuuta 2023 klo 15.19.00", "fi", "2023-02-13T15:19:00"),
        ("24 января 2023, 8:15 вечера", "ru", "2023-01-24T20:15"),
        ("२४ जनवरी २०२३ शाम 5:30", "hi", "2023-01-24T17:30"),
        ("দুপুর ১২:৩০, ২৪ জানুয়ারি ২০২৩", "bn", "2023-01-24T12:30"),
        ("২৪ জানুয়ারি ২০২৩, রাত ২:১৫", "bn", "2023-01-24T02:15"),
        ("24 มกราคม 2566 15 นาฬิกา 19 นาที", "th", "2023-01-24T15:19"),
        ("112.01.24", "zh-TW", "2023-01-24"),
        ("24,01,2023", "bal", "2023-01-24"),
        ("24 01 2023", "yo", "2023-01-24"),
        ("ថ្ងៃទី២៤ ខែមករា ឆ្នាំ២០២៣", "km", "2023-01-24"),
    ],
)
def test_a_date_alone_on_its_line_is_read(line: str, language: str | None, iso: str) -> None:
    """Every way of writing that newsrooms of some language use gives the day, the time and the offset that it states."""
    assert moment_of(line, language) == iso


@pytest.mark.parametrize(
    "line",
    [
        "in a statement on January 23 the minister said",
        "Profit rose to 1,234,567 dollars from 137.8 in February 1986 terms",
        "Copyright 2023 Example Media",
        "version 1.12.23.4 of v1.12.23",
        "call 192.168.10.12 or +33 1 23 45 67 89",
        "The 24 was 2020 what the 12 can 2019 be",
        "Top 10 books of 2019",
        "It grew 5 pct in 1985. In 1986, 7 more",
        "2357EST",
        "on 24,01,2023 of them",
        "24 01 2023",
        "112.01.24",
        "24/13",
        "",
    ],
)
def test_a_line_without_a_day_and_year_has_no_date(line: str) -> None:
    """A number that is no date, and a day without its year, are left alone: a year is never guessed."""
    assert find(line) is None


def test_prose_with_a_date_is_not_alone() -> None:
    """A sentence around a date is seen, so that the caller can judge by the line's position."""
    found = find("On 24 January 2023 the government said it would act.")
    assert found is not None
    assert not found.alone
    assert (found.start, found.end) == (3, 18)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Published 7 March 2021", "published"),
        ("Last updated on Mar. 7, 2021 at 03:20 PM", "modified"),
        ("Aktualisiert: 17.03.2021", "modified"),
        ("Mis à jour le 7 mars 2021", "modified"),
        ("Обновлено 17.03.2021", "modified"),
        ("입력 2021.03.07", "published"),
        ("آخر تحديث 17/03/2021", "modified"),
        ("7 March 2021", None),
    ],
)
def test_a_word_beside_a_date_labels_it(line: str, label: str | None) -> None:
    """A label is read in any language, and the line still counts as a date alone."""
    found = find(line)
    assert found is not None
    assert (found.label, found.alone) == (label, True)


def test_the_published_date_of_a_line_is_the_best_one() -> None:
    """A line with both dates gives the published one first and both on request, each with its own time."""
    line = "Updated: 9 March 2021 18:00 | Published: 7 March 2021 09:30"
    assert moment_of(line) == "2021-03-07T09:30"
    both = find_all(line)
    assert [found.label for found in both] == ["modified", "published"]
    assert [found.readings[0].moment.iso for found in both] == ["2021-03-09T18:00", "2021-03-07T09:30"]


def test_an_ambiguous_date_has_a_reading_for_each_order() -> None:
    """03.04.23 may be three days; each order that gives a day of the calendar is a reading, and none is a vote."""
    found = find("03.04.23")
    assert found is not None
    days = {reading.order: reading.moment.iso for reading in found.readings}
    assert days == {"dmy": "2023-04-03", "mdy": "2023-03-04", "ymd": "2003-04-23"}
    assert found.votes == ()


@pytest.mark.parametrize(
    ("line", "votes"),
    [
        ("24.01.23", ("dmy",)),
        ("03/27/1991", ("mdy",)),
        ("27/03/91 16:04", ("dmy",)),
        ("Saturday 03/04/2023", ("mdy",)),  # 3 April was a Monday
        ("05.05.2023", ()),
        ("2023-01-24", ()),
        ("24 January 2023", ()),
        ("1991.03.27 16:04", ()),
    ],
)
def test_only_digits_that_leave_no_choice_vote(line: str, votes: tuple[str, ...]) -> None:
    """Digits with the year last are proof of their source's order if one order alone gives a day, or fits the weekday."""
    found = find(line)
    assert found is not None
    assert len(found.readings) == 1
    assert found.votes == votes


def test_a_korean_short_date_may_begin_with_its_year() -> None:
    """Where the language puts a year of two digits first, 23.01.24 is not taken for proof of the day coming first."""
    found = find("23.01.24", language="ko")
    assert found is not None
    assert found.votes == ()
    assert settle(found.readings, None, "ko")[0] == Moment("2023-01-24", "day")


@pytest.mark.parametrize("line", ["31.02.23", "31.02.2023", "30 February 2023", "2023-02-30", "2023-13-01", "2023年2月30日"])
def test_a_day_that_does_not_exist_is_reported(line: str) -> None:
    """What is plainly meant as a date and is none in the calendar has no reading, and is quoted."""
    found = find(line)
    assert found is not None
    assert (found.readings, found.impossible, found.alone) == ((), line, True)


def test_a_month_and_year_count_only_when_alone() -> None:
    """The date line of a magazine has the precision of a month; the same words in a sentence are no date."""
    found = find("January 2023")
    assert found is not None
    assert found.readings[0].moment == Moment("2023-01", "month")
    assert find("Prices fell in January 2023, the bank said") is None


@pytest.mark.parametrize(
    ("value", "iso", "precision"),
    [
        ("2016-05-18T11:40:05Z", "2016-05-18T11:40:05+00:00", "minute"),
        ("2016-05-18T11:40:05.5+0400", "2016-05-18T11:40:05+04:00", "minute"),
        ("2016-05-18 11:40+04", "2016-05-18T11:40+04:00", "minute"),
        ("20160518T1140-0330", "2016-05-18T11:40-03:30", "minute"),
        ("2016-W20-3", "2016-05-18", "day"),
        ("2016-139", "2016-05-18", "day"),
        ("2016-05-18T25:61", "2016-05-18", "day"),
        ("2016-05-18T11:40:60+99:00", "2016-05-18T11:40:59", "minute"),
        ("Wed, 18 May 2016 06:12:30 +0100", "2016-05-18T06:12:30+01:00", "minute"),
        ("18 May 2016 06:12 GMT", "2016-05-18T06:12+00:00", "minute"),
        (" 2016-05-18 ", "2016-05-18", "day"),
        (20160518, "2016-05-18", "day"),
        (2016, "2016", "year"),
        ("2016-05", "2016-05", "month"),
        ("May 2016", "2016-05", "month"),
        (1463571605, "2016-05-18T11:40:05+00:00", "minute"),
        (1463571605000, "2016-05-18T11:40:05+00:00", "minute"),
        (date(2016, 5, 18), "2016-05-18", "day"),
        (datetime(2016, 5, 18, 11, 40, tzinfo=timezone(timedelta(hours=4))), "2016-05-18T11:40:00+04:00", "minute"),
        (datetime(2016, 5, 18, 11, 40, 5, 9), "2016-05-18T11:40:05", "minute"),  # noqa: DTZ001  # as YAML gives it
        ("Yerevan, le 18 mai 2016", "2016-05-18", "day"),
    ],
)
def test_declared_dates(value: object, iso: str, precision: str) -> None:
    """Metadata in every usual profile is read with exactly the precision and the offset that it states."""
    found = declared(value)
    assert found is not None
    assert (found.readings[0].moment.iso, found.readings[0].moment.precision) == (iso, precision)


@pytest.mark.parametrize(
    "value", ["2016-02-30", "0000-00-00 00:00:00", "0001-01-01T00:00:00", "2016-400", "2016-W60-1", "2016-13"]
)
def test_declared_days_that_do_not_exist(value: str) -> None:
    """A declared day that is none, such as a database's null, is quoted as impossible."""
    found = declared(value)
    assert found is not None
    assert (found.readings, found.impossible) == ((), value)


@pytest.mark.parametrize(
    "value",
    [None, True, "", "soon", 7, -2016, pytest.param(10**5000, id="huge"), 3.5, float("nan"), ["2016-05-18"], {}, "9999"],
)
def test_what_is_no_declared_date(value: object) -> None:
    """Anything else is no date, whatever its type."""
    assert declared(value) is None


@pytest.mark.parametrize(
    ("iso", "zone", "there"),
    [
        ("2023-01-24T12:29", "Asia/Tbilisi", "2023-01-24T12:29+04:00"),
        ("2023-07-24T12:29:05", "Europe/Berlin", "2023-07-24T12:29:05+02:00"),
        ("2023-01-24T23:29-05:00", "Europe/Berlin", "2023-01-25T05:29+01:00"),
        ("1870-01-24T12:29", "Asia/Tbilisi", "1870-01-24T12:29+02:59"),
        ("2023-01-24T12:29", None, "2023-01-24T12:29"),
    ],
)
def test_zones(iso: str, zone: str | None, there: str) -> None:
    """A time without an offset gets the zone's, one with an offset is converted, to whole minutes, seconds kept."""
    assert in_zone(Moment(iso, "minute"), zone).iso == there


def test_a_day_has_no_zone() -> None:
    """A moment that is less precise than a minute is not moved."""
    assert in_zone(Moment("2023-01-24", "day"), "Asia/Tbilisi") == Moment("2023-01-24", "day")


@given(st.dates(date(1900, 1, 2), date(2100, 1, 1)), st.times(), st.sampled_from(["Asia/Tbilisi", "America/New_York"]))
def test_changing_the_zone_keeps_the_moment(day: date, clock: clock_time, zone: str) -> None:
    """A conversion changes how a moment is written and not which moment it is."""
    whole = datetime.combine(day, clock.replace(microsecond=0), UTC)
    moved = in_zone(Moment(whole.isoformat(), "minute"), zone)
    assert datetime.fromisoformat(moved.iso) == whole


@given(st.dates(date(1605, 1, 1), date(2149, 12, 31)), st.times())
def test_iso_8601_is_read_back(day: date, clock: clock_time) -> None:
    """An ISO 8601 timestamp says the same found in a line and declared."""
    stamp = f"{day}T{clock}"[:19]
    expected = (Reading("ymd", Moment(stamp, "minute")),)
    assert [found and found.readings for found in (find(stamp), declared(stamp))] == [expected, expected]


DATE_LIKE = st.text(st.sampled_from("0123456789 ./-:,年月日'٣۴MayJanuarydeTZ+()amp"), max_size=60)


@given(st.one_of(st.text(max_size=400), DATE_LIKE), st.sampled_from([None, "en", "ko", "fa", "xx", "", "-"]))
def test_any_text_has_a_date_or_none(text: str, language: str | None) -> None:
    """Nothing that can be written makes the parser fail, and what it finds lies inside the line and is a real moment."""
    for found in (find(text, language=language), declared(text, language=language)):
        if found is None:
            continue
        assert 0 <= found.start < found.end <= len(text)
        assert bool(found.readings) != (found.impossible is not None)
        settle(found.readings, None, language)
        for reading in found.readings:
            if reading.moment.precision in ("day", "minute"):
                datetime.fromisoformat(reading.moment.iso)


@pytest.mark.parametrize(
    "unit", ["1", "1.", "1/1/", "1 ", "1:", "年1", ".", " ", "a1 ", "1a", "May 1 ", "1 May ", "20:20 ", "٣/"]
)
def test_long_lines_take_no_time(unit: str) -> None:
    """A line of 100,000 digits, marks or half-dates is done with at once: only its beginning is looked at."""
    started = time.perf_counter()
    find(unit * 100_000)
    declared(unit * 100_000)
    assert time.perf_counter() - started < 0.5
