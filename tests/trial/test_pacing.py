"""Both answers are shown alike, whatever the speed and the chunks of the models."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.trial.pacing import CHARACTERS_PER_SECOND, Side, advance, is_over, limit, seconds_since, visible

WAITING = Side(text="", begun=False, ended=False)
FAILED = Side(text="", begun=True, ended=True)


def writing(length: int) -> Side:
    return Side(text="あ" * length, begun=True, ended=False)


def done(length: int) -> Side:
    return Side(text="あ" * length, begun=True, ended=True)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (WAITING, done(100), 0),  # a fast answer waits for the first token of the slow one
        (writing(5), WAITING, 0),
        (writing(5), writing(80), 5),  # the faster one waits
        (done(5), writing(80), 80),  # the shorter one is complete, the longer one goes on
        (done(90), writing(80), 80),
        (done(90), done(20), 90),
        (FAILED, writing(7), 7),  # a failure without text holds nothing up
        (FAILED, FAILED, 0),
    ],
)
def test_the_limit(left: Side, right: Side, expected: int) -> None:
    assert limit(left, right) == expected == limit(right, left)


def test_both_move_at_one_rate() -> None:
    left, right = done(1000), done(500)
    position = advance(0.0, left, right, seconds=2.0)
    assert position == 2 * CHARACTERS_PER_SECOND
    assert len(visible(left, position=position)) == len(visible(right, position=position)) == 120


def test_the_end_is_announced_for_both_at_once() -> None:
    left, right = done(100), done(10)
    assert not is_over(left, right, position=99.9)
    assert is_over(left, right, position=100.0)
    assert not is_over(writing(100), right, position=100.0)
    assert is_over(FAILED, FAILED, position=0.0)


STEPS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90), st.floats(0, 3)), max_size=20)


@given(STEPS)
def test_arms_may_be_exchanged(steps: list[tuple[int, int, float]]) -> None:
    """What is shown does not depend on the side, never shrinks and never exceeds the common rate."""
    here = there = elapsed = 0.0
    left = right = 0
    for more_left, more_right, seconds in steps:
        left, right, elapsed = left + more_left, right + more_right, elapsed + seconds
        before = here
        here = advance(here, writing(left), writing(right), seconds=seconds)
        there = advance(there, writing(right), writing(left), seconds=seconds)
        assert before <= here == there <= elapsed * CHARACTERS_PER_SECOND + 1e-6


def test_seconds_since() -> None:
    start = datetime(2026, 11, 2, tzinfo=UTC)
    assert seconds_since(None, now=start) == 0
    assert seconds_since(start, now=start + timedelta(seconds=3)) == 3
    assert seconds_since(start, now=start - timedelta(seconds=3)) == 0  # the clock was set back
