"""Counting votes by arm."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from genkan.trial.evidence.choice import Choice
from genkan.trial.statistics.ballot import Ballot


@dataclass(frozen=True)
class Tally:
    """Counts of votes in which one arm took part; a tie of either kind counts as half a win."""

    wins: int
    losses: int
    both_good: int
    both_bad: int

    @property
    def votes(self) -> int:
        """All votes, ties included."""
        return self.wins + self.losses + self.both_good + self.both_bad

    @property
    def half_points(self) -> int:
        """Twice the wins plus the ties."""
        return 2 * self.wins + self.both_good + self.both_bad

    @property
    def rate(self) -> float:
        """The win rate from 0 to 1; raises ``ZeroDivisionError`` without votes."""
        return self.half_points / (2 * self.votes)


def tally(ballots: Iterable[Ballot]) -> dict[str, Tally]:
    """The counts of every arm that stands on a ballot, in the order of the arms' names."""
    counts: dict[str, Counter[str]] = {}
    for ballot in ballots:
        for arm in (ballot.left, ballot.right):
            counts.setdefault(arm, Counter())[_result(ballot, arm)] += 1
    return {arm: _tally(counts[arm]) for arm in sorted(counts)}


def _result(ballot: Ballot, arm: str) -> str:
    if ballot.choice in (Choice.BOTH_GOOD, Choice.BOTH_BAD):
        return ballot.choice.value
    return "win" if ballot.winner == arm else "loss"


def _tally(count: Counter[str]) -> Tally:
    return Tally(
        wins=count["win"], losses=count["loss"], both_good=count["both_good"], both_bad=count["both_bad"]
    )
