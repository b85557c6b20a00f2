"""The trials whose builds are looked at."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.errors import LooksUnknown
from genkan.trial.protocol import Protocol, TrialState, protocol_in_force
from genkan.trial.protocol.store.tables import trial_table


class OpenTrial(NamedTuple):
    """A trial with the organisation that runs it, and its protocol in force; ``None`` before the first was signed."""

    id: str
    organisation_id: str
    protocol: Protocol | None


async def open_trials(connection: AsyncConnection) -> tuple[OpenTrial, ...]:
    """Every trial in progress."""
    statement = select(trial_table.c.id, trial_table.c.organisation_id).where(
        trial_table.c.state == TrialState.OPEN.value
    )
    rows = (await connection.execute(statement.order_by(trial_table.c.id))).all()
    return tuple([await _with_protocol(connection, row.id, row.organisation_id) for row in rows])


async def find_trial(connection: AsyncConnection, trial_id: str, *, organisation_id: str) -> OpenTrial:
    """A trial, in whatever state, that the organisation runs. Raises ``LooksUnknown`` for anything else."""
    statement = select(trial_table.c.id).where(
        trial_table.c.id == trial_id, trial_table.c.organisation_id == organisation_id
    )
    if (await connection.execute(statement)).first() is None:
        raise LooksUnknown
    return await _with_protocol(connection, trial_id, organisation_id)


async def _with_protocol(connection: AsyncConnection, trial_id: str, organisation_id: str) -> OpenTrial:
    signed = await protocol_in_force(connection, trial_id)
    return OpenTrial(trial_id, organisation_id, signed.protocol if signed else None)
