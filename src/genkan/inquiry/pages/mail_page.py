"""An officer decides about a letter by e-mail of which nobody knows whether it arrived."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from genkan.governance import AnswersInquiries, NotFound, Writing
from genkan.inquiry.changing import see
from genkan.inquiry.pages.parts import InquiriesPart
from genkan.inquiry.post import Decision

router = APIRouter(prefix="/inquiries/{case_id}/mail")


@router.post("/{mail_id}")
async def decide(
    case_id: str,
    mail_id: str,
    viewer: AnswersInquiries,
    connection: Writing,
    inquiries: InquiriesPart,
    decision: Annotated[str, Form()] = "",
) -> Response:
    """It arrived, or it goes once more."""
    if decision not in set(Decision):
        raise NotFound
    case = await see(connection, viewer, case_id)
    await inquiries.mail_settling.decide(connection, viewer, mail_id, Decision(decision), case_id=case.id)
    return RedirectResponse(f"/inquiries/{case.id}?done={decision}", status_code=303)
