"""Which apps people like to have at hand."""

from sqlalchemy import Column, ForeignKey, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import storable
from genkan.storage import insert_once, metadata

table = Table(
    "favourite_app",
    metadata,
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("app_id", String(100), primary_key=True),
)


async def favourites_of(connection: AsyncConnection, person_id: str) -> frozenset[str]:
    """The ids of a person's favourite apps."""
    query = select(table.c.app_id).where(table.c.person_id == person_id)
    return frozenset((await connection.execute(query)).scalars())


async def add_favourite(connection: AsyncConnection, person_id: str, app_id: str) -> None:
    """Add one; nothing where it is one already."""
    await insert_once(connection, table, {"person_id": person_id, "app_id": app_id})


async def remove_favourite(connection: AsyncConnection, person_id: str, app_id: str) -> None:
    """Take one away; nothing where it is none."""
    await connection.execute(
        table.delete().where(table.c.person_id == person_id, table.c.app_id == storable(app_id))
    )
