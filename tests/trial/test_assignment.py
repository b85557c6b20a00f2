"""The draw is fair, and anyone can repeat it."""

from collections import Counter
from itertools import permutations

import pytest
from scipy.stats import chisquare

from genkan.trial.assignment import draw, new_seed

ARMS = ("brief", "broad", "third")


def test_the_same_record_gives_the_same_draw() -> None:
    first = draw(ARMS, seed="00ff", comparison_id="c-1")
    assert first == draw(tuple(reversed(ARMS)), seed="00ff", comparison_id="c-1")


def test_a_known_draw() -> None:
    """A value from the record of version 1: it must never change."""
    assert [draw(ARMS, seed="00ff", comparison_id=f"c-{number}") for number in range(4)] == [
        ("third", "brief"),
        ("third", "brief"),
        ("broad", "brief"),
        ("broad", "brief"),
    ]


def test_the_seed_and_the_comparison_matter() -> None:
    assert len({draw(ARMS, seed=str(seed), comparison_id="c") for seed in range(100)}) == 6
    assert len({draw(ARMS, seed="00ff", comparison_id=str(number)) for number in range(100)}) == 6


@pytest.mark.parametrize("arms", [ARMS[:2], ARMS, (*ARMS, "fourth", "fifth")])
def test_every_ordered_pair_comes_up_alike(arms: tuple[str, ...]) -> None:
    drawn = Counter(draw(arms, seed="seed", comparison_id=str(number)) for number in range(20_000))
    assert set(drawn) == set(permutations(arms, 2))
    assert chisquare(list(drawn.values())).pvalue > 0.001


@pytest.mark.parametrize("arms", [(), ("one",), ("one", "one")])
def test_one_arm_is_no_comparison(arms: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="two different arms"):
        draw(arms, seed="seed", comparison_id="c")


def test_seeds_are_fresh() -> None:
    assert len({new_seed() for _ in range(100)}) == 100
    assert len(new_seed()) == 32
