"""Home: what awaits the person today, and the main job first."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from genkan.governance import FormRoute, Now, Permission, Reading, SignedIn
from genkan.trial import invitation_for, pulse_for
from genkan.workspace.examples import example_questions
from genkan.workspace.giving import model_is_given
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
    given = await model_is_given(connection, viewer.person, clock=clock)
    composer = ComposerMaker(offer, clock, translator(pages, request), given).new(
        QuestionForm(), usual=usual_deployment(today.recent)
    )
    return pages.render(
        request,
        "workspace/home.html",
        composer=composer if works else None,
        examples=await example_questions(connection, library, offer.readable) if works else (),
        today=today,
        invitation=await invitation_for(connection, viewer.person) if works else None,
        pulse=await pulse_for(connection, viewer.person, clock=clock) if works else None,
        may=frozenset(str(permission) for permission in viewer.permissions),
    )
