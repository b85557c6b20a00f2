"""Weights that let each ministry count by its staff (府省庁の職員数による重み付け)."""

from collections.abc import Mapping

import numpy as np

from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.votes import VoteTable


def votes_by_organisation(table: VoteTable) -> Numbers:
    """How many votes were given in each organisation of the table."""
    return np.bincount(table.organisation, minlength=len(table.organisations)).astype(float)


def staff_of(table: VoteTable, staff: Mapping[str, int]) -> Numbers | None:
    """The staff of each organisation of the table, 0 where it is not known; ``None`` where none with votes is known."""
    known = np.array([float(max(0, staff.get(name, 0))) for name in table.organisations])
    return known if ((known > 0) & (votes_by_organisation(table) > 0)).any() else None


def staff_weights(votes: Numbers, staff: Numbers) -> Numbers:
    """The weight of each vote of an organisation, with ``votes`` (…, organisations) and ``staff`` (organisations).

    It is the staff by the votes, scaled so that the average vote has 1: all votes of an organisation together weigh as
    its staff, however many persons gave them and however busy they were. An organisation without known staff keeps the
    weight 1.
    """
    counted = (staff > 0) & (votes > 0)
    people, given = np.where(counted, staff, 0.0), np.where(counted, votes, 0.0)
    average = people.sum(axis=-1, keepdims=True) / np.maximum(1.0, given.sum(axis=-1, keepdims=True))
    return np.where(counted, people / np.where(counted, votes * average, 1.0), 1.0)
