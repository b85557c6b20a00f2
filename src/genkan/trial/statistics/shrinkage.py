"""Many small groups drawn towards the whole (縮小推定): empirical Bayes with a normal distribution between groups.

B. Efron and C. Morris, Data analysis using Stein's estimator (1975); the variance between groups as by R. C. Paule and
J. Mandel, Consensus values and weighting factors (1982). That this variance is itself an estimate is not counted.
"""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

_HALVINGS = 200


class Shrunk(NamedTuple):
    """A deviation from the whole and its standard error after shrinking."""

    deviation: float
    error: float


def between(deviations: Sequence[float], errors: Sequence[float], *, freedom: int) -> float:
    """The variance of the true deviations, 0 where the errors explain all; ``freedom`` are the independent deviations."""

    def surplus(variance: float) -> float:
        return fsum(d * d / (e * e + variance) for d, e in zip(deviations, errors, strict=True)) - freedom

    if freedom < 1 or not deviations or surplus(0.0) <= 0:
        return 0.0
    low, high = 0.0, max(d * d for d in deviations) * len(deviations)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if surplus(middle) > 0 else (low, middle)
    return (low + high) / 2


def shrink(deviation: float, error: float, whole_error: float, variance: float) -> Shrunk:
    """One deviation drawn towards 0; the error holds that of the whole, which the value is drawn to."""
    kept = variance / (variance + error * error) if variance > 0 else 0.0
    spread = kept * error * error + (1 - kept) ** 2 * whole_error * whole_error
    return Shrunk(kept * deviation, sqrt(spread))
