"""Percentile bootstrap that draws persons again, never votes (a person's votes belong together).

A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), sections 3.8 and 5.3.1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genkan.evaluation import ClusterTotal, Interval, rate_interval
from genkan.trial.statistics.ballot import Ballot


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
    clusters = [ClusterTotal(total.half_points, 2 * total.votes) for total in totals]
    return rate_interval(clusters, seed=seed, draws=draws, level=confidence)
