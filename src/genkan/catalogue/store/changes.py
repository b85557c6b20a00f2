"""The history of deployments: in which state each was from when on."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Row, String, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.change import Change
from genkan.catalogue.deployment import DeploymentState
from genkan.storage import Moment, metadata

change_table = Table(
    "deployment_change",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("deployment_id", String(36), ForeignKey("deployment.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("details", JSON, nullable=False),
)


async def add_change(connection: AsyncConnection, change: Change) -> None:
    """Write a change."""
    values = {**asdict(change), "state": change.state.value, "details": dict(change.details)}
    await connection.execute(insert(change_table).values(values))


async def changes_of(connection: AsyncConnection, deployment_id: str) -> tuple[Change, ...]:
    """The changes of a deployment, oldest first."""
    statement = (
        select(change_table)
        .where(change_table.c.deployment_id == deployment_id)
        .order_by(change_table.c.at, change_table.c.id)
    )
    return tuple(_from_row(row) for row in await connection.execute(statement))


async def states_at(connection: AsyncConnection, moment: datetime) -> Mapping[str, DeploymentState]:
    """In which state each deployment was at a moment; those registered later are missing."""
    statement = (
        select(change_table.c.deployment_id, change_table.c.state)
        .where(change_table.c.at <= moment)
        .order_by(change_table.c.at, change_table.c.id)
    )
    rows = await connection.execute(statement)
    return {row.deployment_id: DeploymentState(row.state) for row in rows}


def _from_row(row: Row[tuple[object, ...]]) -> Change:
    return Change(
        id=row.id,
        deployment_id=row.deployment_id,
        at=row.at,
        state=DeploymentState(row.state),
        actor=row.actor,
        details=row.details,
    )
