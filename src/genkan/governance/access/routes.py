"""What a route asks for in its signature: parts, transactions, the signed-in person and permissions.

All of these are ``async`` also where nothing is awaited: the framework sends plain functions through a thread each.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Annotated, Any, TypeVar, cast
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import JSONResponse, RedirectResponse, Response

from genkan.governance.errors import NotFound, SessionEnded, SignInRequired
from genkan.governance.person import Viewer
from genkan.governance.roles import Permission
from genkan.governance.viewing import find_viewer
from genkan.kit import Clock
from genkan.storage import Database

SESSION_COOKIE = "genkan_session"

LONGEST_FIELD_BYTES = 32 * 1024 * 1024

Part = TypeVar("Part")


class _RoomyRequest(Request):
    """Reads fields of any length that the limit of the body lets through, so that a room can name its own limit."""

    def form(
        self,
        *,
        max_files: int | float = 1000,
        max_fields: int | float = 1000,
        max_part_size: int = LONGEST_FIELD_BYTES,
    ) -> Any:
        return super().form(max_files=max_files, max_fields=max_fields, max_part_size=max_part_size)


class FormRoute(APIRoute):
    """A route whose form may hold long texts: ``APIRouter(route_class=FormRoute)``."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_roomy(request: Request) -> Response:
            return await handle(_RoomyRequest(request.scope, request.receive))

        return handle_roomy


def part(kind: type[Part]) -> Any:
    """``Annotated[Ledger, part(Ledger)]``: the part that was registered in ``app.state.parts``."""

    async def look_up(request: Request) -> Part:
        return cast("Part", request.app.state.parts[kind])

    return Depends(look_up)


async def _clock(request: Request) -> Clock:
    return cast("Clock", request.app.state.clock)


Now = Annotated[Clock, Depends(_clock)]
DatabasePart = Annotated[Database, part(Database)]


async def _identify(request: Request, database: DatabasePart, clock: Now) -> Viewer | None:
    """The viewer, read in a transaction of its own that ends before any other begins."""
    token = request.cookies.get(SESSION_COOKIE, "")
    viewer = await find_viewer(database, clock, token=token) if token else None
    request.state.viewer = viewer
    return viewer


Visitor = Annotated[Viewer | None, Depends(_identify)]


async def _read(database: DatabasePart, _visitor: Visitor) -> AsyncIterator[AsyncConnection]:
    async with database.read() as connection:
        yield connection


async def _write(database: DatabasePart, _visitor: Visitor) -> AsyncIterator[AsyncConnection]:
    async with database.write() as connection:
        yield connection


Reading = Annotated[AsyncConnection, Depends(_read, scope="function")]
Writing = Annotated[AsyncConnection, Depends(_write, scope="function")]


async def _signed_in(request: Request, visitor: Visitor) -> Viewer:
    if visitor is not None:
        return visitor
    if request.method in ("GET", "HEAD") or _speaks_data(request):
        raise SignInRequired(next_path=_path_of(request))
    raise SessionEnded


SignedIn = Annotated[Viewer, Depends(_signed_in)]


def require(permission: Permission) -> Callable[[Viewer], Awaitable[Viewer]]:
    """A dependency that gives the viewer who holds the permission; for others the page does not exist."""

    async def check(viewer: SignedIn) -> Viewer:
        if not viewer.may(permission):
            raise NotFound
        return viewer

    return check


UsesWorkspace = Annotated[Viewer, Depends(require(Permission.USE_WORKSPACE))]
AdministersPeople = Annotated[Viewer, Depends(require(Permission.ADMINISTER_PEOPLE))]
AdministersKnowledge = Annotated[Viewer, Depends(require(Permission.ADMINISTER_KNOWLEDGE))]
AdministersModels = Annotated[Viewer, Depends(require(Permission.ADMINISTER_MODELS))]
AdministersRules = Annotated[Viewer, Depends(require(Permission.ADMINISTER_RULES))]
AnswersInquiries = Annotated[Viewer, Depends(require(Permission.ANSWER_INQUIRIES))]
SupervisesInquiries = Annotated[Viewer, Depends(require(Permission.SUPERVISE_INQUIRIES))]
ReadsUsage = Annotated[Viewer, Depends(require(Permission.READ_USAGE))]
AdministersKeys = Annotated[Viewer, Depends(require(Permission.ADMINISTER_KEYS))]
AdministersApps = Annotated[Viewer, Depends(require(Permission.ADMINISTER_APPS))]
ReadsLedger = Annotated[Viewer, Depends(require(Permission.READ_LEDGER))]
RunsEvaluations = Annotated[Viewer, Depends(require(Permission.RUN_EVALUATIONS))]
RunsTrial = Annotated[Viewer, Depends(require(Permission.RUN_TRIAL))]
ReadsSelection = Annotated[Viewer, Depends(require(Permission.READ_SELECTION))]
ReviewsApplications = Annotated[Viewer, Depends(require(Permission.REVIEW_APPLICATIONS))]
RunsSelection = Annotated[Viewer, Depends(require(Permission.RUN_SELECTION))]
SignsSelection = Annotated[Viewer, Depends(require(Permission.SIGN_SELECTION))]
SignsTrial = Annotated[Viewer, Depends(require(Permission.SIGN_TRIAL))]
MarksAnswers = Annotated[Viewer, Depends(require(Permission.MARK_ANSWERS))]
SetsUpMarking = Annotated[Viewer, Depends(require(Permission.SET_UP_MARKING))]
ReadsReport = Annotated[Viewer, Depends(require(Permission.READ_REPORT))]
KeepsItems = Annotated[Viewer, Depends(require(Permission.KEEP_ITEMS))]
RunsExams = Annotated[Viewer, Depends(require(Permission.RUN_EXAMS))]
HoldsShares = Annotated[Viewer, Depends(require(Permission.HOLD_SHARES))]


async def answer_sign_in_required(request: Request, problem: Exception) -> Response:
    """The handler of ``SignInRequired``: pages lead to the sign-in, programs and streams get 401."""
    if not isinstance(problem, SignInRequired):
        raise problem
    if _speaks_data(request):
        message = {"error": {"message": problem.sentence, "next_step": problem.next_step}}
        return JSONResponse(message, status_code=problem.status)
    target = f"/sign-in?next={quote(problem.next_path, safe='/')}"
    if "hx-request" in request.headers:
        return Response(status_code=problem.status, headers={"hx-redirect": target})
    return RedirectResponse(target, status_code=303)


def _speaks_data(request: Request) -> bool:
    return request.url.path.startswith("/api/") or "text/event-stream" in request.headers.get("accept", "")


def _path_of(request: Request) -> str:
    """Where the person is: the page itself, or the page that asked for a fragment of itself."""
    here = request.headers.get("hx-current-url") or str(request.url)
    parts = urlsplit(here)
    return parts.path + (f"?{parts.query}" if parts.query else "")
