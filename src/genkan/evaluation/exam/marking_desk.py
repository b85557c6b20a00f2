"""Open answers go to the marking desk under the contestants' keys, and their marks come back (採点者の採点)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, Model, list_deployments, load_models
from genkan.evaluation.exam.document import SealedDocument, SealedQuestion
from genkan.evaluation.exam.exam import Exam, ExamContestant
from genkan.evaluation.exam.pack import PackMark, PackProposal
from genkan.evaluation.exam.store.exams import GradeRow, keep_task
from genkan.evaluation.graders import Outcome, RubricLine
from genkan.evaluation.items.field import Field
from genkan.evaluation.marking import (
    MarkingAnswer,
    MarkingDraft,
    MarkingQuestion,
    MarkingResult,
    MarkingRoom,
    TaskState,
    find_task,
    read_judged,
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
        known = await known_contestants(connection, contestants)
        parties = {each.key: known[each.key].party for each in contestants}
        questions = [_question(question, answers, waiting, parties) for question in document.questions]
        asked = tuple(question for question in questions if question.answers)
        if not asked:
            return
        hidden = {name for each in known.values() for name in each.names}
        draft = MarkingDraft(exam.title, asked, source=f"exam:{exam.id}", hidden=tuple(sorted(hidden)))
        task = await self.room.setting_up.make(
            connection, draft, organisation_id=exam.organisation_id, actor=exam.made_by or "command_line"
        )
        await keep_task(connection, exam.id, task.id)

    async def marks(self, connection: AsyncConnection, exam: Exam) -> tuple[PackMark, ...]:
        """The marks of a task that is closed, under numbers in the place of the markers' names; none before."""
        task = await find_task(connection, exam.marking_task_id) if exam.marking_task_id else None
        if task is None or task.state is not TaskState.CLOSED:
            return ()
        return _marks(await read_result(connection, task.id))

    async def proposals(self, connection: AsyncConnection, exam: Exam) -> tuple[PackProposal, ...]:
        """What a judge model proposed for the answers of the task."""
        if exam.marking_task_id is None or exam.judge is None:
            return ()
        found = await read_judged(connection, exam.marking_task_id)
        return tuple(PackProposal(*place, points) for place, points in sorted(found.items()))

    async def undecided(self, connection: AsyncConnection, exam: Exam) -> int:
        """How many decisions of third persons the task of the test awaits."""
        if exam.marking_task_id is None:
            return 0
        return (await read_result(connection, exam.marking_task_id)).undecided


@dataclass(frozen=True, slots=True)
class Known:
    """What an answer may call a contestant, and whom a conflict of interest names: the maker, else the operator."""

    names: frozenset[str]
    party: str


async def known_contestants(
    connection: AsyncConnection, contestants: Sequence[ExamContestant]
) -> Mapping[str, Known]:
    """What is known of each contestant, by key."""
    deployments = {each.id: each for each in await list_deployments(connection)}
    models = {model.id: model for model in load_models()}
    return {each.key: _known_of(each, deployments.get(each.deployment_id), models) for each in contestants}


def _known_of(
    contestant: ExamContestant, deployment: Deployment | None, models: Mapping[str, Model]
) -> Known:
    model = models.get((deployment.model_id or "") if deployment else "")
    maker = (model.maker.value or "") if model else ""
    names = {contestant.title, contestant.operator, maker, model.title if model else ""}
    if deployment is not None:
        names |= {deployment.title, deployment.operator, deployment.public_name, deployment.remote_model}
    return Known(frozenset(names - {""}), maker or contestant.operator)


def _question(
    question: SealedQuestion,
    answers: Sequence[Answer],
    waiting: set[tuple[str, str]],
    parties: Mapping[str, str],
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
