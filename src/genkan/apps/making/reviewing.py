"""Deciding on submitted versions: by somebody who looks after the apps of the organisation and did not write them."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import MakingEvent
from genkan.apps.making.errors import MadeAppUnknown, NotInReview, OwnVersion, ReasonMissing
from genkan.apps.making.made_app import Review, Version, VersionState
from genkan.apps.making.recording import Recorder
from genkan.apps.making.sight import Sight, see
from genkan.apps.making.store import apps, versions
from genkan.gateway import introduce_app
from genkan.governance import Permission, Viewer, list_people, permissions_of
from genkan.kit import Clock, normalise_newlines, storable

LONGEST_REASON = 2_000
_PEOPLE_AT_ONCE = 1_000


def authors_of(version: Version, found: tuple[Version, ...]) -> frozenset[str]:
    """The ids of all who wrote it since the last published version, and of who submitted it."""
    published = [each.number for each in found if each.state.was_published and each.number < version.number]
    since = max(published, default=0)
    written = {each.created_by for each in found if since < each.number <= version.number}
    submitted_by = version.review.submitted_by
    return frozenset(written | ({submitted_by} if submitted_by else set()))


async def has_other_reviewer(
    connection: AsyncConnection, organisation_id: str, authors: frozenset[str]
) -> bool:
    """Whether anybody in the organisation may decide who is none of the authors."""
    offset = 0
    while found := await list_people(
        connection, organisation_id=organisation_id, offset=offset, limit=_PEOPLE_AT_ONCE
    ):
        for person in found:
            decides = Permission.ADMINISTER_APPS in permissions_of(person.roles)
            if person.active and decides and person.id not in authors:
                return True
        offset += len(found)
    return False


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Does what reviewers do, in the transaction of the caller."""

    recorder: Recorder
    clock: Clock

    async def publish(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, number: int, *, everywhere: bool
    ) -> None:
        """Offer the version instead of the one before, to all organisations where ``everywhere``.

        Raises ``MadeAppUnknown``, ``NotInReview`` and ``OwnVersion``.
        """
        sight, version = await self._waiting(connection, viewer, app_id, number)
        review = await self._decided(connection, viewer, sight, version, reason="")
        for each in sight.versions:
            if each.state is VersionState.PUBLISHED:
                await versions.move_version(connection, each.id, VersionState.REPLACED)
        await versions.move_version(connection, version.id, VersionState.PUBLISHED, review)
        await apps.change_app(connection, replace(sight.app, everywhere=everywhere))
        await introduce_app(connection, sight.app.organisation_id, sight.app.id, title=version.content.title)
        details: dict[str, object] = {"version": number, "alone": review.alone, "everywhere": everywhere}
        await self.recorder.record(connection, MakingEvent.PUBLISHED, sight.app, viewer, **details)

    async def send_back(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, number: int, *, reason: str
    ) -> None:
        """Give the version back to its team with words.

        Raises ``MadeAppUnknown``, ``NotInReview``, ``OwnVersion`` and ``ReasonMissing``.
        """
        sight, version = await self._waiting(connection, viewer, app_id, number)
        reason = storable(normalise_newlines(reason)).strip()
        if not 0 < len(reason) <= LONGEST_REASON:
            raise ReasonMissing(limit=f"{LONGEST_REASON:,}")
        review = await self._decided(connection, viewer, sight, version, reason=reason)
        await versions.move_version(connection, version.id, VersionState.RETURNED, review)
        details: dict[str, object] = {"version": number, "alone": review.alone}
        await self.recorder.record(connection, MakingEvent.RETURNED, sight.app, viewer, **details)

    async def _waiting(
        self, connection: AsyncConnection, viewer: Viewer, app_id: str, number: int
    ) -> tuple[Sight, Version]:
        await apps.lock_app(connection, app_id)
        sight = await see(connection, viewer, app_id)
        version = next((each for each in sight.versions if each.number == number), None)
        if version is None or not sight.decides:
            raise MadeAppUnknown
        if version.state is not VersionState.IN_REVIEW:
            raise NotInReview
        return sight, version

    async def _decided(
        self, connection: AsyncConnection, viewer: Viewer, sight: Sight, version: Version, *, reason: str
    ) -> Review:
        """The review with the decision. Raises ``OwnVersion`` where another person could decide."""
        authors = authors_of(version, await versions.versions_of(connection, sight.app.id))
        is_own = viewer.person.id in authors
        if is_own and await has_other_reviewer(connection, sight.app.organisation_id, authors):
            raise OwnVersion
        return replace(
            version.review,
            decided_by=viewer.person.id,
            decided_at=self.clock(),
            reason=reason,
            alone=is_own,
        )
