"""SQL of how satisfied citizens were with the reply to their inquiry."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.public.store.tables import satisfaction_table
from genkan.storage import insert_into


@dataclass(frozen=True)
class Satisfaction:
    """A score from 1 to 5 and words, which may be empty."""

    case_id: str
    score: int
    words: str
    at: datetime


async def keep_satisfaction(connection: AsyncConnection, said: Satisfaction) -> None:
    """Keep what the citizen said, over what was said before."""
    insert = insert_into(connection, satisfaction_table).values(**vars(said))
    await connection.execute(insert.on_conflict_do_update(index_elements=["case_id"], set_=dict(vars(said))))


async def satisfaction_of(connection: AsyncConnection, case_id: str) -> Satisfaction | None:
    """What the citizen said about the reply to a case."""
    query = select(satisfaction_table).where(satisfaction_table.c.case_id == case_id)
    row = (await connection.execute(query)).one_or_none()
    return Satisfaction(row.case_id, row.score, row.words, row.at) if row else None
