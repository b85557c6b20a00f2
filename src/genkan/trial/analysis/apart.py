"""Which arms can be told apart, all pairs at one rate of error."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from genkan.trial.analysis.fitted import Fitted
from genkan.trial.statistics.bradley_terry import Strengths
from genkan.trial.statistics.multiplicity import holm, reach_of_all
from genkan.trial.statistics.quantiles import normal, p_value, student
from genkan.trial.statistics.votes import VoteTable


class Gap(NamedTuple):
    """How far the first of two arms is above the second, with half of the interval that holds for all pairs at once.

    ``is_clear`` wants both: that the interval leaves out 0, and that the p value adjusted by Holm says so.
    """

    first: int
    second: int
    value: float
    reach: float
    p_value: float
    adjusted: float
    is_clear: bool


def effective_persons(table: VoteTable) -> float:
    """How many equally busy persons would say as much: the square of the votes by the sum of squares (L. Kish 1965)."""
    votes = np.bincount(table.person, minlength=table.persons).astype(float)
    return float(votes.sum() ** 2 / (votes**2).sum())


def gaps(
    found: Fitted, samples: Strengths, couples: Sequence[tuple[int, int]], *, level: float
) -> tuple[Gap, ...]:
    """The gap of each couple of arms.

    The reach is that of the largest deviation in the samples, widened as Student's t with the effective persons is wider
    than the normal distribution at the level of one pair.
    """
    one, two = np.array(couples).T
    spread, theta = found.covariance.clustered, found.strengths.theta
    values = theta[one] - theta[two]
    errors = np.sqrt(np.maximum(0.0, spread[one, one] + spread[two, two] - 2 * spread[one, two]))
    of_all = reach_of_all(samples.theta[:, one] - samples.theta[:, two], values, errors, level=level)
    freedom = max(3, int(effective_persons(found.table)) - 1)
    of_one = 1 - (1 - level) / len(couples)
    reach = of_all * student(of_one, freedom) / normal(of_one) * errors
    chances = [
        p_value(value, error, freedom) for value, error in zip(values.tolist(), errors.tolist(), strict=True)
    ]
    rows = zip(couples, values.tolist(), reach.tolist(), chances, holm(chances), strict=True)
    return tuple(
        Gap(*couple, value, half, chance, adjusted, abs(value) > half and adjusted < 1 - level)
        for couple, value, half, chance, adjusted in rows
    )
