"""SQL of the processes that record, chain and anchor."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.anchor import Anchor
from genkan.governance.ledger.chain import Head, Link, Sealable
from genkan.governance.ledger.errors import AlreadyAnchored, AlreadyLinked
from genkan.governance.ledger.events import Event
from genkan.governance.ledger.store.rows import to_anchor
from genkan.governance.ledger.store.tables import ledger_anchor, ledger_event, ledger_link


async def add_events(connection: AsyncConnection, events: Sequence[Event], *, digests: Sequence[str]) -> None:
    """Write the events with their digests, in one statement."""
    rows = [{**_columns(event), "digest": digest} for event, digest in zip(events, digests, strict=True)]
    if len(rows) == 1:
        await connection.execute(ledger_event.insert(), rows[0])
    elif rows:
        await connection.execute(ledger_event.insert().returning(ledger_event.c.id), rows)


async def add_links(connection: AsyncConnection, links: Sequence[Link], *, now: datetime) -> None:
    """Write the links; ``AlreadyLinked`` where an event or a position has its link already."""
    try:
        await connection.execute(
            ledger_link.insert(), [{**_columns(link), "linked_at": now} for link in links]
        )
    except IntegrityError as error:
        raise AlreadyLinked from error


async def find_head(connection: AsyncConnection, writer_id: str) -> Head | None:
    """The newest link of a chain."""
    query = (
        select(ledger_link.c.position, ledger_link.c.hash)
        .where(ledger_link.c.writer_id == writer_id)
        .order_by(ledger_link.c.position.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).first()
    return Head(row.position, row.hash) if row else None


async def linked(connection: AsyncConnection, event_ids: Sequence[str]) -> set[str]:
    """Those of the events that have a link, in whichever chain."""
    query = select(ledger_link.c.event_id).where(ledger_link.c.event_id.in_(event_ids))
    return set((await connection.execute(query)).scalars())


async def unlinked(
    connection: AsyncConnection, *, since: datetime | None, until: datetime | None, limit: int
) -> list[Sealable]:
    """Up to ``limit`` events without a link, oldest first, that happened between the two moments."""
    query = (
        select(ledger_event.c.id, ledger_event.c.digest)
        .outerjoin(ledger_link, ledger_link.c.event_id == ledger_event.c.id)
        .where(ledger_link.c.event_id.is_(None))
        .order_by(ledger_event.c.at, ledger_event.c.id)
        .limit(limit)
    )
    if since is not None:
        query = query.where(ledger_event.c.at >= since)
    if until is not None:
        query = query.where(ledger_event.c.at <= until)
    return [Sealable(row.id, row.digest, adopted=True) for row in await connection.execute(query)]


async def heads(connection: AsyncConnection, *, linked_since: datetime | None) -> dict[str, Head]:
    """The newest link of every chain that grew since the moment, by writer."""
    tips = select(ledger_link.c.writer_id, func.max(ledger_link.c.position).label("position"))
    if linked_since is not None:
        tips = tips.where(ledger_link.c.linked_at >= linked_since)
    newest = tips.group_by(ledger_link.c.writer_id).subquery()
    query = select(ledger_link.c.writer_id, ledger_link.c.position, ledger_link.c.hash).join(
        newest,
        and_(newest.c.writer_id == ledger_link.c.writer_id, newest.c.position == ledger_link.c.position),
    )
    return {row.writer_id: Head(row.position, row.hash) for row in await connection.execute(query)}


async def last_anchor(connection: AsyncConnection) -> Anchor | None:
    """The newest anchor."""
    query = select(ledger_anchor).order_by(ledger_anchor.c.position.desc()).limit(1)
    row = (await connection.execute(query)).first()
    return to_anchor(row) if row else None


async def recent_anchors(connection: AsyncConnection, *, limit: int) -> list[Anchor]:
    """The newest anchors, oldest of them first."""
    query = select(ledger_anchor).order_by(ledger_anchor.c.position.desc()).limit(limit)
    return [to_anchor(row) for row in reversed((await connection.execute(query)).all())]


async def add_anchor(connection: AsyncConnection, anchor: Anchor) -> None:
    """Write one anchor; ``AlreadyAnchored`` where another process took the position."""
    try:
        await connection.execute(ledger_anchor.insert(), _columns(anchor))
    except IntegrityError as error:
        raise AlreadyAnchored from error


def _columns(record: Event | Link | Anchor) -> dict[str, object]:
    return {field.name: getattr(record, field.name) for field in fields(record)}
