"""What a test can say before it is held, against statsmodels and the figures that are published with a test."""

from math import asin, sqrt

import pytest
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_confint, samplesize_confint_proportion

from genkan.evaluation import expected_half_width, items_for, power_of_groups, power_of_pair, votes_for


@pytest.mark.parametrize(("n", "rate"), [(50, 0.7), (320, 0.7), (10, 0.5), (1, 0.0)])
def test_half_width(n: int, rate: float) -> None:
    low, high = proportion_confint(round(n * rate), n, method="normal")
    if low > 0 and high < 1:
        assert expected_half_width(n, round(n * rate) / n) == pytest.approx((high - low) / 2, abs=1e-12)
    assert round(expected_half_width(50, 0.7), 2) == 0.13  # "50 items: ±13 points"


def test_items_for_a_width() -> None:
    assert items_for(0.05, 0.7) == 323
    assert items_for(0.05, 0.7) >= samplesize_confint_proportion(0.7, 0.05) > items_for(0.05, 0.7) - 1


@pytest.mark.parametrize(("n", "first", "second"), [(50, 0.7, 0.8), (200, 0.7, 0.8), (50, 0.5, 0.5)])
@pytest.mark.parametrize("level", [0.95, 0.99])
def test_power_of_two_groups(n: int, first: float, second: float, level: float) -> None:
    effect = abs(2 * asin(sqrt(first)) - 2 * asin(sqrt(second)))
    expected = NormalIndPower().power(effect_size=effect, nobs1=n, alpha=1 - level)
    assert power_of_groups(n, first, second, level=level) == pytest.approx(expected, abs=1e-6)


def test_power_of_a_pair() -> None:
    """As a test of one mean with the spread of paired differences; more items and less disagreement help."""
    spread = sqrt(0.3 - 0.1**2)
    expected = NormalIndPower(ddof=0).power(effect_size=0.1 / spread, nobs1=200, alpha=0.05, ratio=0)
    assert power_of_pair(200, 0.1, disagreement=0.3) == pytest.approx(expected, abs=1e-6)
    assert power_of_pair(50, 0.1, disagreement=0.3) < power_of_pair(200, 0.1, disagreement=0.3)
    assert power_of_pair(50, 0.1, disagreement=0.3) < power_of_pair(50, 0.1, disagreement=0.12)
    assert power_of_pair(5, 1.0, disagreement=1.0) == 1.0  # always better: no chance is in it


def test_votes_to_see_a_preference() -> None:
    assert votes_for(0.55) == 785
    assert votes_for(0.45) == 785
    with pytest.raises(ValueError, match="one half"):
        votes_for(0.5)


@pytest.mark.parametrize(
    "call",
    [
        lambda: expected_half_width(0),
        lambda: expected_half_width(5, 1.2),
        lambda: items_for(0.0),
        lambda: power_of_pair(50, 0.4, disagreement=0.3),  # they cannot differ by more than they disagree
        lambda: power_of_pair(0, 0.1, disagreement=0.3),
    ],
)
def test_what_cannot_be_meant(call: object) -> None:
    assert callable(call)
    with pytest.raises(ValueError):
        call()
