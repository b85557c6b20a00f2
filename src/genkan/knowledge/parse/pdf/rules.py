"""The ruled lines of a PDF page, and the grids that they make."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from genkan.knowledge.parse.pdf.pdfium import Page

_STRAIGHT = 1.5
_SHORTEST = 5.0
_NEAR = 3.0
_MOST = 2_000


class Rule(NamedTuple):
    """A straight line along x (``at`` is its y) or along y (``at`` is its x), from ``first`` to ``last``."""

    at: float
    first: float
    last: float

    def covers(self, place: float) -> bool:
        return self.first - _NEAR <= place <= self.last + _NEAR


class Grid(NamedTuple):
    """Rules that touch each other: the edges of columns from left to right and of rows from top to bottom."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    def has_edge_below(self, row: int, column: int) -> bool:
        """Whether a rule stands between a cell and the one below."""
        middle = (self.columns[column] + self.columns[column + 1]) / 2
        return any(abs(rule.at - self.rows[row + 1]) <= _NEAR and rule.covers(middle) for rule in self.across)

    def has_edge_beside(self, row: int, column: int) -> bool:
        """Whether a rule stands between a cell and the one to its right."""
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        return any(
            abs(rule.at - self.columns[column + 1]) <= _NEAR and rule.covers(middle) for rule in self.down
        )


def grids(page: Page) -> list[Grid]:
    """The grids of at least two rows and two columns, from the top of the page down."""
    across, down = _rules(page)
    if not 3 <= len(across) + len(down) <= _MOST:
        return []
    found = [_grid(*together) for together in _touching(across, down)]
    return sorted(
        (each for each in found if len(each.columns) > 2 and len(each.rows) > 2),
        key=lambda each: -each.rows[0],
    )


def _rules(page: Page) -> tuple[list[Rule], list[Rule]]:
    across, down = list[Rule](), list[Rule]()
    for x0, y0, x1, y1 in page.strokes():
        if abs(y0 - y1) <= _STRAIGHT and abs(x0 - x1) >= _SHORTEST:
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= _STRAIGHT and abs(y0 - y1) >= _SHORTEST:
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        if len(across) + len(down) > _MOST:
            break
    return across, down


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules in groups, each of which hangs together."""
    waiting_across, waiting_down = set(range(len(across))), set(range(len(down)))
    while waiting_across:
        group, edge = (set[int](), set[int]()), [(0, waiting_across.pop())]
        while edge:
            side, number = edge.pop()
            group[side].add(number)
            others, waiting = (down, waiting_down) if side == 0 else (across, waiting_across)
            rule = (across, down)[side][number]
            met = {each for each in waiting if others[each].covers(rule.at) and rule.covers(others[each].at)}
            waiting -= met
            edge += [(1 - side, each) for each in met]
        yield [across[each] for each in group[0]], [down[each] for each in group[1]]


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid:
    rows = tuple(reversed(_distinct(rule.at for rule in across)))
    return Grid(tuple(_distinct(rule.at for rule in down)), rows, tuple(across), tuple(down))


def _distinct(places: Iterator[float]) -> list[float]:
    """Places in rising order, those that are near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
