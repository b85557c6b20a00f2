"""A trial that runs, as signing and opening would leave it: rows and the ledger's event."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, update

from genkan.catalogue import Deployment
from genkan.governance import Ledger, Person
from genkan.kit import Clock, digest, new_id
from genkan.storage import Database
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Mode, ProtocolDetails, details_of
from genkan.trial.protocol import (
    Protocol,
    TrialArm,
    TrialOrganisation,
    TrialState,
    TrialTask,
    protocol_in_force,
)
from genkan.trial.protocol.store.tables import (
    trial_consent_table,
    trial_organisation_table,
    trial_protocol_table,
    trial_table,
)


def arm_of(answering: Deployment, name: str, **changes: Any) -> TrialArm:
    """The arm of a protocol that a deployment answers for."""
    return TrialArm(
        **{
            "name": name,
            "deployment": answering.id,
            "title": answering.title,
            "build": answering.build,
            **changes,
        }
    )


def task_named(task: str, mode: Mode = Mode.PAIR) -> TrialTask:
    """A task of a protocol."""
    return TrialTask(task=task, title=task, mode=mode)


async def run_trial(
    database: Database,
    ledger: Ledger,
    clock: Clock,
    *,
    organisation_id: str,
    arms: Sequence[TrialArm],
    tasks: Sequence[TrialTask] = (task_named("compare"),),
    joins: bool = True,
    **changes: Any,
) -> str:
    """Sign a protocol and let it run in an organisation, which ``joins`` or not; returns the trial's id."""
    protocol = Protocol(
        **{
            "title": "例示省の試行",
            "purpose": "モデルを選ぶため",
            "opens_on": "2026-11-01",
            "closes_on": "2026-12-31",
            "organisations": (TrialOrganisation(organisation=organisation_id, title="例示省", staff=100),),
            "arms": tuple(arms),
            "tasks": tuple(tasks),
            "information_classes": (1, 2),
            "seed": "5eed",
            **changes,
        }
    )
    trial_id, now = new_id(clock), clock()
    async with database.write() as connection:
        row = {"id": trial_id, "organisation_id": organisation_id, "state": TrialState.OPEN.value}
        await connection.execute(
            insert(trial_table), {**row, "draft": "", "version": 1, "created_at": now, "created_by": "office"}
        )
        if joins:
            joined = {"organisation_id": organisation_id, "trial_id": trial_id}
            await connection.execute(insert(trial_organisation_table), joined)
        await sign(database, ledger, clock, trial_id, protocol, connection=connection)
    return trial_id


async def sign(
    database: Database,
    ledger: Ledger,
    clock: Clock,
    trial_id: str,
    protocol: Protocol,
    *,
    number: int = 0,
    connection: Any = None,
) -> None:
    """Sign a protocol, or an amendment."""
    if connection is None:
        async with database.write() as opened:
            await sign(database, ledger, clock, trial_id, protocol, number=number, connection=opened)
        return
    signed = {"trial_id": trial_id, "number": number, "document": protocol.document()}
    signed |= {"digest": protocol.digest(), "reason": "", "signed_by": "caio", "signed_at": clock()}
    await connection.execute(insert(trial_protocol_table), signed)
    await ledger.record(
        connection,
        TrialEvent.AMENDED if number else TrialEvent.FROZEN,
        actor="caio",
        organisation_id=None,
        object_id=trial_id,
        details=details_of(
            ProtocolDetails(number=number, digest=protocol.digest(), document=protocol.document())
        ),
    )


async def agree(
    database: Database, clock: Clock, trial_id: str, *people: Person, agreed: bool = True
) -> None:
    """Have people agree to take part, or withdraw."""
    async with database.write() as connection:
        signed = await protocol_in_force(connection, trial_id)
        text_digest = digest(signed.protocol.consent) if signed else ""
        for person in people:
            row = {"trial_id": trial_id, "person_id": person.id}
            own = trial_consent_table.c.person_id == person.id
            await connection.execute(delete(trial_consent_table).where(own))
            await connection.execute(
                insert(trial_consent_table),
                {**row, "agreed": int(agreed), "text_digest": text_digest, "at": clock()},
            )


async def close(database: Database, trial_id: str) -> None:
    """End the trial."""
    await turn(database, trial_id, TrialState.CLOSED)


async def turn(database: Database, trial_id: str, state: TrialState) -> None:
    """Bring the trial into a state."""
    async with database.write() as connection:
        await connection.execute(
            update(trial_table).where(trial_table.c.id == trial_id).values(state=state.value)
        )
