"""Values separated by commas or tabs as a Markdown table."""

import csv
import io

from genkan.knowledge import table_lines


def table_of(text: str, *, delimiter: str) -> str:
    """The table, its first row as the head; the text as it is where it is none."""
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        return text
    width = max(map(len, rows), default=0)
    return "\n".join(table_lines([[*row, *[""] * (width - len(row))] for row in rows]))
