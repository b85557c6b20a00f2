"""The office appoints reviewers, and takes in results of tests."""

from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from genkan.governance import RunsSelection, Writing
from genkan.selection.pages.parts import SelectionPart, Typed
from genkan.selection.review.assignment import Part
from genkan.selection.review.errors import ReviewerUnfit

router = APIRouter(prefix="/selection/applications/{application_id}")


class MeasureForm(BaseModel):
    """A result of a test as it was sent."""

    measure: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    source: str = ""


@router.post("/reviewers")
async def assign(
    application_id: str,
    viewer: RunsSelection,
    connection: Writing,
    selection: SelectionPart,
    person: Typed = "",
    part: Typed = "",
) -> Response:
    """Give a person a part in the review."""
    if part not in set(Part):
        raise ReviewerUnfit
    await selection.reviewing.assign(connection, viewer, application_id, person, part=Part(part))
    return RedirectResponse(f"/selection/applications/{application_id}?done=assigned#review", status_code=303)


@router.post("/measures")
async def take_measure(
    application_id: str,
    viewer: RunsSelection,
    connection: Writing,
    selection: SelectionPart,
    form: Annotated[MeasureForm, Form()],
) -> Response:
    """Take in a result of a test as it is declared."""
    await selection.deciding.measure(connection, viewer, application_id, form.model_dump())
    return RedirectResponse(
        f"/selection/applications/{application_id}?done=measured#measures", status_code=303
    )
