"""Small tables of votes with known strengths."""

import numpy as np

from genkan.trial.statistics.votes import VoteTable


def vote_table_of(
    *, votes: int = 3000, persons: int = 200, arms: int = 5, seed: int = 3, position: float = 0.0
) -> VoteTable:
    """Votes of unequally busy persons with tastes of their own, between arms whose strengths fall evenly."""
    random = np.random.default_rng(seed)
    strengths = np.linspace(0.6, -0.6, arms)
    busy = random.lognormal(0, 1, persons)
    person = np.sort(random.choice(persons, votes, p=busy / busy.sum()))
    left = random.integers(0, arms, votes)
    right = (left + random.integers(1, arms, votes)) % arms
    tastes = random.normal(0, 0.7, (persons, arms))
    lengths = random.lognormal(6, 0.4, (votes, 2)).astype(np.int32)
    worth = strengths + tastes[person]
    rows = np.arange(votes)
    apart = worth[rows, left] - worth[rows, right] + position + 0.4 * np.log2(lengths[:, 0] / lengths[:, 1])
    odds = np.stack([np.exp(apart / 2), np.exp(-apart / 2), np.full(votes, 0.3), np.full(votes, 0.3)], axis=1)
    ends = np.cumsum(odds, axis=1) / odds.sum(axis=1, keepdims=True)
    _, person = np.unique(person, return_inverse=True)
    return VoteTable(
        arms=tuple("abcdefgh"[:arms]),
        organisations=("x", "y", "z"),
        tasks=("compare",),
        person=person.astype(np.int64),
        left=left.astype(np.int16),
        right=right.astype(np.int16),
        choice=(random.random(votes)[:, None] >= ends[:, :3]).sum(axis=1).astype(np.int8),
        organisation=(person % 3).astype(np.int16),
        task=np.zeros(votes, np.int16),
        information_class=np.ones(votes, np.int8),
        left_length=lengths[:, 0],
        right_length=lengths[:, 1],
        persons=int(person.max()) + 1,
    )
