"""Formats that are not text, by their first bytes."""

import pytest

from generator.read.signature import binary_format

SAMPLES = {
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3",
    "a rich-text (RTF) document": b"{\\rtf1\\ansi",
    "an old Microsoft Office document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00",
    "a Word (DOCX) document": b"PK\x03\x04\x14\x00[Content_Types].xml_rels/.rels..word/document.xml",
    "an EPUB book": b"PK\x03\x04\x0a\x00\x00mimetypeapplication/epub+zip",
    "a ZIP archive": b"PK\x03\x04\x14\x00\x00\x00story.txt",
    "a gzip archive": b"\x1f\x8b\x08\x00\x00",
    "a tar archive": b"story.txt".ljust(257, b"\x00") + b"ustar\x00",
    "a JPEG image": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a PNG image": b"\x89PNG\r\n\x1a\n\x00",
    "a GIF image": b"GIF89a\x01\x00\x01\x00\x80",
    "a WebP image": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "a HEIF or AVIF image": b"\x00\x00\x00\x18ftypheic",
    "MP4 audio or video": b"\x00\x00\x00\x20ftypisom",
    "MP3 audio": b"ID3\x03\x00",
    "a bzip2 archive": b"BZh91AY&SY",
    "an SQLite database": b"SQLite format 3\x00",
    "a program": b"MZ\x90\x00\x03\x00\x00\x00",
}


@pytest.mark.parametrize(("name", "data"), SAMPLES.items())
def test_a_format_is_called_by_its_name(name, data):
    """The message can say what the file is, so that a person knows what to do with it."""
    assert binary_format(data) == name


@pytest.mark.parametrize(
    "data", [b"", b"MZ, a band, plays on", b"ID3 tags explained", b"GIF89a is old", b"RIFF is a file format", b"PK won"]
)
def test_words_are_no_format(data):
    """An article may begin with the letters of a signature."""
    assert binary_format(data) is None
