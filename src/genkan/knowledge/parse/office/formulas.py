"""Formulas whose results a workbook does not hold, such as those that a program wrote and Excel never opened."""

import re
from collections.abc import Iterator, Mapping

from openpyxl.utils.cell import coordinate_to_tuple

from genkan.knowledge.parse.office.package import Package, child, local, value

_BOOK = "xl/workbook.xml"
_CELL = re.compile(rb'<c [^<>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"[^<>]{0,200}>')
_FORMULA = re.compile(rb"<f[ >/]")
_RESULT = re.compile(rb"<v[^<>]{0,100}>[^<]")
# A result of text may be empty, any other may not.
_OF_TEXT = b't="str"'

Places = frozenset[tuple[int, int]]


def uncomputed(package: Package) -> Mapping[str, Places]:
    """Rows and columns, from 1, of the formulas without a result, by the title of their sheet."""
    if not package.has(_BOOK):
        return {}
    related = package.related(_BOOK)
    sheets = child(package.xml(_BOOK), "sheets")
    parts = {
        value(sheet, "name"): related.get(value(sheet, "id"), ("", ""))[1]
        for sheet in (() if sheets is None else sheets)
        if local(sheet) == "sheet"
    }
    return {
        title: frozenset(_places(package.content(part))) for title, part in parts.items() if package.has(part)
    }


def _places(sheet: bytes) -> Iterator[tuple[int, int]]:
    for piece in sheet.split(b"</c>"):
        start = piece.rfind(b"<c ")
        cell = _CELL.match(piece, start) if start >= 0 and _FORMULA.search(piece, start) else None
        if cell and _OF_TEXT not in cell.group() and not _RESULT.search(piece, cell.end()):
            yield coordinate_to_tuple(cell.group(1).decode())
