"""What a plan is said to tell agrees with the closed form where there is one, and clustering is seen to matter."""

from dataclasses import replace
from math import inf, sqrt

import numpy as np
import pytest

from genkan.evaluation import expected_half_width, votes_for
from genkan.trial.protocol.power import Design, power_of
from genkan.trial.protocol.power.scores import fitted

ALONE = Design(
    arms=2, persons=votes_for(0.55), votes_each=1, tie_share=0.0, taste=0.0, use_shape=inf, runs=1000
)


def test_independent_votes_agree_with_the_closed_form() -> None:
    power = power_of(ALONE)
    assert power.votes == power.votes_in_pair == 785
    assert power.pair == pytest.approx(0.8, abs=0.03)
    assert power.scores == pytest.approx(0.8, abs=0.04)
    assert power.win_rate == pytest.approx(expected_half_width(785, 0.55), rel=0.01)
    assert power.score == pytest.approx(
        2 * expected_half_width(785, 0.55), rel=0.02
    )  # half the log-odds of 1/2 ± w
    assert power.design_effect == pytest.approx(1.0, abs=0.01)


def test_a_difference_that_is_not_there_is_seen_as_often_as_the_level_says() -> None:
    power = power_of(replace(ALONE, preference=0.5))
    assert power.pair == pytest.approx(0.05, abs=0.02)


def test_few_people_who_vote_often_say_less_than_many() -> None:
    many = power_of(replace(ALONE, persons=1000, taste=0.5, runs=300))
    few = power_of(replace(ALONE, persons=50, votes_each=20, taste=0.5, runs=300))
    uneven = power_of(replace(ALONE, persons=50, votes_each=20, taste=0.5, use_shape=0.74, runs=300))
    assert many.votes == few.votes == 1000
    assert many.design_effect < 1.1 < few.design_effect < uneven.design_effect
    assert many.win_rate < few.win_rate < uneven.win_rate
    assert many.pair > few.pair > uneven.pair


def test_more_arms_leave_less_for_each_pair_and_the_other_pairs_help() -> None:
    two, five = (power_of(Design(arms=arms, persons=400, runs=200)) for arms in (2, 5))
    assert five.votes_in_pair == pytest.approx(two.votes_in_pair / 10, abs=1)
    assert five.pair < five.scores < two.scores


def test_a_seed_gives_the_same_figures_and_a_large_plan_is_cut() -> None:
    design = Design(persons=200, runs=20)
    assert power_of(design) == power_of(design)
    assert power_of(replace(design, seed=1)) != power_of(design)
    assert not design.is_cut
    large = Design(persons=180_000, votes_each=10)
    assert large.is_cut
    assert large.votes == pytest.approx(20_000, rel=0.05)


def test_use_is_spread_as_stated() -> None:
    counts = Design(persons=950, votes_each=70).votes_by_person()
    assert counts.mean() == pytest.approx(70, rel=0.02)
    assert (np.mean(counts > 100), np.mean(counts < 5)) == (
        pytest.approx(0.22, abs=0.01),
        pytest.approx(0.14, abs=0.01),
    )


def test_scores_of_two_arms_are_half_the_log_odds() -> None:
    scores = fitted(np.array([[0.0, 300.0], [100.0, 0.0]]))
    assert scores[0] == pytest.approx(np.log(300.5 / 100.5) / 2)
    assert scores.sum() == pytest.approx(0.0, abs=1e-12)
    assert sqrt(float((scores**2).sum())) == pytest.approx(abs(scores[0]) * sqrt(2))


@pytest.mark.parametrize("unfit", [{"arms": 1}, {"persons": 1}, {"preference": 1.0}])
def test_what_is_no_design_is_refused(unfit: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="at least two"):
        power_of(replace(ALONE, **unfit))  # type: ignore[arg-type]
