"""The office has the deployment that an applicant declares checked, and reads what was found."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from genkan.catalogue import CatalogueProblem, SecretProblem
from genkan.governance import DatabasePart, RunsSelection
from genkan.kit import shorten
from genkan.selection.errors import SelectionProblem
from genkan.selection.pages import applications
from genkan.selection.pages.parts import PagesPart, SelectionPart, Typed
from genkan.selection.review.seeing import see_application

router = APIRouter(prefix="/selection/applications/{application_id}")
_LONGEST_REFERENCE = 200


@router.post("/endpoint-checks")
async def check_endpoint(
    request: Request,
    application_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    key: Typed = "",
) -> Response:
    """Leave the check to the worker; a refusal comes back beside the form."""
    try:
        async with database.write() as connection:
            await selection.checking.ask(connection, viewer, application_id, key=key)
    except (SelectionProblem, CatalogueProblem) as problem:
        if problem.status == 404:
            raise
        is_secret = isinstance(problem, SecretProblem)
        typed = {"key": "" if is_secret else shorten(key, length=_LONGEST_REFERENCE)}
        async with database.read() as connection:
            application, call = await see_application(connection, viewer, application_id)
            return await applications.show(
                request,
                connection,
                pages,
                viewer,
                application,
                call,
                problem=problem,
                field="key",
                typed=typed,
            )
    return RedirectResponse(f"/selection/applications/{application_id}?done=asked#endpoint", status_code=303)
