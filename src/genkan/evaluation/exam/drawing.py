"""Drawing the questions of a test from the bank by a seed, so that anyone who has the seed and the pool can draw again. Pure.

Within a cell the questions are put in the order of SHA-256(seed, question, version) and the first ones are taken; the test
has them in the order of SHA-256(seed, "order", question).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genkan.evaluation.exam.blueprint import Blueprint, Cell
from genkan.evaluation.exam.errors import NotEnoughItems
from genkan.evaluation.items.field import Field
from genkan.kit import digest


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A question that may be drawn."""

    item_id: str
    version: int
    field: Field
    difficulty: int

    @property
    def row(self) -> list[object]:
        """The same as JSON holds it."""
        return [self.item_id, self.version, self.field.value, self.difficulty]


def candidate_of(row: Sequence[object]) -> Candidate:
    """The candidate of a row. Raises ``ValueError`` for what is none."""
    item_id, version, field, difficulty = row
    return Candidate(str(item_id), int(str(version)), Field(str(field)), int(str(difficulty)))


def draw(blueprint: Blueprint, pool: Iterable[Candidate], *, seed: str) -> tuple[Candidate, ...]:
    """The questions of the test in their order. Raises ``NotEnoughItems``."""
    candidates = sorted(pool)
    drawn = [each for cell in blueprint.cells for each in _drawn(cell, candidates, seed)]
    return tuple(sorted(drawn, key=lambda each: digest(f"{seed}\norder\n{each.item_id}")))


def _drawn(cell: Cell, candidates: Sequence[Candidate], seed: str) -> Sequence[Candidate]:
    fitting = [each for each in candidates if (each.field, each.difficulty) == (cell.field, cell.difficulty)]
    if len(fitting) < cell.count:
        raise NotEnoughItems(
            field=cell.field.label, difficulty=cell.difficulty, wanted=cell.count, there=len(fitting)
        )
    return sorted(fitting, key=lambda each: digest(f"{seed}\n{each.item_id}\n{each.version}"))[: cell.count]
