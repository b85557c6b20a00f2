"""What the columns of numbers come to, worked out without any model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from genkan.apps.built_in.table_reading.cells import number_of
from genkan.apps.built_in.table_reading.tables import Table
from genkan.apps.built_in.table_reading.totals import is_total

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Column:
    """A column with numbers in at least two rows that are no totals."""

    table: str
    name: str
    values: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """All values together."""
        return sum(self.values, Decimal(0))

    @property
    def mean(self) -> Decimal:
        """To two decimals."""
        return (self.total / len(self.values)).quantize(_HUNDREDTH)


def columns_of(tables: Sequence[Table]) -> Iterator[Column]:
    """The columns of numbers of all tables."""
    for table in tables:
        rows = [row for row in table.rows if not is_total(row)]
        for place, name in enumerate(table.head):
            values = tuple(value for row in rows if (value := number_of(row[place])) is not None)
            if len(values) > 1:
                yield Column(table.name, name or f"{place + 1}列目", values)
