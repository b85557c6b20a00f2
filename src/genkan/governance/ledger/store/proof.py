"""SQL of the verification: everything once, in order, in constant memory."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.anchor import Anchor
from genkan.governance.ledger.chain import Link
from genkan.governance.ledger.chain_check import LinkedEvent
from genkan.governance.ledger.events import Event
from genkan.governance.ledger.store.rows import AnyRow, to_anchor
from genkan.governance.ledger.store.tables import ledger_anchor, ledger_event, ledger_link

CHUNK = 200
_LINK_COLUMNS = [ledger_link.c[field.name] for field in fields(Link)]
_EVENT_COLUMNS = [ledger_event.c[field.name] for field in fields(Event)]


class Counts(NamedTuple):
    """How many rows there are."""

    events: int
    links: int
    adopted: int
    anchors: int


class Unlinked(NamedTuple):
    """How many events have no link, and the first of them that is not young enough to be waiting for one."""

    number: int
    overdue: str | None


async def count(connection: AsyncConnection) -> Counts:
    """How many rows there are."""
    adopted = func.coalesce(func.sum(case((ledger_link.c.adopted, 1), else_=0)), 0)
    links = (await connection.execute(select(func.count(), adopted).select_from(ledger_link))).one()
    events = (await connection.execute(select(func.count()).select_from(ledger_event))).scalar_one()
    anchors = (await connection.execute(select(func.count()).select_from(ledger_anchor))).scalar_one()
    return Counts(events, links[0], links[1], anchors)


async def linked_events(connection: AsyncConnection) -> AsyncGenerator[list[LinkedEvent], None]:
    """Every link with its event, chain by chain in the order of positions, in chunks."""
    query = (
        select(*_LINK_COLUMNS, *_EVENT_COLUMNS, ledger_event.c.digest)
        .outerjoin(ledger_event, ledger_event.c.id == ledger_link.c.event_id)
        .order_by(ledger_link.c.writer_id, ledger_link.c.position)
    )
    async with aclosing(_chunks(connection, query)) as chunks:
        async for rows in chunks:
            yield [_linked_event(row) for row in rows]


async def anchors(connection: AsyncConnection) -> AsyncGenerator[list[Anchor], None]:
    """Every anchor in the order of positions, in chunks."""
    query = select(ledger_anchor).order_by(ledger_anchor.c.position)
    async with aclosing(_chunks(connection, query)) as chunks:
        async for rows in chunks:
            yield [to_anchor(row) for row in rows]


async def link_hashes(
    connection: AsyncConnection, places: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """The hashes of those links that exist, by writer and position."""
    place = tuple_(ledger_link.c.writer_id, ledger_link.c.position)
    query = select(ledger_link.c.writer_id, ledger_link.c.position, ledger_link.c.hash).where(
        place.in_(places)
    )
    return {(row.writer_id, row.position): row.hash for row in await connection.execute(query)}


async def anchor_hashes(connection: AsyncConnection, positions: Sequence[int]) -> dict[int, str]:
    """The hashes of those anchors that exist, by position."""
    query = select(ledger_anchor.c.position, ledger_anchor.c.hash).where(
        ledger_anchor.c.position.in_(positions)
    )
    return {row.position: row.hash for row in await connection.execute(query)}


async def settled_anchor(connection: AsyncConnection, *, young_since: datetime, young_until: datetime) -> int:
    """The newest position of which the anchor file must have the line; 0 where there is none.

    The line of a young anchor may still be on its way, and that of the newest one was lost if its process died
    after the commit.
    """
    old = or_(ledger_anchor.c.at <= young_since, ledger_anchor.c.at > young_until)
    query = select(func.max(ledger_anchor.c.position), func.max(case((old, ledger_anchor.c.position))))
    newest, settled = (await connection.execute(query)).one()
    return min(newest - 1, settled or 0) if newest else 0


async def unlinked(connection: AsyncConnection, *, young_since: datetime, young_until: datetime) -> Unlinked:
    """The events that no chain holds."""
    overdue = or_(ledger_event.c.at <= young_since, ledger_event.c.at > young_until)
    query = (
        select(func.count(), func.min(case((overdue, ledger_event.c.id))))
        .select_from(ledger_event)
        .outerjoin(ledger_link, ledger_link.c.event_id == ledger_event.c.id)
        .where(ledger_link.c.event_id.is_(None))
    )
    row = (await connection.execute(query)).one()
    return Unlinked(row[0], row[1])


async def _chunks(
    connection: AsyncConnection, query: Select[*tuple[Any, ...]]
) -> AsyncGenerator[Sequence[AnyRow], None]:
    """Rows by the chunk; the cursor is closed even where the reader stops early."""
    result = await connection.stream(query)
    try:
        async for rows in result.partitions(CHUNK):
            yield rows
    finally:
        await result.close()


def _linked_event(row: AnyRow) -> LinkedEvent:
    """By position, for this is done for every event there ever was."""
    values: tuple[Any, ...] = tuple(row)
    link, event = Link(*values[: len(_LINK_COLUMNS)]), values[len(_LINK_COLUMNS) : -1]
    if event[0] is None:
        return LinkedEvent(link, None, "")
    return LinkedEvent(link, Event(*event), values[-1])
