"""How a deed at the marking desk is recorded: with the organisation of its task, and numbers and ids only."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.events import MarkingEvent
from genkan.evaluation.marking.task import Task
from genkan.governance import Ledger


async def record(
    ledger: Ledger,
    connection: AsyncConnection,
    event: MarkingEvent,
    task: Task,
    *,
    actor: str,
    details: Mapping[str, object],
    object_id: str = "",
) -> None:
    """Record the deed in the transaction of the caller; its object is the task where no other is named."""
    await ledger.record(
        connection,
        event,
        actor=actor,
        organisation_id=task.organisation_id,
        object_id=object_id or task.id,
        details=details,
    )
