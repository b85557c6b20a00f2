"""Which arms can be told apart, all pairs at one rate of error."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from genkan.trial.analysis.fitted import Fitted
from genkan.trial.statistics.bradley_terry import Strengths
from genkan.trial.statistics.multiplicity import holm, reach_of_all
from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.quantiles import normal, p_value, student
from genkan.trial.statistics.sandwich import errors_along
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
    """The gap of each couple of arms."""
    one, two = np.array(couples).T
    values = found.strengths.theta[one] - found.strengths.theta[two]
    away = samples.theta[:, one] - samples.theta[:, two] - values
    errors = errors_along(_between(couples, len(found.covariance.clustered)), found.covariance.clustered)
    freedom = max(3, int(effective_persons(found.table)) - 1)
    reach = _reach(away, errors, freedom, level=level).tolist()
    chances = [
        p_value(value, error, freedom) for value, error in zip(values.tolist(), errors.tolist(), strict=True)
    ]
    rows = zip(couples, values.tolist(), reach, chances, holm(chances), strict=True)
    return tuple(
        Gap(*couple, value, half, chance, adjusted, abs(value) > half and adjusted < 1 - level)
        for couple, value, half, chance, adjusted in rows
    )


def _between(couples: Sequence[tuple[int, int]], parameters: int) -> Numbers:
    """A row for each couple with 1 at the first arm and -1 at the second."""
    table = np.zeros((len(couples), parameters))
    for row, (first, second) in zip(table, couples, strict=True):
        row[first], row[second] = 1.0, -1.0
    return table


def _reach(away: Numbers, errors: Numbers, freedom: int, *, level: float) -> Numbers:
    """Half of the interval of each couple, from how far the samples (rows) are away from its value.

    It is that of the largest deviation of all couples, widened as Student's t with the effective persons is wider than the
    normal distribution at the level of one couple; of its own where there is no error to go by.
    """
    of_one = 1 - (1 - level) / len(errors)
    of_all = reach_of_all(away, np.zeros(len(errors)), errors, level=level)
    widened = of_all * student(of_one, freedom) / normal(of_one)
    return np.where(errors > 0, widened * errors, np.quantile(np.abs(away), of_one, axis=0))
