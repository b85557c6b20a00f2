"""SQL of the lists of terms."""

from collections.abc import Sequence

from sqlalchemy import Column, ForeignKey, Index, RowMapping, String, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.terminology.term_list import TermList
from genkan.kit import storable
from genkan.storage import Moment, insert_once, metadata

table = Table(
    "term_list",
    metadata,
    Column("owner_id", String(36), primary_key=True),
    Column("direction", String(8), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("terms", Text, nullable=False),
    Column("changed_by", String(36), ForeignKey("person.id"), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("ix_term_list_organisation_id", "organisation_id"),
)


async def lists_of(connection: AsyncConnection, owner_ids: Sequence[str]) -> tuple[TermList, ...]:
    """The lists of these owners that hold a term."""
    query = select(table).where(table.c.owner_id.in_(owner_ids), table.c.terms != "")
    rows = await connection.execute(query.order_by(table.c.owner_id, table.c.direction))
    return tuple(_term_list(row) for row in rows.mappings())


async def find_list(connection: AsyncConnection, owner_id: str, direction: str) -> TermList | None:
    """The list of an owner for a direction."""
    query = select(table).where(table.c.owner_id == storable(owner_id), table.c.direction == direction)
    row = (await connection.execute(query)).mappings().one_or_none()
    return _term_list(row) if row else None


async def replace_list(connection: AsyncConnection, kept: TermList, *, before: TermList | None) -> bool:
    """Write a list in place of the one that was read; False where it is no longer that one."""
    if before is None:
        return await insert_once(connection, table, _row(kept))
    here = (table.c.owner_id == kept.owner_id) & (table.c.direction == kept.direction)
    change = table.update().where(here, table.c.terms == before.terms).values(_row(kept))
    return (await connection.execute(change)).rowcount == 1


def _row(kept: TermList) -> dict[str, object]:
    return {name: getattr(kept, name) for name in table.c.keys()}  # noqa: SIM118 (columns, not a mapping)


def _term_list(row: RowMapping) -> TermList:
    return TermList(**row)
