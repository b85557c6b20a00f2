"""Shares and means whose unit is the person (個人を単位とする割合).

A share over votes or answers is a ratio of two sums over persons; its error is that of a ratio estimator with persons as
clusters: W. G. Cochran, Sampling Techniques (1977), section 6.3 and chapter 9A, with G / (G - 1) for G persons.
"""

from collections.abc import Iterable
from math import exp, fsum, log, sqrt
from typing import NamedTuple

from genkan.evaluation import Interval, wilson
from genkan.trial.statistics.quantiles import student


class Cluster(NamedTuple):
    """What the values of one person add up to, and how many there are."""

    total: float
    weight: float


class Share(NamedTuple):
    """A value with its interval and standard error; ``persons`` are the clusters."""

    value: float
    interval: Interval
    error: float
    persons: int


def clusters(rows: Iterable[tuple[str, float, float]]) -> dict[str, Cluster]:
    """The sums by person of (person, value, weight), in the order of persons."""
    sums: dict[str, tuple[float, float]] = {}
    for person, value, weight in rows:
        total, heavy = sums.get(person, (0.0, 0.0))
        sums[person] = (total + value, heavy + weight)
    return {person: Cluster(*sums[person]) for person in sorted(sums)}


def share(found: Iterable[Cluster], *, level: float) -> Share | None:
    """A share from 0 to 1 with an interval on the scale of log odds; ``None`` without any weight.

    Where all persons agree, or there is only one, it is the Wilson interval with persons as trials.
    """
    rows = list(found)
    ratio = _ratio(rows)
    return None if ratio is None else share_around(*ratio, persons=len(rows), level=level)


def share_around(value: float, error: float, *, persons: int, level: float) -> Share:
    """The same from the value and its standard error."""
    if error <= 0 or not 0 < value < 1:
        value = min(1.0, max(0.0, value))
        return Share(value, wilson(value * persons, persons, level=level), error, persons)
    reach = student(level, persons - 1) * error / (value * (1 - value))
    odds = log(value / (1 - value))
    return Share(value, Interval(_share_of(odds - reach), _share_of(odds + reach)), error, persons)


def mean(found: Iterable[Cluster], *, level: float) -> Share | None:
    """A mean of any size with Student's interval; ``None`` with fewer than two persons or without weight."""
    rows = list(found)
    ratio = _ratio(rows)
    return None if ratio is None else mean_around(*ratio, persons=len(rows), level=level)


def mean_around(value: float, error: float, *, persons: int, level: float) -> Share | None:
    """The same from the value and its standard error."""
    if persons < 2:
        return None
    reach = student(level, persons - 1) * error
    return Share(value, Interval(value - reach, value + reach), error, persons)


class Gap(NamedTuple):
    """A difference of two shares over persons, with its standard error; ``persons`` are those of either."""

    value: float
    error: float
    persons: int


def gap(first: dict[str, Cluster], second: dict[str, Cluster]) -> Gap | None:
    """The first share less the second, where a person may belong to both; ``None`` where one has no weight."""
    weights = [fsum(cluster.weight for cluster in each.values()) for each in (first, second)]
    if not all(weights):
        return None
    shares = [
        fsum(cluster.total for cluster in each.values()) / weight
        for each, weight in zip((first, second), weights, strict=True)
    ]
    persons = sorted(first.keys() | second.keys())
    none = Cluster(0.0, 0.0)
    parts = [
        _pull(first.get(person, none), shares[0], weights[0])
        - _pull(second.get(person, none), shares[1], weights[1])
        for person in persons
    ]
    return Gap(shares[0] - shares[1], _error(parts), len(persons))


def _pull(cluster: Cluster, value: float, weight: float) -> float:
    """How far one person draws the share away from its value."""
    return (cluster.total - value * cluster.weight) / weight


def _ratio(rows: list[Cluster]) -> tuple[float, float] | None:
    weight = fsum(row.weight for row in rows)
    if not weight:
        return None
    value = fsum(row.total for row in rows) / weight
    return value, _error([_pull(row, value, weight) for row in rows])


def _error(parts: list[float]) -> float:
    count = len(parts)
    return sqrt(count / (count - 1) * fsum(part * part for part in parts)) if count > 1 else 0.0


def _share_of(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0
