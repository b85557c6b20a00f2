"""Asking: a new conversation, the next question, a question in other words, an answer once more."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.gateway import Gateway, checked_question
from genkan.governance import Ledger, Viewer
from genkan.kit import Clock, new_id, shorten
from genkan.knowledge import Library
from genkan.storage import Database
from genkan.workspace.answering import Answering, Request
from genkan.workspace.conversation import Choices, Conversation, Turn, as_it_stands
from genkan.workspace.draft import Draft
from genkan.workspace.errors import AnswerBeingWritten, AnswerNotLast, TurnUnknown
from genkan.workspace.events import WorkspaceEvent
from genkan.workspace.offer import read_offer
from genkan.workspace.opening import checked_choices, checked_deployment
from genkan.workspace.preparing import Preparing
from genkan.workspace.records import record
from genkan.workspace.sending import began_with, free_turn_id, id_of_sending, was_asked
from genkan.workspace.store import conversations, turns

TITLE_LENGTH = 40


class _Place(NamedTuple):
    conversation: Conversation
    standing: tuple[Turn, ...]


class Asking:
    """Every way to have an answer written.

    Everything is checked and searched before the first row is written, so that a refused form leaves nothing
    behind; then all that belongs to the question is written in one transaction, which looks again.
    """

    def __init__(
        self, *, database: Database, gateway: Gateway, library: Library, ledger: Ledger, clock: Clock
    ) -> None:
        self._answering = Answering(gateway=gateway, ledger=ledger, clock=clock)
        self._preparing = Preparing(database=database, gateway=gateway, library=library)
        self._database = database
        self._gateway = gateway
        self._library = library
        self._ledger = ledger
        self._clock = clock

    async def begin(self, viewer: Viewer, *, draft: Draft, information_class: InformationClass) -> str:
        """Begin a conversation with its first question; returns its id, also where the form was sent twice."""
        question = checked_question(draft.question)
        async with self._database.read() as connection:
            choices = await self._checked_choices(connection, viewer, draft, information_class)
        request = self._first_request(viewer, draft, choices, information_class, question=question)
        request = replace(request, sources=await self._preparing.sources(request))
        async with self._database.write() as connection:
            return await self._begin(connection, viewer, request)

    async def ask_next(self, viewer: Viewer, conversation_id: str, *, draft: Draft) -> str:
        """Ask the next question and return its turn's id, also where the form was sent twice.

        Raises :class:`AnswerBeingWritten` while the answer before is not finished.
        """
        question = checked_question(draft.question)
        turn_id = id_of_sending(draft.sending_id, self._clock)
        async with self._database.read() as connection:
            place = await self._find(connection, viewer, conversation_id, to_change=False)
            if await was_asked(connection, place.conversation, turn_id, question=question):
                return turn_id
            request = await self._next_request(connection, viewer, place, draft, turn_id=turn_id)
        sources = await self._preparing.sources(request)
        async with self._database.write() as connection:
            place = await self._find(connection, viewer, conversation_id, to_change=True)
            if await was_asked(connection, place.conversation, turn_id, question=question):
                return turn_id
            request = await self._next_request(connection, viewer, place, draft, turn_id=turn_id)
            await self._ask(connection, replace(request, sources=sources))
            return request.turn.id

    async def edit(self, viewer: Viewer, conversation_id: str, *, turn_id: str, question: str) -> str:
        """Ask an earlier question in other words and return the new turn's id.

        What followed the old wording is kept beside the conversation; an answer that is being written is stopped.
        Raises :class:`TurnUnknown` for a turn that does not stand.
        """
        question = checked_question(question)
        async with self._database.read() as connection:
            place = await self._find(connection, viewer, conversation_id, to_change=False)
        sources = await self._preparing.sources(self._edited_request(place, turn_id, question=question))
        async with self._database.write() as connection:
            place = await self._find(connection, viewer, conversation_id, to_change=True)
            request = self._edited_request(place, turn_id, question=question)
            await self._supersede(connection, request)
            await self._ask(connection, replace(request, sources=sources))
            return request.turn.id

    async def regenerate(
        self, viewer: Viewer, conversation_id: str, *, turn_id: str, deployment_id: str = ""
    ) -> None:
        """Have the last question answered once more, by another deployment where one is named.

        Does nothing while the answer is being written; raises :class:`AnswerNotLast` for an earlier question.
        """
        async with self._database.read() as connection:
            place = await self._find(connection, viewer, conversation_id, to_change=False)
            request = await self._same_request(connection, viewer, place, turn_id, deployment_id)
            if await self._is_being_written(connection, place.conversation):
                return
        sources = await self._preparing.sources(request)
        async with self._database.write() as connection:
            place = await self._find(connection, viewer, conversation_id, to_change=True)
            request = await self._same_request(connection, viewer, place, turn_id, deployment_id)
            if not await self._is_being_written(connection, place.conversation):
                await self._ask_again(connection, replace(request, sources=sources))

    async def _begin(self, connection: AsyncConnection, viewer: Viewer, request: Request) -> str:
        """Write the conversation; under another id where that of the form belongs to something else."""
        conversation = request.conversation
        if not await conversations.add_conversation(connection, conversation):
            if await began_with(connection, viewer, conversation.id, question=request.turn.question):
                return conversation.id
            conversation = replace(conversation, id=new_id(self._clock))
            await conversations.add_conversation(connection, conversation)
        await record(
            self._ledger,
            connection,
            WorkspaceEvent.STARTED,
            conversation=conversation,
            object_id=conversation.id,
            information_class=int(conversation.information_class),
        )
        turn = replace(request.turn, conversation_id=conversation.id)
        await self._ask(connection, replace(request, conversation=conversation, turn=turn))
        return conversation.id

    async def _supersede(self, connection: AsyncConnection, request: Request) -> None:
        """Put the old wording and what followed it aside, and stop what is being written."""
        conversation = request.conversation
        if await self._is_being_written(connection, conversation):
            await self._gateway.stop_answer(connection, str(conversation.last_answer_id))
        await turns.supersede_turns(
            connection, conversation.id, from_position=request.turn.position, at=self._clock()
        )

    async def _ask(self, connection: AsyncConnection, request: Request) -> None:
        """Write the question, have it answered, and record that it was asked."""
        await turns.add_turn(connection, request.turn)
        answer_id = await self._answering.start(connection, request)
        kind = WorkspaceEvent.EDITED if request.turn.replaces else WorkspaceEvent.ASKED
        await record(
            self._ledger,
            connection,
            kind,
            conversation=request.conversation,
            object_id=request.turn.id,
            answer=answer_id,
            searches=request.choices.searches,
        )

    async def _ask_again(self, connection: AsyncConnection, request: Request) -> None:
        """Have the question that stands answered once more, and record it."""
        answer_id = await self._answering.start(connection, request)
        await record(
            self._ledger,
            connection,
            WorkspaceEvent.REGENERATED,
            conversation=request.conversation,
            object_id=answer_id,
            turn=request.turn.id,
        )

    def _first_request(
        self,
        viewer: Viewer,
        draft: Draft,
        choices: Choices,
        information_class: InformationClass,
        *,
        question: str,
    ) -> Request:
        conversation = self._new_conversation(viewer, draft, choices, information_class)
        turn = self._new_turn(conversation, question, turn_id=new_id(self._clock))
        return Request(conversation=conversation, turn=turn, choices=choices)

    async def _next_request(
        self, connection: AsyncConnection, viewer: Viewer, place: _Place, draft: Draft, *, turn_id: str
    ) -> Request:
        """The next question as the records allow it now; raises :class:`AnswerBeingWritten`."""
        conversation, standing = place
        if await self._is_being_written(connection, conversation):
            raise AnswerBeingWritten
        choices = await self._checked_choices(connection, viewer, draft, conversation.information_class)
        turn = self._new_turn(
            conversation,
            checked_question(draft.question),
            turn_id=await free_turn_id(connection, turn_id, self._clock),
            position=len(standing) + 1,
        )
        return Request(conversation=conversation, turn=turn, choices=choices, before=standing)

    def _edited_request(self, place: _Place, turn_id: str, *, question: str) -> Request:
        conversation, standing = place
        edited = _of(standing, turn_id)
        turn = self._new_turn(conversation, question, turn_id=new_id(self._clock), position=edited.position)
        return Request(
            conversation=conversation,
            turn=replace(turn, version=edited.version + 1, replaces=edited.id),
            choices=conversation.choices,
            before=standing[: edited.position - 1],
        )

    async def _same_request(
        self, connection: AsyncConnection, viewer: Viewer, place: _Place, turn_id: str, deployment_id: str
    ) -> Request:
        conversation, standing = place
        turn = _of(standing, turn_id)
        if turn != standing[-1]:
            raise AnswerNotLast
        offer = await read_offer(connection, self._library, viewer)
        chosen = checked_deployment(deployment_id or conversation.choices.deployment_id, offer)
        choices = replace(conversation.choices, deployment_id=chosen)
        return Request(conversation=conversation, turn=turn, choices=choices, before=standing[:-1])

    async def _find(
        self, connection: AsyncConnection, viewer: Viewer, conversation_id: str, *, to_change: bool
    ) -> _Place:
        conversation = await conversations.find_conversation(
            connection, conversation_id, person_id=viewer.person.id, to_change=to_change
        )
        return _Place(conversation, as_it_stands(await turns.turns_of(connection, conversation.id)))

    async def _is_being_written(self, connection: AsyncConnection, conversation: Conversation) -> bool:
        last = str(conversation.last_answer_id)
        answer = (await self._gateway.read_many(connection, [last])).get(last)
        return answer is not None and not answer.ended

    async def _checked_choices(
        self, connection: AsyncConnection, viewer: Viewer, draft: Draft, information_class: InformationClass
    ) -> Choices:
        offer = await read_offer(connection, self._library, viewer)
        return checked_choices(draft, offer, information_class=information_class)

    def _new_conversation(
        self, viewer: Viewer, draft: Draft, choices: Choices, information_class: InformationClass
    ) -> Conversation:
        now = self._clock()
        return Conversation(
            id=id_of_sending(draft.sending_id, self._clock),
            person_id=viewer.person.id,
            organisation_id=viewer.organisation.id,
            title=shorten(draft.question, length=TITLE_LENGTH),
            information_class=information_class,
            choices=choices,
            last_answer_id=None,
            seen_at=None,
            created_at=now,
            updated_at=now,
        )

    def _new_turn(
        self, conversation: Conversation, question: str, *, turn_id: str, position: int = 1
    ) -> Turn:
        return Turn(
            id=turn_id,
            conversation_id=conversation.id,
            position=position,
            version=1,
            replaces=None,
            question=question,
            created_at=self._clock(),
            superseded_at=None,
        )


def _of(standing: Sequence[Turn], turn_id: str) -> Turn:
    for turn in standing:
        if turn.id == turn_id:
            return turn
    raise TurnUnknown
