"""SQL of those who carry events out of the house together with their places in the chain."""

from collections.abc import AsyncGenerator
from dataclasses import fields
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.anchor import Anchor
from genkan.governance.ledger.chain import Link
from genkan.governance.ledger.events import Event
from genkan.governance.ledger.store.rows import AnyRow, to_anchor, to_event
from genkan.governance.ledger.store.tables import ledger_anchor, ledger_event, ledger_link


class LinkedEvent(NamedTuple):
    """An event with its link; ``None`` where it waits for one."""

    event: Event
    link: Link | None

    @property
    def is_altered(self) -> bool:
        """Whether the event is no longer the one that was linked."""
        return self.link is not None and self.link.event_digest != self.event.digest


async def stream_linked(
    connection: AsyncConnection, *, kinds: frozenset[str], until: datetime, chunk: int = 1000
) -> AsyncGenerator[list[LinkedEvent], None]:
    """The events of these kinds up to a moment, those of one object together, in constant memory."""
    links = [column.label(f"link_{column.name}") for column in ledger_link.c]
    query = (
        select(ledger_event, *links)
        .outerjoin(ledger_link, ledger_link.c.event_id == ledger_event.c.id)
        .where(ledger_event.c.kind.in_(sorted(map(str, kinds))), ledger_event.c.at <= until)
        .order_by(ledger_event.c.object_id, ledger_event.c.at, ledger_event.c.id)
    )
    result = await connection.stream(query)
    try:
        async for rows in result.partitions(chunk):
            yield [LinkedEvent(to_event(row), _link(row)) for row in rows]
    finally:
        await result.close()


async def covering_anchors(connection: AsyncConnection, positions: dict[str, int]) -> list[Anchor]:
    """The first anchor that covers the position of each writer, in their order; none where it is not anchored yet."""
    waiting, found = dict(positions), list[Anchor]()
    result = await connection.stream(select(ledger_anchor).order_by(ledger_anchor.c.position))
    try:
        async for row in result:
            anchor = to_anchor(row)
            covered = [
                writer
                for writer, head in anchor.tips.items()
                if writer in waiting and head.position >= waiting[writer]
            ]
            if covered:
                found.append(anchor)
                waiting = {writer: at for writer, at in waiting.items() if writer not in covered}
            if not waiting:
                break
    finally:
        await result.close()
    return found


def _link(row: AnyRow) -> Link | None:
    if row.link_event_id is None:
        return None
    return Link(**{field.name: getattr(row, f"link_{field.name}") for field in fields(Link)})
