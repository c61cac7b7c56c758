"""Front matter in Markdown and in plain text."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.model import Declaration
from generator.read.front_matter import Front, of_markdown, of_text

PATH = "content/a.md"


def fields_of(text: str):
    """Return what the front matter of that Markdown declares."""
    (declared,) = of_markdown(text, PATH).declared
    assert (declared.origin, declared.place) == ("front matter", f"{PATH}:2")
    return declared.fields


def yaml(block: str) -> str:
    """Enclose a block of YAML."""
    return f"---\n{block}\n---\nBody.\n"


def toml(block: str) -> str:
    """Enclose a block of TOML."""
    return f"+++\n{block}\n+++\nBody.\n"


def problem_of(text: str):
    """Return the one problem that the Markdown's front matter raises."""
    with pytest.raises(ContentError) as raised:
        of_markdown(text, PATH)
    (problem,) = raised.value.problems
    assert (problem.kind, problem.severity) == ("broken front matter", "error")
    return problem


@pytest.mark.parametrize("split", [of_markdown, of_text])
@pytest.mark.parametrize("end", ["---", "---  ", "..."])
def test_yaml_is_taken_off(split, end):
    """Fields are declared, and the text begins on the line after them."""
    front = split(f"---\nHeadline: The bridge\ntags: [roads, rivers]\n{end}\n\nBody.\n", PATH)
    assert front.declared[0].fields == {"headline": "The bridge", "tags": ["roads", "rivers"]}
    assert (front.text, front.line) == ("\nBody.\n", 5)


@pytest.mark.parametrize("split", [of_markdown, of_text])
def test_toml_is_taken_off(split):
    """TOML between lines of plus signs is as good as YAML, its dates as precise as they were."""
    block = (
        'Headline = "The bridge"\ndate = 2023-01-24T12:29:00+04:00\nupdated = 2023-01-25\ntags = ["roads"]\n[extra]\nn = 1'
    )
    front = split(toml(block), PATH)
    assert front.declared[0].fields == {
        "headline": "The bridge",
        "date": "2023-01-24T12:29:00+04:00",
        "updated": "2023-01-25",
        "tags": ["roads"],
        "extra": {"n": 1},
    }
    assert (front.text, front.line) == ("Body.\n", 9)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2023-01-24", "2023-01-24"),
        ("2023-02-31", "2023-02-31"),
        ("2023-01-24 12:29", "2023-01-24 12:29"),
        ("2023-01-24T12:29:00+04:00", "2023-01-24T12:29:00+04:00"),
        ("12:29", "12:29"),
        ("2023", 2023),
        ("-5", -5),
        ("007", "007"),
        ("1.5", 1.5),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("99999999999999999999", "99999999999999999999"),
        ("no", "no"),
        ("on", "on"),
        ("Null", "Null"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ('"2023"', "2023"),
        ("'true'", "true"),
        ("!!str 12", "12"),
        ('"a: b"', "a: b"),
        ("|\n  one\n  two", "one\ntwo\n"),
        (">\n  one\n  two", "one two\n"),
        ("{a: {B: [1, x]}}", {"a": {"B": [1, "x"]}}),
        ("[]", []),
        ('"\\u202ea\\0b\\r\\n"', "ab\n"),
    ],
)
def test_yaml_values_are_as_written(written, value):
    """A value is what a person typed, never an octal number, a sexagesimal time or a Norwegian falsehood."""
    found = fields_of(yaml(f"key: {written}"))["key"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("written", "value"),
    [("inf", "inf"), ("99999999999999999999", "99999999999999999999"), ("12:29:00", "12:29:00"), ('"\\u202ea"', "a")],
)
def test_toml_values_are_plain(written, value):
    """What MessagePack has no word for becomes text."""
    assert fields_of(toml(f"key = {written}")) == {"key": value}


SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(string.printable + "éяა漢", max_size=20)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(st.sampled_from(["headline", "date", "x-1", "tags"]), VALUES, min_size=1))
def test_json_comes_back_from_yaml(fields):
    """YAML holds JSON: any fields written as it come back, in normal form."""
    from generator.read.metadata import Where, plain

    assert fields_of(yaml(json.dumps(fields))) == plain(fields, Where("front matter", PATH, 2))


@pytest.mark.parametrize(
    ("block", "line", "fault", "remedy"),
    [
        ("date: 2023\nheadline: Bridge: closed", 3, "broken YAML", "in quotes"),
        ('date: 2023\nheadline: "Bridge\nx: 1', 3, "broken YAML", "close the quotes"),
        ("headline: *Bridge* closed", 2, "broken YAML", "in quotes"),
        ("tags: [a, b\nx: 1", 2, "broken YAML", "bracket"),
        ("a: 1\n\tb: 2", 3, "broken YAML", "spaces, not tabs"),
        ("a: 1\nA: 2", 3, 'says "a" twice', "one of them"),
        ("a: 1\nb:\n  c: 1\n  c: 2", 5, 'says "c" twice', "one of them"),
        ("- a\n- b", 2, "not a mapping", "key: value"),
        ("only words", 2, "not a mapping", "key: value"),
        ("[a]: 1", 2, "list or mapping for a key", "in quotes"),
        ("headline: {{ title }}", 2, "list or mapping for a key", "in quotes"),
        ("a: &x [1]\nb: *x", 2, "reference", "in quotes"),
        ("a: 1\nb: *x", 3, "reference", "in quotes"),
        ("&x a: 1", 2, "reference", "in quotes"),
        ("a: !!python/object/apply:os.system [ls]", 2, "tag", "in quotes"),
        ("a: !Shocking news", 2, "tag", "in quotes"),
        ("a: 1\nb: " + "[" * 30 + "]" * 30, 3, "nested more than 20 deep", "flat"),
        ("a: " + "[" * 60_000, 2, "nested more than 20 deep", "flat"),
        ("a: " + "x" * 70_000, 2, "longer than 65,536 characters", "out of it"),
    ],
)
def test_broken_yaml_is_an_error_with_its_line(block, line, fault, remedy):
    """In Markdown, front matter that can't be read is said with place, fault and remedy."""
    problem = problem_of(yaml(block))
    assert problem.place == f"{PATH}:{line}"
    assert fault in problem.fault
    assert remedy in problem.remedy


def test_a_yaml_bomb_costs_nothing():
    """References that would stand for a billion strings are refused at the first of them."""
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))
    assert "reference" in problem_of(yaml("a0: &a0 [x, x]\n" + levels)).fault


@pytest.mark.parametrize(
    ("block", "line", "fault"),
    [
        ("a = 1\nb = ", 3, "broken TOML"),
        ("a = 1\na = 2", 3, "broken TOML"),
        ("a = 2023-02-31", 2, "broken TOML"),
        ("a = 1\nA = 2", 2, 'says "a" twice'),
        ("a = " + "9" * 5000, 2, "digits"),
        ("a = " + "[" * 30 + "]" * 30, 2, "nested"),
        ("a = " + "[" * 30_000, 2, "nested"),
        (".".join("a" * 200) + " = 1", 2, "nested"),
    ],
)
def test_broken_toml_is_an_error_with_its_line(block, line, fault):
    """TOML has the same limits as YAML."""
    problem = problem_of(toml(block))
    assert problem.place == f"{PATH}:{line}"
    assert fault in problem.fault


@pytest.mark.parametrize("text", ["---\nheadline: x\n\nBody.\n", "+++\nheadline = 'x'\n\nBody.\n"])
def test_front_matter_that_never_ends_is_an_error(text):
    """Without its last line, front matter would be published as words."""
    assert problem_of(text).place == f"{PATH}:1"
    assert of_text(text, PATH) == Front(text)


@pytest.mark.parametrize(
    "text",
    [
        "Body.\n\n---\na: 1\n---\n",
        "---\n\nHe said: yes.\n\n---\n\nBody.\n",
        "---\nJust a line.\n",
        "----\na: 1\n----\n",
        " ---\na: 1\n---\n",
        "---",
        "+++ a: 1",
    ],
)
def test_a_line_of_dashes_may_be_a_rule(text):
    """Markdown's own rules across the page are no front matter."""
    assert of_markdown(text, PATH) == Front(text)


def test_empty_front_matter_declares_nothing():
    """Two lines of dashes are taken off."""
    assert of_markdown("---\n---\nBody.\n", PATH) == Front("Body.\n", 3)


@pytest.mark.parametrize(
    "text",
    [
        "---\nA dateline.\n---\nBody.",
        "---\nHe said: yes.\n---\nBody.",
        "---\n- a\n---\nBody.",
        "---\n---\nBody.",
        "+++\n* * *\n+++\n",
    ],
)
def test_text_may_begin_with_dashes(text):
    """In plain text, only what can't be anything else is front matter."""
    assert of_text(text, PATH) == Front(text)


def test_a_correction_is_never_lost_in_silence():
    """What a person meant for front matter in plain text, and is broken, is a warning; the text is kept whole."""
    text = "---\nheadline: Bridge: closed\n---\nBody.\n"
    front = of_text(text, PATH)
    assert (front.text, front.line, front.declared) == (text, 1, ())
    assert [(problem.place, problem.severity) for problem in front.problems] == [(f"{PATH}:2", "warning")]


@given(st.text(string.printable), st.sampled_from(["---", "+++"]), st.sampled_from([of_markdown, of_text]))
def test_any_front_matter_is_split_or_an_error(block, fence, split):
    """Whatever stands between the lines, no word is lost: it is declared, kept, or said to be broken."""
    text = f"{fence}\n{block}\n{fence}\nBody."
    try:
        front = split(text, PATH)
    except ContentError:
        assert split is of_markdown
    else:
        assert text.endswith(front.text)
        assert front.line == text[: len(text) - len(front.text)].count("\n") + 1


@pytest.mark.parametrize("split", [of_markdown, of_text])
@pytest.mark.parametrize("block", [yaml("title: Bridge"), toml('title = "Bridge"')])
def test_blank_lines_may_stand_before_it(split, block):
    """An editor's blank line hides no front matter, and lines are counted from the file's first."""
    front = split(f"\n \t\n{block}", PATH)
    assert front.declared == (Declaration("front matter", f"{PATH}:4", {"title": "Bridge"}),)
    assert (front.text, front.line) == ("Body.\n", 6)


def test_errors_after_blank_lines_name_the_right_line():
    """A person looks where the message says."""
    assert problem_of("\n\n---\ntitle: x\n").place == f"{PATH}:3"
    assert problem_of("\n\n---\ntitle: x\ntags: [\n---\n").place.startswith(f"{PATH}:5")


def test_dashes_that_are_indented_after_a_blank_line_are_words():
    """A fence begins its line."""
    text = "\n  ---\ntitle: x\n---\n"
    assert of_markdown(text, PATH) == Front(text)
