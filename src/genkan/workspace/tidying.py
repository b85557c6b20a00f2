"""Renaming and deleting conversations."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Gateway
from genkan.governance import Ledger, Viewer
from genkan.trial import release_conversation, withdraw_answers
from genkan.workspace.errors import TitleEmpty, TitleTooLong
from genkan.workspace.events import WorkspaceEvent
from genkan.workspace.records import record
from genkan.workspace.store import conversations, turns

TITLE_LIMIT = 100


class Tidying:
    """What keeps the list of conversations in order, each within the transaction of the caller."""

    def __init__(self, *, gateway: Gateway, ledger: Ledger) -> None:
        self._gateway = gateway
        self._ledger = ledger

    async def rename(
        self, connection: AsyncConnection, viewer: Viewer, conversation_id: str, *, title: str
    ) -> None:
        """Give another title; raises :class:`TitleEmpty` or :class:`TitleTooLong` (characters)."""
        conversation = await conversations.find_conversation(
            connection, conversation_id, person_id=viewer.person.id, to_change=True
        )
        await conversations.rename_conversation(connection, conversation.id, title=checked_title(title))
        await record(
            self._ledger,
            connection,
            WorkspaceEvent.RENAMED,
            conversation=conversation,
            object_id=conversation.id,
        )

    async def delete(self, connection: AsyncConnection, viewer: Viewer, conversation_id: str) -> None:
        """Delete the conversation with every question and answer; an answer that is being written is stopped first."""
        conversation = await conversations.find_conversation(
            connection, conversation_id, person_id=viewer.person.id, to_change=True
        )
        answer_ids = await self._answer_ids(connection, conversation.id)
        await self._stop_unfinished(connection, answer_ids)
        await release_conversation(connection, conversation.id)
        await self._gateway.forget(connection, answer_ids)
        await withdraw_answers(connection, answer_ids)
        await conversations.delete_conversation(connection, conversation.id)
        await record(
            self._ledger,
            connection,
            WorkspaceEvent.DELETED,
            conversation=conversation,
            object_id=conversation.id,
            answers=len(answer_ids),
        )

    async def _answer_ids(self, connection: AsyncConnection, conversation_id: str) -> tuple[str, ...]:
        all_turns = await turns.turns_of(connection, conversation_id)
        versions = await turns.versions_of(connection, [turn.id for turn in all_turns])
        return tuple(version.answer_id for of_turn in versions.values() for version in of_turn)

    async def _stop_unfinished(self, connection: AsyncConnection, answer_ids: tuple[str, ...]) -> None:
        for answer in (await self._gateway.read_many(connection, answer_ids)).values():
            if not answer.ended:
                await self._gateway.stop_answer(connection, answer.id)


def checked_title(text: str) -> str:
    """The title in one line; raises :class:`TitleEmpty` or :class:`TitleTooLong` (characters)."""
    title = " ".join(text.replace("\x00", "").split())
    if not title:
        raise TitleEmpty
    if len(title) > TITLE_LIMIT:
        raise TitleTooLong(length=f"{len(title):,}", limit=f"{TITLE_LIMIT:,}")
    return title
