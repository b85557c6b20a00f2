"""How sure one may be of a mean over questions: a percentile bootstrap that draws the questions again."""

from collections.abc import Sequence
from dataclasses import dataclass

SEED = 20261122
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
    """The mean of at least one value with its percentile bootstrap interval, of 2,000 resamples.

    Random numbers are the raw output of PCG64, so that one seed gives the same interval everywhere.
    """
    import numpy as np  # slow to load, and for a measurement only

    known = np.array(values, dtype=np.float64)
    drawn = np.random.PCG64(seed).random_raw(_RESAMPLES * len(known)) % np.uint64(len(known))
    means = known[drawn.reshape(_RESAMPLES, len(known))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Estimate(float(known.mean()), float(low), float(high))
