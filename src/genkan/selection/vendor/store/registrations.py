"""SQL of registrations that wait for the office; what was decided about leaves no row."""

from datetime import datetime

from sqlalchemy import Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import storable
from genkan.selection.call.call import CallState
from genkan.selection.call.store.tables import call_table
from genkan.selection.vendor.registration import Registration
from genkan.selection.vendor.store.tables import registration_table


async def add_registration(connection: AsyncConnection, registration: Registration) -> None:
    """Write a registration."""
    row = {column.name: getattr(registration, column.name) for column in registration_table.c}
    await connection.execute(registration_table.insert().values(row))


async def count_of_line(connection: AsyncConnection, line: str) -> int:
    """How many waiting registrations came from a line of the internet, at whatever office."""
    query = select(func.count()).where(registration_table.c.line == line)
    return (await connection.execute(query)).scalar_one()


async def count_waiting(connection: AsyncConnection, organisation_id: str) -> int:
    """How many registrations wait for an office."""
    own = registration_table.c.organisation_id == organisation_id
    return (await connection.execute(select(func.count()).where(own))).scalar_one()


async def list_registrations(connection: AsyncConnection, organisation_id: str) -> tuple[Registration, ...]:
    """The registrations that wait for an office, the oldest first."""
    query = select(registration_table).where(registration_table.c.organisation_id == organisation_id)
    rows = await connection.execute(query.order_by(registration_table.c.asked_at, registration_table.c.id))
    return tuple(_registration(row) for row in rows)


async def take_registration(
    connection: AsyncConnection, registration_id: str, *, organisation_id: str
) -> Registration | None:
    """The registration, which waits no more; None where there is none, or somebody was quicker."""
    table = registration_table
    own = (table.c.id == storable(registration_id), table.c.organisation_id == organisation_id)
    row = (await connection.execute(select(table).where(*own).with_for_update())).one_or_none()
    if row is None or (await connection.execute(table.delete().where(*own))).rowcount != 1:
        return None
    return _registration(row)


async def over_registrations(connection: AsyncConnection, *, before: datetime) -> tuple[Registration, ...]:
    """The registrations that nobody decided about, and that are from before a moment or to a call that is over."""
    table = registration_table
    over = select(call_table.c.id).where(call_table.c.state == CallState.DECIDED)
    query = select(table).where(or_(table.c.asked_at < before, table.c.call_id.in_(over)))
    return tuple(_registration(row) for row in await connection.execute(query.order_by(table.c.id)))


def _registration(row: Row[tuple[object, ...]]) -> Registration:
    return Registration(**{column.name: getattr(row, column.name) for column in registration_table.c})
