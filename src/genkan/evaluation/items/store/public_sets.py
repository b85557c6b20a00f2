"""SQL of public sets of questions."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.items.public_set import PublicSet
from genkan.evaluation.items.store.tables import public_question_table, public_set_table
from genkan.storage import insert_once


async def add_public_set(
    connection: AsyncConnection, new: PublicSet, questions: Sequence[tuple[str, str, str]]
) -> bool:
    """Write a set and its questions (id, key, words); False where the organisation has one of this name."""
    row = {
        "id": new.id,
        "organisation_id": new.organisation_id,
        "name": new.name,
        "total": new.total,
        "at": new.at,
    }
    if not await insert_once(connection, public_set_table, row):
        return False
    rows = [{"id": id_, "set_id": new.id, "key": key, "text": text} for id_, key, text in questions]
    await connection.execute(public_question_table.insert(), rows)
    return True


async def list_public_sets(connection: AsyncConnection, organisation_id: str) -> tuple[PublicSet, ...]:
    """The sets of an organisation by name."""
    query = select(public_set_table).where(public_set_table.c.organisation_id == organisation_id)
    rows = await connection.execute(query.order_by(public_set_table.c.name))
    return tuple(PublicSet(row.id, row.organisation_id, row.name, row.total, row.at) for row in rows)


async def public_questions(connection: AsyncConnection, organisation_id: str) -> dict[str, str]:
    """The words of every public question by 「問題集：番号」."""
    query = (
        select(public_set_table.c.name, public_question_table.c.key, public_question_table.c.text)
        .join(public_set_table, public_set_table.c.id == public_question_table.c.set_id)
        .where(public_set_table.c.organisation_id == organisation_id)
    )
    rows = await connection.execute(query)
    return {f"{row.name}：{row.key}": row.text for row in rows}
