"""Which made apps a person may see, and what of them: what one may not see does not exist."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.making.errors import MadeAppUnknown
from genkan.apps.making.made_app import MadeApp, Version, VersionState
from genkan.apps.making.store import apps, versions
from genkan.apps.teams.store import memberships_of
from genkan.apps.teams.team import Membership
from genkan.governance import Permission, Viewer


@dataclass(frozen=True)
class Sight:
    """An app as one person sees it; ``membership`` is None for who looks after the apps of the organisation."""

    app: MadeApp
    versions: tuple[Version, ...]
    membership: Membership | None
    decides: bool

    @property
    def latest(self) -> Version:
        """The newest version that the person may see."""
        return self.versions[0]

    @property
    def writes(self) -> bool:
        """Whether the person may change the app."""
        return self.membership is not None

    @property
    def keeps(self) -> bool:
        """Whether the person may withdraw it or set its last day."""
        return self.decides or self.hands_over

    @property
    def hands_over(self) -> bool:
        """Whether the person may hand it over to another team."""
        return self.membership is not None and self.membership.administers


async def see(connection: AsyncConnection, viewer: Viewer, app_id: str) -> Sight:
    """The app with the versions that the person may see, newest first. Raises ``MadeAppUnknown``.

    A team sees everything of its apps; who looks after the apps of the organisation sees what was submitted, and
    others nothing.
    """
    app = await apps.find_app(connection, app_id)
    if app.organisation_id != viewer.organisation.id:
        raise MadeAppUnknown
    membership = await membership_of(connection, viewer, app)
    decides = viewer.may(Permission.ADMINISTER_APPS)
    found = await versions.versions_of(connection, app.id)
    if membership is None:
        found = tuple(each for each in found if decides and each.state.was_shown)
    if not found:
        raise MadeAppUnknown
    return Sight(app, found, membership, decides)


async def membership_of(connection: AsyncConnection, viewer: Viewer, app: MadeApp) -> Membership | None:
    """The viewer's place in the team that owns the app, None where there is none."""
    own = await memberships_of(connection, viewer.person.id, organisation_id=viewer.organisation.id)
    return next((each for each in own if each.team.id == app.team_id), None)


async def may_run_unpublished(connection: AsyncConnection, viewer: Viewer, version: Version) -> bool:
    """Whether the person may run a version that others cannot: a team its own, a reviewer what is in review."""
    try:
        sight = await see(connection, viewer, version.app_id)
    except MadeAppUnknown:
        return False
    return sight.writes or any(each.id == version.id and is_open(each) for each in sight.versions)


def is_open(version: Version) -> bool:
    """Whether a version waits for a decision."""
    return version.state is VersionState.IN_REVIEW
