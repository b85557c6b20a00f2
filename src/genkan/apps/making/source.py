"""Made apps among the apps of the house."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.making.checking import check_runnable
from genkan.apps.making.errors import MadeAppUnknown
from genkan.apps.making.keeping import offered_now
from genkan.apps.making.made_app import MadeApp, Version, VersionState
from genkan.apps.making.sight import may_run_unpublished
from genkan.apps.making.store import apps, versions
from genkan.apps.offered import Offered, Origin
from genkan.apps.prompted import prompted
from genkan.apps.teams.store import names_of_teams
from genkan.gateway import day_in_japan
from genkan.governance import Permission, Viewer
from genkan.kit import Clock

NOTICE_OF_END = timedelta(days=30)


class MadeApps:
    """The apps that teams made; the id of an app as it runs is that of one version."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def offered_to(self, connection: AsyncConnection, viewer: Viewer) -> tuple[Offered, ...]:
        """The published versions for the person's organisation, until the end of their last day."""
        if not viewer.may(Permission.USE_WORKSPACE):
            return ()
        found = await versions.published_on(connection, self._today(), organisation_id=viewer.organisation.id)
        return await self._offered(connection, found)

    async def find(self, connection: AsyncConnection, app_id: str) -> Offered | None:
        """Any version, whoever may run it."""
        version = await versions.find_version(connection, app_id)
        return await self._one(connection, version) if version else None

    async def find_for(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> Offered | None:
        """What a person may run: what is published, a draft of the own team, what they review.

        The id of the app itself, or of a version that was replaced, leads to the published version. Raises ``DraftFaulty``.
        """
        if not viewer.may(Permission.USE_WORKSPACE):
            return None
        version = await versions.find_version(connection, app_id)
        if version is not None and not version.state.was_published:
            if not await may_run_unpublished(connection, viewer, version):
                return None
            await check_runnable(version.content)
            return await self._one(connection, version)
        return await self._published(connection, viewer, version.app_id if version else app_id)

    async def _published(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> Offered | None:
        try:
            app = await apps.find_app(connection, app_id)
        except MadeAppUnknown:
            return None
        reaches = app.everywhere or app.organisation_id == viewer.organisation.id
        version = await versions.version_in_state(connection, app.id, VersionState.PUBLISHED)
        if version is None or not reaches or not offered_now(app, today=self._today()):
            return None
        return await self._one(connection, version)

    async def _one(self, connection: AsyncConnection, version: Version) -> Offered:
        return (await self._offered(connection, (version,)))[0]

    async def _offered(self, connection: AsyncConnection, found: tuple[Version, ...]) -> tuple[Offered, ...]:
        owners = await apps.apps_with_ids(connection, [version.app_id for version in found])
        names = await names_of_teams(connection, [app.team_id for app in owners.values()])
        offered: list[Offered] = []
        for version in found:
            app = owners[version.app_id]
            as_app = version.content.as_app(
                version.id, owner=names[app.team_id][0], same_as=app.id, organisation_id=app.organisation_id
            )
            offered.append(Offered(as_app, Origin.TEAM, prompted(as_app), last_day=self._told(app)))
        return tuple(offered)

    def _told(self, app: MadeApp) -> date | None:
        """The last day, once it is near enough to be told to everybody."""
        near = app.last_day is not None and app.last_day - self._today() <= NOTICE_OF_END
        return app.last_day if near else None

    def _today(self) -> date:
        return day_in_japan(self._clock())
