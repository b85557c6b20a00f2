"""Conversations: found only through the person they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, RowMapping, Select, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.knowledge import remove_measures
from genkan.workspace.conversation import Choices, Conversation
from genkan.workspace.errors import ConversationUnknown
from genkan.workspace.store.tables import (
    answer_version_table,
    conversation_table,
    feedback_table,
    turn_table,
)


async def add_conversation(connection: AsyncConnection, conversation: Conversation) -> bool:
    """Write a new conversation; False, and nothing written, where there is one with its id."""
    row: dict[str, Any] = {**vars(conversation), **asdict(conversation.choices)}
    del row["choices"]
    row["collection_ids"] = list(conversation.choices.collection_ids)
    row["information_class"] = int(conversation.information_class)
    try:
        async with connection.begin_nested():
            await connection.execute(insert(conversation_table).values(row))
    except IntegrityError:
        return False
    return True


async def find_conversation(
    connection: AsyncConnection, conversation_id: str, *, person_id: str, to_change: bool = False
) -> Conversation:
    """A conversation of this person; raises :class:`ConversationUnknown` for anything else.

    With ``to_change`` others who want to change it wait until the transaction ends.
    """
    statement = select(conversation_table).where(
        conversation_table.c.id == conversation_id, conversation_table.c.person_id == person_id
    )
    statement = statement.with_for_update() if to_change else statement
    row = (await connection.execute(statement)).mappings().one_or_none()
    if row is None:
        raise ConversationUnknown
    return _conversation(row)


async def owner_of(connection: AsyncConnection, conversation_id: str) -> tuple[str, str] | None:
    """The person and the organisation of a conversation, for work that no person asked for."""
    columns = select(conversation_table.c.person_id, conversation_table.c.organisation_id)
    row = (await connection.execute(columns.where(conversation_table.c.id == conversation_id))).first()
    return (row.person_id, row.organisation_id) if row else None


async def search_conversations(
    connection: AsyncConnection, *, person_id: str, words: Sequence[str] = (), limit: int, offset: int = 0
) -> tuple[Conversation, ...]:
    """The person's conversations with every word in the title or a question, the newest first."""
    chosen = _chosen(person_id, words=words)
    statement = (
        select(conversation_table)
        .where(*chosen)
        .order_by(conversation_table.c.updated_at.desc(), conversation_table.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(_conversation(row) for row in (await connection.execute(statement)).mappings())


async def count_conversations(
    connection: AsyncConnection, *, person_id: str, words: Sequence[str] = ()
) -> int:
    """How many conversations :func:`search_conversations` would give without its limit."""
    statement = select(func.count()).select_from(conversation_table).where(*_chosen(person_id, words=words))
    return (await connection.execute(statement)).scalar_one()


async def note_asking(
    connection: AsyncConnection, conversation_id: str, *, choices: Choices, answer_id: str, at: datetime
) -> None:
    """Keep what was chosen for the answer that was asked for last."""
    values = {
        "deployment_id": choices.deployment_id,
        "searches": choices.searches,
        "collection_ids": list(choices.collection_ids),
        "last_answer_id": answer_id,
        "updated_at": at,
    }
    await _change(connection, conversation_id, values)


async def note_seen(connection: AsyncConnection, conversation_id: str, *, at: datetime) -> None:
    """Keep that the person saw the conversation with every answer ended."""
    await _change(connection, conversation_id, {"seen_at": at})


async def rename_conversation(connection: AsyncConnection, conversation_id: str, *, title: str) -> None:
    """Give a conversation another title."""
    await _change(connection, conversation_id, {"title": title})


async def delete_conversation(connection: AsyncConnection, conversation_id: str) -> None:
    """Delete a conversation with all that belongs to it in this room."""
    turns = select(turn_table.c.id).where(turn_table.c.conversation_id == conversation_id)
    answers = select(answer_version_table.c.answer_id).where(answer_version_table.c.turn_id.in_(turns))
    await remove_measures(connection, (await connection.execute(answers)).scalars().all())
    await connection.execute(delete(feedback_table).where(feedback_table.c.answer_id.in_(answers)))
    await connection.execute(delete(answer_version_table).where(answer_version_table.c.turn_id.in_(turns)))
    here = turn_table.c.conversation_id == conversation_id
    await connection.execute(update(turn_table).where(here).values(replaces=None))
    await connection.execute(delete(turn_table).where(here))
    await connection.execute(delete(conversation_table).where(conversation_table.c.id == conversation_id))


async def _change(connection: AsyncConnection, conversation_id: str, values: Mapping[str, object]) -> None:
    statement = update(conversation_table).where(conversation_table.c.id == conversation_id).values(**values)
    await connection.execute(statement)


def _chosen(person_id: str, *, words: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return (conversation_table.c.person_id == person_id, *(_has(word) for word in words))


def _has(word: str) -> ColumnElement[bool]:
    return or_(
        conversation_table.c.title.icontains(word, autoescape=True),
        conversation_table.c.id.in_(_asked_with(word)),
    )


def _asked_with(word: str) -> Select[Any]:
    return select(turn_table.c.conversation_id).where(turn_table.c.question.icontains(word, autoescape=True))


def _conversation(row: RowMapping) -> Conversation:
    values = dict(cast("Mapping[str, Any]", row))
    choices = Choices(
        deployment_id=values.pop("deployment_id"),
        searches=values.pop("searches"),
        collection_ids=tuple(values.pop("collection_ids")),
    )
    values["information_class"] = InformationClass(values["information_class"])
    return Conversation(choices=choices, **values)
