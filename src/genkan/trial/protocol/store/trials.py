"""Reading and writing trials."""

from sqlalchemy import Row, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.protocol.document import read_protocol
from genkan.trial.protocol.store.tables import (
    trial_era_table,
    trial_organisation_table,
    trial_protocol_table,
    trial_table,
)
from genkan.trial.protocol.trial import Running, Trial, TrialState


async def add_trial(connection: AsyncConnection, trial: Trial) -> None:
    """Write a new trial."""
    await connection.execute(insert(trial_table), {**vars(trial), "state": trial.state.value})


async def running_trial(connection: AsyncConnection, organisation_id: str) -> Running | None:
    """The trial that runs in the daily work of an organisation, with the protocol in force; ``None`` without one."""
    newest = (
        select(trial_table.c.id, trial_table.c.organisation_id, trial_protocol_table)
        .join(trial_organisation_table, trial_organisation_table.c.trial_id == trial_table.c.id)
        .join(trial_protocol_table, trial_protocol_table.c.trial_id == trial_table.c.id)
        .where(
            trial_organisation_table.c.organisation_id == organisation_id,
            trial_table.c.state == TrialState.OPEN.value,
        )
        .order_by(trial_protocol_table.c.number.desc())
        .limit(1)
    )
    row = (await connection.execute(newest)).one_or_none()
    return None if row is None else await _running(connection, row)


async def _running(connection: AsyncConnection, row: Row[tuple[object, ...]]) -> Running:
    protocol = read_protocol(str(row.document))
    return Running(
        id=str(row.id),
        organisation_id=str(row.organisation_id),
        protocol=protocol,
        digest=str(row.digest),
        eras={arm.name: 1 for arm in protocol.arms} | await _eras(connection, str(row.id)),
    )


async def _eras(connection: AsyncConnection, trial_id: str) -> dict[str, int]:
    table = trial_era_table.c
    statement = select(table.arm, func.max(table.era)).where(table.trial_id == trial_id).group_by(table.arm)
    return {row.arm: row[1] for row in await connection.execute(statement)}
