"""Names of tasks, for those who read the ledger; answers and decisions are told by nobody's name."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.store.tasks import tasks_with_ids
from genkan.governance import FindNames, ObjectName


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {"marking:task:": _tasks, "marking:marker:": _tasks, "marking:conflict:": _tasks}


async def _tasks(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await tasks_with_ids(connection, ids)
    return {task.id: ObjectName(task.title, task.organisation_id) for task in found}
