"""Turns: what stands, what stood before an edit."""

from datetime import timedelta

from genkan.workspace.conversation import Turn, as_it_stands, as_it_stood
from tests.conftest import NOON


def turn(name: str, *, position: int, made: int, superseded: int | None = None) -> Turn:
    """A turn made and superseded so many minutes after noon."""
    return Turn(
        id=name,
        conversation_id="c",
        position=position,
        version=1,
        replaces=None,
        question=name,
        created_at=NOON + timedelta(minutes=made),
        superseded_at=None if superseded is None else NOON + timedelta(minutes=superseded),
    )


FIRST = turn("first", position=1, made=0, superseded=10)
SECOND = turn("second", position=2, made=5, superseded=10)
FIRST_ANEW = turn("first anew", position=1, made=10)
SECOND_ANEW = turn("second anew", position=2, made=12, superseded=20)
SECOND_LAST = turn("second last", position=2, made=20)
EVERY = (FIRST, SECOND, FIRST_ANEW, SECOND_ANEW, SECOND_LAST)


def test_what_stands_has_no_superseded_turn() -> None:
    assert as_it_stands(EVERY) == (FIRST_ANEW, SECOND_LAST)


def test_an_edited_question_is_shown_with_what_followed_it() -> None:
    assert as_it_stood(EVERY, with_turn=FIRST) == (FIRST, SECOND)
    assert as_it_stood(EVERY, with_turn=SECOND) == (FIRST, SECOND)


def test_a_later_edit_leaves_what_stood_before_it() -> None:
    assert as_it_stood(EVERY, with_turn=SECOND_ANEW) == (FIRST_ANEW, SECOND_ANEW)


def test_a_current_turn_is_shown_as_the_conversation_stands() -> None:
    assert as_it_stood(EVERY, with_turn=SECOND_LAST) == as_it_stands(EVERY)
