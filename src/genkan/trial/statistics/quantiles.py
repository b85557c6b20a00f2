"""Quantiles and p values of the normal and of Student's distribution."""

from math import erfc, log1p, sqrt
from statistics import NormalDist

_NORMAL = NormalDist()


def normal(level: float) -> float:
    """How many standard errors lie on each side of an interval of this level: 1.96 for 0.95."""
    return _NORMAL.inv_cdf((1 + level) / 2)


def student(level: float, freedom: int) -> float:
    """The same for Student's t with so many degrees of freedom, at least 3.

    The expansion of R. A. Fisher and E. A. Cornish (1960), good to one part in a thousand from 4 degrees on.
    """
    z, free = normal(level), max(3, freedom)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / free ** (power + 1) for power, term in enumerate(terms))


def p_value(value: float, error: float, freedom: int | None = None) -> float:
    """How likely a value strays so far from 0 on either side; 1 where there is no error to go by.

    By the normal distribution, or by Student's with so many degrees of freedom (the approximation of D. L. Wallace 1959).
    """
    if error <= 0:
        return 1.0
    away = abs(value) / error
    if freedom is not None:
        away = (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(away * away / freedom))
    return erfc(away / sqrt(2))
