"""Intervals that hold at every moment, however often one looks (常時有効な信頼区間).

S. R. Howard, A. Ramdas, J. McAuliffe and J. Sekhon, Time-uniform, nonparametric, nonasymptotic confidence sequences, The
Annals of Statistics 49 (2021), the two-sided normal mixture of their section 3 (H. Robbins 1970). Each person counts once for
a pair, with the first vote on it, from 0 to 1: persons are independent, and a bounded value is sub-Gaussian with
variance 1/4, so the interval is exact for any distribution and asks for no order and no plan of looks.
"""

from math import log, sqrt

from genkan.evaluation import Interval

_VARIANCE = 0.25


def mixture(persons: int, *, level: float) -> float:
    """The number that makes the interval tightest near so many persons; it is fixed before the first look."""
    tail = 2 * log(1 / (1 - level))
    return max(1, persons) * _VARIANCE / (tail + log(1 + tail))


def always_valid(total: float, persons: int, *, level: float, tightest: int) -> Interval:
    """The interval of a mean of ``persons`` values from 0 to 1 that add up to ``total``, at any moment.

    ``tightest`` is the planned number of persons. Without persons it is all from 0 to 1.
    """
    if not persons:
        return Interval(0.0, 1.0)
    half = half_width(persons, level=level, tightest=tightest)
    value = total / persons
    return Interval(max(0.0, value - half), min(1.0, value + half))


def half_width(persons: int, *, level: float, tightest: int) -> float:
    """Half of that interval."""
    grown, rho = persons * _VARIANCE, mixture(tightest, level=level)
    return sqrt((grown + rho) * log((grown + rho) / (rho * (1 - level) ** 2))) / persons
