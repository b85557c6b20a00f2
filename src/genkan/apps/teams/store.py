"""SQL of teams and their members."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.teams.errors import TeamUnknown
from genkan.apps.teams.team import Member, Membership, Team, TeamRole
from genkan.kit import storable
from genkan.storage import Moment, insert_once, metadata

LONGEST_NAME = 60

team_table = Table(
    "app_team",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("organisation_id", "name"),
)

member_table = Table(
    "app_team_member",
    metadata,
    Column("team_id", String(36), ForeignKey("app_team.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("role", String(13), nullable=False),
    Column("joined_at", Moment, nullable=False),
    Index("ix_app_team_member_person_id", "person_id"),
)

_TEAM = (team_table.c.id, team_table.c.organisation_id, team_table.c.name)


async def add_team(connection: AsyncConnection, team: Team, *, now: datetime) -> bool:
    """Write a team without members; False where another has its name by now, also one written beside this."""
    return await insert_once(connection, team_table, {**vars(team), "created_at": now})


async def rename_team(connection: AsyncConnection, team_id: str, name: str) -> bool:
    """Write another name; False where another team has it by now, also one written beside this."""
    renaming = team_table.update().where(team_table.c.id == team_id).values(name=name)
    try:
        async with connection.begin_nested():
            await connection.execute(renaming)
    except IntegrityError:
        return False
    return True


async def name_is_taken(connection: AsyncConnection, organisation_id: str, name: str) -> bool:
    """Whether a team of the organisation has that name."""
    query = select(team_table.c.id).where(
        team_table.c.organisation_id == organisation_id, team_table.c.name == name
    )
    return (await connection.execute(query)).first() is not None


async def find_team(connection: AsyncConnection, team_id: str) -> Team:
    """The team. Raises ``TeamUnknown``."""
    row = (await connection.execute(select(*_TEAM).where(team_table.c.id == storable(team_id)))).one_or_none()
    if row is None:
        raise TeamUnknown
    return Team(*row)


async def lock_team(connection: AsyncConnection, team_id: str) -> Team:
    """The team, whose members no other transaction changes until this one has ended. Raises ``TeamUnknown``."""
    query = select(*_TEAM).where(team_table.c.id == storable(team_id)).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise TeamUnknown
    return Team(*row)


async def lock_teams_administered_by(connection: AsyncConnection, person_id: str) -> tuple[Team, ...]:
    """The teams that a person looks after, locked as by ``lock_team``, always in the same order."""
    query = (
        select(*_TEAM)
        .join(member_table, member_table.c.team_id == team_table.c.id)
        .where(member_table.c.person_id == person_id, member_table.c.role == TeamRole.ADMINISTRATOR)
        .order_by(team_table.c.id)
        .with_for_update(of=team_table)
    )
    return tuple(Team(*row) for row in await connection.execute(query))


async def list_teams(connection: AsyncConnection, organisation_id: str) -> tuple[Team, ...]:
    """The teams of an organisation, by name."""
    query = select(*_TEAM).where(team_table.c.organisation_id == organisation_id).order_by(team_table.c.name)
    return tuple(Team(*row) for row in await connection.execute(query))


async def names_of_teams(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Name and organisation of each team, by id."""
    rows = await connection.execute(select(*_TEAM).where(team_table.c.id.in_(ids)))
    return {row.id: (row.name, row.organisation_id) for row in rows}


async def memberships_of(
    connection: AsyncConnection, person_id: str, *, organisation_id: str
) -> tuple[Membership, ...]:
    """The teams of this organisation that a person is in, by name."""
    query = (
        select(*_TEAM, member_table.c.role)
        .join(member_table, member_table.c.team_id == team_table.c.id)
        .where(member_table.c.person_id == person_id, team_table.c.organisation_id == organisation_id)
        .order_by(team_table.c.name)
    )
    rows = await connection.execute(query)
    return tuple(Membership(Team(row.id, row.organisation_id, row.name), TeamRole(row.role)) for row in rows)


async def members_of_team(connection: AsyncConnection, team_id: str) -> tuple[Member, ...]:
    """Who is in the team, in the order of joining."""
    query = select(member_table.c.person_id, member_table.c.role).where(member_table.c.team_id == team_id)
    rows = await connection.execute(query.order_by(member_table.c.joined_at, member_table.c.person_id))
    return tuple(Member(row.person_id, TeamRole(row.role)) for row in rows)


async def add_member(connection: AsyncConnection, team_id: str, member: Member, *, now: datetime) -> None:
    """Write a member."""
    await connection.execute(member_table.insert().values(team_id=team_id, **vars(member), joined_at=now))


async def change_member(connection: AsyncConnection, team_id: str, member: Member) -> None:
    """Write the role of a member."""
    is_it = (member_table.c.team_id == team_id, member_table.c.person_id == member.person_id)
    await connection.execute(member_table.update().where(*is_it).values(role=member.role))


async def remove_member(connection: AsyncConnection, team_id: str, person_id: str) -> None:
    """Delete a member."""
    is_it = (member_table.c.team_id == team_id, member_table.c.person_id == person_id)
    await connection.execute(member_table.delete().where(*is_it))
