"""Which counts of votes are told at which width, so that no count of few persons follows from any sum. Pure.

A cell is how many votes of a ministry, on a work, at a class, said the same about the same pair. Hidden cells are told
together without their ministry, and those that are hidden again without their work. What is taken to be known: every told
cell, the votes of each ministry, work and class on a pair, and the votes of the whole trial on a pair by choice. That is more
than is published. A cell that is all that its group said about a pair, or all that the trial did, has no other to go with it.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple, TypeVar

from genkan.trial.complementary import Between, completed
from genkan.trial.small_groups import LEAST_PERSONS, hidden_cells

ANY = "*"
Cell = tuple[str, str, int, str, str, str]
Person = TypeVar("Person", bound=Hashable)
_MIRRORED = {"a": "b", "b": "a"}


class Place(NamedTuple):
    """A cell at a width: 0 as it is, 1 without its ministry, 2 without its work too."""

    level: int
    cell: Cell


def _without_ministry(cell: Cell) -> Cell:
    return (ANY, *cell[1:])


def _without_work(cell: Cell) -> Cell:
    return (ANY, ANY, *cell[2:])


WIDENING: tuple[Callable[[Cell], Cell], ...] = (_without_ministry, _without_work, _without_work)


def safely_hidden(persons: Mapping[Cell, set[Person]], *, least: int = LEAST_PERSONS) -> frozenset[Place]:
    """The cells of each width that are not told, by the persons of the cells as they are."""
    hidden, before = frozenset[Place](), None
    while hidden != before:
        before = hidden
        levels, small = _levels(persons, hidden, least=least)
        for order_counts in (True, False):
            small = completed(_sums(persons, levels, order_counts=order_counts), small)
        hidden = frozenset(small)
    return hidden


def _levels(
    persons: Mapping[Cell, set[Person]], hidden: frozenset[Place], *, least: int
) -> tuple[list[dict[Cell, set[Person]]], frozenset[Place]]:
    """The persons of each cell of each width, those of the hidden cells of the width before; and what is hidden there."""
    levels, gone = [dict(persons)], set[Place]()
    for level, wider in enumerate(WIDENING):
        cells, wide = levels[level], dict[Cell, set[Person]]()
        known = [cell for cell in cells if Place(level, cell) in hidden]
        counts = {cell: len(people) for cell, people in cells.items()}
        for cell in hidden_cells(counts, lambda each: each[:3], least=least, hidden=known):
            gone.add(Place(level, cell))
            wide.setdefault(wider(cell), set()).update(cells[cell])
        levels.append(wide)
    return levels, frozenset(gone)


def _sums(
    persons: Mapping[Cell, set[Person]], levels: list[dict[Cell, set[Person]]], *, order_counts: bool
) -> dict[Place, Between]:
    """Between which two sums each cell stands that is there or could be."""
    found = dict[Place, Between]()
    for cell in persons:
        wide = cell
        ends: list[Hashable] = [("group", *cell[:5])]
        for level, wider in enumerate(WIDENING):
            place = Place(level, wide)
            wide = wider(wide)
            ends.append((level, *wide) if level < len(WIDENING) - 1 else _total(wide, order_counts))
            found[place] = Between(ends[level], ends[level + 1], len(levels[level].get(place.cell, ())))
    return found


def _total(cell: Cell, order_counts: bool) -> Hashable:
    """The votes of the whole trial on a pair by choice; where the order does not count, whichever stood left."""
    *_, left, right, choice = cell
    if order_counts or left <= right:
        return ("total", left, right, choice)
    return ("total", right, left, _MIRRORED.get(choice, choice))
