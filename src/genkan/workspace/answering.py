"""Having one question answered: search, put it to the gateway, keep which answer belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Ask, Gateway, Purpose, Source
from genkan.kit import Clock
from genkan.knowledge import Library, build_messages
from genkan.workspace.conversation import AnswerVersion, Choices, Conversation, Turn
from genkan.workspace.history import Exchange, messages_of, search_query
from genkan.workspace.opening import searched
from genkan.workspace.store import conversations, turns

MEASURE_CITATIONS = "workspace.measure_citations"


@dataclass(frozen=True, kw_only=True)
class Request:
    """A turn to be answered; ``before`` are the turns that stand before it."""

    conversation: Conversation
    turn: Turn
    choices: Choices
    before: Sequence[Turn] = ()


class Answering:
    """The one way from a question to the gateway."""

    def __init__(self, *, gateway: Gateway, library: Library, clock: Clock) -> None:
        self._gateway = gateway
        self._library = library
        self._clock = clock

    async def start(self, connection: AsyncConnection, request: Request) -> str:
        """Have the turn answered in the transaction of the caller; returns the id of the answer."""
        exchanges = await self._exchanges(connection, request.before)
        sources = await self._sources(connection, request, exchanges)
        answer_id = await self._gateway.ask(connection, _ask(request, sources, exchanges))
        await self._keep(connection, request, answer_id)
        return answer_id

    async def _exchanges(self, connection: AsyncConnection, before: Sequence[Turn]) -> tuple[Exchange, ...]:
        """The questions before with the newest answer of each."""
        versions = await turns.versions_of(connection, [turn.id for turn in before])
        newest = {turn.id: versions[turn.id][-1].answer_id for turn in before}
        answers = await self._gateway.read_many(connection, list(newest.values()))
        return tuple(Exchange(turn.question, answers.get(newest[turn.id])) for turn in before)

    async def _sources(
        self, connection: AsyncConnection, request: Request, exchanges: Sequence[Exchange]
    ) -> tuple[Source, ...]:
        """The articles to quote; none where the person wished no search."""
        readable = await self._library.readable_collections(connection, request.conversation.organisation_id)
        collections = searched(
            request.choices, readable=readable, information_class=request.conversation.information_class
        )
        if not collections:
            return ()
        query = search_query(request.turn.question, exchanges)
        passages = await self._library.retrieve(query, collections=collections)
        return tuple(passage.as_source(number) for number, passage in enumerate(passages, start=1))

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


def _ask(request: Request, sources: tuple[Source, ...], exchanges: Sequence[Exchange]) -> Ask:
    conversation = request.conversation
    shown = sources if request.choices.searches else None
    return Ask(
        person_id=conversation.person_id,
        organisation_id=conversation.organisation_id,
        purpose=Purpose.CHAT,
        information_class=conversation.information_class,
        deployment_id=request.choices.deployment_id,
        messages=build_messages(request.turn.question, sources=shown, history=messages_of(exchanges)),
        sources=sources,
        then=(MEASURE_CITATIONS, {"conversation_id": conversation.id}),
    )
