"""Eras of arms: what counts as one and the same arm."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.protocol.store.tables import trial_era_table


async def eras_of(connection: AsyncConnection, trial_id: str) -> dict[str, int]:
    """The present era of each arm that is no longer in its first, by the arm's name."""
    table = trial_era_table.c
    statement = select(table.arm, func.max(table.era)).where(table.trial_id == trial_id).group_by(table.arm)
    return {row.arm: row[1] for row in await connection.execute(statement)}


async def add_era(
    connection: AsyncConnection, trial_id: str, *, arm: str, era: int, build: str, reason: str, at: datetime
) -> bool:
    """Write the beginning of an era; False where it has begun already."""
    row = {"trial_id": trial_id, "arm": arm, "era": era, "build": build, "reason": reason, "began_at": at}
    return await insert_once(connection, trial_era_table, row)
