"""SQL of trials: which runs tried a version side by side."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.making.store.tables import trial_run_table, trial_table, version_table
from genkan.kit import storable


@dataclass(frozen=True)
class Trial:
    """One filled form that was sent to several models; runs may be deleted before it."""

    id: str
    version_id: str
    person_id: str
    created_at: datetime
    run_ids: tuple[str, ...]


async def add_trial(connection: AsyncConnection, trial: Trial) -> None:
    """Write a trial with its runs in their order."""
    row = {"id": trial.id, "version_id": trial.version_id, "person_id": trial.person_id}
    await connection.execute(trial_table.insert().values(**row, created_at=trial.created_at))
    rows = [
        {"trial_id": trial.id, "run_id": run_id, "position": position}
        for position, run_id in enumerate(trial.run_ids)
    ]
    await connection.execute(trial_run_table.insert(), rows)


async def find_trial(connection: AsyncConnection, trial_id: str) -> Trial | None:
    """The trial of an id."""
    row = (
        await connection.execute(select(trial_table).where(trial_table.c.id == storable(trial_id)))
    ).one_or_none()
    if row is None:
        return None
    return Trial(row.id, row.version_id, row.person_id, row.created_at, await _runs_of(connection, trial_id))


async def trials_of(connection: AsyncConnection, version_id: str, *, limit: int = 20) -> tuple[Trial, ...]:
    """The newest trials of a version, newest first."""
    query = select(trial_table).where(trial_table.c.version_id == version_id)
    rows = await connection.execute(query.order_by(trial_table.c.id.desc()).limit(limit))
    return tuple(
        [
            Trial(row.id, row.version_id, row.person_id, row.created_at, await _runs_of(connection, row.id))
            for row in rows.all()
        ]
    )


async def delete_trials(connection: AsyncConnection, app_id: str) -> None:
    """Delete the trials of all versions of an app; their runs stay with those who ran them."""
    versions = select(version_table.c.id).where(version_table.c.app_id == app_id)
    trials = select(trial_table.c.id).where(trial_table.c.version_id.in_(versions))
    await connection.execute(trial_run_table.delete().where(trial_run_table.c.trial_id.in_(trials)))
    await connection.execute(trial_table.delete().where(trial_table.c.version_id.in_(versions)))


async def _runs_of(connection: AsyncConnection, trial_id: str) -> tuple[str, ...]:
    query = select(trial_run_table.c.run_id).where(trial_run_table.c.trial_id == trial_id)
    return tuple((await connection.execute(query.order_by(trial_run_table.c.position))).scalars())
