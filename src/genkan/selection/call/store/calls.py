"""SQL of calls and their editions."""

import json
from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import canonical_json, storable
from genkan.selection.call.call import Call, CallState, Edition
from genkan.selection.call.content import as_data, content_from
from genkan.selection.call.store.tables import call_table, edition_table
from genkan.storage import insert_once


async def add_call(connection: AsyncConnection, call: Call) -> None:
    """Write a new call."""
    await connection.execute(call_table.insert().values(_row(call)))


async def change_call(connection: AsyncConnection, call: Call, *, seen: int) -> bool:
    """Write a call as it is now; False where it is no longer as it was ``seen``."""
    own = call_table.update().where(call_table.c.id == call.id, call_table.c.version == seen)
    return (await connection.execute(own.values(_row(call)))).rowcount == 1


async def find_call(
    connection: AsyncConnection, call_id: str, *, organisation_id: str | None = None, lock: bool = False
) -> Call | None:
    """The call, if it is that of the organisation; ``lock`` lets nobody else change it meanwhile."""
    query = select(call_table).where(call_table.c.id == storable(call_id))
    if organisation_id is not None:
        query = query.where(call_table.c.organisation_id == organisation_id)
    if lock:
        query = query.with_for_update()
    row = (await connection.execute(query)).one_or_none()
    return _call(row) if row else None


async def list_calls(connection: AsyncConnection, organisation_id: str) -> tuple[Call, ...]:
    """The calls of an organisation, the newest first."""
    query = select(call_table).where(call_table.c.organisation_id == organisation_id)
    rows = await connection.execute(query.order_by(call_table.c.id.desc()))
    return tuple(_call(row) for row in rows)


async def public_calls(connection: AsyncConnection) -> tuple[Call, ...]:
    """The calls that everybody may read, the newest first."""
    query = select(call_table).where(call_table.c.state != CallState.DRAFT)
    rows = await connection.execute(query.order_by(call_table.c.id.desc()))
    return tuple(_call(row) for row in rows)


async def titles_of(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Title and organisation of calls, by id."""
    rows = await connection.execute(select(call_table).where(call_table.c.id.in_(ids)))
    return {row.id: (json.loads(row.content)["title"], row.organisation_id) for row in rows}


async def add_edition(connection: AsyncConnection, edition: Edition) -> bool:
    """Write an edition; False where another of its number was quicker."""
    row = {
        "id": edition.id,
        "call_id": edition.call_id,
        "number": edition.number,
        "at": edition.at,
        "person_id": edition.person_id,
        "reason": edition.reason,
        "changed": "\n".join(edition.changed),
        "digest": edition.digest,
        "record": edition.record,
    }
    return await insert_once(connection, edition_table, row)


async def editions_of(connection: AsyncConnection, call_id: str) -> tuple[Edition, ...]:
    """The editions of a call, the first first."""
    query = select(edition_table).where(edition_table.c.call_id == call_id)
    rows = await connection.execute(query.order_by(edition_table.c.number))
    return tuple(_edition(row) for row in rows)


def _row(call: Call) -> dict[str, object]:
    return {
        "id": call.id,
        "organisation_id": call.organisation_id,
        "state": call.state,
        "version": call.version,
        "digest": call.digest,
        "created_at": call.created_at,
        "content": canonical_json(as_data(call.content)),
    }


def _call(row: Row[tuple[object, ...]]) -> Call:
    return Call(
        id=row.id,
        organisation_id=row.organisation_id,
        state=CallState(row.state),
        version=row.version,
        content=content_from(json.loads(row.content)),
        created_at=row.created_at,
        digest=row.digest,
    )


def _edition(row: Row[tuple[object, ...]]) -> Edition:
    return Edition(
        id=row.id,
        call_id=row.call_id,
        number=row.number,
        at=row.at,
        person_id=row.person_id,
        reason=row.reason,
        changed=tuple(filter(None, row.changed.split("\n"))),
        record=row.record,
        digest=row.digest,
    )
