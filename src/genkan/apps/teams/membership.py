"""Forming teams and changing who is in them: each deed with its record, in the transaction of the caller."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import TeamEvent
from genkan.apps.teams import store
from genkan.apps.teams.errors import (
    LastTeamAdministrator,
    MemberUnknown,
    NotTeamAdministrator,
    PersonUnfit,
    TeamNameTaken,
    TeamNameUnfit,
    TeamUnknown,
)
from genkan.apps.teams.team import Member, Membership, Team, TeamRole
from genkan.governance import Ledger, Permission, Person, Viewer, find_people, find_person, permissions_of
from genkan.kit import Clock, new_id, storable


async def membership_in(connection: AsyncConnection, viewer: Viewer, team_id: str) -> Membership:
    """The team as its member sees it; for others it does not exist: raises ``TeamUnknown``."""
    for membership in await store.memberships_of(
        connection, viewer.person.id, organisation_id=viewer.organisation.id
    ):
        if membership.team.id == team_id:
            return membership
    raise TeamUnknown


@dataclass(frozen=True, slots=True)
class Teams:
    """Does what people do with teams."""

    ledger: Ledger
    clock: Clock

    async def form(self, connection: AsyncConnection, viewer: Viewer, name: str) -> Team:
        """A new team of which the viewer is the administrator.

        Raises ``TeamUnknown`` where the viewer may form none, ``TeamNameUnfit`` and ``TeamNameTaken``.
        """
        if not viewer.may(Permission.AUTHOR_APPS):
            raise TeamUnknown
        now = self.clock()
        team = Team(
            new_id(self.clock), viewer.organisation.id, await self._free_name(connection, viewer, name)
        )
        if not await store.add_team(connection, team, now=now):
            raise TeamNameTaken(name=team.name)
        await store.add_member(connection, team.id, Member(viewer.person.id, TeamRole.ADMINISTRATOR), now=now)
        await self._record(connection, TeamEvent.FORMED, team, viewer)
        return team

    async def rename(self, connection: AsyncConnection, viewer: Viewer, team_id: str, name: str) -> None:
        """Give the team another name. Raises what ``form`` and ``_administered`` raise."""
        team = await self._administered(connection, viewer, team_id)
        if storable(name).strip() == team.name:
            return
        free = await self._free_name(connection, viewer, name)
        if not await store.rename_team(connection, team.id, free):
            raise TeamNameTaken(name=free)
        await self._record(connection, TeamEvent.RENAMED, team, viewer)

    async def set_member(
        self, connection: AsyncConnection, viewer: Viewer, team_id: str, member: Member
    ) -> None:
        """Let a person be in the team with this role, new or as before.

        Raises ``PersonUnfit``, ``LastTeamAdministrator`` and what ``_administered`` raises.
        """
        team = await self._administered(connection, viewer, team_id)
        current = await self._role_of(connection, team, member.person_id)
        if current is member.role:
            return
        if current is None:
            await self._check_person(connection, team, member.person_id)
            await store.add_member(connection, team.id, member, now=self.clock())
        else:
            await self._keep_an_administrator(connection, team, leaving=Member(member.person_id, current))
            await store.change_member(connection, team.id, member)
        event = TeamEvent.MEMBER_ADDED if current is None else TeamEvent.MEMBER_CHANGED
        await self._record(connection, event, team, viewer, member=member.person_id, role=member.role)

    async def remove_member(
        self, connection: AsyncConnection, viewer: Viewer, team_id: str, person_id: str
    ) -> None:
        """Let a person be in the team no more; everybody may leave.

        Raises ``MemberUnknown``, ``LastTeamAdministrator`` and what ``_administered`` raises.
        """
        await store.lock_team(connection, team_id)
        if person_id == viewer.person.id:
            team = (await membership_in(connection, viewer, team_id)).team
        else:
            team = await self._administered(connection, viewer, team_id)
        role = await self._role_of(connection, team, person_id)
        if role is None:
            raise MemberUnknown
        await self._keep_an_administrator(connection, team, leaving=Member(person_id, role))
        await store.remove_member(connection, team.id, person_id)
        await self._record(connection, TeamEvent.MEMBER_REMOVED, team, viewer, member=person_id)

    async def left_without(self, connection: AsyncConnection, person: Person) -> tuple[str, ...]:
        """The teams that nobody would look after without this person, locked, as ``Duties`` names them."""
        administered = await store.lock_teams_administered_by(connection, person.id)
        alone = [
            team for team in administered if not await _others_administer(connection, team, but=person.id)
        ]
        return tuple(f"アプリのチーム「{team.name}」" for team in alone)

    async def _administered(self, connection: AsyncConnection, viewer: Viewer, team_id: str) -> Team:
        """The team, locked, for who looks after it or after all apps of the organisation.

        Raises ``TeamUnknown`` for outsiders and ``NotTeamAdministrator`` for members.
        """
        team = await store.lock_team(connection, team_id)
        if viewer.may(Permission.ADMINISTER_APPS) and team.organisation_id == viewer.organisation.id:
            return team
        membership = await membership_in(connection, viewer, team_id)
        if not membership.administers:
            raise NotTeamAdministrator
        return membership.team

    async def _keep_an_administrator(
        self, connection: AsyncConnection, team: Team, *, leaving: Member
    ) -> None:
        """The team is locked, so that two of two administrators cannot leave at once."""
        if leaving.role is not TeamRole.ADMINISTRATOR:
            return
        if not await _others_administer(connection, team, but=leaving.person_id):
            raise LastTeamAdministrator

    async def _role_of(self, connection: AsyncConnection, team: Team, person_id: str) -> TeamRole | None:
        members = await store.members_of_team(connection, team.id)
        return next((each.role for each in members if each.person_id == person_id), None)

    async def _check_person(self, connection: AsyncConnection, team: Team, person_id: str) -> None:
        person = await find_person(connection, person_id=person_id)
        if person is None or not _may_come(person) or person.organisation_id != team.organisation_id:
            raise PersonUnfit

    async def _free_name(self, connection: AsyncConnection, viewer: Viewer, name: str) -> str:
        name = storable(name).strip()
        if not 0 < len(name) <= store.LONGEST_NAME or not name.isprintable():
            raise TeamNameUnfit(limit=store.LONGEST_NAME)
        if await store.name_is_taken(connection, viewer.organisation.id, name):
            raise TeamNameTaken(name=name)
        return name

    async def _record(
        self, connection: AsyncConnection, event: TeamEvent, team: Team, viewer: Viewer, **details: str
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=viewer.person.id,
            organisation_id=team.organisation_id,
            object_id=team.id,
            details=dict(details),
        )


async def _others_administer(connection: AsyncConnection, team: Team, *, but: str) -> bool:
    """Whether anybody else looks after the team who can still open its page."""
    others = [
        each.person_id
        for each in await store.members_of_team(connection, team.id)
        if each.role is TeamRole.ADMINISTRATOR and each.person_id != but
    ]
    return any(map(_may_come, (await find_people(connection, others)).values()))


def _may_come(person: Person) -> bool:
    return person.active and Permission.USE_WORKSPACE in permissions_of(person.roles)
