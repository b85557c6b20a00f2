"""Open answers go to the marking desk under the contestants' keys, and their marks come back (採点者の採点)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.document import SealedDocument, SealedQuestion
from genkan.evaluation.exam.exam import Exam, ExamContestant
from genkan.evaluation.exam.pack import PackMark
from genkan.evaluation.exam.store.exams import GradeRow
from genkan.evaluation.graders import Outcome, RubricLine
from genkan.evaluation.items.field import Field
from genkan.evaluation.marking import (
    MarkingAnswer,
    MarkingDraft,
    MarkingQuestion,
    MarkingResult,
    MarkingRoom,
    TaskState,
    list_tasks,
    read_result,
)
from genkan.evaluation.running import Answer

_DECISION = "decision"


@dataclass(frozen=True, slots=True)
class MarkingDesk:
    """Leaves a task for what no rule decides, and reads it once it is closed."""

    room: MarkingRoom

    async def leave(
        self,
        connection: AsyncConnection,
        exam: Exam,
        document: SealedDocument,
        answers: Sequence[Answer],
        rows: Sequence[GradeRow],
        contestants: Sequence[ExamContestant],
    ) -> None:
        """Make the task; the trial office adds markers and opens it. Nothing where no answer waits."""
        waiting = {
            (row.question_key, row.contestant_key) for row in rows if row.grade.outcome is Outcome.NEEDS_MARK
        }
        parties = {each.key: each.operator for each in contestants}
        questions = [_question(question, answers, waiting, parties) for question in document.questions]
        asked = tuple(question for question in questions if question.answers)
        if not asked:
            return
        hidden = {name for each in contestants for name in (each.title, each.operator)}
        draft = MarkingDraft(exam.title, asked, source=_source(exam), hidden=tuple(sorted(hidden)))
        await self.room.setting_up.make(
            connection, draft, organisation_id=exam.organisation_id, actor=exam.made_by or "command_line"
        )

    async def marks(self, connection: AsyncConnection, exam: Exam) -> tuple[PackMark, ...]:
        """The marks of a task that is closed, under numbers in the place of the markers' names; none before."""
        tasks = await list_tasks(connection, organisation_id=exam.organisation_id)
        task = next((each for each in tasks if each.source == _source(exam)), None)
        if task is None or task.state is not TaskState.CLOSED:
            return ()
        return _marks(await read_result(connection, task.id))


def _source(exam: Exam) -> str:
    return f"exam:{exam.id}"


def _question(
    question: SealedQuestion,
    answers: Sequence[Answer],
    waiting: set[tuple[str, str]],
    parties: dict[str, str],
) -> MarkingQuestion:
    return MarkingQuestion(
        key=question.key,
        field=Field(question.field).label,
        text=question.asked,
        rubric=tuple(RubricLine(line.points, line.text) for line in question.marked_by),
        answers=tuple(
            MarkingAnswer(each.contestant_key, each.text, party=parties.get(each.contestant_key, ""))
            for each in answers
            if each.question_key == question.key and (question.key, each.contestant_key) in waiting
        ),
    )


def _marks(result: MarkingResult) -> tuple[PackMark, ...]:
    numbers = {id_: place for place, id_ in enumerate(sorted({mark.marker for mark in result.marks}), 1)}
    given = [
        PackMark(
            mark.question_key,
            mark.answer_key,
            f"marker-{numbers[mark.marker]}",
            tuple(points or 0 for points in mark.points),
            mark.note,
            decides=False,
        )
        for mark in result.marks
        if not mark.turn and mark.at is not None
    ]
    decided = [
        PackMark(
            each.question_key,
            each.answer_key,
            _DECISION,
            tuple(round(points) for points in each.points or ()),
            "",
            decides=True,
        )
        for each in result.answers
        if each.how in ("adjudication", "appeal") and each.points is not None
    ]
    return tuple(sorted([*given, *decided], key=lambda mark: (mark.question, mark.contestant, mark.marker)))
