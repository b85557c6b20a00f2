"""Rankings and their scores as tables, and how sure one may be of a mean."""

import math

import pytest

from genkan.evaluation import estimate, percentile, score


@pytest.mark.parametrize(
    ("ranking", "gold", "recall", "reciprocal_rank", "ndcg", "hit_1", "hit_10", "rank"),
    [
        # the only gold first, third, or not there
        ("abc", "a", 1.0, 1.0, 1.0, 1.0, 1.0, 1),
        ("bca", "a", 1.0, 1 / 3, 1 / math.log2(4), 0.0, 1.0, 3),
        ("bcd", "a", 0.0, 0.0, 0.0, 0.0, 0.0, None),
        # beyond the tenth nothing counts
        ("bcdefghijkla", "a", 0.0, 0.0, 0.0, 0.0, 0.0, None),
        # one gold of two; the ideal has both
        ("ax", "ab", 0.5, 1.0, 1 / (1 + 1 / math.log2(3)), 1.0, 1.0, 1),
        # what is repeated counts once and takes no second place
        ("aab", "ab", 1.0, 1.0, 1.0, 1.0, 1.0, 1),
        ("", "a", 0.0, 0.0, 0.0, 0.0, 0.0, None),
    ],
)
def test_scores(
    ranking: str,
    gold: str,
    recall: float,
    reciprocal_rank: float,
    ndcg: float,
    hit_1: float,
    hit_10: float,
    rank: int | None,
) -> None:
    scored = score(list(ranking), frozenset(gold))
    assert scored.recall == recall
    assert scored.reciprocal_rank == reciprocal_rank
    assert scored.ndcg == pytest.approx(ndcg)
    assert (scored.hit_1, scored.hit_10, scored.rank) == (hit_1, hit_10, rank)


def test_an_estimate_has_its_interval_around_it_and_repeats_itself() -> None:
    values = [place / 99 for place in range(100)]
    first, again, other = estimate(values), estimate(values), estimate(values, seed=1)
    assert first.value == pytest.approx(0.5)
    assert 0.4 < first.low < 0.46 < 0.54 < first.high < 0.6
    assert first == again
    assert first != other
    assert str(estimate([1.0])) == "1.000 [1.000, 1.000]"


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([3.0], 0.99)) == (50.0, 99.0, 3.0)
