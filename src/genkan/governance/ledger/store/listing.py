"""SQL of people who read the ledger."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.chain import Link
from genkan.governance.ledger.events import Event
from genkan.governance.ledger.store.rows import to_event, to_link
from genkan.governance.ledger.store.tables import ledger_event, ledger_link


@dataclass(frozen=True)
class EventFilter:
    """Which events are meant: all conditions together.

    ``organisation_id`` None means every organisation; ``kind`` is how the kind begins; ``people`` are ids of which
    one is the actor or the object, None means everyone; ``until`` itself is outside; ``object_id`` is the one object.
    """

    organisation_id: str | None = None
    kind: str = ""
    people: Sequence[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    object_id: str = ""


@dataclass(frozen=True)
class EventPage:
    """Some events, newest first; ``newer`` and ``older`` say whether there are more on either side."""

    events: tuple[Event, ...]
    newer: bool
    older: bool


async def read_events(connection: AsyncConnection, *, kinds: frozenset[str]) -> tuple[Event, ...]:
    """Every event of these kinds in the order of their moments."""
    chosen = ledger_event.c.kind.in_([str(kind) for kind in sorted(kinds)])
    query = select(ledger_event).where(chosen).order_by(ledger_event.c.at, ledger_event.c.id)
    return tuple(to_event(row) for row in await connection.execute(query))


async def newest_of_objects(
    connection: AsyncConnection, object_ids: Sequence[str], *, kind: str
) -> dict[str, Event]:
    """The newest event of a kind for each of the objects that has one, by object."""
    chosen = ledger_event.c.object_id.in_(object_ids), ledger_event.c.kind == str(kind)
    query = select(ledger_event).where(*chosen).order_by(ledger_event.c.at, ledger_event.c.id)
    return {row.object_id: to_event(row) for row in await connection.execute(query)}


async def list_events(
    connection: AsyncConnection, chosen: EventFilter, *, before: str = "", after: str = "", limit: int
) -> EventPage:
    """The newest events, or those next to the event with the id ``before`` (older) or ``after`` (newer)."""
    edge = await _moment_of(connection, after or before)
    conditions = [*_conditions(chosen), *_beside(edge, event_id=after or before, newer=bool(after))]
    order = [ledger_event.c.at, ledger_event.c.id]
    query = select(ledger_event).where(*conditions).limit(limit + 1)
    query = query.order_by(*(order if after else [column.desc() for column in order]))
    found = tuple(to_event(row) for row in await connection.execute(query))
    more, events = len(found) > limit, found[:limit]
    if after:
        return EventPage(events[::-1], newer=more, older=True)
    return EventPage(events, newer=bool(before), older=more)


async def stream_events(
    connection: AsyncConnection, chosen: EventFilter, *, chunk: int = 500
) -> AsyncGenerator[list[Event], None]:
    """All events, oldest first, in chunks and constant memory."""
    query = select(ledger_event).where(*_conditions(chosen)).order_by(ledger_event.c.at, ledger_event.c.id)
    result = await connection.stream(query)
    try:
        async for rows in result.partitions(chunk):
            yield [to_event(row) for row in rows]
    finally:
        await result.close()


async def find_event(
    connection: AsyncConnection, event_id: str, *, organisation_id: str | None
) -> Event | None:
    """The event with this id, if it is one of the organisation's; None means every organisation."""
    conditions = _conditions(EventFilter(organisation_id=organisation_id))
    query = select(ledger_event).where(ledger_event.c.id == event_id, *conditions)
    row = (await connection.execute(query)).first()
    return to_event(row) if row else None


async def list_adopted(
    connection: AsyncConnection, *, organisation_id: str | None = None, limit: int
) -> tuple[Event, ...]:
    """The newest events that another process than the one they name has linked; None means every organisation."""
    conditions = _conditions(EventFilter(organisation_id=organisation_id))
    query = select(ledger_event).join(ledger_link, ledger_link.c.event_id == ledger_event.c.id)
    query = query.where(ledger_link.c.adopted, *conditions).limit(limit)
    found = await connection.execute(query.order_by(ledger_event.c.at.desc(), ledger_event.c.id.desc()))
    return tuple(to_event(row) for row in found)


async def find_link(connection: AsyncConnection, event_id: str) -> Link | None:
    """The link of an event."""
    row = (await connection.execute(select(ledger_link).where(ledger_link.c.event_id == event_id))).first()
    return to_link(row) if row else None


async def _moment_of(connection: AsyncConnection, event_id: str) -> datetime | None:
    query = select(ledger_event.c.at).where(ledger_event.c.id == event_id)
    return (await connection.execute(query)).scalar_one_or_none() if event_id else None


def _beside(edge: datetime | None, *, event_id: str, newer: bool) -> list[ColumnElement[bool]]:
    """The events on one side of the one that happened at ``edge``."""
    if edge is None:
        return []
    event = ledger_event.c
    same_moment = and_(event.at == edge, event.id > event_id if newer else event.id < event_id)
    return [or_(event.at > edge if newer else event.at < edge, same_moment)]


def _conditions(chosen: EventFilter) -> list[ColumnElement[bool]]:
    event, conditions = ledger_event.c, list[ColumnElement[bool]]()
    if chosen.organisation_id is not None:
        conditions.append(event.organisation_id == chosen.organisation_id)
    if chosen.kind:
        conditions.append(event.kind.startswith(chosen.kind, autoescape=True))
    if chosen.object_id:
        conditions.append(event.object_id == chosen.object_id)
    if chosen.people is not None:
        conditions.append(or_(event.actor.in_(chosen.people), event.object_id.in_(chosen.people)))
    if chosen.since is not None:
        conditions.append(event.at >= chosen.since)
    if chosen.until is not None:
        conditions.append(event.at < chosen.until)
    return conditions
