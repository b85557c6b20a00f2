"""The pages of teams: forming one, and who is in it."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps.pages.making_parts import MakingPart
from genkan.apps.pages.making_sent import text_of
from genkan.apps.pages.making_wording import TEAM_ROLES
from genkan.apps.pages.parts import PagesPart
from genkan.apps.teams.errors import TeamProblem, TeamUnknown
from genkan.apps.teams.membership import membership_in
from genkan.apps.teams.store import LONGEST_NAME, find_team, list_teams, members_of_team
from genkan.apps.teams.team import Member, Team, TeamRole
from genkan.governance import (
    DatabasePart,
    Permission,
    Reading,
    UsesWorkspace,
    Viewer,
    Writing,
    find_people,
    list_people,
)
from genkan.ui import Pages

router = APIRouter(prefix="/making/teams")

_MOST_FOUND = 20
_LONGEST_SEARCH = 100


@router.get("")
async def show_teams(
    request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart
) -> Response:
    """A form for a new team; all teams of the organisation for who looks after its apps."""
    return await _show_teams(request, connection, viewer, pages, name="", problem=None)


@router.post("")
async def form_team(
    request: Request, viewer: UsesWorkspace, database: DatabasePart, making: MakingPart, pages: PagesPart
) -> Response:
    """Form a team; a name that does not fit comes back."""
    name = text_of(await request.form(), "name")
    try:
        async with database.write() as connection:
            team = await making.teams.form(connection, viewer, name)
    except TeamUnknown:
        raise
    except TeamProblem as problem:
        async with database.read() as connection:
            return await _show_teams(request, connection, viewer, pages, name=name, problem=problem)
    return RedirectResponse(f"/making/teams/{team.id}?done=formed", status_code=303)


@router.get("/{team_id}")
async def show_team(
    team_id: str,
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    pages: PagesPart,
    q: str = "",
    done: str = "",
) -> Response:
    """The people of a team; for its administrators with a search for others."""
    team, administers = await _seen(connection, viewer, team_id)
    members = await members_of_team(connection, team.id)
    people = await find_people(connection, [each.person_id for each in members])
    query = q.replace("\x00", "").strip()[:_LONGEST_SEARCH]
    found = (
        await list_people(connection, organisation_id=team.organisation_id, search=query, limit=_MOST_FOUND)
        if query and administers
        else ()
    )
    return pages.render(
        request,
        "apps/making_team.html",
        team=team,
        administers=administers,
        is_member=viewer.person.id in people,
        members=[(each, people[each.person_id]) for each in members if each.person_id in people],
        query=query,
        found=[each for each in found if each.active and each.id not in people],
        roles=TEAM_ROLES,
        longest=LONGEST_NAME,
        done=done,
    )


@router.post("/{team_id}/name")
async def rename_team(
    team_id: str, request: Request, viewer: UsesWorkspace, connection: Writing, making: MakingPart
) -> Response:
    """Give the team another name."""
    await making.teams.rename(connection, viewer, team_id, text_of(await request.form(), "name"))
    return RedirectResponse(f"/making/teams/{team_id}?done=renamed", status_code=303)


@router.post("/{team_id}/members")
async def set_member(
    team_id: str, request: Request, viewer: UsesWorkspace, connection: Writing, making: MakingPart
) -> Response:
    """Let a person be in the team, in this role."""
    form = await request.form()
    administers = text_of(form, "role") == TeamRole.ADMINISTRATOR
    role = TeamRole.ADMINISTRATOR if administers else TeamRole.MEMBER
    await making.teams.set_member(connection, viewer, team_id, Member(text_of(form, "person_id"), role))
    return RedirectResponse(f"/making/teams/{team_id}?done=changed", status_code=303)


@router.post("/{team_id}/members/remove")
async def remove_member(
    team_id: str, request: Request, viewer: UsesWorkspace, connection: Writing, making: MakingPart
) -> Response:
    """Let a person be in the team no more."""
    person_id = text_of(await request.form(), "person_id")
    await making.teams.remove_member(connection, viewer, team_id, person_id)
    left = person_id == viewer.person.id
    target = "/making?done=left" if left else f"/making/teams/{team_id}?done=changed"
    return RedirectResponse(target, status_code=303)


async def _seen(connection: AsyncConnection, viewer: Viewer, team_id: str) -> tuple[Team, bool]:
    """The team and whether the viewer may change it. Raises ``TeamUnknown``."""
    team = await find_team(connection, team_id)
    if team.organisation_id == viewer.organisation.id and viewer.may(Permission.ADMINISTER_APPS):
        return team, True
    membership = await membership_in(connection, viewer, team_id)
    return membership.team, membership.administers


async def _show_teams(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    *,
    name: str,
    problem: TeamProblem | None,
) -> Response:
    decides = viewer.may(Permission.ADMINISTER_APPS)
    if not (decides or viewer.may(Permission.AUTHOR_APPS)):
        raise TeamUnknown
    return pages.render(
        request,
        "apps/making_teams.html",
        status=problem.status if problem else 200,
        name=name,
        wrong=pages.explain(request, problem) if problem else None,
        longest=LONGEST_NAME,
        teams=await list_teams(connection, viewer.organisation.id) if decides else (),
    )
