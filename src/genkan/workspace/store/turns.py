"""Turns and the answers to each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.workspace.conversation import AnswerVersion, Turn
from genkan.workspace.store.tables import answer_version_table, turn_table


async def add_turn(connection: AsyncConnection, turn: Turn) -> None:
    """Write a question."""
    await connection.execute(insert(turn_table).values(vars(turn)))


async def add_answer_version(connection: AsyncConnection, version: AnswerVersion) -> None:
    """Write that an answer belongs to a turn."""
    await connection.execute(insert(answer_version_table).values(vars(version)))


async def turns_of(connection: AsyncConnection, conversation_id: str) -> tuple[Turn, ...]:
    """Every turn of a conversation, superseded ones included, in the order in which they were written."""
    statement = (
        select(turn_table)
        .where(turn_table.c.conversation_id == conversation_id)
        .order_by(turn_table.c.created_at, turn_table.c.position, turn_table.c.id)
    )
    rows = (await connection.execute(statement)).mappings()
    return tuple(Turn(**cast("Mapping[str, Any]", row)) for row in rows)


async def find_turn(connection: AsyncConnection, turn_id: str) -> Turn | None:
    """The turn with this id, whose ever it is."""
    row = (
        (await connection.execute(select(turn_table).where(turn_table.c.id == turn_id)))
        .mappings()
        .one_or_none()
    )
    return Turn(**cast("Mapping[str, Any]", row)) if row else None


async def versions_of(
    connection: AsyncConnection, turn_ids: Sequence[str]
) -> dict[str, tuple[AnswerVersion, ...]]:
    """The answers to each turn, the first one first; every turn has an entry."""
    statement = (
        select(answer_version_table)
        .where(answer_version_table.c.turn_id.in_(turn_ids))
        .order_by(answer_version_table.c.version)
    )
    rows = (await connection.execute(statement)).mappings()
    versions = [AnswerVersion(**cast("Mapping[str, Any]", row)) for row in rows]
    return {
        turn_id: tuple(version for version in versions if version.turn_id == turn_id) for turn_id in turn_ids
    }


async def supersede_turns(
    connection: AsyncConnection, conversation_id: str, *, from_position: int, at: datetime
) -> None:
    """Take the current turns from a position on out of the conversation as it stands."""
    await connection.execute(
        update(turn_table)
        .where(
            turn_table.c.conversation_id == conversation_id,
            turn_table.c.position >= from_position,
            turn_table.c.superseded_at.is_(None),
        )
        .values(superseded_at=at)
    )


async def conversation_of_answer(connection: AsyncConnection, answer_id: str) -> str | None:
    """The conversation to which an answer belongs."""
    statement = (
        select(turn_table.c.conversation_id)
        .join(answer_version_table, answer_version_table.c.turn_id == turn_table.c.id)
        .where(answer_version_table.c.answer_id == answer_id)
    )
    return (await connection.execute(statement)).scalar_one_or_none()
