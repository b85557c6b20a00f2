"""Ends of trials, and the looks of the sequential rule."""

from typing import Any

from sqlalchemy import RowMapping, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.protocol.ending import Cause, Ending
from genkan.trial.protocol.look import InterimLook
from genkan.trial.protocol.store.tables import trial_ending_table, trial_look_table, trial_table
from genkan.trial.protocol.trial import TrialState


async def find_ending(connection: AsyncConnection, trial_id: str) -> Ending | None:
    """The end of a trial, or an early one that waits; ``None`` without either."""
    query = select(trial_ending_table).where(trial_ending_table.c.trial_id == trial_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else _ending(row)


async def put_ending(connection: AsyncConnection, ending: Ending) -> None:
    """Write the end, in the place of one that waits; the caller holds the trial."""
    table = trial_ending_table
    await connection.execute(delete(table).where(table.c.trial_id == ending.trial_id))
    row = {name: getattr(ending, name) for name in table.c.keys()}  # noqa: SIM118 - columns, no mapping
    await connection.execute(insert(table), {**row, "cause": ending.cause.value})


async def add_look(connection: AsyncConnection, look: InterimLook) -> bool:
    """Write a look; False, and nothing written, where it was taken."""
    row = {name: getattr(look, name) for name in trial_look_table.c.keys()}  # noqa: SIM118 - columns, no mapping
    return await insert_once(connection, trial_look_table, row)


async def looks_of(connection: AsyncConnection, trial_id: str) -> tuple[InterimLook, ...]:
    """The looks of a trial, the first first."""
    table = trial_look_table
    query = select(table).where(table.c.trial_id == trial_id).order_by(table.c.number)
    return tuple(InterimLook(**row) for row in (await connection.execute(query)).mappings())


async def rules_met(connection: AsyncConnection, *, organisation_id: str) -> tuple[InterimLook, ...]:
    """For each running trial of the organisation whose rule is met, the first look that found it so."""
    own = select(trial_table.c.id).where(
        trial_table.c.organisation_id == organisation_id, trial_table.c.state == TrialState.OPEN.value
    )
    table = trial_look_table
    query = select(table).where(table.c.met, table.c.trial_id.in_(own)).order_by(table.c.number.desc())
    first = {row["trial_id"]: InterimLook(**row) for row in (await connection.execute(query)).mappings()}
    return tuple(first[trial_id] for trial_id in sorted(first))


def _ending(row: RowMapping) -> Ending:
    values: dict[str, Any] = {**row, "cause": Cause(row["cause"])}
    return Ending(**values)
