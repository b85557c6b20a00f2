"""Excel: a section for each sheet, or for each stretch of its rows; questions with answers one by one."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from genkan.knowledge.parse.blocks import Block, Draft, cut, heading, table
from genkan.knowledge.parse.office.formulas import Places, uncomputed
from genkan.knowledge.parse.office.package import Package
from genkan.knowledge.parse.packed import UNREADABLE
from genkan.knowledge.parse.questions import find_columns, read_questions
from genkan.knowledge.parse.regulation import Regulation
from genkan.knowledge.parse.table import table_lines

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_ROWS = 50
_MOST_ROWS = 100_000
_MOST_COLUMNS = 256
_MOST_CELLS = 2_000_000
_LAST_HEAD = 10
UNCOMPUTED = "（計算結果なし）"
_NO_RESULT = (
    "シート「{title}」の数式{count}か所は、計算結果がファイルに保存されていないため「{mark}」としました。"
    "Excelなどで開いて保存し直すと、読み込めます。"
)
_BROKEN = (*UNREADABLE, InvalidFileException, ParseError, TypeError, IndexError, AttributeError)


def read_excel(name: str, content: bytes) -> Regulation:
    """The workbook in a .xlsx or .xlsm file; formulas count with the value that was saved, and say so
    where none was.

    Raises ``DamagedFile``, ``EncryptedFile``, ``TooMuchInside``, ``NoText`` or ``NoQuestions``.
    """
    package = Package(name, content, kind="Excelのブック")
    notes = list(package.notes())
    try:
        sheets = dict(_sheets(content, notes, uncomputed(package)))
    except _BROKEN as error:
        raise package.damaged() from error
    for title, rows in sheets.items():
        if find_columns(rows[:_LAST_HEAD]) is not None:
            notes += [
                f"シート「{other}」は、質問と回答の表ではないため読み込んでいません。"
                for other in sheets
                if other != title
            ]
            return read_questions(name, rows, notes=tuple(notes))
    blocks = [block for title, rows in sheets.items() for block in _sections(title, rows)]
    return cut(Draft("", tuple(blocks), tuple(notes)), name=name)


def first_sheet(name: str, content: bytes) -> list[list[str]]:
    """The rows of the first visible sheet that has any, empty ones among them, so that each keeps its number.

    Raises ``DamagedFile``, ``EncryptedFile`` or ``TooMuchInside``; a workbook without a word has no rows.
    """
    package = Package(name, content, kind="Excelのブック")
    try:
        return _first_rows(_opened(content))
    except _BROKEN as error:
        raise package.damaged() from error


def _first_rows(workbook: "Workbook") -> list[list[str]]:
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            printed = islice(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), _MOST_ROWS)
            rows = [_cells(row) for row in printed]
            if any(rows):
                return rows
    return []


def _opened(content: bytes) -> "Workbook":
    return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


def _sheets(
    content: bytes, notes: list[str], formulas: Mapping[str, Places]
) -> Iterator[tuple[str, list[list[str]]]]:
    room = _MOST_CELLS
    for sheet in _opened(content).worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"シート「{sheet.title}」は、非表示のため読み込んでいません。")
            continue
        if (sheet.max_column or 0) > _MOST_COLUMNS:
            notes.append(f"シート「{sheet.title}」の{_MOST_COLUMNS}列より後は読み込んでいません。")
        rows, width, missing = list[list[str]](), 0, formulas.get(sheet.title, frozenset())
        if missing:
            notes.append(_NO_RESULT.format(title=sheet.title, count=len(missing), mark=UNCOMPUTED))
        values = _marked(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), missing)
        for row in filter(None, map(_cells, values)):
            width = max(width, len(row)) if len(rows) < _LAST_HEAD else width
            room -= max(width, len(row))
            if len(rows) == _MOST_ROWS or room < 0:
                notes.append(f"シート「{sheet.title}」の{len(rows):,}行より後は読み込んでいません。")
                break
            rows.append(_wide(row, width))
        yield sheet.title, rows


def _marked(rows: Iterable[Sequence[object]], missing: Places) -> Iterator[Sequence[object]]:
    """The rows with a word in each cell whose formula has no result."""
    if not missing:
        return iter(rows)
    return (
        [UNCOMPUTED if (down, across) in missing else cell for across, cell in enumerate(row, start=1)]
        for down, row in enumerate(rows, start=1)
    )


def _cells(row: Sequence[object]) -> list[str]:
    """The cells of a row up to the last that says something."""
    if row.count(None) == len(row):
        return []
    cells = [_printed(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _wide(row: Sequence[str], width: int) -> list[str]:
    """The row with as many cells at least, so that its columns are those of the head."""
    return [*row, *[""] * (width - len(row))]


def _sections(title: str, rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The sheet in stretches, each under the head of the table."""
    if not rows:
        return
    head, body = rows[0], rows[1:] or [[]]
    for first in range(0, len(body), _ROWS):
        stretch = body[first : first + _ROWS]
        label = f"{title}（{first + 1}〜{first + len(stretch)}行目）" if len(body) > _ROWS else title
        yield heading(label)
        width = max(map(len, stretch))
        yield table(table_lines([_wide(head, width), *stretch]))


def _printed(cell: object) -> str:
    """The value as a reader of the sheet would write it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
