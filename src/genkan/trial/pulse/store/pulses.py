"""Reading and writing which surveys are done."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.pulse.store.tables import trial_pulse_table


async def add_pulse(
    connection: AsyncConnection, trial_id: str, person_id: str, day: date, *, at: datetime
) -> bool:
    """Write that the survey of a day is done; False where it is."""
    row = {"trial_id": trial_id, "person_id": person_id, "day": day, "at": at}
    return await insert_once(connection, trial_pulse_table, row)


async def has_pulse(connection: AsyncConnection, trial_id: str, person_id: str, day: date) -> bool:
    """Whether the survey of a day is done."""
    table = trial_pulse_table.c
    statement = select(table.day).where(
        table.trial_id == trial_id, table.person_id == person_id, table.day == day
    )
    return (await connection.execute(statement)).first() is not None
