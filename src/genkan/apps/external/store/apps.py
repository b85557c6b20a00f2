"""The table of external apps; the sealed key is read by those functions only that say so."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import cast

import msgspec
from sqlalchemy import JSON, Boolean, Column, ForeignKey, RowMapping, String, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.external.app import AppState, ExternalApp, Facts
from genkan.apps.external.errors import ExternalAppUnknown
from genkan.apps.form.schema import read_form, write_form
from genkan.apps.gennai.registration import AppStatus, Registration
from genkan.kit import storable
from genkan.storage import Moment, insert_once, metadata

external_app = Table(
    "external_app",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False, index=True),
    Column("name", String(60), nullable=False, unique=True),
    Column("state", String(12), nullable=False),
    Column("title", String(100), nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("how_to_use", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("config", JSON, nullable=False),
    Column("system_prompt", Text, nullable=False),
    Column("system_prompt_key", String(100), nullable=False),
    Column("copyable", Boolean, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("sealed_key", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
_READ = [column for column in external_app.c if column.name != "sealed_key"]
_HAS_KEY = (external_app.c.sealed_key != "").label("has_key")


async def add_app(connection: AsyncConnection, app: ExternalApp) -> bool:
    """Write a new app, without a key; False where another has its name by now, also one written beside this.

    ``Registry.register`` is the whole deed.
    """
    values = {"id": app.id, "organisation_id": app.organisation_id, "name": app.name, "sealed_key": ""}
    row = values | {"created_at": app.created_at} | _changing(app)
    return await insert_once(connection, external_app, row)


async def change_app(connection: AsyncConnection, app: ExternalApp) -> None:
    """Write what may change of an app."""
    where = external_app.c.id == app.id
    await connection.execute(external_app.update().where(where).values(_changing(app)))


async def find_app(connection: AsyncConnection, app_id: str) -> ExternalApp:
    """The app. Raises ``ExternalAppUnknown``."""
    query = select(*_READ, _HAS_KEY).where(external_app.c.id == storable(app_id))
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise ExternalAppUnknown
    return _app(row)


async def find_own_app(connection: AsyncConnection, app_id: str, *, organisation_id: str) -> ExternalApp:
    """The app of this organisation. Raises ``ExternalAppUnknown``."""
    app = await find_app(connection, app_id)
    if app.organisation_id != organisation_id:
        raise ExternalAppUnknown
    return app


async def lock_own_app(connection: AsyncConnection, app_id: str, *, organisation_id: str) -> ExternalApp:
    """The same, which no other transaction changes until this one has ended. Raises ``ExternalAppUnknown``."""
    where = external_app.c.id == storable(app_id)
    await connection.execute(select(external_app.c.id).where(where).with_for_update())
    return await find_own_app(connection, app_id, organisation_id=organisation_id)


async def list_apps(
    connection: AsyncConnection, organisation_id: str, *, state: AppState | None = None
) -> tuple[ExternalApp, ...]:
    """The apps of an organisation, or those in one state, by title."""
    query = select(*_READ, _HAS_KEY).where(external_app.c.organisation_id == organisation_id)
    if state is not None:
        query = query.where(external_app.c.state == state)
    rows = (await connection.execute(query.order_by(external_app.c.title, external_app.c.id))).mappings()
    return tuple(_app(row) for row in rows)


async def titles_of(connection: AsyncConnection, app_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Title and organisation of those of the ids that are apps."""
    columns = external_app.c.id, external_app.c.title, external_app.c.organisation_id
    query = select(*columns).where(external_app.c.id.in_(app_ids))
    return {row.id: (row.title, row.organisation_id) for row in await connection.execute(query)}


async def name_is_taken(connection: AsyncConnection, name: str) -> bool:
    """Whether an app of any organisation has the name."""
    query = select(external_app.c.id).where(external_app.c.name == name)
    return (await connection.execute(query)).first() is not None


async def keep_key(connection: AsyncConnection, app_id: str, sealed: str) -> None:
    """Write a sealed key in the place of the one before; empty removes it."""
    where = external_app.c.id == app_id
    await connection.execute(external_app.update().where(where).values(sealed_key=sealed))


async def sealed_key(connection: AsyncConnection, app_id: str) -> str:
    """The sealed key, for the call alone; empty where there is none."""
    query = select(external_app.c.sealed_key).where(external_app.c.id == app_id)
    return (await connection.execute(query)).scalar_one_or_none() or ""


def _changing(app: ExternalApp) -> dict[str, object]:
    given = app.registration
    return {
        "state": app.state,
        "title": given.name,
        "endpoint": given.endpoint,
        "description": given.description,
        "how_to_use": given.how_to_use,
        "form": json.dumps(write_form(given.form), ensure_ascii=False),
        "config": dict(given.config),
        "system_prompt": given.system_prompt,
        "system_prompt_key": given.system_prompt_key,
        "copyable": given.copyable,
        "facts": msgspec.to_builtins(app.facts),
        "updated_at": app.updated_at,
    }


def _app(row: RowMapping) -> ExternalApp:
    return ExternalApp(
        id=row["id"],
        organisation_id=row["organisation_id"],
        name=row["name"],
        state=AppState(row["state"]),
        registration=_registration(row),
        facts=msgspec.convert(row["facts"], Facts),
        has_key=bool(row["has_key"]),
        created_at=cast("datetime", row["created_at"]),
        updated_at=cast("datetime", row["updated_at"]),
    )


def _registration(row: RowMapping) -> Registration:
    published = row["state"] == AppState.PUBLISHED
    return Registration(
        name=row["title"],
        endpoint=row["endpoint"],
        form=read_form(json.loads(row["form"])),
        description=row["description"],
        how_to_use=row["how_to_use"],
        config=row["config"],
        system_prompt=row["system_prompt"],
        system_prompt_key=row["system_prompt_key"],
        status=AppStatus.PUBLISHED if published else AppStatus.DRAFT,
        copyable=row["copyable"],
    )
