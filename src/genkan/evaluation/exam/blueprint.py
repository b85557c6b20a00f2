"""The blueprint of a test (出題構成): how many questions of each field and difficulty. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genkan.evaluation.exam.errors import BlueprintEmpty, BlueprintUnfit
from genkan.evaluation.items.field import Field

DIFFICULTIES = (1, 2, 3)
MOST_IN_A_CELL, MOST_QUESTIONS = 100, 500


@dataclass(frozen=True, slots=True)
class Cell:
    """``count`` questions of one field and difficulty."""

    field: Field
    difficulty: int
    count: int

    @property
    def name(self) -> str:
        """How a form names it, such as ``drafting-2``."""
        return f"{self.field.value}-{self.difficulty}"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The cells that have a question at least, by field and difficulty."""

    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        """How many questions there are in all."""
        return sum(cell.count for cell in self.cells)

    @property
    def counts(self) -> dict[str, int]:
        """The same by the names of cells, as JSON holds it."""
        return {cell.name: cell.count for cell in self.cells}


def cell_names() -> tuple[str, ...]:
    """The names of all cells that there can be."""
    return tuple(Cell(field, difficulty, 0).name for field in Field for difficulty in DIFFICULTIES)


def blueprint_of(counts: Mapping[str, str | int]) -> Blueprint:
    """The blueprint that was typed; what is empty counts 0. Raises ``BlueprintUnfit`` and ``BlueprintEmpty``."""
    cells = tuple(cell for cell in _cells(counts) if cell.count)
    blueprint = Blueprint(cells)
    if blueprint.total > MOST_QUESTIONS:
        raise BlueprintUnfit(limit=MOST_IN_A_CELL, most=MOST_QUESTIONS)
    if not cells:
        raise BlueprintEmpty
    return blueprint


def _cells(counts: Mapping[str, str | int]) -> Iterable[Cell]:
    for field in Field:
        for difficulty in DIFFICULTIES:
            name = Cell(field, difficulty, 0).name
            yield Cell(field, difficulty, _count(str(counts.get(name, "")).strip() or "0"))


def _count(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 5 and int(typed) <= MOST_IN_A_CELL):
        raise BlueprintUnfit(limit=MOST_IN_A_CELL, most=MOST_QUESTIONS)
    return int(typed)
