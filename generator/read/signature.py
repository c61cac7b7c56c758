"""What a file that is not text looks like, by its first bytes: so that the message can name it."""

from __future__ import annotations

import re

# (offset, magic bytes, what people call it); from the formats' own specifications. Signatures that could begin an
# article ("MZ", "BM", "ID3") ask for a byte that no text holds.
_SIGNATURES = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"{\\rtf", "a rich-text (RTF) document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (0, b"OggS\x00", "Ogg audio or video"),
    (0, b"\x1aE\xdf\xa3", "Matroska or WebM video"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"\x7fELF", "a program"),
    (0, b"bplist00", "a binary property list or Safari web archive"),
)
_PATTERNS = (
    (re.compile(rb"GIF8[79]a.{4}[\x80-\xff\x00]", re.DOTALL), "a GIF image"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "a WebP image"),
    (re.compile(rb"RIFF.{4}(?:AVI |WAVE)", re.DOTALL), "audio or video"),
    (re.compile(rb"....ftyp(?:avif|hei[cfx])", re.DOTALL), "a HEIF or AVIF image"),
    (re.compile(rb"\x00\x00..ftyp", re.DOTALL), "MP4 audio or video"),
    (re.compile(rb"ID3[\x02-\x04]|\xff\xfb[\x10-\xef]"), "MP3 audio"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "a bzip2 archive"),
    (re.compile(rb"MZ.{0,60}\x00\x00", re.DOTALL), "a program"),
)
_ZIPPED = (
    (b"word/", "a Word (DOCX) document"),
    (b"xl/", "an Excel (XLSX) workbook"),
    (b"ppt/", "a PowerPoint (PPTX) presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text"),
    (b"mimetypeapplication/epub+zip", "an EPUB book"),
)
_HEAD = 4096


def binary_format(data: bytes) -> str | None:
    """Tell what `data` is, with its article ("a PDF document"), or None if nothing says that it is not text."""
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return next((name for part, name in _ZIPPED if part in head), "a ZIP archive")
    for offset, magic, name in _SIGNATURES:
        if head.startswith(magic, offset):
            return name
    return next((name for pattern, name in _PATTERNS if pattern.match(head)), None)
