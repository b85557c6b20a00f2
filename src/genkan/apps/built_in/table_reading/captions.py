"""What stands above the head of a table in the same sheet: its title and its unit."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from genkan.apps.built_in.table_reading.cells import number_of

_UNIT = re.compile(r"[（(\[［【]?\s*単位\s*[:：]?.{0,30}")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Captioned(NamedTuple):
    """The words above a table, and its rows from the head on."""

    words: tuple[str, ...]
    rows: Sequence[Sequence[str]]


def captioned(rows: Sequence[Sequence[str]]) -> Captioned:
    """Rows with a single filled cell, or with a unit beside it, that stand above what reads like a head."""
    above = list(takewhile(_is_caption, rows[:-2]))
    head = rows[len(above)] if above else ()
    if not _is_head(head):
        above = []
    words = tuple(cell.strip() for row in above for cell in row if cell.strip())
    return Captioned(words, rows[len(above) :])


def _is_caption(row: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) <= 1 or (len(filled) == 2 and _UNIT.fullmatch(filled[1]) is not None)


def _is_head(row: Sequence[str]) -> bool:
    """Whether a row names columns: words in more than one cell, and no number but a year."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) > 1 and all(number_of(cell) is None or _YEAR.fullmatch(cell) for cell in filled)
