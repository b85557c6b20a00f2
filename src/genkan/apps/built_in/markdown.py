"""Outputs as Markdown: tables, and texts of others that are shown as they are."""

import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"([\\`*\[\]|<])")


def escaped(text: str) -> str:
    """The text as it is read, on one line, whatever marks stand in it."""
    return _MARKUP.sub(r"\\\1", "　".join(text.splitlines()))


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: frozenset[int] = frozenset()
) -> str:
    """A table with this head; cells are Markdown already, ``numeric`` columns stand on the right."""
    marks = ["---:" if place in numeric else "---" for place in range(len(head))]
    return "\n".join([_row(head), _row(marks), *(_row(row) for row in rows)])


def escaped_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts of others."""
    return table([escaped(cell) for cell in head], ([escaped(cell) for cell in row] for row in rows))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def cells_of(line: str) -> list[str]:
    """The cells of a line of a table, as they are read; a ``\\\\|`` within one is a ``|``."""
    inside = line.strip().removeprefix("|")
    inside = inside.removesuffix("|") if not inside.endswith(r"\|") else inside
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", inside)]


def is_rule(line: str) -> bool:
    """Whether it is the line below the head of a table."""
    return "-" in line and set(line.strip()) <= set("|-: ")
