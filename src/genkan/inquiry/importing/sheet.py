"""A list of inquiries as it was read: heads and rows, each row with its number in the file."""

from dataclasses import dataclass

MOST_ROWS = 50_000
MOST_COLUMNS = 100
LARGEST_LIST = 20 * 1024 * 1024


@dataclass(frozen=True)
class SheetRow:
    """A row that says something; ``number`` counts from the head, which is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The heads of the columns and the rows under them; ``encoding`` is empty for a workbook."""

    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    encoding: str = ""


@dataclass(frozen=True)
class Trouble:
    """Why a file cannot be read: the message identifiers of a ``Problem`` with what fills their places."""

    sentence: str
    next_step: str
    details: dict[str, str]


@dataclass(frozen=True)
class Given:
    """A file to read."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Found:
    """The sheet, or the trouble with it."""

    sheet: Sheet | None = None
    trouble: Trouble | None = None
