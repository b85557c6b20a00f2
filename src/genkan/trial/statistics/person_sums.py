"""The shares and means of ``clustered`` from columns, number for number the same: for millions of rows."""

from math import fsum, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genkan.trial.statistics.clustered import Gap, Share, mean_around, share_around
from genkan.trial.statistics.pairs import Numbers


class PersonSums(NamedTuple):
    """What the values of each person add up to, and their weights (persons); ``there`` are those with any row."""

    totals: Numbers
    weights: Numbers
    there: NDArray[np.bool_]


def person_sums(
    person: Numbers, values: Numbers, weights: Numbers | None = None, *, persons: int
) -> PersonSums:
    """The sums by person, each added in the order of the rows; without ``weights`` every row weighs one."""
    rows = np.bincount(person, minlength=persons)
    return PersonSums(
        totals=np.bincount(person, weights=values.astype(float), minlength=persons),
        weights=rows.astype(float)
        if weights is None
        else np.bincount(person, weights=weights, minlength=persons),
        there=rows > 0,
    )


def share(sums: PersonSums, *, level: float) -> Share | None:
    """As ``clustered.share``."""
    ratio = _ratio(sums)
    return None if ratio is None else share_around(*ratio, persons=int(sums.there.sum()), level=level)


def mean(sums: PersonSums, *, level: float) -> Share | None:
    """As ``clustered.mean``."""
    ratio = _ratio(sums)
    return None if ratio is None else mean_around(*ratio, persons=int(sums.there.sum()), level=level)


def gap(first: PersonSums, second: PersonSums) -> Gap | None:
    """As ``clustered.gap``."""
    weights = [fsum(each.weights.tolist()) for each in (first, second)]
    if not all(weights):
        return None
    shares = [
        fsum(each.totals.tolist()) / weight for each, weight in zip((first, second), weights, strict=True)
    ]
    pulls = [
        _pulls(each, value, weight)
        for each, value, weight in zip((first, second), shares, weights, strict=True)
    ]
    there = first.there | second.there
    return Gap(shares[0] - shares[1], _error((pulls[0] - pulls[1])[there]), int(there.sum()))


def _ratio(sums: PersonSums) -> tuple[float, float] | None:
    weight = fsum(sums.weights.tolist())
    if not weight:
        return None
    value = fsum(sums.totals.tolist()) / weight
    return value, _error(_pulls(sums, value, weight)[sums.there])


def _pulls(sums: PersonSums, value: float, weight: float) -> Numbers:
    """How far each person draws the share away from its value."""
    return (sums.totals - value * sums.weights) / weight


def _error(parts: Numbers) -> float:
    count = len(parts)
    return sqrt(count / (count - 1) * fsum((parts * parts).tolist())) if count > 1 else 0.0
