"""Estimates of shares and means whose unit is the person."""

from collections.abc import Iterable

from genkan.trial.analysis.results import Estimate
from genkan.trial.statistics import person_sums
from genkan.trial.statistics.clustered import Share, clusters, mean, share
from genkan.trial.statistics.person_sums import PersonSums

Row = tuple[str, float, float]


def share_of(rows: Iterable[Row], *, level: float) -> Estimate | None:
    """The share in rows of (person, value, weight); ``None`` without weight."""
    return _estimate(share(clusters(rows).values(), level=level))


def mean_of(rows: Iterable[Row], *, level: float) -> Estimate | None:
    """The mean of rows of (person, value, weight); ``None`` with fewer than two persons."""
    return _estimate(mean(clusters(rows).values(), level=level))


def column_share(sums: PersonSums, *, level: float) -> Estimate | None:
    """The share in sums by person; ``None`` without weight."""
    return _estimate(person_sums.share(sums, level=level))


def column_mean(sums: PersonSums, *, level: float) -> Estimate | None:
    """The mean in sums by person; ``None`` with fewer than two persons."""
    return _estimate(person_sums.mean(sums, level=level))


def _estimate(found: Share | None) -> Estimate | None:
    return None if found is None else Estimate(found.value, found.interval.low, found.interval.high)
