"""The counts of the public data set out of columns, so that millions of votes are counted in a moment."""

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from genkan.trial.analysis.columns import Columns
from genkan.trial.complementary import Between, completed
from genkan.trial.public_cells import WIDENING, Cell, Place, safely_hidden
from genkan.trial.small_groups import hidden_cells
from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.votes import CHOICES

AnswerCell = tuple[str, int, int, str]
AnyCell = TypeVar("AnyCell", Cell, AnswerCell)


class VoteCounts:
    """How many votes are told in each cell, and how many are left out or do not count."""

    def __init__(self, columns: Columns, *, least: int) -> None:
        exposures = columns.exposures
        voted = exposures.choice >= 0
        counted = voted & (exposures.recorded < 0)
        self._columns, self._least = columns, least
        self.excluded = int((voted & ~counted).sum())
        self.told: dict[Cell, int] = {}
        self._tell(np.flatnonzero(counted))
        self.left_out = int(counted.sum()) - sum(self.told.values())

    def _tell(self, rows: NDArray[np.int64]) -> None:
        """What is told with its ministry and work, then without its ministry, then by its class alone."""
        names, place = self._cells(rows)
        hidden = safely_hidden(_people(names, place, self._columns.exposures.person[rows]), least=self._least)
        left = Counter(dict(zip(names, np.bincount(place, minlength=len(names)).tolist(), strict=True)))
        for level, wider in enumerate(WIDENING):
            kept, left = left, Counter[Cell]()
            for cell, count in kept.items():
                if Place(level, cell) in hidden:
                    left[wider(cell)] += count
                else:
                    self.told[cell] = self.told.get(cell, 0) + count

    def _cells(self, rows: NDArray[np.int64]) -> tuple[list[Cell], Numbers]:
        """The names of all cells, and the place of each row among them."""
        columns, exposures = self._columns, self._columns.exposures
        whole = np.stack(
            [
                exposures.organisation[rows],
                exposures.task[rows],
                exposures.information_class[rows],
                exposures.left_arm[rows],
                exposures.right_arm[rows],
                exposures.choice[rows],
            ],
            axis=1,
        )
        found, place = _distinct(whole)
        parts: list[tuple[int, int, int, int, int, int]] = found.tolist()
        names: list[Cell] = [
            (
                columns.organisations[organisation],
                columns.tasks[task],
                level,
                columns.arms[left],
                columns.arms[right] if right >= 0 else "",
                CHOICES[choice].value,
            )
            for organisation, task, level, left, right, choice in parts
        ]
        return names, place


def answer_counts(columns: Columns, *, least: int) -> tuple[dict[AnswerCell, int], int]:
    """The cells of answers that are told, and how many answers are in the others.

    The sums of an arm are known by class, from its assignments, and by the way in which answers ended.
    """
    answers, exposures = columns.answers, columns.exposures
    levels = exposures.information_class[answers.exposure]
    found, place = _distinct(np.stack([answers.arm, answers.era, levels, answers.outcome], axis=1))
    whole: list[tuple[int, int, int, int]] = found.tolist()
    names: list[AnswerCell] = [
        (columns.arms[arm], era, level, columns.outcomes[end]) for arm, era, level, end in whole
    ]
    people = _people(names, place, exposures.person[answers.exposure])
    persons = {cell: len(people[cell]) for cell in names}
    small = hidden_cells(persons, lambda cell: cell[:3], lambda cell: (*cell[:2], cell[3]), least=least)
    sums = {
        cell: Between(("class", *cell[:3]), ("ending", *cell[:2], cell[3]), persons[cell]) for cell in persons
    }
    hidden = completed(sums, small)
    counts = dict(zip(names, np.bincount(place, minlength=len(names)).tolist(), strict=True))
    told = {cell: counts[cell] for cell in sorted(counts) if cell not in hidden}
    return told, sum(counts[cell] for cell in hidden)


def _distinct(rows: Numbers) -> tuple[Numbers, Numbers]:
    """The different rows of whole numbers (rows, columns) in order, and the place of each row among them."""
    codes = np.zeros(len(rows), np.int64)
    for column in _shifted(rows):
        codes = codes * (int(column.max(initial=0)) + 1) + column
    _, first, place = np.unique(codes, return_index=True, return_inverse=True)
    return rows[first], place.reshape(-1)


def _shifted(rows: Numbers) -> Iterator[Numbers]:
    """The columns from 0."""
    for column in rows.T.astype(np.int64):
        yield column - column.min(initial=0)


def _people(names: list[AnyCell], place: Numbers, person: Numbers) -> dict[AnyCell, set[int]]:
    """Who is in each cell."""
    size = int(person.max(initial=0)) + 1
    pairs = np.unique(place.astype(np.int64) * size + person)
    ends = np.searchsorted(pairs, np.arange(len(names) + 1) * size).tolist()
    found = (pairs % size).tolist()
    return {name: set(found[ends[number] : ends[number + 1]]) for number, name in enumerate(names)}
