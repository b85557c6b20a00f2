"""Names of calls, vendors and applications, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import FindNames, ObjectName
from genkan.selection.application.store.applications import labels_of
from genkan.selection.call.store.calls import titles_of
from genkan.selection.vendor.store.vendors import companies_of


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {
        "selection:call:": _calls,
        "selection:decision:": _calls,
        "selection:vendor:": _vendors,
        "selection:application:": _applications,
        "selection:review:": _applications,
    }


async def _calls(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await titles_of(connection, ids)
    return {id_: ObjectName(title, owner) for id_, (title, owner) in found.items()}


async def _vendors(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await companies_of(connection, ids)
    return {id_: ObjectName(company, owner) for id_, (company, owner) in found.items()}


async def _applications(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await labels_of(connection, ids)
    calls = await titles_of(connection, sorted({call_id for _, call_id in found.values()}))
    return {id_: ObjectName(number, calls[call_id][1]) for id_, (number, call_id) in found.items()}
