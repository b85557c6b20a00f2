"""Titles of deployments, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.store.deployments import list_deployments
from genkan.governance import FindNames, ObjectName


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {"catalogue:deployment:": _deployments}


async def _deployments(connection: AsyncConnection, _ids: Sequence[str]) -> Mapping[str, ObjectName]:
    """All of them: there are few, and every member of staff may see them."""
    return {each.id: ObjectName(each.title, None) for each in await list_deployments(connection)}
