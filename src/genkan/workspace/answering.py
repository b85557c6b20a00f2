"""Having one question answered: put it to the gateway, keep which answer belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Ask, Gateway, Purpose, Source
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.knowledge import build_messages
from genkan.trial import ChatTrial, ChatTurn, Question, keep_side
from genkan.workspace.conversation import AnswerVersion, Choices, Conversation, Turn
from genkan.workspace.history import Exchange, messages_of
from genkan.workspace.pairing import pairs_among, standing_answer
from genkan.workspace.store import conversations, turns

MEASURE_CITATIONS = "workspace.measure_citations"


@dataclass(frozen=True, kw_only=True)
class Request:
    """A turn to be answered; ``before`` are the turns that stand before it, ``sources`` the articles to quote."""

    conversation: Conversation
    turn: Turn
    choices: Choices
    before: Sequence[Turn] = ()
    sources: tuple[Source, ...] = ()


class Answering:
    """The one way from a question to the gateway."""

    def __init__(self, *, gateway: Gateway, ledger: Ledger, clock: Clock) -> None:
        self._gateway = gateway
        self._trial = ChatTrial(gateway=gateway, ledger=ledger, clock=clock)
        self._clock = clock

    async def start(self, connection: AsyncConnection, request: Request) -> str:
        """Have the turn answered in the transaction of the caller; returns the id of the answer.

        A running trial gives the model, or has two of them answer, of which the first is returned.
        """
        await _keep_sides(connection, request.before)
        exchanges = await exchanges_of(connection, self._gateway, request.before)
        answer_ids = await self._trial.ask(connection, _in_trial(request, exchanges))
        if not answer_ids:
            answer_ids = (await self._gateway.ask(connection, ask_of(request, exchanges)),)
        await self._keep(connection, request, answer_ids)
        return answer_ids[0]

    async def _keep(self, connection: AsyncConnection, request: Request, answer_ids: Sequence[str]) -> None:
        now = self._clock()
        earlier = (await turns.versions_of(connection, [request.turn.id]))[request.turn.id]
        for version, answer_id in enumerate(answer_ids, start=len(earlier) + 1):
            kept = AnswerVersion(
                turn_id=request.turn.id, version=version, answer_id=answer_id, created_at=now
            )
            await turns.add_answer_version(connection, kept)
        await conversations.note_asking(
            connection, request.conversation.id, choices=request.choices, answer_id=answer_ids[0], at=now
        )


async def exchanges_of(
    connection: AsyncConnection, gateway: Gateway, before: Sequence[Turn]
) -> tuple[Exchange, ...]:
    """The questions before, each with the answer with which the conversation went on."""
    versions = await turns.versions_of(connection, [turn.id for turn in before])
    pairs = await pairs_among(connection, versions)
    standing = {turn.id: standing_answer(versions[turn.id], pairs).answer_id for turn in before}
    answers = await gateway.read_many(connection, list(standing.values()))
    return tuple(Exchange(turn.question, answers.get(standing[turn.id])) for turn in before)


async def _keep_sides(connection: AsyncConnection, before: Sequence[Turn]) -> None:
    """Let a vote that comes later change nothing of what the next question follows."""
    versions = await turns.versions_of(connection, [turn.id for turn in before])
    for pair in set((await pairs_among(connection, versions)).values()):
        await keep_side(connection, pair)


def _in_trial(request: Request, exchanges: Sequence[Exchange]) -> ChatTurn:
    """What the arms of a trial are asked: the same as the gateway."""
    question = Question(
        request.turn.question,
        request.conversation.information_class,
        sources=request.sources if request.choices.searches else None,
        history=messages_of(exchanges),
    )
    return ChatTurn(
        person_id=request.conversation.person_id,
        conversation_id=request.conversation.id,
        turn_id=request.turn.id,
        number=request.turn.position,
        question=question,
    )


def ask_of(request: Request, exchanges: Sequence[Exchange]) -> Ask:
    """What the gateway is asked."""
    conversation = request.conversation
    shown = request.sources if request.choices.searches else None
    return Ask(
        person_id=conversation.person_id,
        organisation_id=conversation.organisation_id,
        purpose=Purpose.CHAT,
        information_class=conversation.information_class,
        deployment_id=request.choices.deployment_id,
        messages=build_messages(request.turn.question, sources=shown, history=messages_of(exchanges)),
        sources=request.sources,
        then=(MEASURE_CITATIONS, {"conversation_id": conversation.id}),
    )
