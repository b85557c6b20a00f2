"""Drawing persons again and again, with NumPy.

Random numbers are the raw output of PCG64, which NumPy keeps the same in every version (NEP 19), and all sums
are of whole numbers, so that one seed gives the same bytes on every machine.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_NUMBERS_AT_ONCE = 4_000_000


def drawn_rates(totals: Sequence[tuple[int, int]], *, seed: int, draws: int) -> NDArray[np.float64]:
    """The win rate of each of ``draws`` samples of as many persons, lowest first; ``totals`` are half points and votes."""
    half_points, votes = np.array(totals, dtype=np.int64).T
    generator = np.random.PCG64(seed)
    rates: list[NDArray[np.float64]] = []
    for rows in _portions(draws, persons=len(totals)):
        chosen = generator.random_raw(rows * len(totals)).reshape(rows, len(totals)) % np.uint64(len(totals))
        rates.append(half_points[chosen].sum(axis=1) / (2 * votes[chosen].sum(axis=1)))
    return np.sort(np.concatenate(rates))


def quantile(ordered: NDArray[np.float64], probability: float) -> float:
    """Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996)."""
    place = probability * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))


def _portions(draws: int, *, persons: int) -> list[int]:
    """Draws in portions that fit into memory."""
    at_once = max(1, _NUMBERS_AT_ONCE // persons)
    return [min(at_once, draws - done) for done in range(0, draws, at_once)]
