"""The desk of those who make apps: their apps, their teams, what waits for them."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps.making.made_app import MadeApp, Version, VersionState
from genkan.apps.making.store import apps, versions
from genkan.apps.pages.making_parts import MakingPart
from genkan.apps.pages.making_wording import TEAM_ROLES, VERSION_STATES
from genkan.apps.pages.parts import PagesPart
from genkan.apps.teams.store import memberships_of
from genkan.apps.teams.team import Membership
from genkan.governance import Permission, Reading, UsesWorkspace, Viewer, Writing

router = APIRouter()


@dataclass(frozen=True)
class AppRow:
    """An app in a list: its newest version, and the one that is published."""

    app: MadeApp
    latest: Version
    published: Version | None


async def rows_of(connection: AsyncConnection, found: tuple[MadeApp, ...]) -> tuple[AppRow, ...]:
    """The apps as rows of a list, in their order."""
    ids = [app.id for app in found]
    latest = await versions.latest_versions(connection, ids)
    published = await versions.published_versions(connection, ids)
    return tuple(AppRow(app, latest[app.id], published.get(app.id)) for app in found)


@router.get("/making")
async def show_home(
    request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """The teams of the person with their apps."""
    memberships = await memberships_of(connection, viewer.person.id, organisation_id=viewer.organisation.id)
    ids = [each.team.id for each in memberships]
    rows = await rows_of(connection, await apps.apps_of_teams(connection, ids))
    led = [each.team.id for each in memberships if each.administers]
    return pages.render(
        request,
        "apps/making.html",
        done=done,
        teams=[(each, [row for row in rows if row.app.team_id == each.team.id]) for each in memberships],
        asked=await _asked(connection, led, memberships),
        waiting=await _waiting(connection, viewer),
        authors=viewer.may(Permission.AUTHOR_APPS),
        decides=viewer.may(Permission.ADMINISTER_APPS),
        states=VERSION_STATES,
        roles=TEAM_ROLES,
    )


@router.post("/making/transfers/{app_id}")
async def answer_transfer(
    app_id: str, request: Request, viewer: UsesWorkspace, connection: Writing, making: MakingPart
) -> Response:
    """Take an app over, or decline it."""
    answer = (await request.form()).get("answer")
    await making.keeping.answer(connection, viewer, app_id, accepted=answer == "accept")
    return RedirectResponse(
        f"/making?done={'taken_over' if answer == 'accept' else 'declined'}", status_code=303
    )


async def _asked(
    connection: AsyncConnection, led: list[str], memberships: tuple[Membership, ...]
) -> list[tuple[AppRow, str]]:
    """The apps that teams of the person are asked to take over, with the name of the team."""
    names = {each.team.id: each.team.name for each in memberships}
    rows = await rows_of(connection, await apps.apps_offered_to(connection, led))
    return [(row, names[row.app.offered_to or ""]) for row in rows]


async def _waiting(connection: AsyncConnection, viewer: Viewer) -> int:
    """How many versions wait for somebody like the person."""
    if not viewer.may(Permission.ADMINISTER_APPS):
        return 0
    found = await versions.versions_of_organisation(
        connection, viewer.organisation.id, VersionState.IN_REVIEW
    )
    return len(found)
