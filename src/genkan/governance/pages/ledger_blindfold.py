"""What the ledger keeps from a reader who may take part in a blind comparison.

An administrator or chief AI officer votes like any other member of staff and reads the ledger as well. The
details of the reader's own calls and trials, and of what the system wrote about trials and calls, would tell
the arms before the vote. This room does not know which comparison is over, so it goes by the kind, the actor
and the age of an event. What ``KeptDetails`` finds is kept from every reader besides, however old it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.access import Now, ReadsLedger
from genkan.governance.kept_details import KeptDetails
from genkan.governance.ledger.events import Event
from genkan.governance.pages.parts import KeptDetailsPart
from genkan.governance.person import Viewer
from genkan.governance.roles import Permission
from genkan.ui import mark as _

KEPT_DAYS = 30
KEPT_KINDS = ("trial:", "gateway:call:")
SYSTEM = "system"
WITHHELD = _("評価が終わるまで表示しません")


class WithheldEvent(Event):
    """An event whose details are replaced; its digest is empty, because few details can be guessed from it."""

    @property
    def digest(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True)
class Blindfold:
    """Hides details of events of these actors (ids) that happened after ``since``, and what nobody may read yet."""

    actors: frozenset[str]
    since: datetime
    kept: KeptDetails

    async def hidden(self, connection: AsyncConnection, events: Sequence[Event]) -> frozenset[str]:
        """The ids of the events whose details are kept from the reader."""
        own = frozenset(event.id for event in events if self._is_of_the_reader(event))
        return own | await self.kept.among(connection, events)

    async def cover(
        self, connection: AsyncConnection, events: Sequence[Event], *, notice: str
    ) -> tuple[Event, ...]:
        """The events as the reader sees them: ``notice`` stands for hidden details."""
        hidden = await self.hidden(connection, events)
        return tuple(_covered(event, notice) if event.id in hidden else event for event in events)

    def _is_of_the_reader(self, event: Event) -> bool:
        return event.at > self.since and event.actor in self.actors and event.kind.startswith(KEPT_KINDS)


def _covered(event: Event, notice: str) -> WithheldEvent:
    values: dict[str, Any] = {field.name: getattr(event, field.name) for field in fields(Event)}
    values["details"] = notice
    return WithheldEvent(**values)


async def _blindfold(viewer: ReadsLedger, clock: Now, kept: KeptDetailsPart) -> Blindfold:
    actors = {viewer.person.id, SYSTEM} if _may_vote_or_is_local(viewer) else set[str]()
    return Blindfold(frozenset(actors), since=clock() - timedelta(days=KEPT_DAYS), kept=kept)


def _may_vote_or_is_local(viewer: Viewer) -> bool:
    """Auditors, who read the whole ledger and have no workspace, are no voters."""
    return viewer.may(Permission.USE_WORKSPACE) or not viewer.may(Permission.READ_WHOLE_LEDGER)


BlindfoldPart = Annotated[Blindfold, Depends(_blindfold)]
