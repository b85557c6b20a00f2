"""A conversation as one page shows it: its turns, the wordings of each question, the answers to each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer, Gateway
from genkan.workspace.conversation import AnswerVersion, Conversation, Turn, as_it_stands, as_it_stood
from genkan.workspace.errors import TurnUnknown
from genkan.workspace.feedback import Feedback
from genkan.workspace.store import judgements, turns


@dataclass(frozen=True, kw_only=True)
class TurnRecord:
    """One turn. ``wordings`` are all versions of its question and ``versions`` all answers, the first ones first.

    ``answer`` is the one that ``shown`` names; ``None`` where its text is gone.
    """

    turn: Turn
    wordings: tuple[Turn, ...]
    versions: tuple[AnswerVersion, ...]
    shown: AnswerVersion
    answer: Answer | None
    feedback: Feedback | None


@dataclass(frozen=True, kw_only=True)
class ConversationRecord:
    """A conversation; ``stands`` is false where an earlier wording of a question is shown with what followed it."""

    conversation: Conversation
    turns: tuple[TurnRecord, ...]
    stands: bool

    @property
    def unfinished(self) -> Answer | None:
        """The answer that is being written."""
        answers = (record.answer for record in self.turns)
        return next((answer for answer in answers if answer is not None and not answer.ended), None)


async def read_conversation(
    connection: AsyncConnection,
    gateway: Gateway,
    conversation: Conversation,
    *,
    turn_id: str = "",
    answer_id: str = "",
) -> ConversationRecord:
    """The conversation as it stands, or as it stood with a turn, or with an earlier answer of a turn.

    Raises :class:`TurnUnknown` where the turn or the answer belongs to another conversation.
    """
    every = await turns.turns_of(connection, conversation.id)
    versions = await turns.versions_of(connection, [turn.id for turn in every])
    chosen = _chosen(every, versions, turn_id=turn_id, answer_id=answer_id)
    standing = as_it_stood(every, with_turn=chosen) if chosen else as_it_stands(every)
    shown = {turn.id: _shown(versions[turn.id], answer_id) for turn in standing}
    ids = [version.answer_id for version in shown.values()]
    answers = await gateway.read_many(connection, ids)
    feedback = await judgements.feedback_of(connection, ids, person_id=conversation.person_id)
    records = tuple(
        TurnRecord(
            turn=turn,
            wordings=_wordings(every, turn),
            versions=versions[turn.id],
            shown=shown[turn.id],
            answer=answers.get(shown[turn.id].answer_id),
            feedback=feedback.get(shown[turn.id].answer_id),
        )
        for turn in standing
    )
    return ConversationRecord(
        conversation=conversation, turns=records, stands=chosen is None or chosen.current
    )


def _chosen(
    every: Sequence[Turn],
    versions: dict[str, tuple[AnswerVersion, ...]],
    *,
    turn_id: str,
    answer_id: str,
) -> Turn | None:
    """The turn that the page was asked for, by itself or by one of its answers."""
    if not turn_id and not answer_id:
        return None
    for turn in every:
        if turn.id == turn_id or any(version.answer_id == answer_id for version in versions[turn.id]):
            return turn
    raise TurnUnknown


def _shown(versions: Sequence[AnswerVersion], answer_id: str) -> AnswerVersion:
    """The answer that was asked for, else the newest."""
    return next((version for version in versions if version.answer_id == answer_id), versions[-1])


def _wordings(every: Sequence[Turn], turn: Turn) -> tuple[Turn, ...]:
    """All versions of the question, the first one first."""
    by_id = {other.id: other for other in every}
    by_replaced = {other.replaces: other for other in every if other.replaces}
    first = turn
    while first.replaces:
        first = by_id[first.replaces]
    wordings = [first]
    while wordings[-1].id in by_replaced:
        wordings.append(by_replaced[wordings[-1].id])
    return tuple(wordings)
