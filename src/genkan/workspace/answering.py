"""Having one question answered: put it to the gateway, keep which answer belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Ask, Gateway, Purpose, Source
from genkan.kit import Clock
from genkan.knowledge import build_messages
from genkan.workspace.conversation import AnswerVersion, Choices, Conversation, Turn
from genkan.workspace.history import Exchange, messages_of
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

    def __init__(self, *, gateway: Gateway, clock: Clock) -> None:
        self._gateway = gateway
        self._clock = clock

    async def start(self, connection: AsyncConnection, request: Request) -> str:
        """Have the turn answered in the transaction of the caller; returns the id of the answer."""
        exchanges = await exchanges_of(connection, self._gateway, request.before)
        answer_id = await self._gateway.ask(connection, ask_of(request, exchanges))
        await self._keep(connection, request, answer_id)
        return answer_id

    async def _keep(self, connection: AsyncConnection, request: Request, answer_id: str) -> None:
        now = self._clock()
        earlier = (await turns.versions_of(connection, [request.turn.id]))[request.turn.id]
        version = AnswerVersion(
            turn_id=request.turn.id, version=len(earlier) + 1, answer_id=answer_id, created_at=now
        )
        await turns.add_answer_version(connection, version)
        await conversations.note_asking(
            connection, request.conversation.id, choices=request.choices, answer_id=answer_id, at=now
        )


async def exchanges_of(
    connection: AsyncConnection, gateway: Gateway, before: Sequence[Turn]
) -> tuple[Exchange, ...]:
    """The questions before with the newest answer of each."""
    versions = await turns.versions_of(connection, [turn.id for turn in before])
    newest = {turn.id: versions[turn.id][-1].answer_id for turn in before}
    answers = await gateway.read_many(connection, list(newest.values()))
    return tuple(Exchange(turn.question, answers.get(newest[turn.id])) for turn in before)


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
