"""Tables whose rows are arms."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from genkan.trial.paper.block import Grid, number_columns
from genkan.trial.paper.material import Material


class OfArm(Protocol):
    """A result of one arm, which it names by its key."""

    @property
    def key(self) -> str:
        """The key of the arm."""
        ...


Row = TypeVar("Row", bound=OfArm)


def arm_grid(
    told: Material,
    caption: str,
    rows: Sequence[Row],
    columns: Sequence[tuple[str, Callable[[Row], str]]],
    note: str = "",
) -> Grid:
    """The arms by their titles; each column has a head and says what stands under it."""
    heads = number_columns(told.words("比較対象"), *(title for title, _ in columns))
    cells = tuple((told.arm(row.key), *(said(row) for _, said in columns)) for row in rows)
    return Grid(caption, heads, cells, note)
