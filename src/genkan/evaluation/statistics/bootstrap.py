"""Percentile bootstrap that draws clusters again (families of items, persons), never what is in them.

A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), sections 3.8 and 5.3.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from genkan.evaluation.statistics.interval import Interval

SEED = 20261122
DRAWS = 10_000
# Scores are counted in whole billionths, so that no sum depends on its order.
_WHOLE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ClusterTotal:
    """What the values of one cluster add up to, and their weight, in whole numbers of one unit."""

    sum: int
    weight: int


def rate_interval(totals: Sequence[ClusterTotal], *, seed: int, draws: int, level: float = 0.95) -> Interval:
    """The percentile interval of sum by weight over ``draws`` samples of as many clusters, with replacement.

    Raises ``ValueError`` where there is no cluster.
    """
    if not totals:
        raise ValueError("an interval needs at least one cluster")
    from genkan.evaluation.statistics.drawing import drawn_rates, quantile  # NumPy is slow to load

    rates = drawn_rates([(total.sum, total.weight) for total in totals], seed=seed, draws=draws)
    tail = (1 - level) / 2
    return Interval(low=quantile(rates, tail), high=quantile(rates, 1 - tail))


def cluster_bootstrap(
    values: Sequence[float],
    clusters: Sequence[str] | None = None,
    *,
    seed: int = SEED,
    draws: int = DRAWS,
    level: float = 0.95,
) -> Interval:
    """The interval of the mean of ``values``, of which those of one cluster are drawn together.

    ``clusters`` names the cluster of each value (項目群); without it each value is drawn by itself. Raises
    ``ValueError`` where there is no value, or not a cluster for each.
    """
    names = [str(place) for place in range(len(values))] if clusters is None else clusters
    return rate_interval(cluster_totals(values, names), seed=seed, draws=draws, level=level)


def cluster_totals(values: Sequence[float], clusters: Sequence[str]) -> tuple[ClusterTotal, ...]:
    """One total for each cluster, in the order in which the clusters come first."""
    sums: dict[str, tuple[int, int]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        whole, weight = sums.get(cluster, (0, 0))
        sums[cluster] = (whole + round(value * _WHOLE), weight + _WHOLE)
    return tuple(ClusterTotal(*total) for total in sums.values())
