"""The tables in a text, whatever kind of file it came from."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genkan.apps.built_in.markdown import cells_of, is_rule

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: its number from 1, what stands above it, its head, and its rows, all as wide as the head."""

    number: int
    title: str
    head: Row
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """How it is called on the page."""
        return f"表{self.number}　{self.title}" if self.title else f"表{self.number}"


def tables_in(text: str) -> tuple[Table, ...]:
    """The Markdown tables of a text; where there is none, its lines as CSV, or as cells between tabs."""
    found = list(_marked(text)) or list(_separated(text))
    return tuple(_even(number, title, rows) for number, (title, rows) in enumerate(found, start=1))


def _marked(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    title, rows = "", list[list[str]]()
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            rows += [] if is_rule(line) else [cells_of(line)]
            continue
        if len(rows) > 1:
            yield title, rows
        rows = []
        title = line.strip("# 　") or title


def _separated(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Lines that all have the same separator, and more than one cell."""
    lines = [line for line in text.splitlines() if line.strip()]
    for separator in ("\t", ","):
        if len(lines) > 1 and all(separator in line for line in lines):
            try:
                yield "", list(csv.reader(lines, delimiter=separator))
            except csv.Error:
                continue
            return


def _even(number: int, title: str, rows: Sequence[Sequence[str]]) -> Table:
    width = max(len(row) for row in rows)
    head, *body = (tuple(cell.strip() for cell in (*row, *[""] * (width - len(row)))) for row in rows)
    return Table(number, title, head, tuple(body))
