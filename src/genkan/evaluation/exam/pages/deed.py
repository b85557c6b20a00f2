"""A deed on the page of one test: done in one transaction, or refused on that page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.errors import EvaluationProblem
from genkan.evaluation.exam.errors import ExamUnknown
from genkan.evaluation.exam.exam import Exam
from genkan.evaluation.exam.pages.parts import ExamsPart, PagesPart
from genkan.evaluation.exam.pages.showing import render_exam
from genkan.evaluation.exam.planning import see_exam
from genkan.evaluation.exam.room import Exams
from genkan.governance import DatabasePart, Now, Viewer
from genkan.kit import Clock
from genkan.storage import Database
from genkan.ui import Pages

Deed = Callable[[AsyncConnection, Exam], Awaitable[str]]
Refusal = Callable[[AsyncConnection, Exam, EvaluationProblem], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a deed needs of its request."""

    request: Request
    database: Database
    pages: Pages
    exams: Exams
    clock: Clock

    async def do(
        self,
        viewer: Viewer,
        exam_id: str,
        deed: Deed,
        *,
        refused: Refusal | None = None,
        reason: str = "",
    ) -> Response:
        """Do it, and go to the page that says what ``deed`` returns. ``refused`` is recorded in a transaction of its own.

        ``reason`` is what was typed; it comes back with a refusal.

        Raises ``ExamUnknown``.
        """
        try:
            async with self.database.write() as connection:
                done = await deed(connection, await see_exam(connection, viewer, exam_id))
        except ExamUnknown:
            raise
        except EvaluationProblem as problem:
            if refused is not None:
                async with self.database.write() as connection:
                    await refused(connection, await see_exam(connection, viewer, exam_id), problem)
            return await self.show(viewer, exam_id, problem, reason=reason)
        return self.done(exam_id, done)

    async def show(
        self, viewer: Viewer, exam_id: str, problem: EvaluationProblem, *, reason: str = ""
    ) -> Response:
        """The page of the test with what went wrong on top."""
        async with self.database.read() as connection:
            return await render_exam(
                self.request,
                connection,
                viewer,
                self.pages,
                self.exams,
                exam_id,
                clock=self.clock,
                problem=problem,
                reason=reason,
            )

    def done(self, exam_id: str, done: str) -> Response:
        """On to the page of the test, which says what was done."""
        return RedirectResponse(f"/exams/{exam_id}?done={done}", status_code=303)


def _deeds(request: Request, database: DatabasePart, pages: PagesPart, exams: ExamsPart, clock: Now) -> Deeds:
    return Deeds(request, database, pages, exams, clock)


DeedsPart = Annotated[Deeds, Depends(_deeds)]
