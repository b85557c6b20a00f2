"""Random numbers for simulations: the raw output of PCG64, so that one seed plays the same trial with every NumPy."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
Places = NDArray[np.int64]


class Source:
    """A stream of random numbers of one seed."""

    def __init__(self, seed: int) -> None:
        self._generator = np.random.PCG64(seed)

    def uniform(self, count: int) -> Numbers:
        """Numbers from 0 (included) to 1 (excluded)."""
        return (self._generator.random_raw(count) >> np.uint64(11)).astype(float) * 2.0**-53

    def normal(self, count: int) -> Numbers:
        """Standard normal numbers (G. E. P. Box and M. E. Muller 1958)."""
        half = (count + 1) // 2
        radius = np.sqrt(-2 * np.log(1 - self.uniform(half)))
        angle = 2 * np.pi * self.uniform(half)
        return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])[:count]

    def below(self, count: int, limit: int | Places) -> Places:
        """Whole numbers from 0 to below ``limit``."""
        return (self.uniform(count) * limit).astype(np.int64)

    def chosen(self, count: int, shares: Sequence[float]) -> Places:
        """Places in ``shares``, each as often as its share of the sum says."""
        ends = np.cumsum(np.array(shares, dtype=float))
        return np.minimum(
            np.searchsorted(ends / ends[-1], self.uniform(count), side="right"), len(shares) - 1
        )
