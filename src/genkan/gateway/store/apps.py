"""The names of apps that rooms of the house introduced, so that rules, budgets and switches can name them."""

from collections.abc import Mapping

from sqlalchemy import Column, ForeignKey, String, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.named_app import NamedApp
from genkan.storage import insert_into, insert_once, metadata

introduced_app = Table(
    "introduced_app",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("title", String(100), nullable=False),
)

house_app = Table(
    "house_app",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("title", String(100), nullable=False),
)


async def introduce_app(
    connection: AsyncConnection, organisation_id: str, name: str, *, title: str, renames: bool = True
) -> None:
    """Let an organisation's rules, budgets and switches name an app from now on, also before its first call.

    No row is written where all is known. With ``renames`` the title is the newest, for every organisation that knows
    the app; without, as for a draft that somebody tries, it counts only where the app was not known.
    """
    row = {"organisation_id": organisation_id, "name": name, "title": title}
    await insert_once(connection, introduced_app, row)
    if renames:
        outdated = (introduced_app.c.name == name, introduced_app.c.title != title)
        await connection.execute(update(introduced_app).where(*outdated).values(title=title))


async def introduced_apps(connection: AsyncConnection) -> tuple[NamedApp, ...]:
    """Those of single organisations, and those that every one has."""
    everywhere = await titles_everywhere(connection)
    own = [
        NamedApp(row.organisation_id, row.name, everywhere.get(row.name) or row.title)
        for row in await connection.execute(select(introduced_app))
    ]
    return (*own, *(NamedApp(None, name, title) for name, title in everywhere.items()))


async def app_titles(connection: AsyncConnection, *, organisation_id: str | None) -> dict[str, str]:
    """The titles by name, of the apps that one organisation or (``None``) any knows and that have one."""
    reach = {None, organisation_id}
    found = await introduced_apps(connection)
    return {
        each.name: each.title
        for each in found
        if each.title and (organisation_id is None or each.organisation_id in reach)
    }


async def is_everywhere(connection: AsyncConnection, name: str) -> bool:
    """Whether every organisation has an app of this name, which then stands for no other."""
    return name in await titles_everywhere(connection)


async def titles_everywhere(connection: AsyncConnection) -> dict[str, str]:
    """The titles of the apps that every organisation has, by name."""
    return {row.name: row.title for row in await connection.execute(select(house_app))}


async def write_everywhere(connection: AsyncConnection, titles: Mapping[str, str]) -> None:
    """Write those apps with their titles, also where another process does the same."""
    statement = insert_into(connection, house_app)
    statement = statement.on_conflict_do_update(
        index_elements=["name"], set_={"title": statement.excluded.title}
    )
    rows = [{"name": name, "title": title} for name, title in sorted(titles.items())]
    await connection.execute(statement, rows)
