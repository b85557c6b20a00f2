"""The marker's pages of expert audits: what waits, and one answer after the other."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, FormRoute, MarksAnswers, Reading, Viewer
from genkan.trial.audit.errors import AuditOver, AuditProblem, AuditUnknown, FindingMissing, OwnQuestion
from genkan.trial.audit.mark import COMMENT_LIMIT, Line, differing, read_findings
from genkan.trial.audit.marking import AuditDesk, own_queue, sit_down
from genkan.trial.pages.parts import AuditMarkingPart, PagesPart
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter(prefix="/audits", route_class=FormRoute)

QUESTIONS = (
    (
        Line.CORRECT,
        _("内容は正しいですか。"),
        _("事実や規程と食い違う点が一つもないときに「はい」とします。"),
    ),
    (
        Line.SOURCE_RIGHT,
        _("出典は正しいですか。"),
        _("示した条文などが、述べていることの根拠になっているときに「はい」とします。"),
    ),
    (Line.USABLE, _("そのまま業務に使えますか。"), _("表記の軽い手直しだけで使えるときに「はい」とします。")),
    (
        Line.HARMFUL,
        _("害を及ぼすおそれがありますか。"),
        _("信じて使うと国民や職員に不利益が生じるときに「はい」とします。"),
    ),
)


class AuditForm(BaseModel):
    """A mark as it was sent: 「yes」 or 「no」 for each question."""

    correct: str = ""
    source_right: str = ""
    usable: str = ""
    harmful: str = ""
    comment: str = ""
    decides: str = ""

    @property
    def typed(self) -> dict[str, str]:
        """What was chosen, by question."""
        return {line.value: str(getattr(self, line)) for line in Line}


AuditFields = Annotated[AuditForm, Form()]


@router.get("")
async def show_queue(
    request: Request, viewer: MarksAnswers, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """What waits for the viewer."""
    queue = await own_queue(connection, viewer)
    return pages.render(
        request,
        "trial/audits.html",
        decisions=sum(each.decides for each in queue),
        waiting=sum(not each.decides for each in queue),
        next=queue[0].id if queue else "",
        done=done,
    )


@router.get("/{audit_id}")
async def show_audit(
    request: Request,
    audit_id: str,
    viewer: MarksAnswers,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """One answer with the four questions."""
    desk = await sit_down(connection, viewer, audit_id)
    return await _show(request, connection, viewer, pages, desk, AuditForm(), done=done)


@router.post("/{audit_id}")
async def save_mark(
    request: Request,
    audit_id: str,
    viewer: MarksAnswers,
    database: DatabasePart,
    marking: AuditMarkingPart,
    pages: PagesPart,
    form: AuditFields,
) -> Response:
    """Keep the mark and go on to the next answer; what was typed comes back with a refusal."""
    findings = read_findings(form.typed)
    try:
        if findings is None:
            raise FindingMissing
        async with database.write() as connection:
            await marking.mark(
                connection, viewer, audit_id, findings, comment=form.comment, decides=form.decides == "yes"
            )
    except (AuditUnknown, OwnQuestion):
        raise
    except AuditOver:
        return await _onward(database, viewer, done="over")
    except AuditProblem as problem:
        async with database.read() as connection:
            desk = await sit_down(connection, viewer, audit_id)
            return await _show(request, connection, viewer, pages, desk, form, problem=problem)
    return await _onward(database, viewer, done="saved")


async def _onward(database: DatabasePart, viewer: Viewer, *, done: str) -> Response:
    """To the next answer of the viewer's order, or to the overview where none is left."""
    async with database.read() as connection:
        queue = await own_queue(connection, viewer)
    place = f"/{queue[0].id}" if queue else ""
    return RedirectResponse(f"/audits{place}?done={done}", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    desk: AuditDesk,
    form: AuditForm,
    *,
    done: str = "",
    problem: AuditProblem | None = None,
) -> Response:
    queue = await own_queue(connection, viewer)
    return pages.render(
        request,
        "trial/audit.html",
        status=problem.status if problem else 200,
        desk=desk,
        questions=QUESTIONS,
        typed=form.typed,
        comment=form.comment,
        differing=differing(desk.marks),
        left=len(queue),
        limit=COMMENT_LIMIT,
        done=done,
        told=pages.explain(request, problem) if problem else None,
    )
