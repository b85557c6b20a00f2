"""The built-in apps as a source."""

from functools import cache
from importlib.resources import files

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.app import App
from genkan.apps.built_in.diet_search.records import DietRecords
from genkan.apps.built_in.registry import FOLDERS, makers
from genkan.apps.folder import read_app
from genkan.apps.offered import Offered, Origin
from genkan.governance import Permission, Viewer


class BuiltIn:
    """The built-in apps; ``records`` are where speeches of the Diet are asked for, if anywhere."""

    def __init__(self, *, records: DietRecords | None = None) -> None:
        made = makers(records or DietRecords())
        self._offered = {app.id: Offered(app, Origin.BUILT_IN, made[app.id](app)) for app in packaged_apps()}

    @property
    def titles(self) -> dict[str, str]:
        """What each is called, by its id."""
        return {app_id: offered.app.title for app_id, offered in self._offered.items()}

    async def offered_to(self, connection: AsyncConnection, viewer: Viewer) -> tuple[Offered, ...]:
        """All of them, for whoever uses the workspace."""
        return tuple(self._offered.values()) if viewer.may(Permission.USE_WORKSPACE) else ()

    async def find_for(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> Offered | None:
        """The app of an id, for whoever uses the workspace."""
        return self._offered.get(app_id) if viewer.may(Permission.USE_WORKSPACE) else None

    async def find(self, connection: AsyncConnection, app_id: str) -> Offered | None:
        """The app of an id."""
        return self._offered.get(app_id)


@cache
def packaged_apps() -> tuple[App, ...]:
    """The apps as they are packaged, read once a process."""
    place = files("genkan.apps.built_in")
    return tuple(read_app(place / folder) for folder in FOLDERS)
