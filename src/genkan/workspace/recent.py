"""A person's conversations in a list, with what became of the last answer of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer, Gateway, Outcome
from genkan.workspace.conversation import Conversation
from genkan.workspace.store import conversations


class Standing(StrEnum):
    """What awaits the person in a conversation."""

    WRITING = "writing"
    ANSWERED = "answered"
    BROKEN_OFF = "broken_off"
    SEEN = "seen"

    @property
    def label(self) -> str:
        """The words beside the title; empty where nothing is new."""
        return _LABELS[self]


_LABELS = {
    Standing.WRITING: "回答を作成中",
    Standing.ANSWERED: "新しい回答",
    Standing.BROKEN_OFF: "回答が途中で終了",
    Standing.SEEN: "",
}


@dataclass(frozen=True)
class ListedConversation:
    """One line of a list."""

    conversation: Conversation
    standing: Standing


async def recent_conversations(
    connection: AsyncConnection, gateway: Gateway, *, person_id: str, limit: int
) -> tuple[ListedConversation, ...]:
    """The person's newest conversations."""
    found = await conversations.search_conversations(connection, person_id=person_id, limit=limit)
    return await with_standing(connection, gateway, found)


def usual_deployment(recent: Sequence[ListedConversation]) -> str:
    """The deployment that the person used last, or nothing."""
    return recent[0].conversation.choices.deployment_id if recent else ""


async def with_standing(
    connection: AsyncConnection, gateway: Gateway, found: Sequence[Conversation]
) -> tuple[ListedConversation, ...]:
    """The conversations with what became of the last answer of each."""
    ids = [conversation.last_answer_id for conversation in found if conversation.last_answer_id]
    answers = await gateway.read_many(connection, ids)
    return tuple(
        ListedConversation(
            conversation, standing_of(conversation, answers.get(conversation.last_answer_id or ""))
        )
        for conversation in found
    )


def standing_of(conversation: Conversation, answer: Answer | None) -> Standing:
    """What awaits the person, given the last answer."""
    if answer is None:
        return Standing.SEEN
    if answer.ended_at is None:
        return Standing.WRITING
    if conversation.seen_at is not None and conversation.seen_at >= answer.ended_at:
        return Standing.SEEN
    return Standing.ANSWERED if answer.outcome is Outcome.COMPLETED else Standing.BROKEN_OFF
