"""What a person does with one answer: stop it, or say what it was worth."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Gateway
from genkan.governance import Ledger, Viewer
from genkan.kit import Clock
from genkan.workspace.conversation import Conversation
from genkan.workspace.errors import FeedbackTooEarly, TurnUnknown
from genkan.workspace.events import WorkspaceEvent
from genkan.workspace.feedback import Feedback, Opinion
from genkan.workspace.records import record
from genkan.workspace.store import conversations, judgements, turns


class Reacting:
    """Deeds on one answer of the person's own conversation, each within the transaction of the caller."""

    def __init__(self, *, gateway: Gateway, ledger: Ledger, clock: Clock) -> None:
        self._gateway = gateway
        self._ledger = ledger
        self._clock = clock

    async def stop(
        self, connection: AsyncConnection, viewer: Viewer, conversation_id: str, *, answer_id: str
    ) -> bool:
        """Stop the answer; False, and nothing happens, where it has ended. Raises :class:`TurnUnknown`."""
        conversation = await self._find(connection, viewer, conversation_id, answer_id=answer_id)
        answer = await self._gateway.read(connection, answer_id)
        if answer.ended:
            return False
        await self._gateway.stop_answer(connection, answer_id)
        await record(
            self._ledger,
            connection,
            WorkspaceEvent.STOPPED,
            conversation=conversation,
            object_id=answer_id,
        )
        return True

    async def judge(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        conversation_id: str,
        *,
        answer_id: str,
        opinion: Opinion,
    ) -> None:
        """Keep the person's opinion in the place of an earlier one.

        Raises :class:`TurnUnknown`, or :class:`FeedbackTooEarly` while the answer is being written.
        """
        conversation = await self._find(connection, viewer, conversation_id, answer_id=answer_id)
        if not (await self._gateway.read(connection, answer_id)).ended:
            raise FeedbackTooEarly
        feedback = Feedback(
            answer_id=answer_id, person_id=viewer.person.id, opinion=opinion, at=self._clock()
        )
        await judgements.put_feedback(connection, feedback)
        await record(
            self._ledger,
            connection,
            WorkspaceEvent.JUDGED,
            conversation=conversation,
            object_id=answer_id,
            helpful=opinion.helpful,
            reasons=",".join(opinion.reasons),
        )

    async def _find(
        self, connection: AsyncConnection, viewer: Viewer, conversation_id: str, *, answer_id: str
    ) -> Conversation:
        """The conversation, locked, if the answer belongs to it."""
        conversation = await conversations.find_conversation(
            connection, conversation_id, person_id=viewer.person.id, to_change=True
        )
        if await turns.conversation_of_answer(connection, answer_id) != conversation.id:
            raise TurnUnknown
        return conversation
