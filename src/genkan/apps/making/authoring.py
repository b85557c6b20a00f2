"""Writing apps: beginning one, saving versions, submitting and recalling them; each deed with its record."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import MakingEvent
from genkan.apps.making.checking import check
from genkan.apps.making.content import Content
from genkan.apps.making.errors import (
    ContentFault,
    MadeAppUnknown,
    NothingToSubmit,
    NotInReview,
    VersionOvertaken,
    WasPublished,
)
from genkan.apps.making.made_app import MadeApp, Review, Version, VersionState
from genkan.apps.making.recording import Recorder
from genkan.apps.making.sight import Sight, see
from genkan.apps.making.store import apps, trials, versions
from genkan.apps.teams.membership import membership_in
from genkan.governance import Viewer
from genkan.kit import Clock, new_id


async def written_by(connection: AsyncConnection, viewer: Viewer, app_id: str) -> Sight:
    """The app, locked, as one of its writers sees it. Raises ``MadeAppUnknown`` for everybody else."""
    await apps.lock_app(connection, app_id)
    sight = await see(connection, viewer, app_id)
    if not sight.writes:
        raise MadeAppUnknown
    return sight


@dataclass(frozen=True, slots=True)
class Authoring:
    """Does what a team does with its drafts, in the transaction of the caller."""

    recorder: Recorder
    clock: Clock

    async def begin(
        self, connection: AsyncConnection, viewer: Viewer, team_id: str, content: Content
    ) -> MadeApp:
        """A new app with a first draft, which may still have faults: they are told when it is saved.

        Raises ``TeamUnknown``.
        """
        team = (await membership_in(connection, viewer, team_id)).team
        app = MadeApp(
            id=new_id(self.clock),
            organisation_id=team.organisation_id,
            team_id=team.id,
            everywhere=False,
            last_day=None,
            offered_to=None,
            created_by=viewer.person.id,
            created_at=self.clock(),
        )
        await apps.add_app(connection, app)
        await versions.add_version(connection, self._version(app, viewer, content, number=1))
        await self.recorder.record(connection, MakingEvent.BEGUN, app, viewer, version=1)
        return app

    async def save(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        app_id: str,
        content: Content,
        *,
        based_on: str,
        unread: tuple[ContentFault, ...] = (),
    ) -> Version:
        """The content as the newest version; ``based_on`` is the id of the one that was edited.

        What changes nothing makes no version, and ``unread`` are faults of what could not be read of it. Raises
        ``MadeAppUnknown``, ``MadeAppFaulty`` and ``VersionOvertaken``.
        """
        sight = await written_by(connection, viewer, app_id)
        await check(content, unread)
        latest = sight.latest
        if content == latest.content:
            return latest
        if based_on != latest.id:
            raise VersionOvertaken(number=latest.number)
        version = self._version(sight.app, viewer, content, number=latest.number + 1)
        await versions.add_version(connection, version)
        await self.recorder.record(connection, MakingEvent.SAVED, sight.app, viewer, version=version.number)
        return version

    async def submit(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> None:
        """Have the newest version reviewed; one that waited before is recalled.

        Raises ``MadeAppUnknown``, ``MadeAppFaulty`` and ``NothingToSubmit``.
        """
        sight = await written_by(connection, viewer, app_id)
        latest = sight.latest
        if latest.state not in (VersionState.DRAFT, VersionState.RETURNED, VersionState.WITHDRAWN):
            raise NothingToSubmit
        await check(latest.content)
        for each in sight.versions:
            if each.state is VersionState.IN_REVIEW:
                await versions.move_version(connection, each.id, VersionState.DRAFT)
        review = Review(submitted_by=viewer.person.id, submitted_at=self.clock())
        await versions.move_version(connection, latest.id, VersionState.IN_REVIEW, review)
        await self.recorder.record(
            connection, MakingEvent.SUBMITTED, sight.app, viewer, version=latest.number
        )

    async def recall(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> None:
        """Take back what waits for a decision. Raises ``MadeAppUnknown`` and ``NotInReview``."""
        sight = await written_by(connection, viewer, app_id)
        waiting = [each for each in sight.versions if each.state is VersionState.IN_REVIEW]
        if not waiting:
            raise NotInReview
        await versions.move_version(connection, waiting[0].id, VersionState.DRAFT)
        await self.recorder.record(
            connection, MakingEvent.RECALLED, sight.app, viewer, version=waiting[0].number
        )

    async def delete(self, connection: AsyncConnection, viewer: Viewer, app_id: str) -> None:
        """Delete an app that nobody else could use yet. Raises ``MadeAppUnknown`` and ``WasPublished``."""
        sight = await written_by(connection, viewer, app_id)
        if any(each.state.was_published for each in sight.versions):
            raise WasPublished
        await trials.delete_trials(connection, app_id)
        await versions.delete_versions(connection, app_id)
        await apps.delete_app(connection, app_id)
        await self.recorder.record(connection, MakingEvent.DELETED, sight.app, viewer)

    def _version(self, app: MadeApp, viewer: Viewer, content: Content, *, number: int) -> Version:
        return Version(
            id=new_id(self.clock),
            app_id=app.id,
            number=number,
            state=VersionState.DRAFT,
            content=content,
            created_by=viewer.person.id,
            created_at=self.clock(),
        )
