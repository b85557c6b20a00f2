"""Beginning an app: from a use case, as a copy, or from a file of another house."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from genkan.apps.form.errors import SchemaProblem
from genkan.apps.gennai.errors import RegistrationUnreadable
from genkan.apps.making.content import Content, content_of
from genkan.apps.making.errors import CopyUnfit, MakingProblem, NothingChosen, WordsTooLong
from genkan.apps.making.exchange import read_made_app
from genkan.apps.making.fitness import LONGEST_PURPOSE, LONGEST_TITLE
from genkan.apps.making.proposing import CLASS_OF_USE_CASE
from genkan.apps.making.room import Making
from genkan.apps.making.shelves import readable_by, taken_in
from genkan.apps.making.use_case import begun, kinds_of_work
from genkan.apps.offered import Offers
from genkan.apps.pages.making_parts import MakingPart
from genkan.apps.pages.making_sent import text_of
from genkan.apps.pages.parts import AppsPart, LibraryPart, PagesPart
from genkan.apps.room import Apps
from genkan.apps.teams.membership import membership_in
from genkan.apps.teams.store import memberships_of
from genkan.apps.usable import usable_for_any
from genkan.governance import DatabasePart, FormRoute, Reading, UsesWorkspace, Viewer
from genkan.kit import Problem
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(route_class=FormRoute)

_BOXES = ("way", "team_id", "kind", "title", "use_case", "deployment_id", "propose", "app_id", "json")
_LARGEST_FILE = 2_000_000


@dataclass(frozen=True)
class Begun:
    """What came back with a fault: what was typed, and which fault."""

    typed: Mapping[str, str]
    problem: Problem | None = None


@router.get("/making/new")
async def show_beginnings(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    apps: AppsPart,
    pages: PagesPart,
    copy: str = "",
    team: str = "",
) -> Response:
    """The three ways to begin; with ``copy`` the app is chosen already."""
    typed = {**dict.fromkeys(_BOXES, ""), "app_id": copy, "team_id": team, "way": "copy" if copy else ""}
    return await _show(request, connection, viewer, apps, pages, Begun(typed))


@router.post("/making/new")
async def begin_app(
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    apps: AppsPart,
    making: MakingPart,
    pages: PagesPart,
    library: LibraryPart,
) -> Response:
    """Begin an app and go to its editor; what was typed comes back with a fault."""
    async with request.form() as form:
        typed, uploaded = {name: text_of(form, name) for name in _BOXES}, await _uploaded(form)
    # The door of the house may refuse a question to a model for many reasons; each is told above the form.
    wishes_proposal = typed["way"] == "use_case" and bool(typed["propose"])
    refusals = (Problem,) if wishes_proposal else (MakingProblem, SchemaProblem, RegistrationUnreadable)
    try:
        text = typed["json"] or _decoded(uploaded)
        proposed = await _proposed(database, viewer, making, typed) if wishes_proposal else None
        async with database.write() as connection:
            content = proposed or await _content(connection, viewer, apps.offers, typed, text)
            content = taken_in(content, await readable_by(connection, library, viewer))
            app = await making.authoring.begin(connection, viewer, typed["team_id"], content)
    except refusals as problem:
        async with database.read() as connection:
            return await _show(request, connection, viewer, apps, pages, Begun(typed, problem))
    said = "?unread=yes" if proposed and not proposed.proposed_by else ""
    return RedirectResponse(f"/making/{app.id}/edit{said}", status_code=303)


async def _proposed(database: Database, viewer: Viewer, making: Making, typed: Mapping[str, str]) -> Content:
    """What a model makes of the use case, for somebody who may begin an app in that team."""
    start = _from_use_case(typed)
    async with database.read() as connection:
        await membership_in(connection, viewer, typed["team_id"])
        usable = await usable_for_any(connection, viewer.person, information_class=CLASS_OF_USE_CASE)
    deployment = next((each for each in usable if each.id == typed["deployment_id"]), None)
    if deployment is None:
        raise NothingChosen(what="案を作成する生成AI")
    return await making.proposing.propose(viewer, deployment, start, typed["use_case"].strip())


async def _content(
    connection: AsyncConnection, viewer: Viewer, offers: Offers, typed: Mapping[str, str], text: str
) -> Content:
    """What the app begins with, by the way that was chosen."""
    if typed["way"] == "copy":
        if not typed["app_id"]:
            raise NothingChosen(what="コピーするアプリ")
        offered = await offers.find_for(connection, viewer, typed["app_id"])
        if offered.app.prompt is None:
            raise CopyUnfit
        return content_of(offered.app)
    if typed["way"] == "json":
        if not text.strip():
            raise NothingChosen(what="アプリのJSON")
        return read_made_app(text)
    return _from_use_case(typed)


def _from_use_case(typed: Mapping[str, str]) -> Content:
    kind = next((each for each in kinds_of_work() if each.id == typed["kind"]), None)
    title, use_case = typed["title"].strip(), typed["use_case"].strip()
    if kind is None:
        raise NothingChosen(what="作業の種類")
    if not title:
        raise NothingChosen(what="アプリの名称")
    if not use_case:
        raise NothingChosen(what="ユースケース")
    bounds = (("アプリの名称", title, LONGEST_TITLE), ("ユースケース", use_case, LONGEST_PURPOSE))
    for what, words, longest in bounds:
        if len(words) > longest:
            raise WordsTooLong(what=what, limit=longest)
    return begun(kind, title=title, use_case=use_case)


async def _uploaded(form: FormData) -> bytes:
    """The content of a file that came instead of pasted text."""
    given = form.get("file")
    return await given.read(_LARGEST_FILE) if isinstance(given, UploadFile) else b""


def _decoded(content: bytes) -> str:
    """Raises ``RegistrationUnreadable``."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegistrationUnreadable(reason="UTF-8") from error


async def _show(
    request: Request, connection: AsyncConnection, viewer: Viewer, apps: Apps, pages: Pages, begun: Begun
) -> Response:
    offered = await apps.offers.offered_to(connection, viewer)
    memberships = await memberships_of(connection, viewer.person.id, organisation_id=viewer.organisation.id)
    models = await usable_for_any(connection, viewer.person, information_class=CLASS_OF_USE_CASE)
    problem = begun.problem
    return pages.render(
        request,
        "apps/making_new.html",
        status=problem.status if problem else 200,
        typed=begun.typed,
        problem=pages.explain(request, problem) if problem else None,
        kinds=kinds_of_work(),
        models=[(each.id, each.title) for each in models],
        teams=[(each.team.id, each.team.name) for each in memberships],
        copyable=[(each.app.id, each.app.title) for each in offered if each.app.prompt is not None],
        longest_title=LONGEST_TITLE,
        longest_use_case=LONGEST_PURPOSE,
    )
