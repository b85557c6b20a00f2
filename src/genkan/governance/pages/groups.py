"""Groups of people who read the same collections: the list, adding one, changing its members."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance.access import AdministersPeople, Now, Reading, Writing
from genkan.governance.errors import FieldProblem, NotFound
from genkan.governance.pages.explaining import field_errors
from genkan.governance.pages.parts import LedgerPart, PagesPart
from genkan.governance.people.groups import GroupDraft, change_members, open_group
from genkan.governance.person import Viewer
from genkan.governance.store import groups as store
from genkan.governance.store import people
from genkan.governance.store.groups import ReaderGroup
from genkan.kit import storable
from genkan.ui import Pages

router = APIRouter(prefix="/administration/groups")
_DONE = {"added", "changed"}


@router.get("")
async def list_groups(
    request: Request, viewer: AdministersPeople, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """The groups of the organisation, and the form for a new one."""
    return await _show_list(request, connection, pages, viewer, done=done if done in _DONE else "")


@router.post("")
async def add_group(
    request: Request,
    viewer: AdministersPeople,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    title: Annotated[str, Form()] = "",
    members: Annotated[str, Form()] = "",
) -> Response:
    """Add a group; what was typed comes back with a refusal."""
    draft = GroupDraft(title, members)
    try:
        await open_group(connection, draft, viewer=viewer, ledger=ledger, clock=clock)
    except FieldProblem as problem:
        return await _show_list(request, connection, pages, viewer, draft=draft, problem=problem)
    return RedirectResponse("/administration/groups?done=added", status_code=303)


@router.get("/{group_id}")
async def show_group(
    request: Request,
    group_id: Annotated[str, Path()],
    viewer: AdministersPeople,
    connection: Reading,
    pages: PagesPart,
) -> Response:
    """A group with its members."""
    group = await _own(connection, group_id, viewer)
    found = await people.find_people(connection, await store.members_of(connection, group.id))
    names = sorted(person.sign_in_name for person in found.values())
    return _show_group(request, pages, group, GroupDraft(group.title, "\n".join(names)))


@router.post("/{group_id}")
async def set_members(
    request: Request,
    group_id: Annotated[str, Path()],
    viewer: AdministersPeople,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    members: Annotated[str, Form()] = "",
) -> Response:
    """Change the members; what was typed comes back with a refusal."""
    group = await _own(connection, group_id, viewer)
    draft = GroupDraft(group.title, members)
    try:
        await change_members(connection, group, draft, viewer=viewer, ledger=ledger)
    except FieldProblem as problem:
        return _show_group(request, pages, group, draft, problem=problem)
    return RedirectResponse("/administration/groups?done=changed", status_code=303)


async def _own(connection: AsyncConnection, group_id: str, viewer: Viewer) -> ReaderGroup:
    """A group of the viewer's organisation. Raises ``NotFound``."""
    group = await store.find_group(connection, storable(group_id), organisation_id=viewer.organisation.id)
    if group is None:
        raise NotFound
    return group


async def _show_list(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    viewer: Viewer,
    *,
    draft: GroupDraft | None = None,
    problem: FieldProblem | None = None,
    done: str = "",
) -> Response:
    groups = await store.list_groups(connection, viewer.organisation.id)
    counts = [len(await store.members_of(connection, group.id)) for group in groups]
    return pages.render(
        request,
        "governance/groups.html",
        status=problem.status if problem else 200,
        groups=list(zip(groups, counts, strict=True)),
        form=draft or GroupDraft(),
        errors=field_errors(request, pages, [problem] if problem else []),
        done=done,
    )


def _show_group(
    request: Request,
    pages: Pages,
    group: ReaderGroup,
    draft: GroupDraft,
    *,
    problem: FieldProblem | None = None,
) -> Response:
    return pages.render(
        request,
        "governance/group.html",
        status=problem.status if problem else 200,
        group=group,
        form=draft,
        errors=field_errors(request, pages, [problem] if problem else []),
    )
