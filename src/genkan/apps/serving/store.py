"""The tables of lent apps and of how often keys ran them."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, case, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.serving.served_app import ServedApp
from genkan.kit import storable
from genkan.storage import Moment, insert_into, metadata

table = Table(
    "served_app",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("app_id", String(100), primary_key=True),
    Column("deployment_id", String(36), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("opened_by", String(36), nullable=False),
    Column("per_minute", Integer, nullable=True),
    Column("per_month", Integer, nullable=True),
)

use_table = Table(
    "served_use",
    metadata,
    Column("api_key_id", String(36), primary_key=True),
    Column("app_id", String(100), primary_key=True),
    Column("span", String(6), primary_key=True),
    Column("period", Integer, nullable=False),
    Column("used", Integer, nullable=False),
)


async def served_apps(connection: AsyncConnection, organisation_id: str) -> tuple[ServedApp, ...]:
    """What an organisation lends, the oldest first."""
    query = select(table).where(table.c.organisation_id == organisation_id).order_by(table.c.opened_at)
    return tuple(ServedApp(**row) for row in (await connection.execute(query)).mappings())


async def find_served(connection: AsyncConnection, organisation_id: str, app_id: str) -> ServedApp | None:
    """One of them."""
    query = select(table).where(
        table.c.organisation_id == organisation_id, table.c.app_id == storable(app_id)
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    return ServedApp(**row) if row else None


async def write_served(connection: AsyncConnection, served: ServedApp) -> None:
    """Lend an app, or lend it with another model."""
    terms = {name: value for name, value in vars(served).items() if name not in table.primary_key.columns}
    statement = insert_into(connection, table).values(vars(served))
    await connection.execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=terms)
    )


async def remove_served(connection: AsyncConnection, organisation_id: str, app_id: str) -> None:
    """Lend an app no more."""
    where = (table.c.organisation_id == organisation_id, table.c.app_id == storable(app_id))
    await connection.execute(table.delete().where(*where))


async def count_use(
    connection: AsyncConnection, key_id: str, app_id: str, *, span: str, window: int, most: int
) -> bool:
    """Count one request in a window, in one statement whoever else counts; False where it would be one too many.

    A later window begins anew; a process whose clock is behind counts in the window that stands.
    """
    row = {"api_key_id": key_id, "app_id": app_id, "span": span, "period": window, "used": 1}
    new = use_table.c.period < window
    statement = insert_into(connection, use_table).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=list(use_table.primary_key.columns),
        set_={
            "used": case((new, 1), else_=use_table.c.used + 1),
            "period": case((new, window), else_=use_table.c.period),
        },
        where=or_(new, use_table.c.used < most),
    )
    return (await connection.execute(statement.returning(use_table.c.used))).first() is not None
