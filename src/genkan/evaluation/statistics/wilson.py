"""The score interval of a proportion (E. B. Wilson 1927)."""

from math import sqrt

from genkan.evaluation.statistics.interval import Interval
from genkan.evaluation.statistics.normal import two_sided


def wilson(successes: float, n: int, *, level: float = 0.95) -> Interval:
    """The interval of ``successes`` in ``n`` independent trials, from 0 to 1; half successes are allowed.

    Raises ``ValueError`` for no trials, or for successes outside 0 to ``n``.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError("successes must lie between 0 and a positive number of trials")
    z = two_sided(level)
    rate = successes / n
    centre = rate + z * z / (2 * n)
    margin = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return Interval(low=max(0.0, (centre - margin) / scale), high=min(1.0, (centre + margin) / scale))
