"""A file to the list in it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from genkan.inquiry.importing.encoding import text_of
from genkan.inquiry.importing.sheet import (
    LARGEST_LIST,
    MOST_COLUMNS,
    MOST_ROWS,
    Found,
    Given,
    Sheet,
    SheetRow,
    Trouble,
)
from genkan.knowledge import ZIP_MARKS, FileProblem, first_sheet

_DELIMITERS = (",", "\t", ";")


def found_in(given: Given) -> Found:
    """The list in a file, or the trouble with it."""
    try:
        return Found(sheet_of(given.name, given.content))
    except FileProblem as problem:
        details = {name: str(each) for name, each in problem.details.items()}
        return Found(trouble=Trouble(problem.sentence, problem.next_step, details))


def is_workbook(content: bytes) -> bool:
    """Whether the file is one of Excel, or another that is packed."""
    return content.startswith(tuple(ZIP_MARKS))


def sheet_of(name: str, content: bytes) -> Sheet:
    """The list in a workbook or in values separated by commas, tabs or semicolons, with a row more than it may have at most.

    Raises a ``FileProblem``.
    """
    if is_workbook(content):
        return _sheet(first_sheet(name, content))
    text, encoding = text_of(content, name=name)
    # A cell may hold a letter that is longer than the reader of Python takes by itself.
    csv.field_size_limit(LARGEST_LIST)
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text))
    return _sheet(rows, encoding=encoding)


def _sheet(rows: Iterable[Sequence[str]], *, encoding: str = "") -> Sheet:
    told = _told(rows)
    head = next(told, None)
    if head is None:
        return Sheet((), ())
    first = head.number
    within = islice(told, MOST_ROWS + 1)
    found = tuple(SheetRow(row.number - first + 1, row.cells) for row in within)
    width = max((len(row.cells) for row in found), default=0)
    heads = (*head.cells, *(f"{place + 1}" for place in range(len(head.cells), width)))
    return Sheet(heads, found, encoding)


def _told(rows: Iterable[Sequence[str]]) -> Iterator[SheetRow]:
    """The rows that say something, with their numbers."""
    for number, row in enumerate(rows, start=1):
        cells = tuple(cell.strip() for cell in row[:MOST_COLUMNS])
        if any(cells):
            yield SheetRow(number, cells)


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line."""
    line = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=line.count)
