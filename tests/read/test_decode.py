"""Bytes to text."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.normal import normal
from generator.read.decode import Decoded, decode
from tests.read.paragraphs import ENCODINGS, PARAGRAPHS, encoded

PLACE = "content/a.txt"
WORDS = {language: PARAGRAPHS[language].split() for language in ENCODINGS}
LONG_WORDS = [word for word in WORDS["ru"] + WORDS["fr"] + WORDS["el"] if len(word) > 4 and word.isalpha()]
NORMAL_TEXT = st.text(min_size=1).map(normal).filter(lambda text: bool(text.strip()))


def problem_of(data: bytes):
    """Return the one problem that decoding raises."""
    with pytest.raises(ContentError) as raised:
        decode(PLACE, data)
    (problem,) = raised.value.problems
    return problem


@pytest.mark.parametrize("data", [b"", b" ", b"\r\n\t \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xae\xc2\xad"])
def test_an_empty_file_is_an_error(data):
    """Nothing, white space and invisible characters are no article."""
    problem = problem_of(data)
    assert (problem.place, problem.kind, problem.severity) == (PLACE, "empty file", "error")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.4\nASCII only", "PDF"),
        (b"{\\rtf1 words}", "RTF"),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "DOCX"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "JPEG"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip"),
        (b"\x00\x01\x02\x03\x04\x05" * 50, "binary data"),
        (bytes(range(256)) * 20, "binary data"),
    ],
)
def test_a_binary_file_is_named(data, name):
    """The message says what the file looks like and what to do with it."""
    problem = problem_of(data)
    assert problem.kind == "binary file"
    assert name in problem.fault
    assert "save" in problem.remedy


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe\0\0", "utf-32-le")],
)
@given(text=NORMAL_TEXT)
def test_a_mark_tells_unicode(mark, encoding, text):
    """Any text comes back from a file with a byte-order mark."""
    assert decode(PLACE, mark + text.encode(encoding)) == Decoded(text, encoding)


@given(text=NORMAL_TEXT)
def test_utf8_comes_back(text):
    """Any text comes back from UTF-8, and needs no mark."""
    assert decode(PLACE, text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize(
    ("language", "encoding"), [(language, each) for language in ENCODINGS for each in ENCODINGS[language]]
)
@settings(deadline=None)  # a codec is loaded with its first text
@given(data=st.data())
def test_a_declared_encoding_comes_back(language, encoding, data):
    """Words in an encoding that the markup declares are as they were written."""
    words = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language]), min_size=8, max_size=30)))
    page = f"<meta charset={encoding}>".encode() + encoded(words, encoding)
    assert decode(PLACE, page, markup=True).text == normal(page.decode(encoding))


@given(st.lists(st.sampled_from(LONG_WORDS), min_size=4), st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf16_needs_no_mark(words, encoding):
    """UTF-16 of an alphabet is told by its bytes."""
    assert decode(PLACE, " ".join(words).encode(encoding)) == Decoded(" ".join(words), encoding)


def test_japanese_of_seven_bits():
    """ISO-2022-JP is valid ASCII, told by its escape sequences."""
    text = PARAGRAPHS["ja"][:100]
    assert decode(PLACE, text.encode("iso2022_jp")) == Decoded(text, "iso2022_jp")


def test_a_lying_declaration_is_caught():
    """A declared encoding that the bytes are not in gives way to the one that they look like."""
    page = b"<meta charset=utf-8><p>" + PARAGRAPHS["ru"].encode("cp1251")
    assert decode(PLACE, page, markup=True) == Decoded(normal(page.decode("cp1251")), "windows-1251")


def test_a_stale_declaration_is_caught():
    """A page that was converted to UTF-8 and still declares its old encoding is read as UTF-8."""
    page = "<meta charset=iso-8859-1><p>été".encode()
    assert decode(PLACE, page, markup=True) == Decoded(page.decode(), "utf-8")


def test_a_few_invalid_bytes_are_marked():
    """Damage in UTF-8 keeps the file: U+FFFD stands for it, and a warning names the line."""
    damaged = decode(PLACE, "Été à Paris\r\n“Oui”\r\n".encode() + b"caf\xe9\n")
    assert damaged.text == "Été à Paris\n“Oui”\ncaf\ufffd\n"
    assert damaged.encoding == "utf-8"
    (problem,) = damaged.problems
    assert (problem.place, problem.kind, problem.severity) == (f"{PLACE}:3", "invalid bytes", "warning")


def test_a_text_cut_inside_a_letter():
    """A download that stopped in the middle of a letter loses that letter only."""
    data = PARAGRAPHS["ka"].encode()[:-3]
    assert decode(PLACE, data).text == PARAGRAPHS["ka"][:-2] + "\ufffd"


def test_somebody_elses_replacement_character_is_no_news():
    """U+FFFD that was in the file before gets no warning of ours."""
    assert decode(PLACE, "caf\ufffd au lait".encode()) == Decoded("caf\ufffd au lait", "utf-8")


def test_old_damage_is_not_counted_with_new():
    """A file with U+FFFD in it and one invalid byte has one invalid byte."""
    (problem,) = decode(PLACE, "é\ufffdé\ufffdéé".encode() + b"\xff").problems
    assert problem.fault.startswith("1 invalid byte ")


def test_a_mark_outweighs_damage():
    """A file with a mark that was cut inside a letter loses that letter only."""
    cut = decode(PLACE, "\ufeffA headline".encode("utf-16-be") + b"\0")
    assert (cut.text, cut.encoding, len(cut.problems)) == ("A headline\ufffd", "utf-16-be", 1)


def test_a_mark_by_chance_is_none():
    """Bytes that begin like a mark, and go on like nothing in it, are looked at without it."""
    data = "þÿ".encode("cp1252") + "\ud801".encode("utf-16-be", "surrogatepass") * 20
    assert problem_of(data).kind in ("binary file", "undecodable")


def test_controls_and_nuls_are_removed():
    """NULs, terminal colours and bidi overrides go; the words stay."""
    data = "Head\0line \x1b[1m\u202edesrever\u202c\n\nBo\u00addy\0\n".encode()
    assert decode(PLACE, data) == Decoded("Headline [1mdesrever\n\nBody\n", "utf-8")


def test_a_tail_of_nuls_is_cut_off():
    """A file that a crash has padded with NULs is read without them."""
    assert decode(PLACE, b"A story.\n" + b"\0" * 4087).text == "A story.\n"


def text_or_problems(data: bytes, *, markup: bool):
    """Return what decoding returns, or the problems that it raises."""
    try:
        return decode(PLACE, data, markup=markup)
    except ContentError as error:
        return error.problems


@given(st.binary(max_size=300), st.booleans())
@example(b"\xff", False)
@example(b"\x80\x81", False)
@example(b"\x1b$B\x80", False)
@example(b"\xff\xfe\x00\xd8", False)
@example(b"\x00\x00\xfe\xff\x00\x11\x00\x00", False)
@example(b"<meta charset=hz>~{\xff", True)
@example(b"<meta charset=utf-8>\xff", True)
def test_any_bytes_are_text_or_an_error(data, markup):
    """Whatever a file holds, it decodes to normal text or says why not, and what to do."""
    found = text_or_problems(data, markup=markup)
    if isinstance(found, Decoded):
        assert found.text == normal(found.text)
        assert found.text.strip()
        assert b"".decode(found.encoding) == ""
    else:
        assert all(problem.place == PLACE and problem.fault and problem.remedy for problem in found)


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 50_000_000,
        "я".encode() * 25_000_000,
        "яа".encode("cp1251") * 25_000_000,
        b"a\x01" * 25_000_000,
        b"<" * 49_999_999 + b"\xe9",
    ],
    ids=["ascii", "utf-8", "windows-1251", "controls", "unclosed tags"],
)
def test_a_line_of_50_megabytes_is_read_in_time(data):
    """A line without end costs seconds at most, in any encoding."""
    begun = time.process_time()
    decoded = decode(PLACE, data, markup=True)
    assert len(decoded.text) >= 25_000_000
    assert time.process_time() - begun < 20, "1 to 2 s on an idle machine"
