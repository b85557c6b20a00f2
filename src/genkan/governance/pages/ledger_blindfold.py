"""What the ledger keeps from a reader who may take part in a blind comparison.

An administrator or chief AI officer votes like any other member of staff and reads the ledger as well. The
details of the reader's own calls and trials, and of what the system wrote about trials and calls, would tell
the arms before the vote. This room does not know which comparison is over, so it goes by the kind, the actor
and the age of an event.
"""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Depends

from genkan.governance.access import Now, ReadsLedger
from genkan.governance.ledger.events import Event
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
    """Hides details of events of these actors (ids) that happened after ``since``."""

    actors: frozenset[str]
    since: datetime

    def hides(self, event: Event) -> bool:
        """Whether the details of the event are kept from the reader."""
        return event.at > self.since and event.actor in self.actors and event.kind.startswith(KEPT_KINDS)

    def cover(self, event: Event, *, notice: str) -> Event:
        """The event as the reader sees it: ``notice`` stands for hidden details."""
        if not self.hides(event):
            return event
        values: dict[str, Any] = {field.name: getattr(event, field.name) for field in fields(Event)}
        values["details"] = notice
        return WithheldEvent(**values)


async def _blindfold(viewer: ReadsLedger, clock: Now) -> Blindfold:
    actors = {viewer.person.id, SYSTEM} if _may_vote_or_is_local(viewer) else set[str]()
    return Blindfold(frozenset(actors), since=clock() - timedelta(days=KEPT_DAYS))


def _may_vote_or_is_local(viewer: Viewer) -> bool:
    """Auditors, who read the whole ledger and have no workspace, see everything."""
    return viewer.may(Permission.USE_WORKSPACE) or not viewer.may(Permission.READ_WHOLE_LEDGER)


BlindfoldPart = Annotated[Blindfold, Depends(_blindfold)]
