"""What is done with an app besides writing it: withdrawing, sharing, setting its last day, handing it over."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import MakingEvent
from genkan.apps.making.errors import LastDayPast, MadeAppUnknown, NotPublished, TransferUnfit
from genkan.apps.making.exchange import write_made_app
from genkan.apps.making.made_app import MadeApp, VersionState
from genkan.apps.making.recording import Recorder
from genkan.apps.making.sight import Sight, see
from genkan.apps.making.store import apps, trials, versions
from genkan.apps.teams.errors import NotTeamAdministrator
from genkan.apps.teams.membership import membership_in
from genkan.apps.teams.store import find_team
from genkan.gateway import day_in_japan
from genkan.governance import Viewer
from genkan.kit import Clock


@dataclass(frozen=True)
class Exported:
    """The JSON of an app, and what the app is called."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """Each deed with its record, in the transaction of the caller."""

    recorder: Recorder
    clock: Clock

    async def withdraw(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> None:
        """Offer the app no more. Raises ``MadeAppUnknown``, ``NotTeamAdministrator`` and ``NotPublished``."""
        sight = await self._kept(connection, viewer, app_id)
        published = [each for each in sight.versions if each.state is VersionState.PUBLISHED]
        if not published:
            raise NotPublished
        await versions.move_version(connection, published[0].id, VersionState.WITHDRAWN)
        await self.recorder.record(
            connection, MakingEvent.WITHDRAWN, sight.app, viewer, version=published[0].number
        )

    async def share(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, *, everywhere: bool
    ) -> None:
        """Offer a published app to all organisations, or to its own only.

        Raises ``MadeAppUnknown`` and ``NotPublished``.
        """
        await apps.lock_app(connection, app_id)
        sight = await see(connection, viewer, app_id)
        if not sight.decides:
            raise MadeAppUnknown
        if all(each.state is not VersionState.PUBLISHED for each in sight.versions):
            raise NotPublished
        await apps.change_app(connection, replace(sight.app, everywhere=everywhere))
        await self.recorder.record(connection, MakingEvent.SHARED, sight.app, viewer, everywhere=everywhere)

    async def set_last_day(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, last_day: date | None
    ) -> None:
        """Offer the app until the end of that day in Japan, or without end.

        Raises ``MadeAppUnknown``, ``NotTeamAdministrator`` and ``LastDayPast``.
        """
        sight = await self._kept(connection, viewer, app_id)
        if last_day is not None and last_day < day_in_japan(self.clock()):
            raise LastDayPast
        await apps.change_app(connection, replace(sight.app, last_day=last_day))
        day = last_day.isoformat() if last_day else ""
        await self.recorder.record(connection, MakingEvent.RETIREMENT_SET, sight.app, viewer, last_day=day)

    async def offer(self, connection: AsyncConnection, viewer: Viewer, app_id: str, team_id: str) -> None:
        """Ask another team of the organisation to take the app over; an empty id takes the question back.

        Raises ``MadeAppUnknown``, ``NotTeamAdministrator``, ``TeamUnknown`` and ``TransferUnfit``.
        """
        await apps.lock_app(connection, app_id)
        sight = await see(connection, viewer, app_id)
        if not sight.hands_over:
            raise NotTeamAdministrator
        if team_id:
            team = await find_team(connection, team_id)
            if team.organisation_id != sight.app.organisation_id or team.id == sight.app.team_id:
                raise TransferUnfit
        await apps.change_app(connection, replace(sight.app, offered_to=team_id or None))
        await self.recorder.record(connection, MakingEvent.OFFERED, sight.app, viewer, to=team_id)

    async def answer(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, *, accepted: bool
    ) -> None:
        """Take over what the viewer's team was asked to, or decline.

        What the former team tried the app with is not for the new one: its trials go, its runs stay with their people.

        Raises ``MadeAppUnknown``, ``TransferUnfit``, ``TeamUnknown`` and ``NotTeamAdministrator``.
        """
        app = await apps.lock_app(connection, app_id)
        if app.organisation_id != viewer.organisation.id:
            raise MadeAppUnknown
        if app.offered_to is None:
            raise TransferUnfit
        membership = await membership_in(connection, viewer, app.offered_to)
        if not membership.administers:
            raise NotTeamAdministrator
        moved = replace(app, team_id=app.offered_to if accepted else app.team_id, offered_to=None)
        await apps.change_app(connection, moved)
        if accepted:
            await trials.delete_trials(connection, app_id)
        event = MakingEvent.TAKEN_OVER if accepted else MakingEvent.DECLINED
        await self.recorder.record(connection, event, app, viewer, to=app.offered_to)

    async def export(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, *, address: str
    ) -> Exported:
        """The newest version that the viewer may see, as a registration; ``address`` is where Genkan is.

        Raises ``MadeAppUnknown``.
        """
        sight = await see(connection, viewer, app_id)
        latest = sight.latest
        text = write_made_app(
            latest.content,
            endpoint=f"{address.rstrip('/')}/gennai/apps/{app_id}",
            published=latest.state is VersionState.PUBLISHED,
        )
        await self.recorder.record(connection, MakingEvent.EXPORTED, sight.app, viewer, version=latest.number)
        return Exported(latest.content.title, text)

    async def _kept(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> Sight:
        """The app, locked, for who may end its use."""
        await apps.lock_app(connection, app_id)
        sight = await see(connection, viewer, app_id)
        if not sight.keeps:
            raise NotTeamAdministrator
        return sight


def offered_now(app: MadeApp, *, today: date) -> bool:
    """Whether the last day of the app has not passed."""
    return app.last_day is None or today <= app.last_day
