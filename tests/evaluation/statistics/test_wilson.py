"""Wilson's interval against scipy and statsmodels."""

import pytest
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from genkan.evaluation import wilson


@pytest.mark.parametrize(
    ("successes", "n"), [(0, 1), (1, 1), (0, 20), (20, 20), (7, 20), (50, 100), (431, 785)]
)
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_agrees_with_the_references(successes: int, n: int, level: float) -> None:
    expected = binomtest(successes, n).proportion_ci(level, method="wilson")
    interval = wilson(successes, n, level=level)
    assert interval == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert interval == pytest.approx(
        proportion_confint(successes, n, alpha=1 - level, method="wilson"), abs=1e-12
    )


def test_half_successes_lie_between() -> None:
    lower, half, upper = (wilson(wins, 10) for wins in (4, 4.5, 5))
    assert lower.low < half.low < upper.low


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_refuses_what_is_no_proportion(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="between 0"):
        wilson(successes, n)


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_refuses_what_is_no_level(level: float) -> None:
    with pytest.raises(ValueError, match="a level"):
        wilson(1, 2, level=level)
