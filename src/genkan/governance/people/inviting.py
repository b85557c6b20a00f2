"""An administrator lets a new person of the organisation in."""

from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.errors import FieldProblem, RoleNotGrantable
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.adding import add_person
from genkan.governance.people.draft import PersonDraft, problems_of
from genkan.governance.people.links import make_link
from genkan.governance.people.reach import GRANTABLE_ROLES
from genkan.governance.person import Person, Viewer
from genkan.kit import Clock


class Invited(NamedTuple):
    """The new person, and the path of the one-time link."""

    person: Person
    path: str


async def invite(
    connection: AsyncConnection, draft: PersonDraft, *, viewer: Viewer, ledger: Ledger, clock: Clock
) -> Invited:
    """Add the person to the viewer's organisation and make the link; raises a ``FieldProblem``."""
    for problem in invitation_problems(draft):
        raise problem
    person = await add_person(
        connection,
        draft,
        organisation_id=viewer.organisation.id,
        ledger=ledger,
        clock=clock,
        actor=viewer.person.id,
    )
    path = await make_link(connection, person.id, ledger=ledger, clock=clock, actor=viewer.person.id)
    return Invited(person, path)


def invitation_problems(draft: PersonDraft) -> tuple[FieldProblem, ...]:
    """Everything that can be said against a tidy draft without looking into the database."""
    problems = problems_of(draft)
    return problems if draft.roles <= set(GRANTABLE_ROLES) else (*problems, RoleNotGrantable())
