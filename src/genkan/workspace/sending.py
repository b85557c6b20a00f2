"""The same form sent twice asks once: a double click, a reload, a page taken from the browser's memory."""

import re

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.kit import Clock, new_id
from genkan.workspace.conversation import Conversation
from genkan.workspace.errors import ConversationUnknown
from genkan.workspace.store import conversations, turns

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def id_of_sending(sending_id: str, clock: Clock) -> str:
    """The id of what a form makes: the form's own, or a new one where that is none."""
    return sending_id if _ID.fullmatch(sending_id) else new_id(clock)


async def began_with(
    connection: AsyncConnection, viewer: Viewer, conversation_id: str, *, question: str
) -> bool:
    """Whether this person began that conversation with the same question."""
    try:
        await conversations.find_conversation(connection, conversation_id, person_id=viewer.person.id)
    except ConversationUnknown:
        return False
    asked = await turns.turns_of(connection, conversation_id)
    return any(turn.question == question and turn.position == 1 for turn in asked)


async def was_asked(
    connection: AsyncConnection, conversation: Conversation, turn_id: str, *, question: str
) -> bool:
    """Whether the question stands in the conversation under this id already."""
    turn = await turns.find_turn(connection, turn_id)
    return turn is not None and turn.conversation_id == conversation.id and turn.question == question


async def free_turn_id(connection: AsyncConnection, turn_id: str, clock: Clock) -> str:
    """The id, or a new one where a turn has it already."""
    return turn_id if await turns.find_turn(connection, turn_id) is None else new_id(clock)
