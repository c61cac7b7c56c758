"""What sidecars say."""

import pytest

from generator.errors import ContentError
from generator.model import Declaration
from generator.read.sidecar import read_sidecar

PATH = "content/a.txt.meta.yaml"


def test_a_sidecar_declares_its_fields():
    """Fields come as written, with the sidecar for their place."""
    data = "---\nHeadline: Հին կամուրջ\r\ndate: 2023-02-31\nauthors: [A. Author]\n".encode()
    fields = {"headline": "Հին կամուրջ", "date": "2023-02-31", "authors": ["A. Author"]}
    assert read_sidecar(PATH, data) == ((Declaration("sidecar", PATH, fields),), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_a_sidecar_may_be_in_any_encoding(encoding):
    """Whatever editor a person used, the words are theirs."""
    data = "headline: Старый мост через реку закрыт на ремонт".encode(encoding)
    (declared,), problems = read_sidecar(PATH, data)
    assert declared.fields == {"headline": "Старый мост через реку закрыт на ремонт"}
    assert problems == ()


@pytest.mark.parametrize("data", [b"", b"\n \n", b"# nothing yet\n", b"---\n"])
def test_a_blank_sidecar_says_nothing(data):
    """A sidecar that somebody has yet to write is no error."""
    assert read_sidecar(PATH, data) == ((), ())


def test_an_unknown_key_is_named_with_the_nearest_right_one():
    """A key that means nothing is kept, with a warning at its line."""
    (declared,), problems = read_sidecar(PATH, b"date: 2023\nheadlin: x\nqqq: 1\n")
    assert declared.fields == {"date": 2023, "headlin": "x", "qqq": 1}
    near, far = problems
    assert (near.place, near.severity, near.kind) == (f"{PATH}:2", "warning", "unknown key")
    assert near.remedy == 'did you mean "headline"?'
    assert far.place == f"{PATH}:3"
    assert "subheadline" in far.remedy


@pytest.mark.parametrize(
    ("data", "place", "kind"),
    [
        (b"date: 2023\nheadline: a: b\n", f"{PATH}:2", "broken sidecar"),
        (b"a: &x 1\nb: *x\n", f"{PATH}:1", "broken sidecar"),
        (b"- a\n", f"{PATH}:1", "broken sidecar"),
        (b"a: 1\n---\nb: 2\n", f"{PATH}:2", "broken sidecar"),
        (b"%PDF-1.4", PATH, "binary file"),
    ],
)
def test_a_broken_sidecar_is_an_error_at_its_place(data, place, kind):
    """The message leads to the sidecar, not to the article beside it."""
    with pytest.raises(ContentError) as raised:
        read_sidecar(PATH, data)
    assert [(problem.place, problem.kind) for problem in raised.value.problems] == [(place, kind)]
