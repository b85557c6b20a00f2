"""SQL of the versions of made apps."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import RowMapping, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.making.content import from_text, to_text
from genkan.apps.making.made_app import LONGEST_TITLE, Review, Version, VersionState
from genkan.apps.making.store.apps import offered_on
from genkan.apps.making.store.tables import made_app_table, version_table
from genkan.kit import storable


async def add_version(connection: AsyncConnection, version: Version) -> None:
    """Write a new version."""
    row = {"id": version.id, "app_id": version.app_id, "number": version.number, "state": version.state}
    said = {"title": version.content.title[:LONGEST_TITLE], "content": to_text(version.content)}
    made = {"created_by": version.created_by, "created_at": version.created_at}
    await connection.execute(version_table.insert().values({**row, **said, **made, **vars(version.review)}))


async def move_version(
    connection: AsyncConnection, version_id: str, state: VersionState, review: Review | None = None
) -> None:
    """Write where a version stands, and what became of its submission."""
    decided = vars(review) if review else {}
    change = version_table.update().where(version_table.c.id == version_id)
    await connection.execute(change.values(state=state, **decided))


async def find_version(connection: AsyncConnection, version_id: str) -> Version | None:
    """The version of an id."""
    query = select(version_table).where(version_table.c.id == storable(version_id))
    row = (await connection.execute(query)).mappings().one_or_none()
    return version_of(row) if row else None


async def versions_of(connection: AsyncConnection, app_id: str) -> tuple[Version, ...]:
    """The versions of an app, newest first."""
    query = select(version_table).where(version_table.c.app_id == app_id)
    rows = await connection.execute(query.order_by(version_table.c.number.desc()))
    return tuple(version_of(row) for row in rows.mappings())


async def latest_versions(connection: AsyncConnection, app_ids: Sequence[str]) -> dict[str, Version]:
    """The newest version of each app, by its id."""
    newest = (
        select(version_table.c.app_id, func.max(version_table.c.number).label("number"))
        .where(version_table.c.app_id.in_(app_ids))
        .group_by(version_table.c.app_id)
        .subquery()
    )
    is_newest = (version_table.c.app_id == newest.c.app_id) & (version_table.c.number == newest.c.number)
    rows = (await connection.execute(select(version_table).join(newest, is_newest))).mappings()
    return {row["app_id"]: version_of(row) for row in rows}


async def version_in_state(connection: AsyncConnection, app_id: str, state: VersionState) -> Version | None:
    """The version of an app that stands there; at most one is in review, and one published."""
    query = select(version_table).where(version_table.c.app_id == app_id, version_table.c.state == state)
    row = (await connection.execute(query)).mappings().first()
    return version_of(row) if row else None


async def published_versions(connection: AsyncConnection, app_ids: Sequence[str]) -> dict[str, Version]:
    """The published version of each app that has one, by its id."""
    query = select(version_table).where(
        version_table.c.state == VersionState.PUBLISHED, version_table.c.app_id.in_(app_ids)
    )
    return {row["app_id"]: version_of(row) for row in (await connection.execute(query)).mappings()}


async def versions_of_organisation(
    connection: AsyncConnection, organisation_id: str, state: VersionState
) -> tuple[Version, ...]:
    """The versions in an organisation that stand there, those first that were submitted first."""
    own = select(made_app_table.c.id).where(made_app_table.c.organisation_id == organisation_id)
    query = select(version_table).where(version_table.c.state == state, version_table.c.app_id.in_(own))
    rows = await connection.execute(query.order_by(version_table.c.submitted_at, version_table.c.id))
    return tuple(version_of(row) for row in rows.mappings())


async def published_on(
    connection: AsyncConnection, day: date, *, organisation_id: str
) -> tuple[Version, ...]:
    """The published versions that people of an organisation are offered on a day, by title."""
    query = select(version_table).where(
        version_table.c.state == VersionState.PUBLISHED,
        version_table.c.app_id.in_(offered_on(day, organisation_id=organisation_id)),
    )
    rows = await connection.execute(query.order_by(version_table.c.title, version_table.c.id))
    return tuple(version_of(row) for row in rows.mappings())


async def delete_versions(connection: AsyncConnection, app_id: str) -> None:
    """Delete the versions of an app whose trials are gone already."""
    await connection.execute(version_table.delete().where(version_table.c.app_id == app_id))


def version_of(row: RowMapping) -> Version:
    """The version of a row of the table."""
    return Version(
        id=row["id"],
        app_id=row["app_id"],
        number=row["number"],
        state=VersionState(row["state"]),
        content=from_text(row["content"]),
        created_by=row["created_by"],
        created_at=row["created_at"],
        review=Review(
            submitted_by=row["submitted_by"],
            submitted_at=row["submitted_at"],
            decided_by=row["decided_by"],
            decided_at=row["decided_at"],
            reason=row["reason"],
            alone=row["alone"],
        ),
    )
