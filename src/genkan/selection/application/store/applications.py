"""SQL of applications and of what was handed in."""

import json
from collections.abc import Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import canonical_json, storable
from genkan.selection.application.application import Application, ApplicationState, Submission
from genkan.selection.application.content import as_data, content_from
from genkan.selection.application.store.tables import application_table, submission_table
from genkan.storage import insert_once


async def next_number(connection: AsyncConnection, call_id: str) -> int:
    """The number of the next application; the caller holds the call."""
    query = select(func.max(application_table.c.number)).where(application_table.c.call_id == call_id)
    return ((await connection.execute(query)).scalar_one() or 0) + 1


async def add_application(connection: AsyncConnection, application: Application) -> None:
    """Write a new application."""
    await connection.execute(application_table.insert().values(_row(application)))


async def change_application(connection: AsyncConnection, application: Application, *, seen: int) -> bool:
    """Write an application as it is now; False where it is no longer as it was ``seen``."""
    table = application_table
    own = table.update().where(table.c.id == application.id, table.c.version == seen)
    return (await connection.execute(own.values(_row(application)))).rowcount == 1


async def find_application(
    connection: AsyncConnection, application_id: str, *, vendor_id: str | None = None, lock: bool = False
) -> Application | None:
    """The application, if it is that of the vendor."""
    query = select(application_table).where(application_table.c.id == storable(application_id))
    if vendor_id is not None:
        query = query.where(application_table.c.vendor_id == vendor_id)
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return _application(row) if row else None


async def list_applications(
    connection: AsyncConnection, *, call_id: str = "", vendor_id: str = ""
) -> tuple[Application, ...]:
    """The applications to a call, or those of a vendor, by their numbers."""
    asked = application_table.c.call_id == call_id
    if vendor_id:
        asked = application_table.c.vendor_id == vendor_id
    order = (application_table.c.call_id.desc(), application_table.c.number)
    rows = await connection.execute(select(application_table).where(asked).order_by(*order))
    return tuple(_application(row) for row in rows)


async def labels_of(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Number and call of applications, by id."""
    rows = await connection.execute(select(application_table).where(application_table.c.id.in_(ids)))
    return {row.id: (f"{row.number:02}", row.call_id) for row in rows}


async def add_submission(connection: AsyncConnection, submission: Submission) -> bool:
    """Write what was handed in; False where another of its sequence was quicker."""
    row = {
        "id": submission.id,
        "application_id": submission.application_id,
        "sequence": submission.sequence,
        "at": submission.at,
        "late": submission.late,
        "missing": "\n".join(submission.missing),
        "digest": submission.digest,
        "record": submission.record,
    }
    return await insert_once(connection, submission_table, row)


async def submissions_of(connection: AsyncConnection, application_id: str) -> tuple[Submission, ...]:
    """Everything that was handed in of an application, the first first."""
    return (await submissions_by(connection, [application_id])).get(application_id, ())


async def submissions_by(
    connection: AsyncConnection, ids: Sequence[str]
) -> dict[str, tuple[Submission, ...]]:
    """Everything that was handed in, by application, the first first."""
    query = select(submission_table).where(submission_table.c.application_id.in_(ids))
    rows = await connection.execute(query.order_by(submission_table.c.sequence))
    found: dict[str, tuple[Submission, ...]] = {}
    for row in rows:
        found[row.application_id] = (*found.get(row.application_id, ()), _submission(row))
    return found


def _row(application: Application) -> dict[str, object]:
    return {
        "id": application.id,
        "call_id": application.call_id,
        "vendor_id": application.vendor_id,
        "number": application.number,
        "state": application.state,
        "version": application.version,
        "created_at": application.created_at,
        "changed_at": application.changed_at,
        "content": canonical_json(as_data(application.content)),
    }


def _application(row: Row[tuple[object, ...]]) -> Application:
    return Application(
        id=row.id,
        call_id=row.call_id,
        vendor_id=row.vendor_id,
        number=row.number,
        state=ApplicationState(row.state),
        version=row.version,
        content=content_from(json.loads(row.content)),
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def _submission(row: Row[tuple[object, ...]]) -> Submission:
    return Submission(
        id=row.id,
        application_id=row.application_id,
        sequence=row.sequence,
        at=row.at,
        late=row.late,
        missing=tuple(filter(None, row.missing.split("\n"))),
        record=row.record,
        digest=row.digest,
    )
