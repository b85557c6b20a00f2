"""Bradley-Terry scores of one run with their errors, clustered by person."""

import numpy as np
from numpy.typing import NDArray

_STEPS = 25
_CLOSE = 1e-9
# Half a win for each side of each pair: a score stays finite where an arm won all of its votes.
_PRIOR = 0.5

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def fitted(wins: Floats) -> Floats:
    """The scores, summing to 0, of a square table of wins (row over column), by Newton's method."""
    arms = len(wins)
    wins = wins + _PRIOR * (1 - np.eye(arms))
    played = wins + wins.T
    scores: Floats = np.zeros(arms)
    for _ in range(_STEPS):
        chance = expected(scores)
        slope = (wins - played * chance).sum(axis=1)
        step = np.asarray(np.linalg.solve(information(played, chance) + 1 / arms, slope), dtype=np.float64)
        scores = scores + step
        if np.abs(step).max() < _CLOSE:
            break
    return scores


def expected(scores: Floats) -> Floats:
    """How often the row is preferred to the column."""
    return 1 / (1 + np.exp(scores[None, :] - scores[:, None]))


def information(played: Floats, chance: Floats) -> Floats:
    """The information matrix: singular along the sum of the scores."""
    weight = played * chance * (1 - chance)
    np.fill_diagonal(weight, 0.0)
    return np.diag(weight.sum(axis=1)) - weight


def clustered(
    scores: Floats, *, left: Integers, right: Integers, value: Floats, person: Integers, persons: int
) -> Floats:
    """The covariance of the scores by the sandwich whose unit is the person.

    ``value`` is 1 where the left arm was preferred, 0 where the right, and one half for a tie.
    """
    arms = len(scores)
    residual = value - expected(scores)[left, right]
    places = np.concatenate([person * arms + left, person * arms + right])
    pulls = np.bincount(places, np.concatenate([residual, -residual]), minlength=persons * arms)
    pulls = pulls.reshape(persons, arms)
    played = np.bincount(left * arms + right, minlength=arms * arms).reshape(arms, arms).astype(np.float64)
    bread = np.linalg.inv(information(played + played.T, expected(scores)) + 1 / arms)
    return bread @ (pulls.T @ pulls * persons / max(persons - 1, 1)) @ bread
