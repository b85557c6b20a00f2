"""A file of any kind to a regulation."""

import io
import zipfile
from collections.abc import Callable

from genkan.knowledge.errors import EmptyFile, TooLarge
from genkan.knowledge.parse.decode import MAXIMUM_MEGABYTES, clean_name
from genkan.knowledge.parse.errors import DamagedFile, NestedArchive
from genkan.knowledge.parse.kinds import FileKind, kind_of, packed_name
from genkan.knowledge.parse.regulation import Regulation
from genkan.knowledge.parse.text import read_text

_Read = Callable[[str, bytes], Regulation]


def parse(name: str, *, content: bytes) -> Regulation:
    """The law, regulation or other document in a file, whatever its name says it is.

    What could not be read of it stands in ``notes``. Raises a ``FileProblem``.
    """
    name = clean_name(name)
    if not content:
        raise EmptyFile(name=name)
    if len(content) > MAXIMUM_MEGABYTES * 1_000_000:
        raise TooLarge(name=name, megabytes=MAXIMUM_MEGABYTES)
    kind = kind_of(name, content)
    if kind is FileKind.ARCHIVE:
        is_whole = zipfile.is_zipfile(io.BytesIO(content))
        raise NestedArchive(name=name) if is_whole else DamagedFile(name=name, kind=packed_name(name))
    return _READERS[kind](name, content)


def first_sheet(name: str, content: bytes) -> list[list[str]]:
    """The rows of the first sheet of a workbook that has any, empty ones among them.

    Raises ``DamagedFile``, ``EncryptedFile`` or ``TooMuchInside``; a workbook without a word has no rows.
    """
    from genkan.knowledge.parse.office import first_sheet as read

    return read(name, content)


def _law(name: str, content: bytes) -> Regulation:
    from genkan.knowledge.parse.law import read_law

    return read_law(content, name=name)


def _html(name: str, content: bytes) -> Regulation:
    from genkan.knowledge.parse.html import read_html

    return read_html(name, content)


def _table(name: str, content: bytes) -> Regulation:
    from genkan.knowledge.parse.questions import read_table

    return read_table(name, content)


def _pdf(name: str, content: bytes) -> Regulation:
    from genkan.knowledge.parse.pdf import read_pdf

    return read_pdf(name, content)


def _word(name: str, content: bytes) -> Regulation:
    from genkan.knowledge.parse.office import read_word

    return read_word(name, content)


def _excel(name: str, content: bytes) -> Regulation:
    from genkan.knowledge.parse.office import read_excel

    return read_excel(name, content)


def _powerpoint(name: str, content: bytes) -> Regulation:
    from genkan.knowledge.parse.office import read_powerpoint

    return read_powerpoint(name, content)


# The libraries behind these are large, so each is loaded with the first file that needs it.
_READERS: dict[FileKind, _Read] = {
    FileKind.TEXT: read_text,
    FileKind.LAW: _law,
    FileKind.HTML: _html,
    FileKind.TABLE: _table,
    FileKind.PDF: _pdf,
    FileKind.WORD: _word,
    FileKind.EXCEL: _excel,
    FileKind.POWERPOINT: _powerpoint,
}
