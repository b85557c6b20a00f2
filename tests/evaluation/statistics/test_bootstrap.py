"""The cluster bootstrap against scipy's, which is handed the same draws."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import bootstrap

from genkan.evaluation import cluster_bootstrap, paired_difference, tiers
from genkan.evaluation.statistics.drawing import drawn_counts, samples


class SameDraws(np.random.Generator):
    """A generator of NumPy that draws what the product draws."""

    def __init__(self, seed: int) -> None:
        super().__init__(np.random.PCG64(seed))
        self._seed = seed

    def integers(self, low: Any, high: Any = None, size: Any = None, **_options: Any) -> Any:
        """The clusters of ``size`` (draws, clusters)."""
        assert (low, high) == (0, size[1])
        return np.concatenate(list(samples(size[1], seed=self._seed, draws=size[0])))


@pytest.mark.parametrize(
    "values",
    [
        [1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0],  # right and wrong
        [0.1 * place % 1 for place in range(50)],  # shares of points
        [1 / 3, 2 / 3, 0.0, 1.0, 1 / 7],  # what no binary fraction is
        [-1.0, 0.0, 1.0, 0.0],  # differences
    ],
)
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_agrees_with_scipy(values: list[float], level: float) -> None:
    expected = bootstrap(
        (values,), np.mean, n_resamples=999, confidence_level=level, method="percentile", rng=SameDraws(5)
    ).confidence_interval
    found = cluster_bootstrap(values, seed=5, draws=999, level=level)
    assert found == pytest.approx((expected.low, expected.high), abs=1e-6)


def test_a_family_is_drawn_as_a_whole_as_scipy_does() -> None:
    """Families of different sizes: the mean of a sample is its sum by its size."""
    families = {"甲": [1.0, 1.0, 0.0], "乙": [0.0], "丙": [1.0, 0.5], "丁": [0.0, 0.0, 0.0, 1.0]}
    sums, sizes = np.array([(sum(each), len(each)) for each in families.values()]).T

    def ratio(drawn: NDArray[np.float64], size: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
        return drawn.sum(axis=axis) / size.sum(axis=axis)

    expected = bootstrap(
        (sums, sizes), ratio, paired=True, n_resamples=500, method="percentile", rng=SameDraws(9)
    ).confidence_interval
    values = [value for family in families.values() for value in family]
    names = [name for name, family in families.items() for _ in family]
    assert cluster_bootstrap(values, names, seed=9, draws=500) == pytest.approx(
        (expected.low, expected.high), abs=1e-6
    )
    assert cluster_bootstrap(values, names, seed=9, draws=500) != cluster_bootstrap(values, seed=9, draws=500)


def test_counts_are_those_of_the_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genkan.evaluation.statistics.drawing._NUMBERS_AT_ONCE", 50)
    chosen = np.concatenate(list(samples(7, seed=1, draws=30)))
    counts = np.concatenate(list(drawn_counts(7, seed=1, draws=30)))
    assert (counts == [[list(row).count(place) for place in range(7)] for row in chosen]).all()


def test_no_value_has_no_interval() -> None:
    with pytest.raises(ValueError, match="at least one cluster"):
        cluster_bootstrap([])


def test_a_paired_difference_is_of_the_same_items() -> None:
    first = {"q1": 1.0, "q2": 1.0, "q3": 0.5, "only": 1.0}
    second = {"q1": 0.0, "q2": 1.0, "q3": 1.0, "other": 0.0}
    found = paired_difference(first, second, seed=2, draws=400)
    assert (found.value, found.items, found.better, found.worse) == (pytest.approx(0.5 / 3), 3, 1, 1)
    assert found.interval == cluster_bootstrap([1.0, 0.0, -0.5], seed=2, draws=400)
    together = paired_difference(first, second, families={"q1": "甲", "q3": "甲"}, draws=400)
    assert together.families == 2
    with pytest.raises(ValueError, match="both answered"):
        paired_difference({"q1": 1.0}, {"q2": 1.0})


@pytest.mark.parametrize(
    ("rights", "groups"),
    [
        # far apart on forty items: two tiers
        ({"甲": 38, "乙": 36, "丙": 4}, (("甲", "乙"), ("丙",))),
        # neighbours are not told apart
        ({"甲": 21, "乙": 20}, (("甲", "乙"),)),
        # all the same, so that no interval has a width
        ({"甲": 40, "乙": 40, "丙": 40}, (("丙", "乙", "甲"),)),
        ({"甲": 7}, (("甲",),)),
    ],
)
def test_tiers(rights: dict[str, int], groups: tuple[tuple[str, ...], ...]) -> None:
    """The first items of forty are right."""
    scores = {
        name: {f"q{number:02}": float(number < right) for number in range(40)}
        for name, right in rights.items()
    }
    found = tiers(scores, draws=4000)
    assert found.groups == groups
    assert found.pair_level == pytest.approx(1 - 0.05 / max(1, len(rights) * (len(rights) - 1) // 2))
    assert [found.tier_of(name) for name in groups[-1]] == [len(groups)] * len(groups[-1])


def test_few_families_tell_nobody_apart() -> None:
    scores = {"甲": {f"q{n}": 1.0 for n in range(9)}, "乙": {f"q{n}": 0.0 for n in range(9)}}
    assert tiers(scores, draws=200).groups == (("甲", "乙"),)
    scores = {name: {**items, "q9": items["q0"]} for name, items in scores.items()}
    assert tiers(scores, draws=200).groups == (("甲",), ("乙",))
