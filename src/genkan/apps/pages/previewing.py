"""What is typed into a field as Markdown, for the page that asks while somebody types."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from genkan.apps.pages.filled import PREFIX
from genkan.apps.pages.form_view import shown_of
from genkan.apps.pages.parts import PagesPart
from genkan.governance import FormRoute, UsesWorkspace
from genkan.kit import normalise_newlines, storable

router = APIRouter(route_class=FormRoute)


@router.post("/apps/preview")
async def show_markdown(request: Request, _viewer: UsesWorkspace, pages: PagesPart) -> Response:
    """The one field that was sent, sanitised; nothing of it is kept."""
    form = await request.form()
    texts = (value for name, value in form.items() if name.startswith(PREFIX) and isinstance(value, str))
    shown = shown_of(storable(normalise_newlines(next(texts, ""))))
    return pages.render(request, "apps/_field_shown.html", shown=shown)
