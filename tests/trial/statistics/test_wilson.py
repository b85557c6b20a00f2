"""Wilson's interval against scipy."""

import pytest
from scipy.stats import binomtest

from genkan.trial.statistics import wilson_interval


@pytest.mark.parametrize(
    ("successes", "trials"), [(0, 1), (1, 1), (0, 20), (20, 20), (7, 20), (50, 100), (431, 785)]
)
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_agrees_with_scipy(successes: int, trials: int, confidence: float) -> None:
    expected = binomtest(successes, trials).proportion_ci(confidence, method="wilson")
    interval = wilson_interval(successes, trials=trials, confidence=confidence)
    assert interval == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_half_successes_lie_between() -> None:
    lower, half, upper = (wilson_interval(wins, trials=10) for wins in (4, 4.5, 5))
    assert lower.low < half.low < upper.low


@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (-1, 5), (6, 5)])
def test_refuses_what_is_no_proportion(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="between 0"):
        wilson_interval(successes, trials=trials)
