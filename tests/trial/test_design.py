"""Whole blocks are balanced, whatever the arms; and anyone with the protocol's seed lays them out again."""

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genkan.trial.assignment import Stratum, block_length, block_of, falls_in_share, sides_at
from genkan.trial.assignment.numbers import Numbers
from genkan.trial.evidence import Mode

ARMS = st.lists(st.text("甲乙丙丁abcdef", min_size=1, max_size=3), min_size=2, max_size=9, unique=True)
SEEDS = st.text("0123456789abcdef", min_size=1, max_size=32)
STRATUM = Stratum(
    trial="t", organisation="o", task="chat", information_class=1, mode=Mode.PAIR, arms=("x", "y", "z")
)


@settings(max_examples=60, deadline=None)
@given(arms=ARMS, seed=SEEDS, block=st.integers(0, 500))
def test_a_block_of_pairs_is_balanced(arms: list[str], seed: str, block: int) -> None:
    stratum = replace(STRATUM, arms=tuple(arms))
    pairs = block_of(stratum, block, seed=seed)
    half = len(pairs) // 2
    first = [frozenset(pair) for pair in pairs[:half]]

    assert Counter(pairs) == Counter(permutations(arms, 2))
    assert len(set(first)) == half
    assert all(len(pair) == 2 for pair in first)
    lefts = Counter(pair.left for pair in pairs[:half])
    assert max(lefts[arm] for arm in arms) - min(lefts[arm] for arm in arms) <= 1
    met = Counter(arm for pair in pairs[: len(arms) // 2] for arm in pair)
    assert set(met.values()) == {1}, "no arm stands twice in a round"


@settings(max_examples=40, deadline=None)
@given(arms=ARMS, seed=SEEDS, number=st.integers(0, 3000), data=st.data())
def test_a_place_depends_on_nothing_but_seed_stratum_and_number(
    arms: list[str], seed: str, number: int, data: st.DataObject
) -> None:
    stratum = replace(STRATUM, arms=tuple(arms))
    other = replace(STRATUM, arms=tuple(data.draw(st.permutations(arms))))
    assert stratum.key == other.key
    assert sides_at(stratum, number, seed=seed) == sides_at(other, number, seed=seed)


@settings(max_examples=30, deadline=None)
@given(arms=ARMS, seed=SEEDS)
def test_single_arms_come_in_blocks(arms: list[str], seed: str) -> None:
    stratum = replace(STRATUM, arms=tuple(arms), mode=Mode.CONVERSATION)
    given_arms = [sides_at(stratum, number, seed=seed) for number in range(3 * len(arms))]
    assert Counter(given_arms) == {(arm, ""): 3 for arm in arms}


def test_known_places() -> None:
    """Values that must never change: what was assigned is recomputed by later versions."""
    assert list(block_of(STRATUM, 0, seed="5eed")) == KNOWN_PAIRS
    single = replace(STRATUM, mode=Mode.PERSON)
    assert [sides_at(single, number, seed="5eed").left for number in range(6)] == KNOWN_ARMS
    assert Numbers(seed="5eed").below(1_000_000) == KNOWN_NUMBER


KNOWN_PAIRS = [("y", "z"), ("z", "x"), ("x", "y"), ("z", "y"), ("y", "x"), ("x", "z")]
KNOWN_ARMS = ["y", "z", "x", "z", "x", "y"]
KNOWN_NUMBER = 765231


def test_blocks_and_strata_have_orders_of_their_own() -> None:
    changes = [{}, {"task": "compare"}, {"organisation": "p"}, {"information_class": 2}, {"trial": "u"}]
    strata = [replace(STRATUM, arms=tuple("abcdef"), **change) for change in changes]  # type: ignore[arg-type]
    orders = [tuple(block_of(stratum, block, seed="s")) for stratum in strata for block in (0, 1)]
    assert len(set(orders)) == len(orders)


def test_every_order_comes_up_alike() -> None:
    """Each ordered pair stands first in a block as often as any other, within four standard errors."""
    firsts = Counter(block_of(STRATUM, block, seed="5eed")[0] for block in range(6_000))
    assert all(abs(count - 1000) < 120 for count in firsts.values())
    assert len(firsts) == 6


@pytest.mark.parametrize(("mode", "arms"), [(Mode.PAIR, ("x",)), (Mode.PERSON, ())])
def test_too_few_arms(mode: Mode, arms: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="too few"):
        block_length(replace(STRATUM, mode=mode, arms=arms))


def test_a_share_of_turns() -> None:
    chosen = sum(falls_in_share(0.2, seed="5eed", kind="chat", key=str(turn)) for turn in range(5_000))
    assert 850 < chosen < 1150
    assert falls_in_share(1.0, seed="s", kind="chat", key="t")
    assert not falls_in_share(0.0, seed="s", kind="chat", key="t")
