"""Names of cases and topics, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import FindNames, ObjectName
from genkan.inquiry.store.cases import numbers_of
from genkan.inquiry.store.topics import labels_of


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {"inquiry:case:": _cases, "inquiry:topic:": _topics}


async def _cases(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await numbers_of(connection, ids)
    return {id_: ObjectName(number, owner) for id_, (number, owner) in found.items()}


async def _topics(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await labels_of(connection, ids)
    return {id_: ObjectName(label, owner) for id_, (label, owner) in found.items()}
