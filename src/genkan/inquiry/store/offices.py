"""SQL of what offices keep to."""

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.office import Office
from genkan.inquiry.store.office_tables import office_table
from genkan.storage import insert_into

_SETTINGS = ("business_days", "four_eyes", "contact", "greeting", "closing", "retention_years")


async def read_office(connection: AsyncConnection, organisation_id: str, bureau_id: str | None) -> Office:
    """What the bureau keeps to, else what its organisation does, else what is usual."""
    kept = await kept_offices(connection, organisation_id)
    return kept.get(bureau_id or "") or kept.get(organisation_id) or Office(bureau_id or organisation_id)


async def kept_offices(connection: AsyncConnection, organisation_id: str) -> dict[str, Office]:
    """What was set for the organisation and for its bureaus, by id."""
    query = select(office_table).where(office_table.c.organisation_id == organisation_id)
    return {row.id: _office_of(row) for row in await connection.execute(query)}


async def keep_office(connection: AsyncConnection, office: Office, *, organisation_id: str) -> None:
    """Write what an office keeps to, anew where it was set before."""
    settings = {name: getattr(office, name) for name in _SETTINGS}
    insert = insert_into(connection, office_table).values(
        id=office.id, organisation_id=organisation_id, **settings
    )
    await connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=settings))


async def drop_office(connection: AsyncConnection, office_id: str) -> None:
    """Let a bureau keep again to what its organisation does."""
    await connection.execute(office_table.delete().where(office_table.c.id == office_id))


def _office_of(row: Row[tuple[object, ...]]) -> Office:
    return Office(row.id, *(getattr(row, name) for name in _SETTINGS))
