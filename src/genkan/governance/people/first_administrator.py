"""Opening an installation that has no people yet."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.adding import add_organisation, add_person
from genkan.governance.people.draft import PersonDraft
from genkan.governance.people.links import make_link
from genkan.governance.person import Organisation, OrganisationKind
from genkan.governance.roles import Role
from genkan.governance.store import people as store
from genkan.kit import Clock

ACTOR = "command_line"


async def first_administrator(
    connection: AsyncConnection,
    ledger: Ledger,
    clock: Clock,
    *,
    organisation_name: str,
    name: str,
    sign_in_name: str,
) -> str:
    """Add an administrator, and the organisation where it does not exist; the path of the one-time link.

    Raises a ``FieldProblem`` where a name cannot be taken.
    """
    organisation = await _organisation(connection, organisation_name.strip(), ledger=ledger, clock=clock)
    administrator = await add_person(
        connection,
        PersonDraft(name, sign_in_name, frozenset({Role.MINISTRY_ADMINISTRATOR})),
        organisation_id=organisation.id,
        ledger=ledger,
        clock=clock,
        actor=ACTOR,
    )
    return await make_link(connection, administrator.id, ledger=ledger, clock=clock, actor=ACTOR)


async def _organisation(
    connection: AsyncConnection, name: str, *, ledger: Ledger, clock: Clock
) -> Organisation:
    found = await store.find_organisation(connection, name=name)
    if found is not None and found.kind is not OrganisationKind.BUREAU:
        return found
    kind = OrganisationKind.CITY if name.endswith(("市", "区", "町", "村")) else OrganisationKind.MINISTRY
    return await add_organisation(connection, ledger=ledger, clock=clock, actor=ACTOR, name=name, kind=kind)
