"""The tables in a text, whatever kind of file it came from."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from genkan.apps.built_in.markdown import cells_of, is_rule
from genkan.apps.built_in.table_reading.captions import captioned

Row = tuple[str, ...]
Titled = tuple[str, list[list[str]]]
# How the search room calls the stretches of a long sheet, each of which begins with the head of the sheet.
_STRETCH = re.compile(r"(?P<of>.*)（(?P<first>\d+)〜(?P<last>\d+)行目）")


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
    found = list(_whole(_marked(text))) or list(_separated(text))
    return tuple(_even(number, title, rows) for number, (title, rows) in enumerate(found, start=1))


def _marked(text: str) -> Iterator[Titled]:
    title, rows = "", list[list[str]]()
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            rows += [] if is_rule(line) else [cells_of(line)]
            continue
        if len(rows) > 1:
            yield title, rows
        rows = []
        title = line.strip("# 　") or title


def _whole(found: Iterable[Titled]) -> Iterator[Titled]:
    """The tables with the stretches of a long sheet put together again."""
    title, rows, reached = "", list[list[str]](), 0
    for name, each in found:
        stretch = _STRETCH.fullmatch(name)
        if stretch and rows and (stretch["of"], int(stretch["first"])) == (title, reached + 1):
            rows = [*rows, *each[1:]]
        else:
            if rows:
                yield title, rows
            title, rows = stretch["of"] if stretch else name, each
        reached = int(stretch["last"]) if stretch else 0
    if rows:
        yield title, rows


def _separated(text: str) -> Iterator[Titled]:
    """Lines that all have the same separator, and more than one cell; those before the first such line are its title."""
    written = [line for line in text.splitlines() if line.strip()]
    for separator in ("\t", ","):
        first = next((place for place, line in enumerate(written) if separator in line), 0)
        above, lines = written[:first], written[first:]
        if len(lines) > 1 and all(separator in line for line in lines):
            try:
                yield "　".join(above), list(csv.reader(lines, delimiter=separator))
            except csv.Error:
                continue
            return


def _even(number: int, title: str, given: Sequence[Sequence[str]]) -> Table:
    above, rows = captioned(given)
    title = "　".join(dict.fromkeys((*filter(None, (title,)), *above)))
    width = max(len(row) for row in rows)
    head, *body = (tuple(cell.strip() for cell in (*row, *[""] * (width - len(row)))) for row in rows)
    return Table(number, title, head, tuple(body))
