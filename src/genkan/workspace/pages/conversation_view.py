"""A conversation as templates draw it."""

from collections.abc import Sequence
from dataclasses import dataclass

from genkan.workspace.checking import Checker
from genkan.workspace.conversation import Turn
from genkan.workspace.pages.answers import AnswerView, Surroundings, draw_answer
from genkan.workspace.pages.refusal import EDIT, RENAME
from genkan.workspace.reading import ConversationRecord, TurnRecord


@dataclass(frozen=True, kw_only=True)
class TurnView:
    """A question, its pager, the form to edit it, and the answer that is shown.

    ``comparison`` is the address of the page on which two answers stand side by side, as long as none was chosen.
    """

    id: str
    position: int
    question: str
    number: int
    total: int
    previous: str
    next: str
    may_edit: bool
    edited: str
    edit_error: str
    answer: AnswerView | None
    comparison: str


@dataclass(frozen=True, kw_only=True)
class ConversationView:
    """The whole page. ``writing`` is the answer that is not finished, if the conversation as it stands is shown.

    ``is_blind``: the model of an answer must not be told now; ``may_be_revealed``: unless the person asks for it.
    """

    id: str
    title: str
    information_class: int
    turns: tuple[TurnView, ...]
    stands: bool
    writing: AnswerView | None
    new_title: str
    rename_error: str
    is_blind: bool
    may_be_revealed: bool


def draw_conversation(
    record: ConversationRecord, *, around: Surroundings, checker: Checker
) -> ConversationView:
    """The view of a conversation."""
    turns = tuple(_draw_turn(turn, record, around=around, checker=checker) for turn in record.turns)
    answers = [turn.answer for turn in turns if turn.answer is not None]
    refusal = around.refusal if around.refusal and around.refusal.concerns(RENAME) else None
    return ConversationView(
        id=record.conversation.id,
        title=record.conversation.title,
        information_class=int(record.conversation.information_class),
        turns=turns,
        stands=record.stands,
        writing=next((answer for answer in answers if record.stands and not answer.ended), None),
        new_title=refusal.typed if refusal else record.conversation.title,
        rename_error=refusal.error if refusal else "",
        is_blind=record.is_blind,
        may_be_revealed=record.may_be_revealed,
    )


def draw_shown_answer(
    record: TurnRecord, conversation: ConversationRecord, *, around: Surroundings, checker: Checker
) -> AnswerView | None:
    """The view of the answer that one turn shows."""
    if record.answer is None:
        return None
    last = conversation.stands and record.turn == conversation.turns[-1].turn
    check = checker.check(record.answer) if record.answer.ended else None
    return draw_answer(record, record.answer, check, around=around, last=last)


def _draw_turn(
    record: TurnRecord, conversation: ConversationRecord, *, around: Surroundings, checker: Checker
) -> TurnView:
    turn = record.turn
    refusal = around.refusal if around.refusal and around.refusal.concerns(EDIT, turn.id) else None
    number = record.wordings.index(turn) + 1
    return TurnView(
        id=turn.id,
        position=turn.position,
        question=turn.question,
        number=number,
        total=len(record.wordings),
        previous=_address(record.wordings, number - 1),
        next=_address(record.wordings, number + 1),
        may_edit=conversation.stands,
        edited=refusal.typed if refusal else turn.question,
        edit_error=refusal.error if refusal else "",
        answer=draw_shown_answer(record, conversation, around=around, checker=checker),
        comparison=f"/compare/{record.pair.comparison_id}" if record.pair else "",
    )


def _address(wordings: Sequence[Turn], number: int) -> str:
    """The page with another wording of the question, or nothing where there is none."""
    if not 1 <= number <= len(wordings):
        return ""
    turn = wordings[number - 1]
    shown = "" if turn.current else f"?turn={turn.id}"
    return f"/chat/{turn.conversation_id}{shown}#turn-{turn.id}"
