"""How sure one may be of a mean over questions: a percentile bootstrap that draws the questions again."""

from collections.abc import Sequence
from dataclasses import dataclass

from genkan.evaluation.statistics.bootstrap import SEED, cluster_bootstrap

_RESAMPLES = 2_000


@dataclass(frozen=True)
class Estimate:
    """A mean over questions, with the middle 95 % of the means of its resamples."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def estimate(values: Sequence[float], *, seed: int = SEED) -> Estimate:
    """The mean of at least one value with its percentile bootstrap interval, of 2,000 resamples."""
    low, high = cluster_bootstrap(values, seed=seed, draws=_RESAMPLES)
    return Estimate(sum(values) / len(values), low, high)
