"""Writing deeds with made apps into the audit ledger."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import MakingEvent
from genkan.apps.making.made_app import MadeApp
from genkan.governance import Ledger, Viewer


@dataclass(frozen=True, slots=True)
class Recorder:
    """The ledger for everything that is done with made apps."""

    ledger: Ledger

    async def record(
        self,
        connection: AsyncConnection,
        event: MakingEvent,
        app: MadeApp,
        viewer: Viewer,
        **details: object,
    ) -> None:
        """Record a deed of the viewer; ``details`` are numbers, ids and states only."""
        await self.ledger.record(
            connection,
            event,
            actor=viewer.person.id,
            organisation_id=app.organisation_id,
            object_id=app.id,
            details={"team": app.team_id, **details},
        )
