"""SQL of made apps."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.making.errors import MadeAppUnknown
from genkan.apps.making.made_app import MadeApp
from genkan.apps.making.store.tables import made_app_table, version_table
from genkan.kit import storable


async def add_app(connection: AsyncConnection, app: MadeApp) -> None:
    """Write an app without versions."""
    await connection.execute(made_app_table.insert().values(**vars(app)))


async def find_app(connection: AsyncConnection, app_id: str) -> MadeApp:
    """The app. Raises ``MadeAppUnknown``."""
    return await _one(connection, select(made_app_table).where(made_app_table.c.id == storable(app_id)))


async def lock_app(connection: AsyncConnection, app_id: str) -> MadeApp:
    """The app, of which no other transaction changes anything until this one ends. Raises ``MadeAppUnknown``."""
    return await _one(
        connection, select(made_app_table).where(made_app_table.c.id == storable(app_id)).with_for_update()
    )


async def apps_with_ids(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, MadeApp]:
    """The apps with these ids, by id."""
    found = await _many(connection, select(made_app_table).where(made_app_table.c.id.in_(ids)))
    return {app.id: app for app in found}


async def apps_of_teams(connection: AsyncConnection, team_ids: Sequence[str]) -> tuple[MadeApp, ...]:
    """The apps of these teams, newest first."""
    query = select(made_app_table).where(made_app_table.c.team_id.in_(team_ids))
    return await _many(connection, query)


async def apps_offered_to(connection: AsyncConnection, team_ids: Sequence[str]) -> tuple[MadeApp, ...]:
    """The apps that one of these teams is asked to take over."""
    return await _many(connection, select(made_app_table).where(made_app_table.c.offered_to.in_(team_ids)))


async def change_app(connection: AsyncConnection, app: MadeApp) -> None:
    """Write what may change of an app."""
    values = {"team_id": app.team_id, "everywhere": app.everywhere, "last_day": app.last_day}
    change = made_app_table.update().where(made_app_table.c.id == app.id)
    await connection.execute(change.values(**values, offered_to=app.offered_to))


async def delete_app(connection: AsyncConnection, app_id: str) -> None:
    """Delete an app whose versions are gone already."""
    await connection.execute(made_app_table.delete().where(made_app_table.c.id == app_id))


async def titles_of_apps(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Newest title and organisation of each app, by id."""
    query = (
        select(made_app_table.c.id, made_app_table.c.organisation_id, version_table.c.title)
        .join(version_table, version_table.c.app_id == made_app_table.c.id)
        .where(made_app_table.c.id.in_(ids))
        .order_by(version_table.c.number)
    )
    return {row.id: (row.title, row.organisation_id) for row in await connection.execute(query)}


def offered_on(day: date, *, organisation_id: str) -> Select[tuple[str]]:
    """The ids of the apps that people of an organisation may be offered on a day, for a condition of a query."""
    own = made_app_table.c.organisation_id == organisation_id
    lasts = made_app_table.c.last_day.is_(None) | (made_app_table.c.last_day >= day)
    return select(made_app_table.c.id).where(lasts, own | made_app_table.c.everywhere)


async def _one(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> MadeApp:
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise MadeAppUnknown
    return app_of(row)


async def _many(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> tuple[MadeApp, ...]:
    rows = await connection.execute(query.order_by(made_app_table.c.created_at.desc(), made_app_table.c.id))
    return tuple(app_of(row) for row in rows.mappings())


def app_of(row: RowMapping) -> MadeApp:
    """The app of a row of the table."""
    return MadeApp(
        id=row["id"],
        organisation_id=row["organisation_id"],
        team_id=row["team_id"],
        everywhere=row["everywhere"],
        last_day=row["last_day"],
        offered_to=row["offered_to"],
        created_by=row["created_by"],
        created_at=row["created_at"],
    )
