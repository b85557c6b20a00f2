"""Percentile bootstrap that draws persons again, never votes (a person's votes belong together).

A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), sections 3.8 and 5.3.1.
Random numbers are the raw output of PCG64, which NumPy keeps the same in every version (NEP 19), and all sums
are of whole numbers, so that one seed gives the same bytes on every machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from genkan.trial.statistics.ballot import Ballot
from genkan.trial.statistics.interval import Interval

_NUMBERS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class PersonTotals:
    """What one person's votes on one arm add up to: half points (2 win, 1 tie, 0 loss) and votes."""

    half_points: int
    votes: int


def person_totals(ballots: Iterable[Ballot], *, arm: str) -> tuple[PersonTotals, ...]:
    """One total for each person who voted on the arm, in the order of the persons' identifiers."""
    sums: dict[str, tuple[int, int]] = {}
    for ballot in ballots:
        if arm in (ballot.left, ballot.right):
            half_points, votes = sums.get(ballot.person, (0, 0))
            sums[ballot.person] = (half_points + ballot.half_points(arm), votes + 1)
    return tuple(PersonTotals(*sums[person]) for person in sorted(sums))


def clustered_interval(
    totals: Sequence[PersonTotals], *, seed: int, draws: int, confidence: float = 0.95
) -> Interval:
    """The percentile interval of the win rate over ``draws`` samples of as many persons, with replacement.

    Raises ``ValueError`` where there is no person.
    """
    if not totals:
        raise ValueError("an interval needs at least one person")
    rates = np.sort(_drawn_rates(totals, seed=seed, draws=draws))
    tail = (1 - confidence) / 2
    return Interval(low=_quantile(rates, tail), high=_quantile(rates, 1 - tail))


def _drawn_rates(totals: Sequence[PersonTotals], *, seed: int, draws: int) -> NDArray[np.float64]:
    half_points = np.array([total.half_points for total in totals], dtype=np.int64)
    votes = np.array([total.votes for total in totals], dtype=np.int64)
    generator = np.random.PCG64(seed)
    rates: list[NDArray[np.float64]] = []
    for rows in _portions(draws, persons=len(totals)):
        chosen = generator.random_raw(rows * len(totals)).reshape(rows, len(totals)) % np.uint64(len(totals))
        rates.append(half_points[chosen].sum(axis=1) / (2 * votes[chosen].sum(axis=1)))
    return np.concatenate(rates)


def _portions(draws: int, *, persons: int) -> list[int]:
    """Draws in portions that fit into memory."""
    at_once = max(1, _NUMBERS_AT_ONCE // persons)
    return [min(at_once, draws - done) for done in range(0, draws, at_once)]


def _quantile(ordered: NDArray[np.float64], probability: float) -> float:
    """Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996)."""
    place = probability * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))
