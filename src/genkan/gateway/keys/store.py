"""The table of API keys."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, RowMapping, String, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.gateway.errors import KeyUnknown
from genkan.gateway.keys.key import ApiKey
from genkan.gateway.named_app import NamedApp, told_apart
from genkan.gateway.store.apps import introduced_apps
from genkan.storage import Moment, metadata

api_key = Table(
    "api_key",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False, index=True),
    Column("owner_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("title", String(100), nullable=False),
    Column("app", String(80), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("beginning", String(16), nullable=False),
    Column("models", JSON, nullable=False),
    Column("addresses", JSON, nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("ceiling", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("replaces", String(36)),
    Column("may_read", Boolean, nullable=False),
)


async def add_key(connection: AsyncConnection, key: ApiKey) -> None:
    """Write a key."""
    values = {**asdict(key), "information_class": int(key.information_class), "ceiling": int(key.ceiling)}
    values |= {"models": list(key.models), "addresses": list(key.addresses)}
    await connection.execute(api_key.insert(), values)


async def find_key(connection: AsyncConnection, key_id: str, *, organisation_id: str) -> ApiKey:
    """A key of the organisation; raises ``KeyUnknown``."""
    query = select(api_key).where(api_key.c.id == key_id, api_key.c.organisation_id == organisation_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise KeyUnknown
    return _key(row)


async def list_keys(connection: AsyncConnection, *, organisation_id: str | None = None) -> tuple[ApiKey, ...]:
    """The keys of one organisation or of all, the newest first, those that ended included."""
    query = select(api_key).order_by(api_key.c.created_at.desc(), api_key.c.id.desc())
    if organisation_id is not None:
        query = query.where(api_key.c.organisation_id == organisation_id)
    return tuple(_key(row) for row in (await connection.execute(query)).mappings())


async def list_open_keys(connection: AsyncConnection, *, now: datetime) -> tuple[ApiKey, ...]:
    """The keys that may still open something at ``now`` or later."""
    query = select(api_key).where(api_key.c.expires_at > now)
    keys = (_key(row) for row in (await connection.execute(query)).mappings())
    return tuple(key for key in keys if key.in_force(now))


async def list_apps(connection: AsyncConnection) -> tuple[NamedApp, ...]:
    """The apps that keys were issued for and those that rooms introduced, by what people read."""
    query = select(api_key.c.organisation_id, api_key.c.app).where(api_key.c.app != "").distinct()
    of_keys = [NamedApp(row.organisation_id, row.app) for row in await connection.execute(query)]
    known = (*of_keys, *await introduced_apps(connection))
    named = {(each.organisation_id, each.name): each for each in known}
    return tuple(sorted(named.values(), key=lambda each: (each.shown, each.name, each.organisation_id or "")))


async def apps_of(connection: AsyncConnection, organisation_id: str) -> tuple[NamedApp, ...]:
    """Those that one organisation has, each once."""
    known = [app for app in await list_apps(connection) if app.organisation_id in (None, organisation_id)]
    everywhere = {app.name for app in known if app.organisation_id is None}
    return told_apart(app for app in known if app.organisation_id is None or app.name not in everywhere)


async def end_key(connection: AsyncConnection, key_id: str, *, at: datetime) -> None:
    """Let the key end at ``at``, unless it ends before."""
    earlier = api_key.c.revoked_at.is_(None) | (api_key.c.revoked_at > at)
    await connection.execute(update(api_key).where(api_key.c.id == key_id, earlier).values(revoked_at=at))


def _key(row: RowMapping) -> ApiKey:
    values: dict[str, Any] = dict(cast("Mapping[str, Any]", row))
    values |= {name: tuple(values[name]) for name in ("models", "addresses")}
    values |= {name: InformationClass(values[name]) for name in ("information_class", "ceiling")}
    return ApiKey(**values)
