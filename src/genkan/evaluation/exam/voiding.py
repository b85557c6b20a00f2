"""Giving a test up (取りやめ): before it is held without a trace of its questions, afterwards with all that was seen burnt."""

import json
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.document import read_document
from genkan.evaluation.exam.errors import ExamStateUnfit, VoidingReasonMissing
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import Exam, ExamState
from genkan.evaluation.exam.planning import ExamPlanning
from genkan.evaluation.exam.store import exams
from genkan.evaluation.items.exposure import Exposing, Seen, Viewing
from genkan.evaluation.items.store.exposures import seen_by
from genkan.evaluation.running import Runs
from genkan.governance import EventFilter, list_events
from genkan.kit import normalise_newlines, storable

LONGEST_REASON = 1_000

_GIVEN_UP = (
    ExamState.DRAFT,
    ExamState.SEALED,
    ExamState.OPENED,
    ExamState.RUNNING,
    ExamState.MARKING,
)


@dataclass(frozen=True, slots=True)
class Voiding:
    """Works in the transaction of the caller."""

    planning: ExamPlanning
    exposing: Exposing
    runs: Runs

    async def void(
        self, connection: AsyncConnection, exam: Exam, *, person_id: str | None, reason: str
    ) -> None:
        """Give the test up and say why; its ciphertext and its questions go, its commitment stays.

        What the operators of the models that were asked have seen stays burnt, and neither its run nor that of its judge
        asks anything any more. Raises ``VoidingReasonMissing``, and ``ExamStateUnfit`` where results were published or the
        test was given up before.
        """
        words = _words(reason)
        await exams.hold_exam(connection, exam.id)
        now = await exams.find_exam(connection, exam.id, organisation_id=exam.organisation_id) or exam
        burnt = await self._burn(connection, now, person_id=person_id)
        values = {"envelope": "", "document": ""}
        if not await exams.move_exam(connection, now.id, among=_GIVEN_UP, to=ExamState.VOID, **values):
            raise ExamStateUnfit(state=now.state.label)
        for run_id in filter(None, (now.run_id, now.judge.run_id if now.judge else None)):
            await self.runs.ending.cut(connection, run_id, actor=person_id or "command_line")
        await exams.forget_parts(connection, now.id)
        await self.planning.record(
            connection, ExamEvent.VOIDED, now, actor=person_id, burnt=burnt, reason=words
        )

    async def _burn(self, connection: AsyncConnection, exam: Exam, *, person_id: str | None) -> int:
        """Note for every operator of a model that was asked what is not noted yet; how many questions are burnt so."""
        text = await exams.document_text(connection, exam.id) if exam.run_id else ""
        if not text:
            return 0
        questions = read_document(text).questions
        for each in await exams.contestants_of(connection, exam.id):
            known = await seen_by(connection, each.operator, exam_id=exam.id)
            missing = [Seen(one.item_id, one.version) for one in questions if one.item_id not in known]
            if missing:
                await self.exposing.expose(
                    connection,
                    missing,
                    Viewing(each.operator, each.deployment_id, exam.id),
                    organisation_id=exam.organisation_id,
                    actor=person_id or "command_line",
                )
        return len(questions)


def _words(reason: str) -> str:
    words = storable(normalise_newlines(reason)).strip()
    if not 0 < len(words) <= LONGEST_REASON:
        raise VoidingReasonMissing(limit=LONGEST_REASON)
    return words


async def void_reason(connection: AsyncConnection, exam: Exam) -> str:
    """Why a test was given up, as its event says; empty where it was not."""
    if exam.state is not ExamState.VOID:
        return ""
    wanted = EventFilter(kind=ExamEvent.VOIDED, object_id=exam.id)
    events = (await list_events(connection, wanted, limit=1)).events
    return str(json.loads(events[0].details).get("reason", "")) if events else ""
