"""The bootstrap draws persons."""

import numpy as np
import pytest

from genkan.trial.statistics import Ballot, Choice, PersonTotals, clustered_interval, person_totals


def test_by_hand() -> None:
    """Two persons, one vote each, one win and one loss: four equally likely samples give 0, ½, ½ and 1."""
    totals = (PersonTotals(half_points=2, votes=1), PersonTotals(half_points=0, votes=1))
    numbers = np.random.PCG64(7).random_raw(2 * 8).reshape(8, 2)
    rates = sorted((row % 2 == 0).sum() / 2 for row in numbers)
    expected = float(np.quantile(rates, 0.1)), float(np.quantile(rates, 0.9))
    assert clustered_interval(totals, seed=7, draws=8, confidence=0.8) == pytest.approx(expected)
    assert clustered_interval(totals, seed=7, draws=1000) == (0.0, 1.0)


def test_a_sample_keeps_a_persons_votes_together() -> None:
    """One person with 9 wins, one with 1 loss: the only possible rates are 0, 9/10 and 1."""
    totals = (PersonTotals(half_points=18, votes=9), PersonTotals(half_points=0, votes=1))
    ends = {clustered_interval(totals, seed=seed, draws=1).low for seed in range(40)}
    assert ends == {0.0, 0.9, 1.0}


def test_totals_of_persons() -> None:
    ballots = [
        Ballot("p2", left="x", right="y", choice=Choice.A),
        Ballot("p1", left="y", right="x", choice=Choice.A),
        Ballot("p2", left="x", right="y", choice=Choice.BOTH_BAD),
        Ballot("p3", left="y", right="z", choice=Choice.A),  # x was not shown to p3
    ]
    assert person_totals(ballots, arm="x") == (PersonTotals(0, 1), PersonTotals(3, 2))


def test_one_heavy_voter_widens_the_interval() -> None:
    """120 votes: two of each of 60 persons, or 62 of one person and one of each of 58."""
    even = tuple(PersonTotals(half_points=4 * (person % 2), votes=2) for person in range(60))
    others = tuple(PersonTotals(half_points=2 * (person % 2), votes=1) for person in range(58))
    decided = (PersonTotals(half_points=124, votes=62), *others)
    assert sum(total.votes for total in even) == sum(total.votes for total in decided) == 120
    narrow, wide = (clustered_interval(totals, seed=1, draws=2000) for totals in (even, decided))
    assert wide.width > narrow.width + 0.1


def test_the_same_seed_gives_the_same_bytes() -> None:
    totals = tuple(PersonTotals(half_points=person % 3, votes=1 + person % 2) for person in range(50))
    first = clustered_interval(totals, seed=3, draws=500)
    assert first == clustered_interval(totals, seed=3, draws=500)
    assert first != clustered_interval(totals, seed=4, draws=500)
    assert [float(end).hex() for end in first] == ["0x1.f2df2df2df2dfp-3", "0x1.a0f67aa223789p-2"]


def test_portions_do_not_change_the_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    totals = tuple(PersonTotals(half_points=person % 3, votes=1) for person in range(50))
    whole = clustered_interval(totals, seed=3, draws=500)
    monkeypatch.setattr("genkan.evaluation.statistics.drawing._NUMBERS_AT_ONCE", 700)
    assert clustered_interval(totals, seed=3, draws=500) == whole


def test_needs_a_person() -> None:
    with pytest.raises(ValueError, match="at least one cluster"):
        clustered_interval((), seed=1, draws=10)
