"""The score interval of a proportion (E. B. Wilson 1927)."""

from math import sqrt
from statistics import NormalDist

from genkan.trial.statistics.interval import Interval


def wilson_interval(successes: float, *, trials: int, confidence: float = 0.95) -> Interval:
    """The interval of ``successes`` in ``trials`` independent trials; half successes are allowed.

    Raises ``ValueError`` for no trials, or for successes outside 0 to ``trials``.
    """
    if trials < 1 or not 0 <= successes <= trials:
        raise ValueError("successes must lie between 0 and a positive number of trials")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate = successes / trials
    centre = rate + z * z / (2 * trials)
    margin = z * sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return Interval(low=max(0.0, (centre - margin) / scale), high=min(1.0, (centre + margin) / scale))
