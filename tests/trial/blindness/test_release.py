"""The moment at which both answers are shown in full tells neither which arm was slow nor which was long."""

from datetime import UTC, datetime, timedelta

import pytest

from genkan.gateway import Answer, AnswerState, Outcome
from genkan.trial.blindness.release import Writing, is_released, released_after

ASKED = datetime(2026, 11, 2, tzinfo=UTC)


def streamed(characters: int, *, first: float, pace: float, complete: bool = True) -> Writing:
    """An answer that came piece by piece."""
    total = first + characters / pace
    return Writing(characters=characters, first_seconds=first, total_seconds=total, complete=complete)


def in_one_piece(characters: int, *, pace: float) -> Writing:
    """An answer of an arm that writes as fast but sends it at once."""
    seconds = characters / pace
    return Writing(characters=characters, first_seconds=seconds, total_seconds=seconds, complete=True)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # A fast arm and a slow one exchange the long text and the short one: the moment stays.
        (
            (streamed(400, first=0.2, pace=300), streamed(100, first=1.0, pace=40)),
            (streamed(100, first=0.2, pace=300), streamed(400, first=1.0, pace=40)),
            11.0,
        ),
        # So it does where the slow arm sends its answer in one piece.
        (
            (streamed(400, first=0.2, pace=300), in_one_piece(100, pace=40)),
            (streamed(100, first=0.2, pace=300), in_one_piece(400, pace=40)),
            10.0,
        ),
        # A failure of the fast arm at once, and of the slow one later, before any word.
        (
            (Writing(characters=0, first_seconds=0, total_seconds=0.1, complete=False), streamed(100, first=1, pace=40)),
            (Writing(characters=0, first_seconds=0, total_seconds=0.9, complete=False), streamed(100, first=0.2, pace=300)),
            10.0,
        ),
    ],
)  # fmt: skip
def test_arms_may_be_exchanged(
    first: tuple[Writing, Writing], second: tuple[Writing, Writing], expected: float
) -> None:
    moments = [released_after(*pair) for pair in (first, first[::-1], second, second[::-1])]
    assert moments == pytest.approx([expected] * 4)


def test_nothing_is_released_before_it_has_ended() -> None:
    slow = streamed(30, first=4.0, pace=10)
    assert released_after(slow, streamed(30, first=0.1, pace=1000)) >= slow.total_seconds


def answer(*, ended: float | None, first: float = 1.0, text: str = "あ" * 40) -> Answer:
    """An answer that was asked at ``ASKED``; moments are seconds from then."""
    return Answer(
        id="",
        deployment_id="",
        state=AnswerState.WRITING if ended is None else AnswerState.ENDED,
        outcome=None if ended is None else Outcome.COMPLETED,
        text=text,
        sources=(),
        notice="",
        sentence="",
        next_step="",
        asked_at=ASKED,
        first_token_at=ASKED + timedelta(seconds=first),
        ended_at=None if ended is None else ASKED + timedelta(seconds=ended),
    )


@pytest.mark.parametrize(
    ("answers", "seconds", "expected"),
    [
        ((answer(ended=2.0), answer(ended=None)), 60, False),
        ((answer(ended=2.0), answer(ended=2.0)), 1.9, True),  # the clock was set back: nobody waits for it
        ((answer(ended=2.0), answer(ended=2.0)), 2.0, True),
        ((answer(ended=2.0), answer(ended=2.0, text="あ" * 80)), 2.5, False),  # at 40 a second, 80 take until 3.0
        ((answer(ended=2.0), answer(ended=2.0, text="あ" * 80)), 3.0, True),
        ((answer(ended=-1.0, first=-2.0), answer(ended=0.0, first=0.0)), 0.0, True),
    ],
)  # fmt: skip
def test_is_released(answers: tuple[Answer, Answer], seconds: float, expected: bool) -> None:
    assert is_released(answers, now=ASKED + timedelta(seconds=seconds)) is expected
