"""Drawing clusters again and again, with NumPy.

Random numbers are the raw output of PCG64, which NumPy keeps the same in every version (NEP 19), and all sums
are of whole numbers, so that one seed gives the same bytes on every machine.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_NUMBERS_AT_ONCE = 4_000_000


def drawn_rates(totals: Sequence[tuple[int, int]], *, seed: int, draws: int) -> NDArray[np.float64]:
    """What the sums are of the weights in each of ``draws`` samples of as many clusters, lowest first.

    ``totals`` are the sum and the weight of each cluster, in whole numbers.
    """
    sums, weights = np.array(totals, dtype=np.int64).T
    rates = [
        sums[chosen].sum(axis=1) / weights[chosen].sum(axis=1)
        for chosen in samples(len(totals), seed=seed, draws=draws)
    ]
    return np.sort(np.concatenate(rates))


def drawn_counts(clusters: int, *, seed: int, draws: int) -> Iterator[NDArray[np.float64]]:
    """How often each cluster is in each sample, in portions of rows; the same samples as those of ``drawn_rates``."""
    for chosen in samples(clusters, seed=seed, draws=draws):
        rows = len(chosen)
        places = chosen + clusters * np.arange(rows, dtype=np.int64)[:, None]
        counts = np.bincount(places.ravel(), minlength=rows * clusters)
        yield counts.reshape(rows, clusters).astype(np.float64)


def samples(clusters: int, *, seed: int, draws: int) -> Iterator[NDArray[np.int64]]:
    """The clusters of each sample, in portions of rows that fit into memory."""
    generator = np.random.PCG64(seed)
    for rows in _portions(draws, clusters=clusters):
        numbers = generator.random_raw(rows * clusters).reshape(rows, clusters)
        yield (numbers % np.uint64(clusters)).astype(np.int64)


def quantile(ordered: NDArray[np.float64], probability: float) -> float:
    """Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996)."""
    place = probability * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))


def _portions(draws: int, *, clusters: int) -> list[int]:
    at_once = max(1, _NUMBERS_AT_ONCE // clusters)
    return [min(at_once, draws - done) for done in range(0, draws, at_once)]
