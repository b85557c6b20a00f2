"""Reading and writing how trials stood when they were last counted."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_into
from genkan.trial.publishing.store.tables import trial_standing_table


class StandingRow(NamedTuple):
    """Counts as JSON, of which moment, and how many seconds the counting took."""

    at: datetime
    seconds: int
    counts: str


async def find_standing(connection: AsyncConnection, trial_id: str) -> StandingRow | None:
    """How the trial stood when it was last counted."""
    table = trial_standing_table.c
    query = select(table.at, table.seconds, table.counts).where(table.trial_id == trial_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else StandingRow(*row)


async def put_standing(connection: AsyncConnection, trial_id: str, standing: StandingRow) -> None:
    """Write it in the place of an older one; a newer one, of another server, stays."""
    told = standing._asdict()
    statement = insert_into(connection, trial_standing_table).values(trial_id=trial_id, **told)
    older = trial_standing_table.c.at <= standing.at
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["trial_id"], set_=told, where=older)
    )
