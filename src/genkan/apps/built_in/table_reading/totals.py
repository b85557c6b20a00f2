"""Whether the totals of a table are what its cells come to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from genkan.apps.built_in.table_reading.cells import number_of, shown
from genkan.apps.built_in.table_reading.tables import Row, Table
from genkan.apps.checks import failed_by
from genkan.apps.output import Check, CheckOutcome

LABEL = "合計の照合"
_TOTALS = frozenset({"合計", "計", "総計", "総額", "総数", "total", "合　計", "合 計"})
_SUBTOTALS = frozenset({"小計", "subtotal", "小　計", "小 計"})


@dataclass(frozen=True)
class Total:
    """A total as it is written, and what it comes to."""

    place: str
    written: Decimal
    computed: Decimal

    @property
    def is_right(self) -> bool:
        """Whether both are the same."""
        return self.written == self.computed


def check_totals(tables: Sequence[Table]) -> Check:
    """Fails for each total that is not the sum of its column or row."""
    totals = [total for table in tables for total in totals_of(table)]
    wrong = [
        f"{each.place}は{shown(each.written)}ですが、計算すると{shown(each.computed)}です。"
        for each in totals
        if not each.is_right
    ]
    if wrong:
        return failed_by(LABEL, wrong)
    told = (
        f"{len(totals):,}か所の合計を計算し直し、一致しました。" if totals else "合計の行と列は、ありません。"
    )
    return Check(LABEL, CheckOutcome.PASSED, (told,))


def totals_of(table: Table) -> Iterator[Total]:
    """The totals below the columns, then those at the end of the rows."""
    for place in range(len(table.head)):
        yield from _below(table, place)
    last = len(table.head) - 1
    if _kind(table.head[last]) == "total":
        yield from _beside(table, last)


def _below(table: Table, place: int) -> Iterator[Total]:
    """Subtotals are of the rows since the one before, a total of all rows that are no subtotals."""
    since, whole = list[Decimal](), list[Decimal]()
    for row in table.rows:
        value, kind = number_of(row[place]), _kind_of(row)
        if kind and value is not None and (since or whole):
            of = whole if kind == "total" else since
            yield Total(f"{table.name}の「{table.head[place]}」の{_label(row)}", value, sum(of, Decimal(0)))
        elif not kind and value is not None:
            since.append(value)
            whole.append(value)
        if kind:
            since = []


def _beside(table: Table, last: int) -> Iterator[Total]:
    for number, row in enumerate(table.rows, start=1):
        parts = [value for cell in row[:last] if (value := number_of(cell)) is not None]
        written = number_of(row[last])
        if written is not None and len(parts) > 1:
            place = f"{table.name}の{number}行目「{row[0]}」の「{table.head[last]}」"
            yield Total(place, written, sum(parts, Decimal(0)))


def is_total(row: Row) -> bool:
    """Whether a row is a total or a subtotal."""
    return bool(_kind_of(row))


def _kind_of(row: Row) -> str:
    return next((kind for cell in row[:2] if (kind := _kind(cell))), "")


def _kind(cell: str) -> str:
    word = cell.strip().lower()
    return "total" if word in _TOTALS else "subtotal" if word in _SUBTOTALS else ""


def _label(row: Row) -> str:
    return next(cell for cell in row[:2] if _kind(cell))
