"""Comparisons with their votes, guesses and reveals: the choices stay, and lose person, question and comment."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.forgetting.scope import Scope
from genkan.trial.store.tables import (
    allotted_table,
    comparison_table,
    guess_table,
    reveal_table,
    side_table,
    vote_revision_table,
    vote_table,
)


class Comparing(NamedTuple):
    """A comparison, and the conversation to which its answers belong, empty where it stands by itself."""

    id: str
    conversation_id: str


async def comparisons_in(connection: AsyncConnection, scope: Scope, *, limit: int) -> tuple[Comparing, ...]:
    """Some of the comparisons in the scope that still have a person."""
    table, allotted = comparison_table.c, allotted_table.c
    statement = (
        select(table.id, allotted.conversation_id)
        .outerjoin(allotted_table, allotted.comparison_id == table.id)
        .where(table.person_id.is_not(None))
        .where(allotted.trial_id == scope.trial_id if scope.trial_id else allotted.trial_id.is_(None))
    )
    if scope.person_id is not None:
        statement = statement.where(table.person_id == scope.person_id)
    if scope.before is not None:
        statement = statement.where(table.created_at < scope.before)
    rows = await connection.execute(statement.order_by(table.id).limit(limit))
    return tuple(Comparing(row.id, row.conversation_id or "") for row in rows)


async def blank_comparisons(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """Take persons, questions and comments from comparisons."""
    chosen = comparison_table.c.id.in_(ids)
    await connection.execute(update(comparison_table).where(chosen).values(person_id=None, question=""))
    commented: tuple[Table, ...] = (vote_table, vote_revision_table)
    for table in commented:
        own = table.c.comparison_id.in_(ids)
        await connection.execute(update(table).where(own).values(person_id=None, comment=""))
    for table in (guess_table, reveal_table):
        own = table.c.comparison_id.in_(ids)
        await connection.execute(update(table).where(own).values(person_id=None))


async def release_answers(connection: AsyncConnection, ids: Sequence[str]) -> tuple[str, ...]:
    """Let go of the answers of comparisons, whose ids are given."""
    own = side_table.c.comparison_id.in_(ids)
    answers = (await connection.execute(select(side_table.c.answer_id).where(own))).scalars().all()
    await connection.execute(delete(side_table).where(own))
    return tuple(answers)
