"""A conversation as one page shows it: its turns, the wordings of each question, the answers to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer, Gateway
from genkan.trial import PairInTurn, hidden_answers, may_be_revealed
from genkan.workspace.blindness import without_names
from genkan.workspace.conversation import AnswerVersion, Conversation, Turn, as_it_stands, as_it_stood
from genkan.workspace.errors import TurnUnknown
from genkan.workspace.feedback import Feedback
from genkan.workspace.pairing import Pairs, pairs_among, standing_answer
from genkan.workspace.store import judgements, turns


@dataclass(frozen=True, kw_only=True)
class TurnRecord:
    """One turn. ``wordings`` are all versions of its question and ``versions`` all answers, the first ones first.

    ``answer`` is the one that ``shown`` names; ``None`` where its text is gone, or as long as it is one of ``pair``, of
    which the person has chosen none. ``is_blind``: a trial runs in which its model must not be told.
    """

    turn: Turn
    wordings: tuple[Turn, ...]
    versions: tuple[AnswerVersion, ...]
    shown: AnswerVersion
    answer: Answer | None
    feedback: Feedback | None
    pair: PairInTurn | None = None
    is_blind: bool = False


@dataclass(frozen=True, kw_only=True)
class ConversationRecord:
    """A conversation; ``stands`` is false where an earlier wording of a question is shown with what followed it.

    ``may_be_revealed``: the person may be told the models that are hidden.
    """

    conversation: Conversation
    turns: tuple[TurnRecord, ...]
    stands: bool
    may_be_revealed: bool

    @property
    def is_blind(self) -> bool:
        """Whether the model of any answer must not be told."""
        return any(record.is_blind for record in self.turns)

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
    now: datetime,
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
    pairs = await pairs_among(connection, versions)
    shown = {turn.id: _shown(versions[turn.id], pairs, answer_id) for turn in standing}
    ids = [version.answer_id for version in shown.values()]
    blind = await hidden_answers(connection, ids)
    answers = await without_names(connection, await gateway.read_many(connection, ids), blind, now=now)
    feedback = await judgements.feedback_of(connection, ids, person_id=conversation.person_id)
    records = tuple(
        TurnRecord(
            turn=turn,
            wordings=_wordings(every, turn),
            versions=versions[turn.id],
            shown=shown[turn.id],
            answer=_told(answers.get(shown[turn.id].answer_id), pairs),
            feedback=feedback.get(shown[turn.id].answer_id),
            pair=_undecided(shown[turn.id], pairs),
            is_blind=shown[turn.id].answer_id in blind,
        )
        for turn in standing
    )
    return ConversationRecord(
        conversation=conversation,
        turns=records,
        stands=chosen is None or chosen.current,
        may_be_revealed=bool(blind) and await may_be_revealed(connection, conversation.id),
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


def _shown(versions: Sequence[AnswerVersion], pairs: Pairs, answer_id: str) -> AnswerVersion:
    """The answer that was asked for, else the one with which the conversation goes on."""
    asked_for = (version for version in versions if version.answer_id == answer_id)
    return next(asked_for, standing_answer(versions, pairs))


def _undecided(shown: AnswerVersion, pairs: Pairs) -> PairInTurn | None:
    """The pair to which the answer belongs, where nobody has chosen."""
    pair = pairs.get(shown.answer_id)
    return pair if pair is not None and not pair.chosen else None


def _told(answer: Answer | None, pairs: Pairs) -> Answer | None:
    """The answer, unless it stands beside another and nobody has chosen: then both are shown elsewhere."""
    pair = pairs.get(answer.id) if answer else None
    return None if pair is not None and not pair.chosen else answer


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
