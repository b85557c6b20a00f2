"""The page of one comparison and the stream that carries both of its answers."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, StreamingResponse

from genkan.governance import DatabasePart, Now, Reading, UsesWorkspace
from genkan.trial.blindness import put_on
from genkan.trial.pages.parts import GatewayPart, LibraryPart, PagesPart
from genkan.trial.pages.stream import Show
from genkan.trial.pages.view import EMPTY_VOTE, ComparisonView, look, translate_for
from genkan.trial.store import find_comparison
from genkan.ui import Pages, event_stream

router = APIRouter()


@router.get("/compare/{comparison_id}")
async def show_comparison(
    request: Request,
    comparison_id: str,
    viewer: UsesWorkspace,
    connection: Reading,
    gateway: GatewayPart,
    library: LibraryPart,
    pages: PagesPart,
    clock: Now,
) -> HTMLResponse:
    """Both answers side by side as far as they may be shown, then the vote, then the reveal."""
    comparison = await find_comparison(connection, comparison_id, person_id=viewer.person.id)
    view = await look(
        connection,
        comparison,
        gateway=gateway,
        library=library,
        now=clock(),
        translate=translate_for(request, pages),
    )
    return render_comparison(request, pages, view)


@router.get("/compare/{comparison_id}/events")
async def follow_comparison(
    request: Request,
    comparison_id: str,
    viewer: UsesWorkspace,
    connection: Reading,
    database: DatabasePart,
    gateway: GatewayPart,
    library: LibraryPart,
    pages: PagesPart,
    clock: Now,
) -> StreamingResponse:
    """One stream with both answers at one pace; it ends with the form for the vote."""
    comparison = await find_comparison(connection, comparison_id, person_id=viewer.person.id)
    show = Show(
        request=request,
        pages=pages,
        database=database,
        gateway=gateway,
        library=library,
        clock=clock,
        comparison=comparison,
        blindfold=await put_on(connection, comparison, gateway=gateway),
    )
    return event_stream(show.events(), closing=request.app.state.closing)


def render_comparison(
    request: Request, pages: Pages, view: ComparisonView, *, status: int = 200, **form: object
) -> HTMLResponse:
    """The page of a comparison; ``form`` holds what a refused vote said."""
    return pages.render(request, "trial/comparison.html", status=status, view=view, **{**EMPTY_VOTE, **form})
