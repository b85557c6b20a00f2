"""For how long each trial keeps whose its records are, and who withdrew."""

from typing import NamedTuple

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.checking.store.tables import trial_answer_table
from genkan.trial.protocol import Protocol, TrialState, read_protocol
from genkan.trial.protocol.store.tables import trial_consent_table, trial_protocol_table, trial_table
from genkan.trial.store.tables import allotted_table, comparison_table


class KeptTrial(NamedTuple):
    """A trial that was signed, with its newest protocol."""

    id: str
    organisation_id: str
    state: TrialState
    protocol: Protocol


async def kept_trials(connection: AsyncConnection) -> tuple[KeptTrial, ...]:
    """Every trial that was signed."""
    protocol, trial = trial_protocol_table.c, trial_table.c
    statement = (
        select(trial.id, trial.organisation_id, trial.state, protocol.document)
        .join(trial_table, trial.id == protocol.trial_id)
        .order_by(trial.id, protocol.number)
    )
    newest = {row.id: row for row in await connection.execute(statement)}
    return tuple(
        KeptTrial(row.id, row.organisation_id, TrialState(row.state), read_protocol(row.document))
        for row in newest.values()
    )


async def withdrawn_from(connection: AsyncConnection, trial_id: str, *, limit: int) -> tuple[str, ...]:
    """Some of the persons who said no to a trial that still knows what is theirs."""
    said = trial_consent_table.c
    compared = exists().where(
        comparison_table.c.person_id == said.person_id,
        allotted_table.c.comparison_id == comparison_table.c.id,
        allotted_table.c.trial_id == trial_id,
    )
    answered = exists().where(
        trial_answer_table.c.person_id == said.person_id, trial_answer_table.c.trial_id == trial_id
    )
    statement = select(said.person_id).where(
        said.trial_id == trial_id, said.agreed == 0, or_(compared, answered)
    )
    return tuple((await connection.execute(statement.order_by(said.person_id).limit(limit))).scalars())
