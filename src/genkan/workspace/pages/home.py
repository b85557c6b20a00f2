"""Home: what awaits the person today, and the main job first."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from genkan.governance import FormRoute, Now, Permission, Reading, SignedIn
from genkan.workspace.examples import example_questions
from genkan.workspace.offer import read_offer
from genkan.workspace.pages.composer import ComposerMaker
from genkan.workspace.pages.forms import QuestionForm
from genkan.workspace.pages.languages import translator
from genkan.workspace.pages.parts import GatewayPart, LibraryPart, PagesPart
from genkan.workspace.recent import usual_deployment
from genkan.workspace.today import look_at_today

router = APIRouter(route_class=FormRoute)


@router.get("/")
async def show_home(
    request: Request,
    viewer: SignedIn,
    connection: Reading,
    gateway: GatewayPart,
    library: LibraryPart,
    pages: PagesPart,
    clock: Now,
) -> HTMLResponse:
    """The first page after signing in, for every role."""
    works = viewer.may(Permission.USE_WORKSPACE)
    offer = await read_offer(connection, library, viewer)
    today = await look_at_today(connection, viewer, offer, gateway=gateway, now=clock())
    composer = ComposerMaker(offer, clock, translator(pages, request)).new(
        QuestionForm(), usual=usual_deployment(today.recent)
    )
    return pages.render(
        request,
        "workspace/home.html",
        composer=composer if works else None,
        examples=await example_questions(connection, library, offer.readable) if works else (),
        today=today,
        may=frozenset(str(permission) for permission in viewer.permissions),
    )
