"""Names of what the events of this room are about, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam import object_names as exam_names
from genkan.evaluation.items import object_names as item_names
from genkan.evaluation.marking import object_names as marking_names
from genkan.evaluation.running.store.runs import run_titles
from genkan.governance import FindNames, ObjectName


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {"evaluation:run:": _runs, **item_names(), **exam_names(), **marking_names()}


async def _runs(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await run_titles(connection, ids)
    return {id_: ObjectName(title, owner) for id_, (title, owner) in found.items()}
