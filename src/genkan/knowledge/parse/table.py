"""Tables of any kind of file as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

_WIDEST_SPAN = 60


@dataclass(frozen=True)
class Cell:
    """A cell and how many columns and rows it takes."""

    text: str
    across: int = 1
    down: int = 1


def span(written: str | None) -> int:
    """How many columns or rows a cell says it takes; at least one, and never so many that they fill the memory."""
    return min(_WIDEST_SPAN, max(1, int(written))) if written and written.isdecimal() else 1


def grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Rows of equal length; a merged cell has its text at its first place and the others are empty."""
    taken: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            _take(taken, cell, row=number, column=column, below=len(rows) - number)
            column += cell.across
    width = max((column for _, column in taken), default=-1) + 1
    return [[taken.get((row, column), "") for column in range(width)] for row in range(len(rows))]


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table, its first row as the head; a row without any word is left out."""
    told = [row for row in rows if any(cell.strip() for cell in row)]
    if not told:
        return []
    head, *body = told
    return [_line(head), "|" + "---|" * len(head), *map(_line, body)]


def _take(taken: dict[tuple[int, int], str], cell: Cell, *, row: int, column: int, below: int) -> None:
    for down in range(min(cell.down, below)):
        for across in range(cell.across):
            taken[row + down, column + across] = ""
    taken[row, column] = cell.text


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(cell: str) -> str:
    return "　".join(part.strip() for part in cell.split("\n") if part.strip()).replace("|", "\\|")
