"""The tables of an output as an Excel workbook, a sheet for each."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from genkan.apps.export.appendix import HEADS, TITLE, check_rows
from genkan.apps.export.cell_values import value_of
from genkan.apps.export.errors import NoTableToExport
from genkan.apps.output import Output
from genkan.markdown import Block, Heading, List, Quote, Table, clean_text, read_blocks, words_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_CELL = 32_000
_CUT = "（以下、Excelの1つのセルに入る文字数を超えるため、省略しました。）"
_LONGEST_NAME = 31
_UNFIT = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NARROWEST, _WIDEST = 8, 60
_SAMPLE = 200
_FONT, _HEAD_FONT = Font(name="游ゴシック", size=11), Font(name="游ゴシック", size=11, bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E7EDF7")
_SIDE = Side(style="thin", color="999999")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def has_table(output: Output) -> bool:
    """Whether there is anything to write into a workbook."""
    return next(_tables(read_blocks(output.text), ""), None) is not None


def as_excel(output: Output, *, title: str, day: date) -> bytes:
    """The workbook; each sheet is called by the heading above its table. Raises ``NoTableToExport``."""
    tables = list(_tables(read_blocks(output.text), clean_text(title)))
    if not tables:
        raise NoTableToExport
    book = Workbook()
    book.remove(book.worksheets[0])
    for heading, table in tables:
        rows = ([words_of(line) for line in row] for row in table.rows)
        _fill(_new_sheet(book, heading), [words_of(line) for line in table.head], rows)
    if output.checks or output.notices:
        notices = ((notice, "", "") for notice in output.notices)
        _fill(_new_sheet(book, TITLE), HEADS, [*check_rows(output), *notices])
    _describe(book, title=clean_text(title), day=day)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _tables(blocks: Iterable[Block], above: str) -> Iterator[tuple[str, Table]]:
    """Every table with the heading that it stands under, those in lists and quotations too."""
    for block in blocks:
        match block:
            case Heading():
                above = words_of(block.line)
            case Table():
                yield above, block
            case Quote():
                yield from _tables(block.blocks, above)
            case List():
                yield from (found for item in block.items for found in _tables(item, above))
            case _:
                pass


def _new_sheet(book: Workbook, heading: str) -> "Worksheet":
    """A sheet of a name that Excel takes and no other sheet has."""
    plain = _UNFIT.sub("", heading).strip()[:_LONGEST_NAME] or "表"
    taken = {sheet.title.casefold() for sheet in book.worksheets}
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        ending = f"（{number}）"
        name = plain[: _LONGEST_NAME - len(ending)] + ending
    return book.create_sheet(name)


def _fill(sheet: "Worksheet", head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    widths = [_width(words) for words in head]
    for column, words in enumerate(head, start=1):
        cell = _cell(sheet, 1, column)
        _put_words(cell, words)
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    for number, row in enumerate(rows, start=2):
        for column, words in enumerate(row, start=1):
            _put(_cell(sheet, number, column), words)
            if number <= _SAMPLE:
                widths[column - 1] = max(widths[column - 1], _width(words))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, _NARROWEST), _WIDEST)
    _set_up(sheet)


def _cell(sheet: "Worksheet", row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.font, cell.border = _FONT, _BORDER
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _put(cell: Cell, words: str) -> None:
    """A number and a day as such, everything else as words."""
    found = value_of(words)
    if isinstance(found.value, str):
        _put_words(cell, words)
    else:
        cell.value = found.value
        cell.number_format = found.shown_as


def _put_words(cell: Cell, words: str) -> None:
    """As text, which Excel keeps as text also when somebody edits the cell; never a formula."""
    cell.value = words if len(words) <= _LONGEST_CELL else words[:_LONGEST_CELL] + _CUT
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = words[:1] in tuple("=+-@\t") and bool(words)


def _width(words: str) -> int:
    """How many half-width characters the longest line of the words takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in words[: _WIDEST + 1])


def _set_up(sheet: "Worksheet") -> None:
    """The head stays while one scrolls, can be filtered by, and stands on each printed page of A4."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # pyright: ignore[reportOptionalMemberAccess]


def _describe(book: Workbook, *, title: str, day: date) -> None:
    """The properties of the file: its title and its day, and no person."""
    properties = book.properties
    properties.title, properties.language = title[:255], "ja-JP"
    properties.creator = properties.lastModifiedBy = None
    properties.created = properties.modified = datetime.combine(day, time(), UTC).replace(tzinfo=None)
