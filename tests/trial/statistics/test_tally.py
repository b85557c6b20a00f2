"""Counting votes."""

import pytest

from genkan.trial.statistics import Ballot, Choice, Tally, tally

BALLOTS = [
    Ballot("p1", left="x", right="y", choice=Choice.A),  # x wins
    Ballot("p1", left="y", right="x", choice=Choice.A),  # y wins: the side is not the arm
    Ballot("p2", left="x", right="y", choice=Choice.B),  # y wins
    Ballot("p2", left="x", right="z", choice=Choice.BOTH_GOOD),
    Ballot("p3", left="y", right="x", choice=Choice.BOTH_BAD),
]


def test_counts_by_arm() -> None:
    assert tally(BALLOTS) == {
        "x": Tally(wins=1, losses=2, both_good=1, both_bad=1),
        "y": Tally(wins=2, losses=1, both_good=0, both_bad=1),
        "z": Tally(wins=0, losses=0, both_good=1, both_bad=0),
    }


def test_a_tie_is_half_a_win() -> None:
    assert tally(BALLOTS)["x"].rate == pytest.approx(2 / 5)
    assert tally(BALLOTS)["z"].rate == 0.5
