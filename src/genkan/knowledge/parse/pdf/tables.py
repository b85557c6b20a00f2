"""A page with ruled tables: its text and its tables from top to bottom."""

from collections.abc import Iterator

from genkan.knowledge.parse.blocks import Block, table
from genkan.knowledge.parse.pdf.pdfium import Box, Page
from genkan.knowledge.parse.pdf.rules import Grid, grids
from genkan.knowledge.parse.table import Cell, grid, table_lines

_MOST_CELLS = 6_000
_INSIDE = 0.5


def with_tables(page: Page) -> list[str | Block]:
    """The lines and tables of a page in their order; empty where there is no table with words in it."""
    found = [(each, lines) for each in grids(page) if (lines := _table(each, page))]
    return list(_parts(page, found)) if found else []


def _parts(page: Page, found: list[tuple[Grid, list[str]]]) -> Iterator[str | Block]:
    rest = page.box
    for each, lines in found:
        yield from _lines(page.text_in(rest._replace(bottom=each.rows[0])))
        yield table(lines)
        rest = rest._replace(top=min(rest.top, each.rows[-1]))
    yield from _lines(page.text_in(rest))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r", "").split("\n") if line.strip()]


def _table(found: Grid, page: Page) -> list[str]:
    width, height = len(found.columns) - 1, len(found.rows) - 1
    if width * height > _MOST_CELLS:
        return []
    covered = set[tuple[int, int]]()
    rows = [
        [_cell(found, page, row, column, covered) for column in range(width) if (row, column) not in covered]
        for row in range(height)
    ]
    told = table_lines(grid(rows))
    return told if len(told) > 2 else []


def _cell(found: Grid, page: Page, row: int, column: int, covered: set[tuple[int, int]]) -> Cell:
    """The cell that begins here, as far to the right and down as no rule stops it."""
    across = down = 1
    while column + across < len(found.columns) - 1 and not found.has_edge_beside(row, column + across - 1):
        across += 1
    while row + down < len(found.rows) - 1 and not found.has_edge_below(row + down - 1, column):
        down += 1
    covered |= {(row + below, column + beside) for below in range(down) for beside in range(across)}
    box = Box(
        left=found.columns[column] + _INSIDE,
        bottom=found.rows[row + down] + _INSIDE,
        right=found.columns[column + across] - _INSIDE,
        top=found.rows[row] - _INSIDE,
    )
    return Cell("".join(_lines(page.text_in(box))), across=across, down=down)
