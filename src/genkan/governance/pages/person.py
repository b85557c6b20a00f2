"""One person of an administrator's organisation, and what may be done about the account."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance.access import AdministersPeople, Now, Reading, Writing
from genkan.governance.errors import AdministrationProblem, FieldProblem
from genkan.governance.pages.explaining import field_errors
from genkan.governance.pages.forms import roles_of
from genkan.governance.pages.link import show_link
from genkan.governance.pages.parts import DutiesPart, LedgerPart, PagesPart, SettingsPart
from genkan.governance.people.activity import deactivate, end_sessions, reactivate
from genkan.governance.people.links import make_link
from genkan.governance.people.reach import (
    GRANTABLE_ROLES,
    person_in_reach,
    person_to_change,
    replace_roles,
)
from genkan.governance.person import Organisation, Person, Viewer
from genkan.governance.roles import Role
from genkan.governance.store.people import find_organisation
from genkan.governance.store.sessions import list_sessions
from genkan.kit import Clock, Problem
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter(prefix="/administration/people/{person_id}")

DONE = {
    "roles": _("役割を変更しました。"),
    "deactivated": _("利用を停止しました。この利用者のサインインは全て終了しました。"),
    "reactivated": _("利用を再開しました。"),
    "sessions": _("この利用者のサインインを全て終了しました。"),
}


@dataclass(frozen=True)
class PersonView:
    """What the page shows besides the person; ``session_count`` are signed-in devices."""

    bureau: Organisation | None
    roles: Sequence[Role]
    session_count: int
    is_self: bool


@router.get("")
async def show_person(
    request: Request,
    person_id: str,
    viewer: AdministersPeople,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    done: Annotated[str, Query()] = "",
) -> Response:
    """Who it is, which roles, and what may be changed."""
    person = await person_in_reach(connection, viewer, person_id)
    account = await _account(connection, person, viewer=viewer, clock=clock)
    chosen = [role.value for role in person.roles]
    return _show(request, pages, person, account, chosen=chosen, done=DONE.get(done, ""))


@router.post("/roles")
async def change_roles(
    request: Request,
    person_id: str,
    viewer: AdministersPeople,
    connection: Writing,
    pages: PagesPart,
    duties: DutiesPart,
    ledger: LedgerPart,
    clock: Now,
    roles: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Replace the roles; those chosen come back with a refusal."""
    person = await person_to_change(connection, viewer, person_id)
    try:
        await replace_roles(
            connection,
            person,
            roles_of(roles or []),
            viewer=viewer,
            duties=duties,
            ledger=ledger,
            clock=clock,
        )
        return _back(person, done="roles")
    except (FieldProblem, AdministrationProblem) as problem:
        account = await _account(connection, person, viewer=viewer, clock=clock)
        return _show(request, pages, person, account, chosen=roles or [], problem=problem)


@router.post("/deactivate")
async def deactivate_person(
    person_id: str,
    viewer: AdministersPeople,
    connection: Writing,
    duties: DutiesPart,
    ledger: LedgerPart,
    clock: Now,
) -> Response:
    """Let the person in no more."""
    person = await person_to_change(connection, viewer, person_id)
    await deactivate(connection, person.id, duties=duties, ledger=ledger, clock=clock, actor=viewer.person.id)
    return _back(person, done="deactivated")


@router.post("/reactivate")
async def reactivate_person(
    person_id: str, viewer: AdministersPeople, connection: Writing, ledger: LedgerPart
) -> Response:
    """Let the person in again."""
    person = await person_to_change(connection, viewer, person_id)
    await reactivate(connection, person.id, ledger=ledger, actor=viewer.person.id)
    return _back(person, done="reactivated")


@router.post("/link")
async def make_new_link(
    request: Request,
    person_id: str,
    viewer: AdministersPeople,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    settings: SettingsPart,
) -> Response:
    """Make a one-time link and show it, this once."""
    person = await person_to_change(connection, viewer, person_id)
    path = await make_link(connection, person.id, ledger=ledger, clock=clock, actor=viewer.person.id)
    return show_link(request, pages, person, path, settings=settings, is_new=False)


@router.post("/sessions/revoke")
async def revoke_sessions(
    person_id: str, viewer: AdministersPeople, connection: Writing, ledger: LedgerPart, clock: Now
) -> Response:
    """End every session of the person."""
    person = await person_to_change(connection, viewer, person_id)
    await end_sessions(connection, person, ledger=ledger, clock=clock, actor=viewer.person.id)
    return _back(person, done="sessions")


async def _account(
    connection: AsyncConnection, person: Person, *, viewer: Viewer, clock: Clock
) -> PersonView:
    bureau_id = person.bureau_id
    bureau = await find_organisation(connection, organisation_id=bureau_id) if bureau_id else None
    sessions = await list_sessions(connection, person.id, now=clock())
    return PersonView(bureau, sorted(person.roles), len(sessions), person.id == viewer.person.id)


def _show(
    request: Request,
    pages: Pages,
    person: Person,
    account: PersonView,
    *,
    chosen: Sequence[str],
    done: str = "",
    problem: Problem | None = None,
) -> Response:
    """What belongs to a field stands below it, everything else at the top."""
    below = [problem] if isinstance(problem, FieldProblem) else []
    at_top = None if below else problem
    return pages.render(
        request,
        "governance/person.html",
        status=problem.status if problem else 200,
        person=person,
        account=account,
        grantable=GRANTABLE_ROLES,
        chosen=chosen,
        done=done,
        problem=pages.explain(request, at_top) if at_top else None,
        errors=field_errors(request, pages, below),
    )


def _back(person: Person, *, done: str) -> Response:
    return RedirectResponse(f"/administration/people/{person.id}?done={done}", status_code=303)
