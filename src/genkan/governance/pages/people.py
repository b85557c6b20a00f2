"""The people of an administrator's organisation: the list, and adding one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.governance.access import AdministersPeople, Now, Reading, Writing
from genkan.governance.errors import FieldProblem
from genkan.governance.pages.explaining import field_errors
from genkan.governance.pages.forms import ListFields, ListQuery, PersonFields, PersonForm
from genkan.governance.pages.link import show_link
from genkan.governance.pages.parts import LedgerPart, PagesPart, SettingsPart
from genkan.governance.people.inviting import invitation_problems, invite
from genkan.governance.people.reach import GRANTABLE_ROLES
from genkan.governance.person import Person, Viewer
from genkan.governance.roles import Role
from genkan.governance.store import people as store
from genkan.kit import storable
from genkan.ui import Pages

router = APIRouter(prefix="/administration/people")

PAGE_SIZE = 50


@dataclass(frozen=True)
class PeopleView:
    """One page of the list; ``bureaus`` are names by id, ``address`` lacks the number of the page."""

    people: Sequence[Person]
    bureaus: Mapping[str, str]
    count: int
    search: str
    bureau_id: str
    page: int
    page_count: int
    address: str


@router.get("")
async def list_people(
    request: Request,
    viewer: AdministersPeople,
    connection: Reading,
    pages: PagesPart,
    query: ListFields,
) -> Response:
    """The people of the organisation whose name or sign-in name contains ``q``."""
    return pages.render(request, "governance/people.html", found=await _found(connection, viewer, query))


@router.get("/new")
async def show_new_person(
    request: Request, viewer: AdministersPeople, connection: Reading, pages: PagesPart
) -> Response:
    """The form for a new person."""
    form = PersonForm(roles=[Role.STAFF.value])
    return await _show_form(request, connection, pages, viewer=viewer, form=form, problems=())


@router.post("")
async def add_person(
    request: Request,
    viewer: AdministersPeople,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    settings: SettingsPart,
    form: PersonFields,
) -> Response:
    """Add a person and show the one-time link, this once; what was typed comes back with a refusal."""
    try:
        draft = form.draft(language=settings.language)
        problems = invitation_problems(draft)
        if not problems:
            invited = await invite(connection, draft, viewer=viewer, ledger=ledger, clock=clock)
            return show_link(request, pages, invited.person, invited.path, settings=settings, is_new=True)
    except FieldProblem as problem:
        problems = (problem,)
    return await _show_form(request, connection, pages, viewer=viewer, form=form, problems=problems)


async def _found(connection: AsyncConnection, viewer: Viewer, query: ListQuery) -> PeopleView:
    organisation_id, search = viewer.organisation.id, storable(query.q).strip()
    bureaus = await store.list_organisations(connection, parent_id=organisation_id)
    bureau_id = next((bureau.id for bureau in bureaus if bureau.id == query.bureau), None)
    count = await store.count_people(
        connection, organisation_id=organisation_id, bureau_id=bureau_id, search=search
    )
    page_count = max(1, -(-count // PAGE_SIZE))
    page = min(query.page, page_count)
    people = await store.list_people(
        connection,
        organisation_id=organisation_id,
        bureau_id=bureau_id,
        search=search,
        offset=(page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )
    address = f"/administration/people?{urlencode({'q': search, 'bureau': bureau_id or ''})}&page="
    names = {bureau.id: bureau.name for bureau in bureaus}
    return PeopleView(people, names, count, search, bureau_id or "", page, page_count, address)


async def _show_form(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    *,
    viewer: Viewer,
    form: PersonForm,
    problems: tuple[FieldProblem, ...],
) -> Response:
    return pages.render(
        request,
        "governance/person_new.html",
        status=FieldProblem.status if problems else 200,
        form=form,
        errors=field_errors(request, pages, problems),
        bureaus=await store.list_organisations(connection, parent_id=viewer.organisation.id),
        grantable=GRANTABLE_ROLES,
    )
