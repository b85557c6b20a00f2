"""The runs of apps to which a trial gave the model."""

from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.protocol import GOING_ON
from genkan.trial.protocol.store.tables import trial_table
from genkan.trial.store.tables import allotted_run_table


class AllottedRun(NamedTuple):
    """The trial of a run, and whether it still goes on."""

    trial_id: str
    is_open: bool


async def add_allotted_run(connection: AsyncConnection, run_id: str, *, trial_id: str) -> None:
    """Write that the trial gave the run its model."""
    await connection.execute(insert(allotted_run_table), {"run_id": run_id, "trial_id": trial_id})


async def find_allotted_run(connection: AsyncConnection, run_id: str) -> AllottedRun | None:
    """The trial that gave the run its model; ``None`` where none did."""
    statement = (
        select(trial_table.c.id, trial_table.c.state)
        .join(allotted_run_table, allotted_run_table.c.trial_id == trial_table.c.id)
        .where(allotted_run_table.c.run_id == run_id)
    )
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else AllottedRun(row.id, row.state in GOING_ON)
