"""Giving people roles, and taking them away."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.errors import LastAdministrator, NotFound
from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.duties import Duties
from genkan.governance.person import Person
from genkan.governance.roles import Permission, Role, permissions_of
from genkan.governance.store import people as store
from genkan.kit import Clock


async def grant_roles(
    connection: AsyncConnection,
    person_id: str,
    *,
    roles: frozenset[Role],
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> None:
    """Give the roles that the person does not hold yet; raises ``NotFound``."""
    person = await existing_person(connection, person_id)
    new = roles - person.roles
    await store.add_roles(connection, person.id, roles=new, now=clock())
    await record_grants(connection, person, new, ledger=ledger, actor=actor)


async def revoke_roles(
    connection: AsyncConnection,
    person_id: str,
    *,
    roles: frozenset[Role],
    duties: Duties,
    ledger: Ledger,
    actor: str,
) -> None:
    """Take away the roles that the person holds; raises ``NotFound``, ``LastAdministrator``, ``LastToLookAfter``."""
    person = await existing_person(connection, person_id)
    held = roles & person.roles
    if Role.MINISTRY_ADMINISTRATOR in held:
        await keep_an_administrator(connection, person)
    if Permission.USE_WORKSPACE in permissions_of(held) - permissions_of(person.roles - held):
        await duties.check_free(connection, person)
    await store.remove_roles(connection, person.id, roles=held)
    await _record(connection, GovernanceEvent.ROLE_REVOKED, person, held, ledger=ledger, actor=actor)


async def keep_an_administrator(connection: AsyncConnection, person: Person) -> None:
    """Raise ``LastAdministrator`` where nobody else administers the person's organisation."""
    if not person.active or Role.MINISTRY_ADMINISTRATOR not in person.roles:
        return
    administrators = await store.count_active_with_role(
        connection, Role.MINISTRY_ADMINISTRATOR, organisation_id=person.organisation_id
    )
    if administrators <= 1:
        raise LastAdministrator


async def existing_person(connection: AsyncConnection, person_id: str) -> Person:
    """The person with this id; raises ``NotFound``."""
    person = await store.find_person(connection, person_id=person_id)
    if person is None:
        raise NotFound
    return person


async def record_grants(
    connection: AsyncConnection, person: Person, roles: Iterable[Role], *, ledger: Ledger, actor: str
) -> None:
    """One event for each role that was given."""
    await _record(connection, GovernanceEvent.ROLE_GRANTED, person, roles, ledger=ledger, actor=actor)


async def _record(
    connection: AsyncConnection,
    kind: GovernanceEvent,
    person: Person,
    roles: Iterable[Role],
    *,
    ledger: Ledger,
    actor: str,
) -> None:
    for role in sorted(roles):
        await ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=person.organisation_id,
            object_id=person.id,
            details={"role": role.value},
        )
