"""Who has seen which question (既出の記録): the operator of a served model has seen it the moment it was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.items.events import ItemEvent
from genkan.evaluation.items.store import exposures
from genkan.governance import Ledger
from genkan.kit import Clock, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One question in one version, seen by one operator through one deployment."""

    id: str
    item_id: str
    version: int
    operator: str
    deployment_id: str | None
    exam_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A question in the version in which it is shown to somebody."""

    item_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Viewing:
    """Who is shown questions: the operator by name, through a deployment, in a test."""

    operator: str
    deployment_id: str | None = None
    exam_id: str | None = None


@dataclass(frozen=True, slots=True)
class Exposing:
    """Writes down what is shown, in the transaction that lets it be shown."""

    ledger: Ledger
    clock: Clock

    async def expose(
        self,
        connection: AsyncConnection,
        seen: Iterable[Seen],
        viewing: Viewing,
        *,
        organisation_id: str,
        actor: str,
    ) -> None:
        """From now on these questions are burnt: the operator has seen them."""
        at = self.clock()
        rows = [
            {
                "id": new_id(self.clock),
                "item_id": each.item_id,
                "version": each.version,
                "operator": viewing.operator,
                "deployment_id": viewing.deployment_id,
                "exam_id": viewing.exam_id,
                "at": at,
            }
            for each in seen
        ]
        await exposures.add_exposures(connection, rows)
        await self.ledger.record(
            connection,
            ItemEvent.EXPOSED,
            actor=actor,
            organisation_id=organisation_id,
            object_id=viewing.exam_id or organisation_id,
            details={"deployment": viewing.deployment_id, "items": len(rows)},
        )
