"""What may be said of an arm."""

import numpy as np
import pytest

from genkan.evaluation import Interval
from genkan.trial.statistics import Ballot, Choice, Method, Verdict, win_rates
from genkan.trial.statistics.win_rate import verdict


def votes(*choices: Choice, person: str = "p") -> list[Ballot]:
    return [
        Ballot(f"{person}{number}", left="x", right="y", choice=choice)
        for number, choice in enumerate(choices)
    ]


@pytest.mark.parametrize(
    ("interval", "persons", "expected"),
    [
        (Interval(0.51, 0.60), 19, Verdict.TOO_FEW_PERSONS),
        (Interval(0.51, 0.60), 20, Verdict.ABOVE),
        (Interval(0.50, 0.60), 20, Verdict.NOT_DISTINGUISHABLE),  # the end itself belongs to the interval
        (Interval(0.40, 0.49), 20, Verdict.BELOW),
        (Interval(0.40, 0.60), 500, Verdict.NOT_DISTINGUISHABLE),
    ],
)
def test_verdicts(interval: Interval, persons: int, expected: Verdict) -> None:
    assert verdict(interval, persons=persons) is expected


def test_two_arms_mirror_each_other() -> None:
    first, second = win_rates(votes(*[Choice.A] * 30, *[Choice.B] * 10), seed=1, draws=1000)
    assert (first.arm, first.rate, first.persons) == ("x", 0.75, 40)
    assert (second.arm, second.rate) == ("y", 0.25)
    assert second.interval == pytest.approx((1 - first.interval.high, 1 - first.interval.low))
    assert (first.verdict, second.verdict) == (Verdict.ABOVE, Verdict.BELOW)


def test_where_all_agree_the_interval_is_not_a_point() -> None:
    first, _ = win_rates(votes(*[Choice.A] * 25), seed=1, draws=1000)
    assert first.method is Method.PERSON_WILSON
    assert (first.rate, first.interval.high) == (1.0, 1.0)
    assert 0.8 < first.interval.low < 0.9


def test_one_person_says_nothing() -> None:
    ballots = [Ballot("p", left="x", right="y", choice=Choice.A)] * 500
    first, _ = win_rates(ballots, seed=1, draws=100)
    assert first.verdict is Verdict.TOO_FEW_PERSONS
    assert first.interval.width > 0.7  # one person, however many votes
    assert first.reference.width < 0.02


def test_no_votes_no_results() -> None:
    assert win_rates([], seed=1, draws=100) == ()


@pytest.mark.parametrize("persons", [20, 60])
def test_intervals_cover_the_truth(persons: int) -> None:
    """400 trials in which persons differ (beta 4, 4) and vote unequally often; the true rate is 50 %."""
    random = np.random.default_rng(20)
    covered = 0
    for _ in range(400):
        preference = random.beta(4, 4, persons)
        often = np.minimum(60, 1 + random.lognormal(1.0, 1.0, persons).astype(int))
        ballots = [
            Ballot(f"p{person}", left="x", right="y", choice=Choice.A if won else Choice.B)
            for person in range(persons)
            for won in random.random(often[person]) < preference[person]
        ]
        covered += win_rates(ballots, seed=1, draws=400)[0].interval.covers(0.5)
    assert 0.90 <= covered / 400 <= 0.98
