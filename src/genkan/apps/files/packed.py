"""What stands in a ZIP or in the older container of office programs, by the names of its parts."""

import io
import re
import zipfile

from genkan.kit import Problem
from genkan.knowledge import UNREADABLE, ZIP_MARKS, open_zip, unpacked

ZIP = "application/zip"
COMPOUND = "application/x-ole-storage"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_PARTS = 10_000
_LONGEST_DECLARATION = 100
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARED = re.compile(r"application/(?:vnd\.oasis\.opendocument\.[a-z.-]{1,40}|epub\+zip)")
_MACROS = "/vbaProject.bin"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PARTS = {
    "word/document.xml": (
        f"{_OFFICE}wordprocessingml.document",
        "application/vnd.ms-word.document.macroEnabled.12",
    ),
    "xl/workbook.xml": (f"{_OFFICE}spreadsheetml.sheet", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    "ppt/presentation.xml": (
        f"{_OFFICE}presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
    ),
}
_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}


def is_packed(content: bytes) -> bool:
    """Whether it is a ZIP."""
    return content.startswith(ZIP_MARKS)


def packed_type(content: bytes) -> str:
    """Of a ZIP: the office document that it is, what it declares itself (OpenDocument, EPUB), or a ZIP."""
    try:
        with open_zip(io.BytesIO(content), name="", most=_MOST_PARTS) as archive:
            names = set(archive.namelist())
            declared = _declared(archive)
    except (*UNREADABLE, Problem):
        return ZIP
    found = next((types for part, types in _PARTS.items() if part in names), None)
    if found is None:
        return declared
    return found[any(name.endswith(_MACROS) for name in names)]


def is_compound(content: bytes) -> bool:
    """Whether it is the container that office programs wrote before 2007, and write with a password today."""
    return content.startswith(_COMPOUND)


def is_encrypted(content: bytes) -> bool:
    """Whether such a container is an office document with a password."""
    return is_compound(content) and _ENCRYPTED in content


def compound_type(content: bytes) -> str:
    """Which program wrote such a container, by the names of its streams."""
    written = (kind for stream, kind in _STREAMS.items() if stream.encode("utf-16-le") in content)
    return COMPOUND if is_encrypted(content) else next(written, COMPOUND)


def _declared(archive: zipfile.ZipFile) -> str:
    """What the first part says, which by the rules of such documents is not compressed and called ``mimetype``."""
    first = next(iter(archive.infolist()), None)
    if first is None or first.filename != "mimetype" or first.file_size > _LONGEST_DECLARATION:
        return ZIP
    declared = unpacked(archive, first).decode("ascii", "replace").strip()
    return declared if _DECLARED.fullmatch(declared) else ZIP
