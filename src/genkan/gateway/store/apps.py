"""The names of apps that rooms of the house introduced, so that rules, budgets and switches can name them."""

from sqlalchemy import Column, ForeignKey, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import metadata

introduced_app = Table(
    "introduced_app",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("name", String(80), primary_key=True),
)


async def introduce_app(connection: AsyncConnection, organisation_id: str, name: str) -> None:
    """Let an organisation's rules, budgets and switches name an app from now on, also before its first call."""
    if (organisation_id, name) not in await introduced_apps(connection):
        await connection.execute(introduced_app.insert().values(organisation_id=organisation_id, name=name))


async def introduced_apps(connection: AsyncConnection) -> frozenset[tuple[str, str]]:
    """All of them, each with the id of its organisation."""
    query = select(introduced_app.c.organisation_id, introduced_app.c.name)
    return frozenset((row.organisation_id, row.name) for row in await connection.execute(query))
