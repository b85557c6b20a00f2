"""Which exact build answered at a moment: for each public name the deployments that took questions then."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from genkan.catalogue.errors import MomentInvalid
from genkan.catalogue.loader import load_models
from genkan.catalogue.moment import serving_at
from genkan.catalogue.pages.parts import PagesPart
from genkan.catalogue.pricing import JAPAN
from genkan.governance import Now, Reading, SignedIn

router = APIRouter()


@router.get("/models/history")
async def show_moment(
    request: Request,
    _viewer: SignedIn,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    at: Annotated[str, Query(max_length=30)] = "",
    name: Annotated[str, Query(max_length=120)] = "",
) -> HTMLResponse:
    """The builds at the moment asked for; ``at`` is local time in Japan, ``name`` a public name or nothing."""
    titles = {model.id: model.title for model in load_models()}
    try:
        moment = _moment(at, now=clock())
    except ValueError:
        problem = MomentInvalid()
        return pages.render(
            request,
            "catalogue/moment.html",
            status=problem.status,
            at=at,
            name=name,
            moment=None,
            found=(),
            titles=titles,
            problem=pages.explain(request, problem),
        )
    found = await serving_at(connection, moment, name=name.strip()) if moment else ()
    return pages.render(
        request,
        "catalogue/moment.html",
        at=at,
        name=name,
        moment=moment,
        found=found,
        titles=titles,
        problem=None,
    )


def _moment(text: str, *, now: datetime) -> datetime | None:
    """The moment; without a time zone it is that of Japan. Raises ``ValueError``, also for one to come."""
    if not text.strip():
        return None
    moment = datetime.fromisoformat(text.strip())
    moment = moment if moment.tzinfo else moment.replace(tzinfo=JAPAN)
    if moment > now:
        raise ValueError("nobody knows yet")
    return moment
