"""What a file is, by its content; its name only decides between kinds that look alike."""

import io
import re
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

from genkan.knowledge.errors import UnsupportedKind
from genkan.knowledge.parse.errors import EncryptedFile, OldOffice
from genkan.knowledge.parse.packed import UNREADABLE, open_zip


class FileKind(StrEnum):
    """The kinds of files that are read."""

    TEXT = "text"
    LAW = "law"
    HTML = "html"
    TABLE = "table"
    PDF = "pdf"
    WORD = "word"
    EXCEL = "excel"
    POWERPOINT = "powerpoint"
    ARCHIVE = "archive"


SUFFIXES = (
    ".md", ".markdown", ".txt", ".xml", ".html", ".htm", ".csv", ".tsv", ".pdf", ".docx", ".docm", ".xlsx", ".xlsm",
    ".pptx", ".pptm", ".zip",
)  # fmt: skip
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OFFICE = {
    "word/document.xml": FileKind.WORD,
    "xl/workbook.xml": FileKind.EXCEL,
    "ppt/presentation.xml": FileKind.POWERPOINT,
}
_PACKED_NAMES = {
    ".docx": "Wordの文書",
    ".docm": "Wordの文書",
    ".xlsx": "Excelのブック",
    ".xlsm": "Excelのブック",
    ".pptx": "PowerPointの資料",
    ".pptm": "PowerPointの資料",
}
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_XML = re.compile(rb"\s*<(?:\?xml|[A-Za-z_][\w.-]*[\s/>])")
_UNREADABLE = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x7fELF", b"{\\rtf", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"RIFF", b"BM",
)  # fmt: skip
_BYTE_ORDER = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096


def kind_of(name: str, content: bytes) -> FileKind:
    """The kind of a file. Raises ``EncryptedFile``, ``OldOffice``, ``TooMuchInside`` or ``UnsupportedKind``."""
    if content.startswith(ZIP_MARKS):
        return packed_kind(io.BytesIO(content), name=name)
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    if content.startswith(_COMPOUND):
        raise EncryptedFile(name=name) if _ENCRYPTED in content else OldOffice(name=name)
    if content.startswith(_UNREADABLE):
        raise UnsupportedKind(name=name)
    return _written_kind(PurePosixPath(name).suffix.lower(), content[:_HEAD])


def packed_kind(file: BinaryIO, *, name: str) -> FileKind:
    """Whether what looks like a ZIP is a document of an office program; a broken one is an archive.

    Raises ``TooMuchInside``.
    """
    try:
        with open_zip(file, name=name) as archive:
            names = set(archive.namelist())
    except UNREADABLE:
        return FileKind.ARCHIVE
    return next((kind for part, kind in _OFFICE.items() if part in names), FileKind.ARCHIVE)


def packed_name(name: str) -> str:
    """What people call a damaged ZIP: that of Word, Excel and PowerPoint by its program, by the ending of its name."""
    return _PACKED_NAMES.get(PurePosixPath(name).suffix.lower(), "ZIP")


def _written_kind(suffix: str, head: bytes) -> FileKind:
    plain = head
    for mark in _BYTE_ORDER:
        plain = plain.removeprefix(mark)
    if suffix not in {".md", ".markdown", ".txt"} or plain[:1] == b"<":
        if _PAGE.search(plain.replace(b"\x00", b"")):
            return FileKind.HTML
        if suffix in {".html", ".htm"}:
            return FileKind.HTML
        if _XML.match(plain.replace(b"\x00", b"")):
            return FileKind.LAW
    return FileKind.TABLE if suffix in {".csv", ".tsv"} else FileKind.TEXT
