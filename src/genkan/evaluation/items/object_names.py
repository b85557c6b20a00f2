"""Codes of questions and names of public sets, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.items.store.items import codes_of
from genkan.governance import FindNames, ObjectName


def object_names() -> dict[str, FindNames]:
    """How to find the names of the bank's objects, by the beginning of an event's kind."""
    return {"evaluation:item:": _items}


async def _items(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await codes_of(connection, ids)
    return {id_: ObjectName(code, owner) for id_, (code, owner) in found.items()}
