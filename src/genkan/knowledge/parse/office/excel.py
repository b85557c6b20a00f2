"""Excel: a section for each sheet, or for each stretch of its rows; questions with answers one by one."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from genkan.knowledge.parse.blocks import Block, Draft, cut, heading, table
from genkan.knowledge.parse.office.package import Package
from genkan.knowledge.parse.packed import UNREADABLE
from genkan.knowledge.parse.questions import find_columns, read_questions
from genkan.knowledge.parse.regulation import Regulation
from genkan.knowledge.parse.table import table_lines

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_ROWS = 50
_MOST_ROWS = 100_000
_LAST_HEAD = 10
_BROKEN = (*UNREADABLE, InvalidFileException, ParseError, TypeError, IndexError, AttributeError)


def read_excel(name: str, content: bytes) -> Regulation:
    """The workbook in a .xlsx or .xlsm file; formulas count with the value that was saved.

    Raises ``DamagedFile``, ``EncryptedFile``, ``TooMuchInside``, ``NoText`` or ``NoQuestions``.
    """
    package = Package(name, content, kind="Excelのブック")
    notes = list(package.notes())
    try:
        sheets = dict(_sheets(content, notes))
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


def _sheets(content: bytes, notes: list[str]) -> Iterator[tuple[str, list[list[str]]]]:
    workbook: Workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"シート「{sheet.title}」は、非表示のため読み込んでいません。")
            continue
        rows = list[list[str]]()
        for row in sheet.iter_rows(values_only=True):
            if len(rows) == _MOST_ROWS:
                notes.append(f"シート「{sheet.title}」の{_MOST_ROWS:,}行より後は読み込んでいません。")
                break
            if any(cell is not None and str(cell).strip() for cell in row):
                rows.append([_printed(cell) for cell in row])
        yield sheet.title, rows


def _sections(title: str, rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The sheet in stretches, each under the head of the table."""
    if not rows:
        return
    head, body = rows[0], rows[1:] or [[]]
    for first in range(0, len(body), _ROWS):
        stretch = body[first : first + _ROWS]
        label = f"{title}（{first + 1}〜{first + len(stretch)}行目）" if len(body) > _ROWS else title
        yield heading(label)
        yield table(table_lines([head, *stretch]))


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
