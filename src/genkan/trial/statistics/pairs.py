"""Votes as counts of pairs (対戦表): for each two arms how often the first won, both tied, and the second won."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from genkan.trial.statistics.votes import VoteTable

Numbers = NDArray[Any]
"""An array of numbers, or of truth values where a mask is asked for; each function gives its shape."""
OUTCOMES = 3


class Pairing(NamedTuple):
    """All pairs of ``arms`` arms in order: the places of the first and of the second, the first being lower."""

    arms: int
    first: NDArray[np.int64]
    second: NDArray[np.int64]

    @property
    def cells(self) -> int:
        """How many numbers a table of counts has: three for each pair."""
        return OUTCOMES * len(self.first)

    def incidence(self) -> Numbers:
        """A row for each pair with 1 at its first arm and -1 at its second."""
        rows = np.arange(len(self.first))
        table = np.zeros((len(self.first), self.arms))
        table[rows, self.first], table[rows, self.second] = 1.0, -1.0
        return table


def pairing(arms: int) -> Pairing:
    """The pairs of so many arms."""
    first, second = np.triu_indices(arms, k=1)
    return Pairing(arms, first.astype(np.int64), second.astype(np.int64))


def pair_places(table: VoteTable) -> NDArray[np.int64]:
    """The place of the pair of each vote, whichever arm stood left. Raises ``ValueError`` for an arm against itself."""
    left, right = table.left.astype(np.int64), table.right.astype(np.int64)
    if (left == right).any():
        raise ValueError("an arm cannot stand against itself")
    low, high, arms = np.minimum(left, right), np.maximum(left, right), len(table.arms)
    return low * arms - low * (low + 1) // 2 + high - low - 1


def points_of_first(table: VoteTable) -> NDArray[np.int64]:
    """What the lower arm of the pair got from each vote: 2 for a win, 1 for a tie of either kind, 0 for a loss."""
    for_left = np.array([2, 0, 1, 1])[table.choice]
    return np.where(table.left < table.right, for_left, 2 - for_left)


def cells(table: VoteTable) -> NDArray[np.int64]:
    """The place of each vote in a table of counts, which holds for each pair: won, tied, lost."""
    return OUTCOMES * pair_places(table) + 2 - points_of_first(table)


def pair_counts(table: VoteTable, weights: Numbers | None = None) -> Numbers:
    """The counts as (pairs, 3); ``weights`` has one number for each vote."""
    size = pairing(len(table.arms)).cells
    return np.bincount(cells(table), weights=weights, minlength=size).astype(float).reshape(-1, OUTCOMES)


def is_connected(counts: Numbers, pairs: Pairing) -> bool:
    """Whether all arms were compared, be it by way of others."""
    return _reaches_all(counts.sum(axis=-1) > 0, counts.sum(axis=-1) > 0, pairs)


def is_separated(counts: Numbers, pairs: Pairing, *, davidson: bool) -> bool:
    """Whether some arms won or lost everything against the others, so that no finite strength fits.

    L. R. Ford, Solution of a ranking problem from binary comparisons (1957): there must be a way by wins and ties from
    each arm to each other. With a parameter of ties of its own that is not enough, because ties say nothing against an arm
    that never lost where the parameter grows along with its strength: there must also be a ring with more wins than ties.
    """
    ways = _reaches_all(counts[:, :2].sum(axis=1) > 0, counts[:, 1:].sum(axis=1) > 0, pairs)
    return not ways or (davidson and not _has_winning_ring(counts, pairs))


def _has_winning_ring(counts: Numbers, pairs: Pairing) -> bool:
    """Whether one can go from an arm by wins (either way by ties) and come back with more wins than ties behind."""
    won, tied, lost = (counts[:, outcome] > 0 for outcome in range(OUTCOMES))
    lead = np.full((pairs.arms, pairs.arms), -np.inf)
    for there, back, ahead in ((pairs.first, pairs.second, won), (pairs.second, pairs.first, lost)):
        lead[there[tied], back[tied]] = -1.0
        lead[there[ahead], back[ahead]] = 1.0
    for through in range(pairs.arms):
        lead = np.maximum(lead, lead[:, through : through + 1] + lead[through : through + 1, :])
    return bool((np.diag(lead) > 0).any())


def _reaches_all(forward: NDArray[np.bool_], backward: NDArray[np.bool_], pairs: Pairing) -> bool:
    reach = np.eye(pairs.arms, dtype=bool)
    reach[pairs.first[forward], pairs.second[forward]] = True
    reach[pairs.second[backward], pairs.first[backward]] = True
    for through in range(pairs.arms):
        reach |= reach[:, through : through + 1] & reach[through : through + 1, :]
    return bool(reach.all())
