"""External apps among the apps of the house."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.external.app import AppState, ExternalApp
from genkan.apps.external.caller import ExternalCaller
from genkan.apps.external.errors import ExternalAppUnknown
from genkan.apps.external.store.apps import find_app, list_apps
from genkan.apps.offered import Offered, Origin
from genkan.apps.output import Output
from genkan.apps.program import Program, Workbench
from genkan.governance import Viewer


class ExternalApps:
    """The apps that ministries registered, each offered to its own staff only."""

    def __init__(self, caller: ExternalCaller) -> None:
        self._caller = caller

    async def offered_to(self, connection: AsyncConnection, viewer: Viewer) -> tuple[Offered, ...]:
        """The published apps of the person's organisation."""
        found = await list_apps(connection, viewer.organisation.id, state=AppState.PUBLISHED)
        return tuple(self._offered(app) for app in found)

    async def find_for(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> Offered | None:
        """The published app of an id, for the staff of its organisation."""
        offered = await self.offered_to(connection, viewer)
        return next((each for each in offered if each.app.id == app_id), None)

    async def find(self, connection: AsyncConnection, app_id: str) -> Offered | None:
        """The app of an id, in whatever state."""
        try:
            return self._offered(await find_app(connection, app_id))
        except ExternalAppUnknown:
            return None

    def _offered(self, app: ExternalApp) -> Offered:
        return Offered(app.as_app(), Origin.EXTERNAL, self._program(app.id))

    def _program(self, app_id: str) -> Program:
        async def work(bench: Workbench) -> Output:
            return await self._caller.work(app_id, bench)

        return work
