"""The trials whose answers are audited, with the newest protocol of each."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.protocol import GOING_ON, Protocol, TrialState, read_protocol
from genkan.trial.protocol.store.tables import trial_protocol_table, trial_table


@dataclass(frozen=True, kw_only=True)
class AuditedTrial:
    """A trial that was opened; ``organisation_id`` is the one that runs it."""

    id: str
    organisation_id: str
    state: TrialState
    protocol: Protocol


async def audited_trials(connection: AsyncConnection) -> tuple[AuditedTrial, ...]:
    """Every trial that was opened, the newest first."""
    begun = [*GOING_ON, TrialState.CLOSED.value, TrialState.PUBLISHED.value]
    trial, protocol = trial_table.c, trial_protocol_table.c
    statement = (
        select(trial.id, trial.organisation_id, trial.state, trial.created_at, protocol.document)
        .join(trial_protocol_table, protocol.trial_id == trial.id)
        .where(trial.state.in_(begun))
        .order_by(protocol.number)
    )
    newest = {row.id: row for row in await connection.execute(statement)}
    rows = sorted(newest.values(), key=lambda row: (row.created_at, row.id), reverse=True)
    return tuple(
        AuditedTrial(
            id=row.id,
            organisation_id=row.organisation_id,
            state=TrialState(row.state),
            protocol=read_protocol(row.document),
        )
        for row in rows
    )
