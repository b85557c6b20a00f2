"""Intervals: shares by persons, many comparisons, shrinkage, and those that hold at every moment."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t

from genkan.trial.statistics.clustered import Cluster, clusters, gap, mean, share
from genkan.trial.statistics.multiplicity import reach_of_all, tiers
from genkan.trial.statistics.quantiles import normal, p_value, student
from genkan.trial.statistics.sequential import always_valid, half_width
from genkan.trial.statistics.shrinkage import between, shrink


def test_errors_of_a_mean_clustered_by_person() -> None:
    random = np.random.default_rng(4)
    person = random.integers(0, 30, 400)
    values = random.random(400) + person / 30
    peer = sm.OLS(values, np.ones(400)).fit(
        cov_type="cluster", cov_kwds={"groups": person, "use_correction": False}
    )
    rows = clusters((str(who), value, 1.0) for who, value in zip(person, values, strict=True))
    found = mean(rows.values(), level=0.95)
    assert found is not None
    assert found.value == pytest.approx(peer.params[0])
    assert found.error == pytest.approx(peer.bse[0] * np.sqrt(30 / 29))
    assert found.interval.high - found.value == pytest.approx(t.ppf(0.975, 29) * found.error, rel=1e-6)


def test_errors_of_a_difference_of_two_shares() -> None:
    """Against a regression on the group; each person is in both groups, whose shares move together."""
    random = np.random.default_rng(5)
    person, group = random.integers(0, 40, 800), random.integers(0, 2, 800)
    values = (random.random(800) < 0.3 + 0.2 * group + person / 100).astype(float)
    design = np.stack([1.0 - group, group], axis=1)
    peer = sm.OLS(values, design).fit(
        cov_type="cluster", cov_kwds={"groups": person, "use_correction": False}
    )
    first, second = (
        clusters((str(who), value, 1.0) for who, value in zip(person[on], values[on], strict=True))
        for on in (group == 1, group == 0)
    )
    found = gap(first, second)
    apart = peer.t_test([-1, 1])
    assert found is not None
    assert found.value == pytest.approx(float(apart.effect[0]))
    assert found.error == pytest.approx(float(apart.sd[0, 0]) * np.sqrt(40 / 39))


@pytest.mark.parametrize(
    ("rows", "low", "high"),
    [
        ([Cluster(5.0, 5.0)] * 10, 0.72, 1.0),  # all agree: Wilson over ten persons, not over fifty votes
        ([Cluster(0.0, 1.0)] * 10, 0.0, 0.28),
        ([Cluster(1.0, 2.0)], 0.05, 0.95),  # one person says nothing
    ],
)
def test_where_all_agree_an_interval_still_has_a_width(rows: list[Cluster], low: float, high: float) -> None:
    found = share(rows, level=0.95)
    assert found is not None
    assert found.interval == pytest.approx((low, high), abs=0.06)


def test_nothing_to_say() -> None:
    assert share([], level=0.95) is None
    assert mean([Cluster(1.0, 1.0)], level=0.95) is None
    assert gap({}, {"p": Cluster(1.0, 1.0)}) is None


def test_quantiles() -> None:
    for freedom in (5, 12, 40):
        assert student(0.95, freedom) == pytest.approx(t.ppf(0.975, freedom), rel=1e-3)
    assert p_value(normal(0.95), 1.0) == pytest.approx(0.05)
    assert p_value(3.0, 0.0) == 1.0
    for value, freedom in ((2.0, 10), (2.6, 40), (4.0, 70)):
        assert p_value(value, 1.0, freedom) == pytest.approx(2 * t.sf(value, freedom), rel=0.03)


def test_one_reach_for_many() -> None:
    random = np.random.default_rng(6)
    drawn = random.normal(size=(20_000, 10))
    reach = reach_of_all(drawn, np.zeros(10), np.ones(10), level=0.95)
    assert reach == pytest.approx(-normal_below(1 - 0.95**0.1), abs=0.05)
    assert reach_of_all(drawn, np.zeros(10), np.zeros(10), level=0.95) == 0.0


def normal_below(share_outside: float) -> float:
    return -normal(1 - share_outside)


def test_tiers_begin_with_the_best_who_is_left() -> None:
    clear = {("a", "c"), ("a", "d"), ("b", "d")}
    assert tiers(["a", "b", "c", "d"], clear) == (("a", "b"), ("c", "d"))
    assert tiers(["a", "b"], set()) == (("a", "b"),)


def test_shrinkage_finds_how_far_groups_differ() -> None:
    random = np.random.default_rng(7)
    errors = random.uniform(0.02, 0.1, 2000)
    true = random.normal(0, 0.05, 2000)
    seen = true + errors * random.normal(size=2000)
    variance = between(list(seen), list(errors), freedom=2000)
    assert variance**0.5 == pytest.approx(0.05, abs=0.005)
    shrunk = np.array([shrink(d, e, 0.0, variance) for d, e in zip(seen, errors, strict=True)])
    assert ((shrunk[:, 0] - true) ** 2).mean() < 0.75 * ((seen - true) ** 2).mean()
    assert (np.abs(shrunk[:, 0] - true) < 1.96 * shrunk[:, 1]).mean() == pytest.approx(0.95, abs=0.015)


def test_without_differences_all_groups_are_the_whole() -> None:
    assert between([0.01, -0.01, 0.02], [0.05] * 3, freedom=2) == 0.0
    assert shrink(0.02, 0.05, 0.01, 0.0) == (0.0, 0.01)


def test_looking_always_errs_no_more_often_than_declared() -> None:
    """2,000 trials without any difference, looked at after each of 1,000 persons: with ties, and one-sided tastes."""
    random = np.random.default_rng(8)
    votes = random.choice([0.0, 0.5, 1.0], size=(2000, 1000), p=[0.4, 0.2, 0.4])
    persons = np.arange(1, 1001)
    away = np.abs(votes.cumsum(axis=1) / persons - 0.5)
    sequence = np.array([half_width(n, level=0.95, tightest=300) for n in persons])
    assert (away > sequence).any(axis=1).mean() <= 0.05
    fixed = 1.96 * votes.std() / np.sqrt(persons)
    assert (away > fixed)[:, 19:].any(
        axis=1
    ).mean() > 0.25  # looking again and again at an interval for one look


def test_the_sequence_sees_a_true_difference() -> None:
    random = np.random.default_rng(9)
    votes = (random.random(4000) < 0.6).astype(float)
    found = [always_valid(votes[:n].sum(), n, level=0.95, tightest=300) for n in (10, 4000)]
    assert found[0].covers(0.5)
    assert found[1].low > 0.5
    assert always_valid(0.0, 0, level=0.95, tightest=300) == (0.0, 1.0)
