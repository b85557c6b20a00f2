"""Both answers are shown alike, whatever the speed and the chunks of the models."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.trial.blindness.pacing import (
    CHARACTERS_PER_SECOND,
    STEP,
    Side,
    advance,
    is_over,
    limit,
    seconds_since,
    visible,
)

WAITING = Side(text="", begun=False, ended=False)
FAILED = Side(text="", begun=True, ended=True)


def writing(length: int) -> Side:
    return Side(text="あ" * length, begun=True, ended=False)


def done(length: int) -> Side:
    return Side(text="あ" * length, begun=True, ended=True)


@pytest.mark.parametrize(
    ("left", "right", "released", "expected"),
    [
        (WAITING, done(100), False, 0),  # a fast answer waits for the first token of the slow one
        (writing(5), WAITING, False, 0),
        (writing(30), writing(80), False, 24),  # the faster one waits, and shows whole steps only
        (done(30), writing(80), False, 24),  # so it does for a shorter one that is complete
        (done(90), writing(80), False, 72),
        (done(90), done(20), False, 12),  # the rest of the longer one waits for the release
        (done(90), done(20), True, 90),
        (FAILED, writing(70), False, 0),
        (FAILED, done(70), True, 70),
        (FAILED, FAILED, True, 0),
    ],
)
def test_the_limit(left: Side, right: Side, released: bool, expected: int) -> None:
    assert limit(left, right, released=released) == expected == limit(right, left, released=released)


def test_both_move_at_one_rate() -> None:
    left, right = done(1000), done(500)
    position = advance(0.0, left, right, seconds=2.0, released=False)
    assert position == 2 * CHARACTERS_PER_SECOND
    assert len(visible(left, position=position)) == len(visible(right, position=position)) == 120


def test_the_end_is_announced_for_both_at_once() -> None:
    left, right = done(100), done(10)
    assert not is_over(left, right, position=99.9, released=True)
    assert is_over(left, right, position=100.0, released=True)
    assert not is_over(left, right, position=100.0, released=False)
    assert is_over(FAILED, FAILED, position=0.0, released=True)


STEPS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90), st.floats(0, 3)), max_size=20)


@given(STEPS, st.integers(0, 20))
def test_arms_may_be_exchanged(steps: list[tuple[int, int, float]], last: int) -> None:
    """What is shown does not depend on the side, never shrinks, never exceeds the rate, and moves in whole steps.

    Nor does it show that one of both ended at some step while the other goes on.
    """
    here = there = ending = elapsed = 0.0
    left = right = 0
    for number, (more_left, more_right, seconds) in enumerate(steps):
        left, right, elapsed = left + more_left, right + more_right, elapsed + seconds
        before = here
        here = advance(here, writing(left), writing(right), seconds=seconds, released=False)
        there = advance(there, writing(right), writing(left), seconds=seconds, released=False)
        ended = done(left) if number >= last else writing(left)
        ending = advance(ending, ended, writing(right), seconds=seconds, released=False)
        assert before <= here == there == ending <= elapsed * CHARACTERS_PER_SECOND + 1e-6
        assert here <= min(left, right) - min(left, right) % STEP


def test_seconds_since() -> None:
    start = datetime(2026, 11, 2, tzinfo=UTC)
    assert seconds_since(None, now=start) == 0
    assert seconds_since(start, now=start + timedelta(seconds=3)) == 3
    assert seconds_since(start, now=start - timedelta(seconds=3)) == 0  # the clock was set back
