"""A trial in progress, written straight into the tables, and comparisons that belong to it."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, update

from genkan.catalogue import Deployment
from genkan.kit import new_id
from genkan.trial.evidence import Mode
from genkan.trial.protocol import (
    Protocol,
    Trial,
    TrialArm,
    TrialOrganisation,
    TrialState,
    TrialTask,
    add_trial,
)
from genkan.trial.protocol.store.tables import (
    trial_organisation_table,
    trial_protocol_table,
    trial_table,
)

from .conftest import TrialRoom


async def open_trial(room: TrialRoom, deployments: Sequence[Deployment], **changes: Any) -> str:
    """A trial of the ministry with an arm for each deployment, called 「arm-1」 and so on; returns its id."""
    protocol = protocol_of(room, deployments, **changes)
    trial = Trial(
        id=new_id(room.clock),
        organisation_id=room.organisation.id,
        state=TrialState.OPEN,
        draft=protocol.document(),
        version=1,
        created_at=room.clock(),
        created_by="system",
    )
    signed = {
        "trial_id": trial.id,
        "number": 0,
        "document": protocol.document(),
        "digest": protocol.digest(),
        "reason": "",
        "signed_by": "system",
        "signed_at": room.clock(),
    }
    async with room.database.write() as connection:
        await add_trial(connection, trial)
        await connection.execute(insert(trial_protocol_table), signed)
        place = {"organisation_id": room.organisation.id, "trial_id": trial.id}
        await connection.execute(insert(trial_organisation_table), place)
    return trial.id


def protocol_of(room: TrialRoom, deployments: Sequence[Deployment], **changes: Any) -> Protocol:
    """A protocol that names the deployments."""
    arms = tuple(
        TrialArm(
            name=f"arm-{number}",
            deployment=one.id,
            title=one.title,
            build=one.build,
            parameters={"temperature": 0},
        )
        for number, one in enumerate(deployments, start=1)
    )
    facts: dict[str, Any] = {
        "title": "例示省モデル試行",
        "purpose": "試験",
        "opens_on": "2026-11-01",
        "closes_on": "2027-01-31",
        "organisations": (TrialOrganisation(organisation=room.organisation.id, title="例示省", staff=1000),),
        "arms": arms,
        "tasks": (TrialTask(task="compare", title="比較", mode=Mode.PAIR),),
        "information_classes": (1, 2),
    }
    return Protocol(**{**facts, **changes})


async def set_state(room: TrialRoom, trial_id: str, state: TrialState) -> None:
    """Open or close the trial."""
    async with room.database.write() as connection:
        statement = update(trial_table).where(trial_table.c.id == trial_id).values(state=state.value)
        await connection.execute(statement)


async def belongs_to(room: TrialRoom, comparison_id: str, trial_id: str) -> None:
    """Record the assignment of the comparison once more, as one of the trial: the newest record counts."""
    [assigned] = [
        row for row in await room.events("trial:comparison:assigned") if row["object_id"] == comparison_id
    ]
    details = {**json.loads(assigned["details"]), "trial": trial_id}
    room.clock.advance(seconds=1)
    async with room.database.write() as connection:
        await room.ledger.record(
            connection,
            assigned["kind"],
            actor=assigned["actor"],
            organisation_id=assigned["organisation_id"],
            object_id=comparison_id,
            details=details,
        )
