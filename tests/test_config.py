"""`backfile.toml`: what it may say, and what is said to whoever gets it wrong."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config, load, parse, schema
from generator.errors import ConfigError, Problem


def problems_of(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a configuration."""
    with pytest.raises(ConfigError) as raised:
        parse(text)
    assert all(problem.kind == "configuration" and problem.severity == "error" for problem in raised.value.problems)
    return raised.value.problems


def said_of(text: str) -> str:
    """Return the one thing that is wrong with a configuration, as a person reads it."""
    (problem,) = problems_of(text)
    assert problem.remedy
    return str(problem)


def test_nothing_is_needed(tmp_path: Path) -> None:
    """An archive without backfile.toml, or with an empty one, has the defaults."""
    assert load(tmp_path) == parse("") == Config()


def test_everything_can_be_said() -> None:
    """Every key is taken at its place."""
    config = parse(
        """
        title = "Harbour News"
        base_url = "https://archive.example.org/harbour/"
        language = "zh-Hant"
        timezone = "Asia/Taipei"
        pages = { home = 10, list = 50, feed = 5 }
        tags.min_articles = 3
        permalinks.ascii = true
        limits = { file_size = 60_000_000, document_seconds = 90 }
        [sources."Пристань 24"]
        name = "Пристань"
        date_order = "dmy"
        drop = ["Read also: *"]
        [theme]
        accent = "#abc"
        scheme = "dark"
        """
    )
    assert (config.title, config.pages.list, config.tags.min_articles) == ("Harbour News", 50, 3)
    assert config.sources["Пристань 24"].drop == ("Read also: *",)
    assert (config.permalinks.ascii, config.limits.file_size, config.theme.scheme) == (True, 60_000_000, "dark")
    assert config.limits.document_seconds == 90


def test_a_source_takes_the_zone_of_the_archive() -> None:
    """A source has its own time zone, else the archive's; so has one that the file does not mention."""
    config = parse('timezone = "UTC"\n[sources.a]\ntimezone = "Asia/Tbilisi"\n[sources.b]\nname = "B"')
    zones = [config.source(folder).timezone for folder in ("a", "b", "c", None)]
    assert zones == ["Asia/Tbilisi", "UTC", "UTC", "UTC"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('titel = "x"', 'backfile.toml:1: unknown key "titel"; did you mean "title"? the top level takes base_url, '),
        ('\nbase-url = ""', 'backfile.toml:2: unknown key "base-url"; did you mean "base_url"?'),
        ("[pages]\nfeeds = 3", 'backfile.toml:2: unknown key "feeds"; did you mean "feed"? [pages] takes feed, home, list'),
        ("pages.lists = 3", 'backfile.toml:1: unknown key "lists"; did you mean "list"?'),
        ("# list\n[pages]\nhome = 1\nlists = 2", "backfile.toml:4: "),
        (
            '[sources."a b"]\nZone = "UTC"',
            'backfile.toml:2: unknown key "Zone"; did you mean "timezone"? [sources."a b"] takes date_order, ',
        ),
        ("[sources.a]\n[sources.b]\nx = 1", 'backfile.toml:3: unknown key "x"; [sources.b] takes'),
    ],
)
def test_an_unknown_key_is_named_with_its_nearest(text: str, said: str) -> None:
    """Of an unknown key one learns file, line, the nearest right name and what its table takes."""
    assert said_of(text).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 3", "title is 3; write text in quotes, of 500 characters at most"),
        (f'title = "{"x" * 501}"', f'title is "{"x" * 59}…; write text in quotes, of 500 characters at most'),
        ('language = "plain English"', 'write a language tag (BCP 47), such as "en" or "ka" or "zh-Hant"'),
        ('base_url = "example.org"', 'write an address that begins with http:// or https:// and has no "?", "#" or space'),
        ("pages.list = -1", "pages.list is -1; write a whole number from 1 to 10,000"),
        ('pages.list = "50"', 'pages.list is "50"; write a whole number from 1 to 10,000'),
        ("pages.list = true", "pages.list is true; write a whole number from 1 to 10,000"),
        ('limits.file_size = "30 MB"', "write a number of bytes, at most 10,000,000,000, such as 32000000"),
        ("limits.document_seconds = 0", "write a number of seconds from 1 to 86,400, a day, such as 30"),
        ("limits.document_seconds = inf", "write a number of seconds from 1 to 86,400, a day, such as 30"),
        ('theme.accent = "red"', 'write a colour, #rgb or #rrggbb, such as "#8a1c1c"'),
        ('theme.scheme = "dim"', 'theme.scheme is "dim"; write "auto" or "light" or "dark"'),
        ('permalinks.ascii = "no"', 'permalinks.ascii is "no"; write true or false'),
        ('sources.a.drop = "x"', 'sources.a.drop is "x"; write a list of texts, such as ["Subscribe to our *"]'),
        ('sources.a.date_order = "d.m.y"', 'write "dmy" or "mdy" or "ymd"'),
        ('timezone = "Asia/Tiblisi"', 'timezone is "Asia/Tiblisi"; did you mean "Asia/Tbilisi"? It must be the IANA name'),
        ('sources."a b".timezone = "../etc/passwd"', 'sources."a b".timezone is "../etc/passwd"; write the IANA name'),
        ("title = 2023-01-24", 'title is "2023-01-24"; write text in quotes'),
        ("pages = 3", "pages is a table; write [pages] on a line of its own, and its keys below"),
        ("[[pages]]\nlist = 3", "pages is a table; write [pages] on a line of its own"),
        ('sources = ["a"]', "sources is a table; write [sources.FOLDER] on a line of its own"),
    ],
)
def test_a_wrong_value_is_told_what_is_allowed(text: str, said: str) -> None:
    """What a key takes is said in words, without a pattern or a type of Python's."""
    assert said in said_of(text)
    assert said_of(text).startswith("backfile.toml:1: ")
    assert not any(word in said_of(text) for word in ("regex", "Expected", "`", "int", "str`", "^"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\n\ntitle "x"', "backfile.toml:3: is not TOML: expected '='"),
        ('title = "a"\ntitle = "b"', "is not TOML: "),
        ('title = "', "is not TOML: "),
        (f"a = {'[' * 2000}", "is nested too deep; write lists and tables flat"),
        (f"a = {'1' * 5000}", "has a number of thousands of digits; put it in quotes"),
    ],
)
def test_broken_toml_is_placed(text: str, said: str) -> None:
    """A file that is no TOML is told so, at its line where that is known."""
    assert said in said_of(text)


def test_all_that_is_wrong_comes_at_once() -> None:
    """Nobody wants to run a command once for each mistake."""
    found = problems_of('titel = "x"\nlanguage = 3\n[pages]\nlist = 0\n[sources.a]\ntimezone = "Moon/Sea"\ndrop = [1]')
    assert [problem.place for problem in found] == [f"backfile.toml:{line}" for line in (1, 2, 4, 6, 7)]


def test_a_file_that_is_no_text_is_said_to_be(tmp_path: Path) -> None:
    """An encoding other than UTF-8, or a folder of the name, is an error of the configuration."""
    (tmp_path / "backfile.toml").write_bytes('title = "Café"'.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"^backfile\.toml: is not UTF-8 text; save it as UTF-8$"):
        load(tmp_path)
    (tmp_path / "backfile.toml").unlink()
    (tmp_path / "backfile.toml").mkdir()
    with pytest.raises(ConfigError, match=r"^backfile\.toml: can't be read \(Is a directory\); make it a file"):
        load(tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Editors on Windows write one."""
    (tmp_path / "backfile.toml").write_bytes(b'\xef\xbb\xbftitle = "Marked"')
    assert load(tmp_path).title == "Marked"


def test_the_schema_agrees_with_the_parser() -> None:
    """An editor that checks by the JSON Schema accepts and refuses what we do."""
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    good = 'title = "x"\n[pages]\nlist = 3\n[sources.a]\ndrop = ["*"]\n[theme]\naccent = "#abc"'
    assert not list(validator.iter_errors(tomllib.loads(good)))
    for bad in ('titel = "x"', "pages.list = 0", 'theme.accent = "red"', 'sources.a.date_order = "x"', "title = 3"):
        assert list(validator.iter_errors(tomllib.loads(bad)))


_WORDS = st.text(string.ascii_letters + string.digits + '_-."[]=# \n', max_size=60)


@given(_WORDS)
def test_any_text_is_a_configuration_or_an_error(text: str) -> None:
    """Whatever the file holds, it is read or refused with a reason, and never ends in a traceback."""
    try:
        parse(text)
    except ConfigError as error:
        assert error.problems  # noqa: PT017 - either outcome is right
