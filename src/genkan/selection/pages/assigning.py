"""The office appoints reviewers, and takes in results of tests; a refusal comes back with what was typed."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, RunsSelection, Viewer
from genkan.selection.errors import EntryProblem, SelectionProblem
from genkan.selection.pages import applications
from genkan.selection.pages.parts import PagesPart, SelectionPart
from genkan.selection.review.assignment import Part
from genkan.selection.review.errors import ReviewerUnfit
from genkan.selection.review.seeing import see_application
from genkan.selection.room import Selection
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/selection/applications/{application_id}")
_LONGEST_SHOWN = 1000


class MeasureForm(BaseModel):
    """A result of a test as it was sent."""

    measure: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    source: str = ""


class ReviewerForm(BaseModel):
    """An appointment as it was sent."""

    person: str = ""
    part: str = ""


@router.post("/reviewers")
async def assign(
    request: Request,
    application_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    form: Annotated[ReviewerForm, Form()],
) -> Response:
    """Give a person a part in the review."""
    try:
        async with database.write() as connection:
            await _assign(connection, selection, viewer, application_id, form)
    except SelectionProblem as problem:
        return await _again(request, database, pages, viewer, application_id, problem, "person", form)
    return RedirectResponse(f"/selection/applications/{application_id}?done=assigned#review", status_code=303)


@router.post("/measures")
async def take_measure(
    request: Request,
    application_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    form: Annotated[MeasureForm, Form()],
) -> Response:
    """Take in a result of a test as it is declared."""
    try:
        async with database.write() as connection:
            await selection.deciding.measure(connection, viewer, application_id, form.model_dump())
    except SelectionProblem as problem:
        field = problem.field if isinstance(problem, EntryProblem) else "measure"
        return await _again(request, database, pages, viewer, application_id, problem, field, form)
    return RedirectResponse(
        f"/selection/applications/{application_id}?done=measured#measures", status_code=303
    )


async def _assign(
    connection: AsyncConnection, selection: Selection, viewer: Viewer, application_id: str, form: ReviewerForm
) -> None:
    if form.part not in set(Part):
        raise ReviewerUnfit
    part = Part(form.part)
    await selection.reviewing.assign(connection, viewer, application_id, form.person, part=part)


async def _again(
    request: Request,
    database: Database,
    pages: Pages,
    viewer: Viewer,
    application_id: str,
    problem: SelectionProblem,
    field: str,
    form: BaseModel,
) -> Response:
    """The page with what was typed; what the person may not see stays unknown."""
    if problem.status == 404:
        raise problem
    typed = {name: str(value)[:_LONGEST_SHOWN] for name, value in form.model_dump().items()}
    async with database.read() as connection:
        application, call = await see_application(connection, viewer, application_id)
        return await applications.show(
            request, connection, pages, viewer, application, call, problem=problem, field=field, typed=typed
        )
