"""What the periodic looks at deployments found."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Row, String, Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.health import Probe
from genkan.storage import Moment, metadata

probe_table = Table(
    "deployment_probe",
    metadata,
    Column("deployment_id", String(36), ForeignKey("deployment.id"), primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("ok", Boolean, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("problem", String(200), nullable=False),
)


async def add_probe(connection: AsyncConnection, probe: Probe) -> None:
    """Write what a look found."""
    await connection.execute(insert(probe_table).values(asdict(probe)))


async def latest_probes(connection: AsyncConnection) -> Mapping[str, Probe]:
    """The last look at each deployment that was ever looked at."""
    newest = (
        select(probe_table.c.deployment_id, func.max(probe_table.c.at).label("at"))
        .group_by(probe_table.c.deployment_id)
        .subquery()
    )
    same = (probe_table.c.deployment_id == newest.c.deployment_id) & (probe_table.c.at == newest.c.at)
    rows = await connection.execute(select(probe_table).join(newest, same))
    return {row.deployment_id: _from_row(row) for row in rows}


async def probes_of(connection: AsyncConnection, deployment_id: str, *, limit: int) -> tuple[Probe, ...]:
    """The last looks at a deployment, newest first."""
    statement = (
        select(probe_table)
        .where(probe_table.c.deployment_id == deployment_id)
        .order_by(probe_table.c.at.desc())
        .limit(limit)
    )
    return tuple(_from_row(row) for row in await connection.execute(statement))


async def forget_probes(connection: AsyncConnection, *, before: datetime) -> None:
    """Remove the looks that are older."""
    await connection.execute(delete(probe_table).where(probe_table.c.at < before))


def _from_row(row: Row[tuple[object, ...]]) -> Probe:
    return Probe(
        deployment_id=row.deployment_id,
        at=row.at,
        ok=row.ok,
        milliseconds=row.milliseconds,
        problem=row.problem,
    )
