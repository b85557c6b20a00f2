"""Strengths, counts and samples, by hand."""

from dataclasses import replace
from decimal import Decimal, localcontext
from math import log

import numpy as np
import pytest

from genkan.trial.analysis.fitted import with_prior
from genkan.trial.analysis.plan import Plan
from genkan.trial.analysis.preference import preference
from genkan.trial.statistics.bradley_terry import fit, ranked
from genkan.trial.statistics.drawing import drawn_counts, drawn_persons, person_cells
from genkan.trial.statistics.expected import expected, scores
from genkan.trial.statistics.pairs import is_connected, is_separated, pair_counts, pairing
from genkan.trial.statistics.sandwich import covariance
from genkan.trial.statistics.votes import VoteTable
from genkan.trial.statistics.weighting import staff_of, staff_weights, votes_by_organisation
from tests.trial.statistics.tables import vote_table_of

TWO = pairing(2)


def test_two_arms_by_hand() -> None:
    """60 wins of 80 decided votes are odds of 3; 20 ties are odds of 20 / sqrt(60 x 20) for Davidson's ν."""
    counts = np.array([[60.0, 20.0, 20.0]])
    davidson = fit(counts, TWO, davidson=True)
    assert davidson.theta[0] - davidson.theta[1] == pytest.approx(log(3))
    assert np.exp(davidson.log_tie) == pytest.approx(20 / np.sqrt(60 * 20))
    assert expected(davidson) == pytest.approx([0.7, 0.3])
    half = fit(counts, TWO, davidson=False)
    assert half.theta[0] - half.theta[1] == pytest.approx(log(7 / 3))
    assert expected(half) == pytest.approx([0.7, 0.3])
    assert np.diff(scores(np.array([0.0, log(10)])))[0] == pytest.approx(400)


@pytest.mark.parametrize(
    ("counts", "connected", "half_wins", "davidson"),
    [
        ([[5, 0, 5], [5, 0, 5], [5, 0, 5]], True, False, False),
        ([[5, 0, 0], [5, 0, 0], [5, 0, 5]], True, True, True),  # the first never lost
        ([[0, 1, 0], [5, 0, 5], [0, 0, 0]], True, False, False),  # a tie goes both ways, by way of others
        ([[5, 0, 5], [0, 0, 0], [0, 0, 0]], False, True, True),  # nobody met the third
        ([[5, 0, 0], [0, 0, 5], [5, 0, 0]], True, False, False),  # a ring: each beats one
        ([[4, 2, 0]], True, False, True),  # never lost: strength and ties may grow together
        ([[4, 0, 0], [0, 1, 0], [0, 1, 0]], True, False, True),  # a win, and back by more ties
        ([[4, 0, 0], [0, 1, 0], [4, 0, 0]], True, False, False),  # two wins, and back by one tie
        ([[0, 5, 0]], True, False, True),  # nothing but ties
    ],
)
def test_what_has_a_finite_strength(
    counts: list[list[int]], connected: bool, half_wins: bool, davidson: bool
) -> None:
    table, pairs = np.array(counts, dtype=float), pairing(2 if len(counts) == 1 else 3)
    assert is_connected(table, pairs) is connected
    for rule, separated in ((False, half_wins), (True, davidson)):
        assert is_separated(table, pairs, davidson=rule) is separated
        assert np.abs(fit(with_prior(table), pairs, davidson=rule).parameters).max() < 5
        # A thousand times the votes, which the ridge holds a thousand times less, move only what has no end.
        once, often = (fit(times * table, pairs, davidson=rule) for times in (1, 1000))
        parameters = (each.parameters if table[:, 1].any() else each.theta for each in (once, often))
        assert bool(np.abs(np.subtract(*parameters)).max() > 1) is (separated and connected)


def test_errors_keep_their_digits_where_votes_say_little() -> None:
    """4 wins and 2 ties without the vote that is added: B is some 10⁴, and the truth is computed with 50 digits."""
    table = votes_on_a_pair([0, 1, 2, 0, 1, 2], [0, 0, 2, 0, 2, 0])
    found = fit(pair_counts(table), TWO, davidson=True)
    spread = covariance(table, found, pair_counts(table)).clustered
    apart, log_tie = Decimal(float(found.theta[0] - found.theta[1])), Decimal(float(found.log_tie))
    with localcontext() as context:
        context.prec = 50
        odds = [(apart / 2).exp(), log_tie.exp(), (-apart / 2).exp()]
        win, tie, loss = (each / sum(odds) for each in odds)
        bend = (win + loss - (win - loss) ** 2) / 4, -tie * (win - loss) / 2, tie * (1 - tie)
        own, across = bend[2], -bend[1]  # the row of the inverse for the gap, times the determinant
        scale = 6 * (bend[0] * bend[2] - bend[1] ** 2)
        won = own * (1 - (win - loss)) / 2 - across * tie
        tied = -own * (win - loss) / 2 + across * (1 - tie)
        moved = [2 * won, won + tied, won + tied]
        truth = Decimal(3) / 2 * sum((each / scale) ** 2 for each in moved)
    assert spread[0, 0] + spread[1, 1] - 2 * spread[0, 1] == pytest.approx(float(truth), rel=1e-8)


def test_who_never_lost_is_no_more_certain_than_the_votes() -> None:
    """Six votes of three persons: without the vote that is added, the p value was below a thousandth."""
    found = preference(votes_on_a_pair([0, 1, 2, 0, 1, 2], [0, 0, 2, 0, 2, 0]), Plan(draws=200))
    assert found is not None
    (pair,) = found.pairs
    assert (found.separated, pair.wins, pair.losses) == (True, 4, 0)
    assert pair.difference.value == pytest.approx(log(13), rel=1e-5)  # 4 + 1/3 against 1/3
    assert 0.01 < pair.p_value < 0.1


def test_arms_without_a_difference_stand_by_name_wherever_they_are_computed() -> None:
    """Everybody prefers each once: errors are 0, and what rounding leaves of them is no evidence."""
    even = votes_on_a_pair([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 1, 0])
    found = preference(even, Plan(draws=50))
    assert found is not None
    assert [arm.key for arm in found.arms] == ["a", "b"]
    assert (found.pairs[0].p_value, found.pairs[0].difference.low) == (1.0, pytest.approx(0.0, abs=1e-9))
    assert ranked(np.array([-1e-17, 1e-17, 0.5]), ("a", "b", "c")) == [2, 0, 1]


def votes_on_a_pair(person: list[int], choice: list[int]) -> VoteTable:
    """Votes with the first of two arms always left, in the order of persons."""
    rows = np.argsort(person, kind="stable")
    zeros = np.zeros(len(rows), np.int16)
    return replace(
        vote_table_of(votes=len(rows), persons=len(rows), arms=2),
        person=np.array(person)[rows],
        persons=max(person) + 1,
        left=zeros,
        right=zeros + 1,
        choice=np.array(choice, np.int8)[rows],
        organisation=zeros,
    )


def test_a_batch_is_fitted_table_by_table() -> None:
    table = vote_table_of(votes=600)
    pairs = pairing(5)
    samples = drawn_counts(person_cells(table), seed=5, draws=20)[:, 0]
    together = fit(samples, pairs, davidson=True)
    for counts, theta in zip(samples, together.theta, strict=True):
        assert fit(counts, pairs, davidson=True).theta == pytest.approx(theta, abs=1e-8)


def test_a_sample_holds_all_votes_of_each_drawn_person() -> None:
    table = vote_table_of(votes=500, persons=40)
    votes = person_cells(table, table.organisation, groups=3)
    drawn = drawn_counts(votes, seed=9, draws=7)
    for sample, often in zip(drawn, drawn_persons(table.persons, seed=9, draws=7), strict=True):
        assert often.sum() == table.persons
        rows = np.repeat(np.arange(len(table)), often[table.person])
        for group in range(3):
            peer = pair_counts(table.where(rows[table.organisation[rows] == group]))
            assert (sample[group] == peer).all()


def test_the_same_seed_draws_the_same_persons() -> None:
    first = [list(map(int, often)) for often in drawn_persons(9, seed=2026, draws=2)]
    assert first == [[2, 1, 0, 2, 1, 2, 0, 1, 0], [1, 1, 0, 0, 0, 1, 2, 3, 1]]


def test_sides_do_not_matter() -> None:
    table = vote_table_of()
    turned = replace(
        table, left=table.right, right=table.left, choice=np.array([1, 0, 2, 3], np.int8)[table.choice]
    )
    assert (pair_counts(table) == pair_counts(turned)).all()
    with pytest.raises(ValueError, match="against itself"):
        pair_counts(replace(table, right=table.left))


def test_weights_let_each_ministry_count_by_its_staff() -> None:
    table = vote_table_of()
    votes = votes_by_organisation(table)
    assert votes.sum() == len(table)
    staff = staff_of(table, {"x": 100, "y": 300})
    assert staff is not None
    weights = staff_weights(votes, staff)
    average = 400 / (votes[0] + votes[1])
    assert weights == pytest.approx([100 / votes[0] / average, 300 / votes[1] / average, 1.0])
    assert staff_of(table, {"elsewhere": 5}) is None
    several = staff_weights(np.array([[0.0, 5.0], [4.0, 1.0]]), np.array([10.0, 10.0]))
    assert several == pytest.approx(np.array([[1.0, 1.0], [0.625, 2.5]]))


def test_a_busy_ministry_weighs_no_more_than_its_staff() -> None:
    """Ten voters each, 50 votes a person for the one arm and one vote a person for the other."""
    person = np.array([*np.repeat(np.arange(10), 50), *range(10, 20)], np.int64)
    organisation = (person >= 10).astype(np.int16)
    columns = vote_table_of(votes=len(person), persons=20, arms=2)
    zeros = np.zeros(len(person), np.int16)
    table = replace(
        columns,
        organisations=("x", "y"),
        person=person,
        persons=20,
        organisation=organisation,
        left=zeros,
        right=zeros + 1,
        choice=organisation.astype(np.int8),
    )
    found = preference(table, Plan(staff={"x": 700, "y": 700}, draws=400, seed=1))
    assert found is not None
    arm = next(row for row in found.arms if row.key == "a")
    assert arm.expected.value > 0.95
    assert arm.weighted is not None
    assert arm.weighted.value == pytest.approx(0.5, abs=1e-6)
    assert arm.weighted.low == pytest.approx(arm.weighted.high, abs=0.02)
