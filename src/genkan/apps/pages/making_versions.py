"""One version of a made app: what it says, what differs from another, and the decision on it."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps.making.differences import differences
from genkan.apps.making.errors import MadeAppUnknown, ReasonMissing
from genkan.apps.making.made_app import Version
from genkan.apps.making.reviewing import LONGEST_REASON, authors_of, has_other_reviewer
from genkan.apps.making.sight import Sight, is_open, see
from genkan.apps.making.store.trials import trials_of
from genkan.apps.making.store.versions import versions_of
from genkan.apps.pages.listing import CATEGORIES
from genkan.apps.pages.making_parts import MakingPart, form_views, people_of
from genkan.apps.pages.making_sent import text_of
from genkan.apps.pages.making_wording import CHECK_NAMES, PARTS, VERSION_STATES
from genkan.apps.pages.parts import PagesPart
from genkan.catalogue import load_models
from genkan.governance import DatabasePart, Reading, UsesWorkspace, Viewer, Writing, names_of
from genkan.ui import Pages

router = APIRouter(prefix="/making/{app_id}/versions/{number}")


@dataclass(frozen=True)
class Decision:
    """Whether the viewer may decide on the version; ``alone`` where nobody else could, ``own`` where others must."""

    open: bool
    own: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Asked:
    """Which version is asked for, beside which other one; ``reason`` is what came back with its ``problem``."""

    number: int
    against: int = 0
    reason: str = ""
    problem: ReasonMissing | None = None


@router.get("")
async def show_version(
    app_id: str,
    number: int,
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    pages: PagesPart,
    against: int = 0,
) -> Response:
    """The version, beside another one."""
    return await _show(request, connection, viewer, pages, app_id, Asked(number, against))


@router.post("/publish")
async def publish_version(
    app_id: str,
    number: int,
    request: Request,
    viewer: UsesWorkspace,
    connection: Writing,
    making: MakingPart,
) -> Response:
    """Offer the version to the organisation, or to all."""
    everywhere = bool(text_of(await request.form(), "everywhere"))
    await making.reviewing.publish(connection, viewer, app_id, number, everywhere=everywhere)
    return RedirectResponse("/making/reviews?done=published", status_code=303)


@router.post("/return")
async def return_version(
    app_id: str,
    number: int,
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    making: MakingPart,
    pages: PagesPart,
) -> Response:
    """Give the version back to its team; without a reason it stays where it is."""
    reason = text_of(await request.form(), "reason")
    try:
        async with database.write() as connection:
            await making.reviewing.send_back(connection, viewer, app_id, number, reason=reason)
    except ReasonMissing as problem:
        async with database.read() as connection:
            asked = Asked(number, reason=reason, problem=problem)
            return await _show(request, connection, viewer, pages, app_id, asked)
    return RedirectResponse("/making/reviews?done=returned", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    app_id: str,
    asked: Asked,
) -> Response:
    sight = await see(connection, viewer, app_id)
    version = next((each for each in sight.versions if each.number == asked.number), None)
    if version is None:
        raise MadeAppUnknown
    problem = asked.problem
    return pages.render(
        request,
        "apps/making_version.html",
        status=problem.status if problem else 200,
        sight=sight,
        app=sight.app,
        version=version,
        fields=form_views(request, pages, version),
        decision=await _decision(connection, viewer, sight, version),
        triable=sight.writes or is_open(version),
        reason=asked.reason,
        longest_reason=LONGEST_REASON,
        wrong=pages.explain(request, problem)[0] if problem else "",
        **_compared(sight, version, asked.against),
        **await _tried(connection, sight, version),
        **_words(),
    )


def _compared(sight: Sight, version: Version, against: int) -> dict[str, object]:
    """The version beside another one."""
    other = _other(sight, version, against)
    return {
        "other": other,
        "others": [(str(each.number), each.number) for each in sight.versions if each.id != version.id],
        "differing": differences(other.content, version.content) if other else (),
    }


async def _tried(connection: AsyncConnection, sight: Sight, version: Version) -> dict[str, object]:
    """The trials of the version, and the names of all who did something with it."""
    trials = await trials_of(connection, version.id)
    names = await names_of(connection, [each.person_id for each in trials])
    return {"trials": trials, "names": {**await people_of(connection, sight.versions), **names}}


def _words() -> dict[str, object]:
    return {
        "states": VERSION_STATES,
        "parts": PARTS,
        "check_names": CHECK_NAMES,
        "categories": CATEGORIES,
        "models": {model.id: model.title for model in load_models()},
    }


def _other(sight: Sight, version: Version, against: int) -> Version | None:
    """The version to compare with: the one that was asked for, else the last published, else the one before."""
    earlier = [each for each in sight.versions if each.number < version.number]
    asked = [each for each in sight.versions if each.number == against and each.id != version.id]
    published = [each for each in earlier if each.state.was_published]
    return next(iter((*asked, *published, *earlier)), None)


async def _decision(connection: AsyncConnection, viewer: Viewer, sight: Sight, version: Version) -> Decision:
    if not sight.decides or not is_open(version):
        return Decision(open=False)
    authors = authors_of(version, await versions_of(connection, sight.app.id))
    if viewer.person.id not in authors:
        return Decision(open=True)
    others = await has_other_reviewer(connection, sight.app.organisation_id, authors)
    return Decision(open=not others, own=others, alone=not others)
