"""How far an administrator of an organisation reaches."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.errors import (
    AccountOutOfReach,
    NotFound,
    OwnAccount,
    RoleNotGrantable,
    RolesMissing,
)
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.duties import Duties
from genkan.governance.people.roles import grant_roles, revoke_roles
from genkan.governance.person import Person, Viewer
from genkan.governance.roles import INSTALLATION_WIDE_ROLES, Role
from genkan.governance.store import people as store
from genkan.kit import Clock

GRANTABLE_ROLES = tuple(role for role in Role if role not in INSTALLATION_WIDE_ROLES)


async def person_in_reach(connection: AsyncConnection, viewer: Viewer, person_id: str) -> Person:
    """A person of the administrator's own organisation; for any other the answer is ``NotFound``."""
    person = await store.find_person(connection, person_id=person_id)
    if person is None or person.organisation_id != viewer.organisation.id:
        raise NotFound
    return person


async def person_to_change(connection: AsyncConnection, viewer: Viewer, person_id: str) -> Person:
    """A person in reach whose account the administrator may change: nobody's own, nobody above."""
    person = await person_in_reach(connection, viewer, person_id)
    if person.id == viewer.person.id:
        raise OwnAccount
    if person.is_installation_wide:
        raise AccountOutOfReach
    return person


async def replace_roles(
    connection: AsyncConnection,
    person: Person,
    roles: frozenset[Role],
    *,
    viewer: Viewer,
    duties: Duties,
    ledger: Ledger,
    clock: Clock,
) -> None:
    """Let the person hold exactly these roles.

    Raises ``RolesMissing``, ``RoleNotGrantable``, ``LastAdministrator`` and ``LastToLookAfter``.
    """
    if not roles:
        raise RolesMissing
    if not roles <= set(GRANTABLE_ROLES):
        raise RoleNotGrantable
    actor = viewer.person.id
    await grant_roles(connection, person.id, roles=roles, ledger=ledger, clock=clock, actor=actor)
    await revoke_roles(
        connection, person.id, roles=person.roles - roles, duties=duties, ledger=ledger, actor=actor
    )
