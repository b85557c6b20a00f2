"""Eras of arms: which one runs, and which began lately."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.protocol.store.tables import trial_era_table, trial_table


class EraNews(NamedTuple):
    """The beginning of an era; ``reason`` as it was recorded."""

    trial_id: str
    arm: str
    era: int
    build: str
    reason: str
    began_at: datetime


async def current_era(connection: AsyncConnection, trial_id: str, arm: str) -> int:
    """The era in which the arm is; the first where none began."""
    table = trial_era_table.c
    statement = select(func.max(table.era)).where(table.trial_id == trial_id, table.arm == arm)
    return (await connection.execute(statement)).scalar_one_or_none() or 1


async def begin_era(connection: AsyncConnection, news: EraNews) -> bool:
    """Write the beginning; False where this era has begun already."""
    return await insert_once(connection, trial_era_table, news._asdict())


async def eras_of(connection: AsyncConnection, trial_id: str) -> tuple[EraNews, ...]:
    """Every beginning of the trial, in the order of arms and eras."""
    table = trial_era_table.c
    statement = _selected().where(table.trial_id == trial_id).order_by(table.arm, table.era)
    return tuple(EraNews(*row) for row in await connection.execute(statement))


async def recent_eras(
    connection: AsyncConnection, *, organisation_id: str, since: datetime
) -> tuple[EraNews, ...]:
    """Later eras that began since then in the trials that the organisation runs, newest first."""
    table = trial_era_table.c
    own = select(trial_table.c.id).where(trial_table.c.organisation_id == organisation_id)
    chosen = table.trial_id.in_(own), table.began_at >= since, table.era > 1
    statement = _selected().where(*chosen).order_by(table.began_at.desc(), table.arm)
    return tuple(EraNews(*row) for row in await connection.execute(statement))


def _selected():
    table = trial_era_table.c
    return select(table.trial_id, table.arm, table.era, table.build, table.reason, table.began_at)
