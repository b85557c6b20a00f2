"""Letting organisations and people in."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.errors import BureauUnknown, SignInNameTaken
from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.draft import PersonDraft, problems_of, tidy_draft
from genkan.governance.people.roles import record_grants
from genkan.governance.person import Organisation, OrganisationKind, Person
from genkan.governance.store import people as store
from genkan.kit import Clock, new_id


async def installation_is_empty(connection: AsyncConnection) -> bool:
    """Whether nobody has been let in yet, not even an organisation."""
    return not await store.list_organisations(connection)


async def add_organisation(
    connection: AsyncConnection,
    *,
    ledger: Ledger,
    clock: Clock,
    actor: str,
    name: str,
    kind: OrganisationKind,
    parent_id: str | None = None,
) -> Organisation:
    """Add an organisation; a bureau names its ``parent_id``."""
    added = Organisation(new_id(clock), name, kind, parent_id)
    await store.add_organisation(connection, added, now=clock())
    await ledger.record(
        connection,
        GovernanceEvent.ORGANISATION_ADDED,
        actor=actor,
        organisation_id=parent_id or added.id,
        object_id=added.id,
        details={"kind": kind.value},
    )
    return added


async def add_person(
    connection: AsyncConnection,
    draft: PersonDraft,
    *,
    organisation_id: str,
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> Person:
    """Add a person without a password, who comes in by a one-time link; raises a ``FieldProblem``."""
    added = _person(tidy_draft(draft), organisation_id=organisation_id, clock=clock)
    await _check_bureau(connection, added)
    if not await store.add_person_unless_taken(connection, added, now=clock()):
        raise SignInNameTaken(sign_in_name=added.sign_in_name)
    await ledger.record(
        connection,
        GovernanceEvent.PERSON_ADDED,
        actor=actor,
        organisation_id=organisation_id,
        object_id=added.id,
    )
    await record_grants(connection, added, added.roles, ledger=ledger, actor=actor)
    return added


def _person(draft: PersonDraft, *, organisation_id: str, clock: Clock) -> Person:
    for problem in problems_of(draft):
        raise problem
    return Person(
        id=new_id(clock),
        organisation_id=organisation_id,
        bureau_id=draft.bureau_id,
        name=draft.name,
        sign_in_name=draft.sign_in_name,
        roles=draft.roles,
        language=draft.language,
        active=True,
    )


async def _check_bureau(connection: AsyncConnection, person: Person) -> None:
    if person.bureau_id is None:
        return
    bureau = await store.find_organisation(connection, organisation_id=person.bureau_id)
    if bureau is None or bureau.parent_id != person.organisation_id:
        raise BureauUnknown
