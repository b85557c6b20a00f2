"""Apps as people are offered them, wherever they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.app import App
from genkan.apps.errors import AppUnknown
from genkan.apps.program import Program
from genkan.governance import Viewer


class Origin(StrEnum):
    """Who made an app: Genkan itself, a team of the office, or somebody whose server runs it."""

    BUILT_IN = "built_in"
    TEAM = "team"
    EXTERNAL = "external"


@dataclass(frozen=True)
class Offered:
    """An app and what does its work; after ``last_day`` it is offered no more, where people are to be told of that."""

    app: App
    origin: Origin
    program: Program
    last_day: date | None = None

    @property
    def lasting_id(self) -> str:
        """What to remember it by: it leads to the newest version for as long as there is one."""
        return self.app.lasting_id


class Source(Protocol):
    """Where apps come from. What an id stands for never changes: a new version has a new id."""

    async def offered_to(self, connection: AsyncConnection, viewer: Viewer) -> tuple[Offered, ...]:
        """The apps that a person may run now."""
        ...

    async def find_for(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> Offered | None:
        """What a person may run now under an id, also what no list shows, such as a draft of the own team.

        An id that was overtaken leads to the app that stands in its place, which has another.
        """
        ...

    async def find(self, connection: AsyncConnection, app_id: str) -> Offered | None:
        """The app of an id, also one that is offered no more: its runs go on."""
        ...


class Offers:
    """All apps of the house."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = tuple(sources)

    async def offered_to(self, connection: AsyncConnection, viewer: Viewer) -> tuple[Offered, ...]:
        """The apps that a person may run now, in the order of their sources."""
        return tuple(
            [each for source in self._sources for each in await source.offered_to(connection, viewer)]
        )

    async def find_for(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> Offered:
        """An app that a person may run now; raises ``AppUnknown``."""
        for source in self._sources:
            found = await source.find_for(connection, viewer, app_id)
            if found is not None:
                return found
        raise AppUnknown

    async def find(self, connection: AsyncConnection, app_id: str) -> Offered | None:
        """The app of an id, whoever may run it."""
        for source in self._sources:
            found = await source.find(connection, app_id)
            if found is not None:
                return found
        return None
