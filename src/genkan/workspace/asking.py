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
from genkan.workspace.answering import Answering, Request
from genkan.workspace.conversation import Choices, Conversation, Turn, as_it_stands
from genkan.workspace.draft import Draft
from genkan.workspace.errors import AnswerBeingWritten, AnswerNotLast, TurnUnknown
from genkan.workspace.events import WorkspaceEvent
from genkan.workspace.offer import read_offer
from genkan.workspace.opening import checked_choices, checked_deployment
from genkan.workspace.records import record
from genkan.workspace.sending import began_with, free_turn_id, id_of_sending, was_asked
from genkan.workspace.store import conversations, turns

TITLE_LENGTH = 40


class _Place(NamedTuple):
    conversation: Conversation
    standing: tuple[Turn, ...]


class Asking:
    """Every way to have an answer written, each within the transaction of the caller.

    Everything is checked before the first row is written, so that a refused form leaves nothing behind.
    """

    def __init__(self, *, gateway: Gateway, library: Library, ledger: Ledger, clock: Clock) -> None:
        self._answering = Answering(gateway=gateway, library=library, clock=clock)
        self._gateway = gateway
        self._library = library
        self._ledger = ledger
        self._clock = clock

    async def begin(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        *,
        draft: Draft,
        information_class: InformationClass,
    ) -> str:
        """Begin a conversation with its first question; returns its id, also where the form was sent twice."""
        question = checked_question(draft.question)
        choices = await self._checked_choices(connection, viewer, draft, information_class)
        conversation = self._new_conversation(viewer, draft, choices, information_class)
        if not await conversations.add_conversation(connection, conversation):
            if await began_with(connection, viewer, conversation.id, question=question):
                return conversation.id
            again = replace(draft, sending_id="")
            return await self.begin(connection, viewer, draft=again, information_class=information_class)
        await record(
            self._ledger,
            connection,
            WorkspaceEvent.STARTED,
            conversation=conversation,
            object_id=conversation.id,
            information_class=int(information_class),
        )
        turn = self._new_turn(conversation, question, turn_id=new_id(self._clock))
        await self._ask(connection, Request(conversation=conversation, turn=turn, choices=choices))
        return conversation.id

    async def ask_next(
        self, connection: AsyncConnection, viewer: Viewer, conversation_id: str, *, draft: Draft
    ) -> str:
        """Ask the next question and return its turn's id, also where the form was sent twice.

        Raises :class:`AnswerBeingWritten` while the answer before is not finished.
        """
        conversation, standing = await self._find(connection, viewer, conversation_id)
        question = checked_question(draft.question)
        turn_id = id_of_sending(draft.sending_id, self._clock)
        if await was_asked(connection, conversation, turn_id, question=question):
            return turn_id
        if await self._is_being_written(connection, conversation):
            raise AnswerBeingWritten
        choices = await self._checked_choices(connection, viewer, draft, conversation.information_class)
        turn_id = await free_turn_id(connection, turn_id, self._clock)
        turn = self._new_turn(conversation, question, turn_id=turn_id, position=len(standing) + 1)
        await self._ask(
            connection, Request(conversation=conversation, turn=turn, choices=choices, before=standing)
        )
        return turn_id

    async def edit(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        conversation_id: str,
        *,
        turn_id: str,
        question: str,
    ) -> str:
        """Ask an earlier question in other words and return the new turn's id.

        What followed the old wording is kept beside the conversation; an answer that is being written is stopped.
        Raises :class:`TurnUnknown` for a turn that does not stand.
        """
        conversation, standing = await self._find(connection, viewer, conversation_id)
        question = checked_question(question)
        edited = _of(standing, turn_id)
        if await self._is_being_written(connection, conversation):
            await self._gateway.stop_answer(connection, str(conversation.last_answer_id))
        now = self._clock()
        await turns.supersede_turns(connection, conversation.id, from_position=edited.position, at=now)
        turn = replace(
            self._new_turn(conversation, question, turn_id=new_id(self._clock), position=edited.position),
            version=edited.version + 1,
            replaces=edited.id,
        )
        before = standing[: edited.position - 1]
        await self._ask(
            connection,
            Request(conversation=conversation, turn=turn, choices=conversation.choices, before=before),
        )
        return turn.id

    async def regenerate(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        conversation_id: str,
        *,
        turn_id: str,
        deployment_id: str = "",
    ) -> None:
        """Have the last question answered once more, by another deployment where one is named.

        Does nothing while the answer is being written; raises :class:`AnswerNotLast` for an earlier question.
        """
        conversation, standing = await self._find(connection, viewer, conversation_id)
        turn = _of(standing, turn_id)
        if turn != standing[-1]:
            raise AnswerNotLast
        if await self._is_being_written(connection, conversation):
            return
        offer = await read_offer(connection, self._library, viewer)
        chosen = checked_deployment(deployment_id or conversation.choices.deployment_id, offer)
        choices = replace(conversation.choices, deployment_id=chosen)
        request = Request(conversation=conversation, turn=turn, choices=choices, before=standing[:-1])
        answer_id = await self._answering.start(connection, request)
        await record(
            self._ledger,
            connection,
            WorkspaceEvent.REGENERATED,
            conversation=conversation,
            object_id=answer_id,
            turn=turn.id,
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

    async def _find(self, connection: AsyncConnection, viewer: Viewer, conversation_id: str) -> _Place:
        conversation = await conversations.find_conversation(
            connection, conversation_id, person_id=viewer.person.id, to_change=True
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
