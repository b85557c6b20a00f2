"""SQL of the person behind a request: everything in one statement, for every page begins with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.person import Organisation, OrganisationKind, Person
from genkan.governance.roles import Role
from genkan.governance.store.people import person_of
from genkan.governance.store.tables import organisation, person, person_role, session


@dataclass(frozen=True)
class SessionHolder:
    """An active person with the session that a token opens."""

    person: Person
    organisation: Organisation
    session_id: str
    last_seen_at: datetime


async def find_holder(connection: AsyncConnection, *, token_hash: str, now: datetime) -> SessionHolder | None:
    """The active person whose session in force the token opens."""
    in_force = and_(session.c.revoked_at.is_(None), session.c.expires_at > now)
    query = _HOLDERS.where(session.c.token_hash == token_hash, in_force, person.c.active)
    rows = (await connection.execute(query)).all()
    if not rows:
        return None
    row = rows[0]
    return SessionHolder(
        person=person_of(row, roles=frozenset(Role(each.role) for each in rows if each.role)),
        organisation=Organisation(
            row.organisation_id, row.organisation_name, OrganisationKind(row.kind), row.parent_id
        ),
        session_id=row.session_id,
        last_seen_at=row.last_seen_at,
    )


_HOLDERS = (
    select(
        person,
        organisation.c.name.label("organisation_name"),
        organisation.c.kind,
        organisation.c.parent_id,
        session.c.id.label("session_id"),
        session.c.last_seen_at,
        person_role.c.role,
    )
    .select_from(session)
    .join(person, person.c.id == session.c.person_id)
    .join(organisation, organisation.c.id == person.c.organisation_id)
    .outerjoin(person_role, person_role.c.person_id == person.c.id)
)
"""One row for each role of the person, at least one."""
