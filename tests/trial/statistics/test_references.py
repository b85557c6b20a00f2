"""The same input gives the same results elsewhere: statsmodels, choix, and a direct search by scipy."""

import choix
import numpy as np
import pytest
import statsmodels.api as sm
from scipy.optimize import minimize

from genkan.trial.statistics.bradley_terry import fit
from genkan.trial.statistics.expected import expected, expected_errors, scores
from genkan.trial.statistics.multiplicity import holm
from genkan.trial.statistics.pairs import pair_counts, pairing
from genkan.trial.statistics.sandwich import covariance
from genkan.trial.statistics.style import style_fit
from genkan.trial.statistics.votes import VoteTable
from tests.trial.statistics.tables import vote_table_of

CLOSE = 1e-4
TABLE = vote_table_of()
PAIRS = pairing(len(TABLE.arms))
COUNTS = pair_counts(TABLE)
# The first arm is the base of a logistic regression; against it the others are read.
POINTS = np.array([1.0, 0.0, 0.5, 0.5])


def design(table: VoteTable) -> np.ndarray:
    """A column for each arm but the first: 1 where it stands left, -1 where it stands right."""
    rows = np.zeros((len(table), len(table.arms)))
    rows[np.arange(len(table)), table.left] += 1
    rows[np.arange(len(table)), table.right] -= 1
    return rows[:, 1:]


def decided(table: VoteTable) -> VoteTable:
    return table.where(table.choice < 2)


def test_choix() -> None:
    wins = np.zeros((PAIRS.arms, PAIRS.arms))
    wins[PAIRS.first, PAIRS.second], wins[PAIRS.second, PAIRS.first] = COUNTS[:, 0], COUNTS[:, 2]
    found = fit(pair_counts(decided(TABLE)), PAIRS, davidson=False).theta
    assert found == pytest.approx(choix.ilsr_pairwise_dense(wins), abs=CLOSE)
    data = [(int(i), int(j)) for i, j in zip(*np.nonzero(wins), strict=True) for _ in range(int(wins[i, j]))]
    assert found == pytest.approx(choix.opt_pairwise(PAIRS.arms, data), abs=CLOSE)


def test_logistic_regression_with_half_wins_clustered_by_person() -> None:
    found = fit(COUNTS, PAIRS, davidson=False)
    model = sm.GLM(POINTS[TABLE.choice], design(TABLE), family=sm.families.Binomial())
    for kind, options, table in [
        ("nonrobust", {}, covariance(TABLE, found, COUNTS).independent),
        (
            "cluster",
            {"groups": TABLE.person, "use_correction": False},
            covariance(TABLE, found, COUNTS).clustered * (TABLE.persons - 1) / TABLE.persons,
        ),
    ]:
        peer = model.fit(cov_type=kind, cov_kwds=options or None, tol=1e-12)
        assert found.theta[1:] - found.theta[0] == pytest.approx(peer.params, abs=CLOSE)
        against_first = table[1:, 1:] - table[1:, :1] - table[:1, 1:] + table[0, 0]
        assert np.sqrt(np.diag(against_first)) == pytest.approx(peer.bse, abs=CLOSE)


def test_clustering_widens_what_people_decide() -> None:
    clustered, independent = covariance(TABLE, fit(COUNTS, PAIRS, davidson=False), COUNTS).errors(arms=5)
    assert (clustered > 1.1 * independent).all()


def test_davidson_by_direct_search() -> None:
    def loss(values: np.ndarray) -> float:
        theta = np.append(values[:-1], -values[:-1].sum())
        apart = theta[PAIRS.first] - theta[PAIRS.second]
        odds = np.stack(
            [np.exp(apart / 2), np.full(len(apart), np.exp(values[-1])), np.exp(-apart / 2)], axis=1
        )
        return -(COUNTS * np.log(odds / odds.sum(axis=1, keepdims=True))).sum()

    peer = minimize(loss, np.zeros(PAIRS.arms), method="BFGS", options={"gtol": 1e-7}).x
    found = fit(COUNTS, PAIRS, davidson=True)
    assert found.log_tie == pytest.approx(peer[-1], abs=CLOSE)
    assert found.theta[:-1] == pytest.approx(peer[:-1], abs=CLOSE)
    assert found.theta.sum() == pytest.approx(0, abs=1e-9)


def test_errors_of_davidson_by_the_scores_of_votes() -> None:
    """The sandwich again, with numeric slopes of the likelihood of each vote."""
    found = fit(COUNTS, PAIRS, davidson=True)
    base = found.parameters

    def likelihoods(values: np.ndarray) -> np.ndarray:
        apart = values[TABLE.left] - values[TABLE.right]
        ties = np.full(len(TABLE), np.exp(values[-1]))
        odds = np.stack([np.exp(apart / 2), np.exp(-apart / 2), ties, ties], axis=1)
        return np.log(odds[np.arange(len(TABLE)), TABLE.choice] / odds[:, :3].sum(axis=1))

    steps = 1e-5 * np.eye(len(base))
    slopes = np.stack([(likelihoods(base + s) - likelihoods(base - s)) / 2e-5 for s in steps], axis=1)
    by_person = np.zeros((TABLE.persons, len(base)))
    np.add.at(by_person, TABLE.person, slopes)
    spread = covariance(TABLE, found, COUNTS)
    factor = TABLE.persons / (TABLE.persons - 1)
    peer = factor * spread.independent @ (by_person.T @ by_person) @ spread.independent
    assert spread.clustered == pytest.approx(peer, abs=1e-6)
    bend = [
        (likelihoods(base + one + two) - likelihoods(base + one - two) - likelihoods(base - one + two)
         + likelihoods(base - one - two)).sum() / 4e-6
        for one in 1e-3 * np.eye(len(base)) for two in 1e-3 * np.eye(len(base))
    ]  # fmt: skip
    information = -np.array(bend).reshape(len(base), -1)
    kept = spread.independent @ information @ spread.independent
    assert kept == pytest.approx(spread.independent, abs=1e-5)


def test_the_scale_of_public_arenas() -> None:
    """Half wins doubled into rows of a logistic regression with base 10 and 400, the average or one arm anchored."""
    wins = np.concatenate([POINTS[TABLE.choice] == 1, POINTS[TABLE.choice] > 0])
    rows = np.concatenate([design(TABLE)] * 2) * np.log(10)
    peer = sm.GLM(wins, rows, family=sm.families.Binomial()).fit(tol=1e-12).params
    table = 400 * np.insert(peer, 0, 0.0) + 1000
    found = fit(COUNTS, PAIRS, davidson=False).theta
    assert scores(found, anchor=2, at=1114) == pytest.approx(table + 1114 - table[2], abs=CLOSE)
    assert scores(found) == pytest.approx(table + 1000 - table.mean(), abs=CLOSE)


def test_style_as_covariates() -> None:
    table = vote_table_of(position=0.3)
    columns = np.stack([np.log2(table.left_length / table.right_length), np.ones(len(table))], axis=1)
    rows = np.concatenate([design(table), columns], axis=1)
    peer = sm.GLM(POINTS[table.choice], rows, family=sm.families.Binomial()).fit(
        cov_type="cluster", cov_kwds={"groups": table.person, "use_correction": False}, tol=1e-12
    )
    found = style_fit(table)
    assert found is not None
    assert found.theta[1:] - found.theta[0] == pytest.approx(peer.params[:4], abs=CLOSE)
    assert found.effects == pytest.approx(peer.params[4:], abs=CLOSE)
    errors = np.sqrt(np.diag(found.covariance)[5:] * (table.persons - 1) / table.persons)
    assert errors == pytest.approx(peer.bse[4:], abs=CLOSE)
    assert found.effects[1] > 3 * errors[1]


@pytest.mark.parametrize("davidson", [True, False])
def test_errors_of_expected_win_rates_by_small_steps(davidson: bool) -> None:
    found = fit(COUNTS, PAIRS, davidson=davidson)
    spread = covariance(TABLE, found, COUNTS).clustered
    base, steps = found.parameters, 1e-6 * np.eye(len(found.parameters))

    def rates(values: np.ndarray) -> np.ndarray:
        return expected(type(found)(values[:5], values[5] if davidson else None))

    slopes = np.stack([(rates(base + step) - rates(base - step)) / 2e-6 for step in steps], axis=1)
    assert expected_errors(found, spread) == pytest.approx(
        np.sqrt(np.diag(slopes @ spread @ slopes.T)), rel=1e-5
    )


def test_holm() -> None:
    values = [0.01, 0.04, 0.03, 0.005, 0.9]
    peer = sm.stats.multipletests(values, method="holm")[1]
    assert holm(values) == pytest.approx(peer)
    assert holm([]) == []
