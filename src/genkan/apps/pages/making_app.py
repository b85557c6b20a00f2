"""The page of a made app: its versions, and everything that is done with it besides writing."""

from datetime import date

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps.files.download import download_headers
from genkan.apps.making.errors import LastDayPast, MakingProblem
from genkan.apps.making.made_app import VersionState
from genkan.apps.making.sight import see
from genkan.apps.making.store.versions import version_in_state
from genkan.apps.pages.making_parts import MakingPart, SettingsPart, people_of
from genkan.apps.pages.making_sent import text_of
from genkan.apps.pages.making_wording import VERSION_STATES
from genkan.apps.pages.parts import PagesPart
from genkan.apps.teams.store import list_teams
from genkan.governance import DatabasePart, Reading, UsesWorkspace, Viewer, Writing
from genkan.ui import Pages

router = APIRouter()


@router.get("/making/{app_id}")
async def show_app(
    app_id: str,
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """Where the app stands, and its versions."""
    return await _show(request, connection, viewer, pages, app_id, done=done)


@router.post("/making/{app_id}/submit")
async def submit_app(app_id: str, viewer: UsesWorkspace, connection: Writing, making: MakingPart) -> Response:
    """Have the newest version reviewed."""
    await making.authoring.submit(connection, viewer, app_id)
    return _to(app_id, "submitted")


@router.post("/making/{app_id}/recall")
async def recall_app(app_id: str, viewer: UsesWorkspace, connection: Writing, making: MakingPart) -> Response:
    """Take back what waits for a decision."""
    await making.authoring.recall(connection, viewer, app_id)
    return _to(app_id, "recalled")


@router.post("/making/{app_id}/withdraw")
async def withdraw_app(
    app_id: str, viewer: UsesWorkspace, connection: Writing, making: MakingPart
) -> Response:
    """Offer the app no more."""
    await making.keeping.withdraw(connection, viewer, app_id)
    return _to(app_id, "withdrawn")


@router.post("/making/{app_id}/share")
async def share_app(
    app_id: str, request: Request, viewer: UsesWorkspace, connection: Writing, making: MakingPart
) -> Response:
    """Offer the app to all organisations, or to its own only."""
    everywhere = bool(text_of(await request.form(), "everywhere"))
    await making.keeping.share(connection, viewer, app_id, everywhere=everywhere)
    return _to(app_id, "shared")


@router.post("/making/{app_id}/last-day")
async def set_last_day(
    app_id: str,
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    making: MakingPart,
    pages: PagesPart,
) -> Response:
    """Set or take away the last day; a day that cannot be comes back."""
    typed = text_of(await request.form(), "last_day").strip()
    try:
        async with database.write() as connection:
            await making.keeping.set_last_day(connection, viewer, app_id, _day_in(typed))
    except LastDayPast as problem:
        async with database.read() as connection:
            return await _show(request, connection, viewer, pages, app_id, problem=problem, last_day=typed)
    return _to(app_id, "last_day")


@router.post("/making/{app_id}/transfer")
async def offer_app(
    app_id: str, request: Request, viewer: UsesWorkspace, connection: Writing, making: MakingPart
) -> Response:
    """Ask another team to take the app over."""
    await making.keeping.offer(connection, viewer, app_id, text_of(await request.form(), "team_id"))
    return _to(app_id, "offered")


@router.post("/making/{app_id}/delete")
async def delete_app(app_id: str, viewer: UsesWorkspace, connection: Writing, making: MakingPart) -> Response:
    """Delete an app that was never published."""
    await making.authoring.delete(connection, viewer, app_id)
    return RedirectResponse("/making?done=deleted", status_code=303)


@router.post("/making/{app_id}/export")
async def export_app(
    app_id: str, viewer: UsesWorkspace, connection: Writing, making: MakingPart, settings: SettingsPart
) -> Response:
    """The newest version that the person may see, as a registration in JSON."""
    exported = await making.keeping.export(connection, viewer, app_id, address=settings.address)
    return Response(exported.text, headers=download_headers(f"{exported.title}.json", "application/json"))


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    app_id: str,
    *,
    done: str = "",
    problem: MakingProblem | None = None,
    last_day: str | None = None,
) -> Response:
    sight = await see(connection, viewer, app_id)
    teams = await list_teams(connection, sight.app.organisation_id)
    day = sight.app.last_day
    return pages.render(
        request,
        "apps/making_app.html",
        status=problem.status if problem else 200,
        done=done,
        problem=pages.explain(request, problem) if problem else None,
        sight=sight,
        app=sight.app,
        latest=sight.latest,
        published=await version_in_state(connection, sight.app.id, VersionState.PUBLISHED),
        was_published=any(each.state.was_published for each in sight.versions),
        in_review=any(each.state is VersionState.IN_REVIEW for each in sight.versions),
        names=await people_of(connection, sight.versions),
        team={team.id: team.name for team in teams}[sight.app.team_id],
        offered={team.id: team.name for team in teams}.get(sight.app.offered_to or "", ""),
        other_teams=[(team.id, team.name) for team in teams if team.id != sight.app.team_id],
        last_day=last_day if last_day is not None else (day.isoformat() if day else ""),
        states=VERSION_STATES,
    )


def _day_in(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise LastDayPast from error


def _to(app_id: str, done: str) -> Response:
    return RedirectResponse(f"/making/{app_id}?done={done}", status_code=303)
