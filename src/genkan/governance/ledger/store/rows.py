"""From rows to the values of the ledger."""

from typing import Any

from sqlalchemy import Row

from genkan.governance.ledger.anchor import Anchor
from genkan.governance.ledger.chain import Link
from genkan.governance.ledger.events import Event

AnyRow = Row[tuple[Any, ...]]


def to_event(row: AnyRow) -> Event:
    """The event in a row that carries the columns of ``ledger_event`` under their own names."""
    return Event(
        id=row.id,
        at=row.at,
        writer_id=row.writer_id,
        kind=row.kind,
        actor=row.actor,
        organisation_id=row.organisation_id,
        object_id=row.object_id,
        details=row.details,
    )


def to_link(row: AnyRow) -> Link:
    """The link of a row of ``ledger_link``."""
    return Link(
        writer_id=row.writer_id,
        position=row.position,
        event_id=row.event_id,
        event_digest=row.event_digest,
        adopted=row.adopted,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )


def to_anchor(row: AnyRow) -> Anchor:
    """The anchor of a row of ``ledger_anchor``."""
    return Anchor(row.position, row.at, row.writer_id, row.heads, row.previous_hash, row.hash)
