"""The votes that count, out of the columns of the evidence."""

import numpy as np
from numpy.typing import NDArray

from genkan.trial.analysis.columns import Columns
from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.votes import VoteTable


def table_of_votes(columns: Columns, counted: NDArray[np.bool_], *, eras_apart: bool = True) -> VoteTable:
    """The votes on pairs among the ``counted`` exposures, as ``vote_table`` makes them of the same rows.

    Without ``eras_apart`` an arm is the same in all of its eras, and an arm against itself in another era is left out.
    """
    exposures = columns.exposures
    left, right = (
        (exposures.left, exposures.right) if eras_apart else (exposures.left_arm, exposures.right_arm)
    )
    names = columns.keys if eras_apart else columns.arms
    named = np.array([bool(name) for name in names], dtype=bool)
    rows = np.flatnonzero(counted & (exposures.choice >= 0) & (exposures.right >= 0) & (left != right))
    rows = rows[named[left[rows]]] if len(rows) else rows
    rows = rows[np.lexsort((exposures.rank[rows], exposures.at[rows], exposures.person[rows]))]
    arms, codes = _occurring(names, np.stack([left[rows], right[rows]], axis=1))
    persons, person = np.unique(exposures.person[rows], return_inverse=True)
    organisations, organisation = _occurring(columns.organisations, exposures.organisation[rows])
    tasks, task = _occurring(columns.tasks, exposures.task[rows])
    lengths = _lengths(columns)[rows]
    return VoteTable(
        arms=arms,
        organisations=organisations,
        tasks=tasks,
        person=person.reshape(-1).astype(np.int64),
        left=codes[:, 0].astype(np.int16),
        right=codes[:, 1].astype(np.int16),
        choice=exposures.choice[rows].astype(np.int8),
        organisation=organisation.astype(np.int16),
        task=task.astype(np.int16),
        information_class=exposures.information_class[rows].astype(np.int8),
        left_length=lengths[:, 0],
        right_length=lengths[:, 1],
        persons=len(persons),
    )


def _occurring(names: tuple[str, ...], codes: Numbers) -> tuple[tuple[str, ...], Numbers]:
    """The names that occur, in order, and the codes as places among them."""
    found, places = np.unique(codes, return_inverse=True)
    return names_at(names, found), places.reshape(codes.shape)


def names_at(names: tuple[str, ...], places: Numbers) -> tuple[str, ...]:
    """The names at these places."""
    whole: list[int] = places.tolist()
    return tuple(names[place] for place in whole)


def _lengths(columns: Columns) -> NDArray[np.int32]:
    """The characters of both answers of each exposure (exposures, 2), -1 where there is none."""
    found = np.full((len(columns.exposures), 2), -1, np.int32)
    answers = columns.answers
    known = answers.side >= 0
    found[answers.exposure[known], answers.side[known]] = answers.characters[known]
    return found
