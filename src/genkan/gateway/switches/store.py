"""The table of kill switches, those that were lifted included."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Boolean, Column, ForeignKey, RowMapping, String, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.switches.switch import Scope, Switch
from genkan.storage import Moment, metadata

kill_switch = Table(
    "kill_switch",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("scope", String(12), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("organisation_id", String(36), ForeignKey("organisation.id")),
    Column("reason", String(200), nullable=False),
    Column("thrown_at", Moment, nullable=False),
    Column("thrown_by", String(36), nullable=False),
    Column("by_operators", Boolean, nullable=False),
    Column("lifted_at", Moment),
    Column("lifted_by", String(36)),
)


async def add_switch(connection: AsyncConnection, switch: Switch) -> None:
    """Write a switch."""
    await connection.execute(kill_switch.insert(), asdict(switch) | {"scope": switch.scope.value})


async def in_force(connection: AsyncConnection) -> tuple[Switch, ...]:
    """The switches that stop something now, the newest first."""
    query = select(kill_switch).where(kill_switch.c.lifted_at.is_(None)).order_by(kill_switch.c.id.desc())
    return tuple(_switch(row) for row in (await connection.execute(query)).mappings())


async def list_switches(
    connection: AsyncConnection, *, organisation_id: str | None = None, limit: int = 200
) -> tuple[Switch, ...]:
    """All switches, the newest first; with ``organisation_id`` those that can concern the organisation."""
    query = select(kill_switch).order_by(kill_switch.c.id.desc()).limit(limit)
    if organisation_id is not None:
        own = kill_switch.c.organisation_id == organisation_id
        query = query.where(own | kill_switch.c.organisation_id.is_(None))
    return tuple(_switch(row) for row in (await connection.execute(query)).mappings())


async def find_switches(connection: AsyncConnection, switch_ids: Sequence[str]) -> tuple[Switch, ...]:
    """Those of the switches that exist, in no order."""
    rows = await connection.execute(select(kill_switch).where(kill_switch.c.id.in_(switch_ids)))
    return tuple(_switch(row) for row in rows.mappings())


async def lift(connection: AsyncConnection, switch_id: str, *, at: datetime, by: str) -> None:
    """Note that the switch stops nothing any more."""
    where = kill_switch.c.id == switch_id
    await connection.execute(update(kill_switch).where(where).values(lifted_at=at, lifted_by=by))


def _switch(row: RowMapping) -> Switch:
    values: dict[str, Any] = dict(cast("Mapping[str, Any]", row))
    values["scope"] = Scope(values["scope"])
    return Switch(**values)
