"""Reading and writing trials."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import storable
from genkan.storage import insert_once
from genkan.trial.protocol.document import read_protocol
from genkan.trial.protocol.store.eras import eras_of
from genkan.trial.protocol.store.tables import trial_organisation_table, trial_protocol_table, trial_table
from genkan.trial.protocol.trial import GOING_ON, Running, Trial, TrialState


async def add_trial(connection: AsyncConnection, trial: Trial) -> None:
    """Write a new trial."""
    await connection.execute(insert(trial_table), {**vars(trial), "state": trial.state.value})


async def change_trial(connection: AsyncConnection, trial: Trial, *, seen: int) -> bool:
    """Write state, draft and version of a trial; False where it is no longer of the version ``seen``."""
    own = update(trial_table).where(trial_table.c.id == trial.id, trial_table.c.version == seen)
    values = {"state": trial.state.value, "draft": trial.draft, "version": trial.version}
    return (await connection.execute(own.values(values))).rowcount == 1


async def find_trial(connection: AsyncConnection, trial_id: str, *, lock: bool = False) -> Trial | None:
    """The trial; ``lock`` lets nobody else change it meanwhile."""
    query = select(trial_table).where(trial_table.c.id == storable(trial_id))
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else _trial(row)


async def list_trials(connection: AsyncConnection) -> tuple[Trial, ...]:
    """All trials, the newest first."""
    rows = await connection.execute(select(trial_table).order_by(trial_table.c.id.desc()))
    return tuple(_trial(row) for row in rows)


async def enter_organisations(
    connection: AsyncConnection, trial_id: str, organisations: Iterable[str]
) -> tuple[str, ...]:
    """Let the trial run in these organisations and no others; gives those in which another trial runs.

    Where there are any, the transaction must not be committed.
    """
    wanted = tuple(organisations)
    table = trial_organisation_table
    own = table.c.trial_id == trial_id
    await connection.execute(delete(table).where(own, table.c.organisation_id.not_in(wanted)))
    there = set((await connection.execute(select(table.c.organisation_id).where(own))).scalars())
    refused: list[str] = []
    for organisation_id in sorted(set(wanted) - there):
        if not await insert_once(
            connection, table, {"organisation_id": organisation_id, "trial_id": trial_id}
        ):
            refused.append(organisation_id)
    return tuple(refused)


async def trials_going_on(connection: AsyncConnection) -> tuple[str, ...]:
    """The ids of the trials that assign or still take votes."""
    query = select(trial_table.c.id).where(trial_table.c.state.in_(GOING_ON)).order_by(trial_table.c.id)
    return tuple((await connection.execute(query)).scalars())


async def leave_organisations(connection: AsyncConnection, trial_id: str) -> None:
    """Let the trial run nowhere."""
    table = trial_organisation_table
    await connection.execute(delete(table).where(table.c.trial_id == trial_id))


async def titles_of(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Document of the draft and organisation of trials, by id."""
    query = select(trial_table.c.id, trial_table.c.draft, trial_table.c.organisation_id)
    rows = await connection.execute(query.where(trial_table.c.id.in_(ids)))
    return {row.id: (row.draft, row.organisation_id) for row in rows}


async def hold_running(connection: AsyncConnection, organisation_id: str) -> str:
    """Keep the trial of an organisation from closing and changing until the transaction ends; its id, empty without one.

    A transaction that is closing it is waited for.
    """
    running = (
        select(trial_table.c.id)
        .join(trial_organisation_table, trial_organisation_table.c.trial_id == trial_table.c.id)
        .where(
            trial_organisation_table.c.organisation_id == organisation_id,
            trial_table.c.state == TrialState.OPEN.value,
        )
    )
    held = await connection.execute(running.with_for_update(read=True, of=trial_table))
    return held.scalar_one_or_none() or ""


async def running_trial(
    connection: AsyncConnection, organisation_id: str, *, winding_up: bool = False
) -> Running | None:
    """The trial that runs in the daily work of an organisation, with the protocol in force; ``None`` without one.

    One that is ``winding_up`` assigns no more and still takes votes.
    """
    states = GOING_ON if winding_up else (TrialState.OPEN.value,)
    newest = (
        select(trial_table.c.id, trial_table.c.organisation_id, trial_table.c.state, trial_protocol_table)
        .join(trial_organisation_table, trial_organisation_table.c.trial_id == trial_table.c.id)
        .join(trial_protocol_table, trial_protocol_table.c.trial_id == trial_table.c.id)
        .where(
            trial_organisation_table.c.organisation_id == organisation_id,
            trial_table.c.state.in_(states),
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
        eras={arm.name: 1 for arm in protocol.arms} | await eras_of(connection, str(row.id)),
        assigns=row.state == TrialState.OPEN.value,
    )


def _trial(row: Row[Any]) -> Trial:
    return Trial(
        id=row.id,
        organisation_id=row.organisation_id,
        state=TrialState(row.state),
        draft=row.draft,
        version=row.version,
        created_at=row.created_at,
        created_by=row.created_by,
    )
