"""Questions as an Excel workbook with one sheet."""

import io
from collections.abc import Sequence

_SHEET = "設問"
_WIDTHS = (10, 16, 18, 60, 40, 30, 40, 12, 40, 8, 16, 8, 10, 12)


def as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as text cells, so that nothing in them is taken for a formula."""
    from openpyxl import Workbook  # slow to load, and for an export only
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    for number, row in enumerate(rows, start=1):
        for place, words in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            assert isinstance(cell, Cell)
            cell.value, cell.data_type = words, "s"
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for place, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
