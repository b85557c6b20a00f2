"""The win rate of each arm, its interval, and what may be said from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from genkan.evaluation import Interval, wilson
from genkan.trial.statistics.ballot import Ballot
from genkan.trial.statistics.bootstrap import PersonTotals, clustered_interval, person_totals
from genkan.trial.statistics.tally import Tally, tally

MINIMUM_PERSONS = 20


class Method(StrEnum):
    """How an interval was computed."""

    PERSON_BOOTSTRAP = "person_bootstrap"
    PERSON_WILSON = "person_wilson"


class Verdict(StrEnum):
    """What an interval allows to say about an arm against its opponents."""

    ABOVE = "above"
    BELOW = "below"
    NOT_DISTINGUISHABLE = "not_distinguishable"
    TOO_FEW_PERSONS = "too_few_persons"


@dataclass(frozen=True)
class WinRate:
    """The result of one arm; rates and intervals run from 0 to 1.

    ``reference`` is the Wilson interval as if all votes were independent of each other: for reference only.
    """

    arm: str
    tally: Tally
    persons: int
    rate: float
    interval: Interval
    method: Method
    reference: Interval
    verdict: Verdict


def win_rates(
    ballots: Sequence[Ballot], *, seed: int, draws: int, confidence: float = 0.95
) -> tuple[WinRate, ...]:
    """The result of every arm on the ballots, highest rate first, then by name."""
    results = [
        _win_rate(arm, counts, person_totals(ballots, arm=arm), seed=seed, draws=draws, confidence=confidence)
        for arm, counts in tally(ballots).items()
    ]
    return tuple(sorted(results, key=lambda result: (-result.rate, result.arm)))


def _win_rate(
    arm: str, counts: Tally, totals: tuple[PersonTotals, ...], *, seed: int, draws: int, confidence: float
) -> WinRate:
    interval, method = _interval(totals, counts.rate, seed=seed, draws=draws, confidence=confidence)
    return WinRate(
        arm=arm,
        tally=counts,
        persons=len(totals),
        rate=counts.rate,
        interval=interval,
        method=method,
        reference=wilson(counts.half_points / 2, counts.votes, level=confidence),
        verdict=verdict(interval, persons=len(totals)),
    )


def _interval(
    totals: tuple[PersonTotals, ...], rate: float, *, seed: int, draws: int, confidence: float
) -> tuple[Interval, Method]:
    """The person bootstrap; where all persons agree, so that it has no width, Wilson over persons."""
    interval = clustered_interval(totals, seed=seed, draws=draws, confidence=confidence)
    if interval.width > 0:
        return interval, Method.PERSON_BOOTSTRAP
    persons = len(totals)
    return wilson(rate * persons, persons, level=confidence), Method.PERSON_WILSON


def verdict(interval: Interval, *, persons: int) -> Verdict:
    """Nothing below ``MINIMUM_PERSONS`` persons, no difference where 50 % lies in the interval."""
    if persons < MINIMUM_PERSONS:
        return Verdict.TOO_FEW_PERSONS
    if interval.covers(0.5):
        return Verdict.NOT_DISTINGUISHABLE
    return Verdict.ABOVE if interval.low > 0.5 else Verdict.BELOW
