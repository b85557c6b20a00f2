"""Whether the numbers of an answer stand in the tables, or are what their columns come to."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genkan.apps.built_in.table_reading.columns import Column
from genkan.apps.built_in.table_reading.tables import Table
from genkan.apps.checks import failed_by
from genkan.apps.output import Check

LABEL = "回答の数値の照合"
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,20})?|\d{1,40}(?:\.\d{1,20})?")
_LIST_MARK = re.compile(r"^\s*(?:[-*・]\s*)?(?:\(?\d{1,2}[.)．、]\s)?", re.MULTILINE)


def check_answer(text: str, question: str, tables: Sequence[Table], columns: Sequence[Column]) -> Check:
    """Fails for a number that is in no cell, no title, no sum, mean, largest, smallest or count, and not in the question."""
    known = set(_numbers(question)) | set(_cells(tables)) | set(_worked_out(tables, columns))
    plain = _LIST_MARK.sub("", unicodedata.normalize("NFKC", text))
    wrong = [each for each in dict.fromkeys(_numbers(plain)) if each not in known]
    return failed_by(LABEL, (f"「{each.normalize():f}」は、表にも列の集計にもありません。" for each in wrong))


def _cells(tables: Sequence[Table]) -> Iterator[Decimal]:
    for table in tables:
        yield Decimal(table.number)
        for row in (table.head, (table.title,), *table.rows):
            for cell in row:
                yield from _numbers(cell)


def _worked_out(tables: Sequence[Table], columns: Sequence[Column]) -> Iterator[Decimal]:
    for column in columns:
        worked = (
            column.total,
            column.mean,
            max(column.values),
            min(column.values),
            Decimal(len(column.values)),
        )
        yield from (abs(value) for value in worked)
    yield from (Decimal(len(table.rows)) for table in tables)


def _numbers(text: str) -> Iterator[Decimal]:
    for match in _NUMBER.finditer(unicodedata.normalize("NFKC", text)):
        yield Decimal(match.group().replace(",", ""))
