"""Drawing persons again and again, and counting their votes (個人単位のブートストラップ).

As many persons are drawn as there are, with replacement, and all votes of a person come along. Counts are whole numbers
far below 2**53, so that sums are exact and one seed gives the same counts on every machine. They are counted without
products of matrices, whose threads get in each other's way on a busy machine.
A person is drawn by 32 bits of the raw output of PCG64; with a million persons the chances of two differ by less than
one part in four thousand.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genkan.trial.statistics.pairs import OUTCOMES, Numbers, cells, pairing
from genkan.trial.statistics.votes import VoteTable


class PersonCells(NamedTuple):
    """How many votes of a person fall into a cell, in the order of groups, persons and cells.

    ``group`` is what counts are kept apart by; all four arrays have the same length.
    """

    group: NDArray[np.int64]
    person: NDArray[np.int64]
    cell: NDArray[np.int64]
    votes: Numbers
    groups: int
    persons: int
    cells: int


def person_cells(
    table: VoteTable, group: NDArray[np.integer] | None = None, *, groups: int = 1
) -> PersonCells:
    """The votes of a table by person and cell, kept apart by a group of each vote (0 to ``groups`` - 1)."""
    size = pairing(len(table.arms)).cells
    kept = np.zeros(len(table), np.int64) if group is None else group.astype(np.int64)
    keys = (kept * max(1, table.persons) + table.person) * max(1, size) + cells(table)
    found, count = np.unique(keys, return_counts=True)
    rest, cell = np.divmod(found, max(1, size))
    apart, person = np.divmod(rest, max(1, table.persons))
    return PersonCells(apart, person, cell, count.astype(float), groups, table.persons, size)


def drawn_persons(persons: int, *, seed: int, draws: int) -> Iterator[NDArray[np.int64]]:
    """How often each person is in each sample, one sample after the other."""
    generator = np.random.PCG64(seed)
    for _ in range(draws):
        yield np.bincount(_chosen(generator, persons), minlength=persons)


def _chosen(generator: np.random.PCG64, persons: int) -> NDArray[np.int64]:
    numbers = generator.random_raw((persons + 1) // 2)
    halves = np.concatenate([numbers & np.uint64(0xFFFFFFFF), numbers >> np.uint64(32)])[:persons]
    return ((halves * np.uint64(persons)) >> np.uint64(32)).astype(np.int64)


def drawn_counts(votes: PersonCells, *, seed: int, draws: int) -> Numbers:
    """The counts of each sample as (draws, groups, pairs, 3)."""
    size = votes.groups * votes.cells
    place = votes.group * votes.cells + votes.cell
    drawn = np.zeros((draws, size))
    for row, often in zip(drawn, drawn_persons(votes.persons, seed=seed, draws=draws), strict=True):
        row[:] = np.bincount(place, weights=often[votes.person] * votes.votes, minlength=size)
    return drawn.reshape(draws, votes.groups, -1, OUTCOMES)
