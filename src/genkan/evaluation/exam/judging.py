"""A judge model looks at open answers beforehand (下見): kept apart from the marks, and never part of a score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, list_deployments
from genkan.evaluation.blind import Concealer, concealer
from genkan.evaluation.exam.document import SealedQuestion, read_document
from genkan.evaluation.exam.errors import ExamStateUnfit, JudgeChosen, JudgeUnfit
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import Exam, ExamContestant, ExamState, Judge
from genkan.evaluation.exam.judgement import LIMIT, SECONDS, SYSTEM, judge_prompt, points_proposed
from genkan.evaluation.exam.marking_desk import known_contestants
from genkan.evaluation.exam.planning import ExamPlanning
from genkan.evaluation.exam.store import exams
from genkan.evaluation.graders import Outcome
from genkan.evaluation.items.exposure import Exposing, Seen, Viewing
from genkan.evaluation.marking import find_task, keep_judged, read_judged
from genkan.evaluation.running import Answer, Contestant, Question, RunPlan, Runs, Window, read_answers
from genkan.jobs import Payload
from genkan.kit import company_key, new_id
from genkan.storage import Database

JUDGE_EXAM = "evaluation.judge_exam"
_KEY = "judge"
_AT_ONCE = 4
_LONGEST = timedelta(days=7)
_NO_CHANCE: Mapping[str, object] = {"temperature": 0.0}


@dataclass(frozen=True, slots=True)
class Judging:
    """Begins the run of a judge, which goes through the gateway like every other, and takes in what it proposes."""

    database: Database
    planning: ExamPlanning
    exposing: Exposing
    runs: Runs

    async def begin(
        self, connection: AsyncConnection, exam: Exam, deployment_id: str, *, person_id: str | None
    ) -> str:
        """Leave the answers that wait for markers to a judge and return the run's id, in the transaction of the caller.

        Its operator has seen these questions from now on. Raises ``ExamStateUnfit``, ``JudgeChosen``, ``JudgeUnfit`` and what
        ``Runs.begin`` raises.
        """
        exam = await self._marked(connection, exam)
        deployment = await self._permitted(connection, exam, deployment_id)
        document = read_document(await exams.document_text(connection, exam.id))
        questions = {question.key: question for question in document.questions}
        waiting = await self._waiting(connection, exam)
        judge = Judge(new_id(self.planning.clock), deployment.title, _operator(deployment), deployment.build)
        await exams.keep_judge(connection, exam.id, judge)
        task = await find_task(connection, exam.marking_task_id or "")
        cover = concealer(task.hidden if task else ())
        asked = tuple(_asked(questions[each.question_key], each, cover) for each in waiting)
        begun_at = self.planning.clock()
        window = Window(begun_at, begun_at + _LONGEST)
        plan = _plan(exam, judge, asked, window, deployment_id=deployment.id, actor=person_id)
        await self.runs.begin(connection, plan)
        shown = [questions[key] for key in sorted({each.question_key for each in waiting})]
        await self._expose(connection, exam, deployment, shown, actor=person_id)
        details = {"deployment": deployment.id, "answers": len(waiting)}
        await self.planning.record(connection, ExamEvent.JUDGE_ASKED, exam, actor=person_id, **details)
        return judge.run_id

    async def _marked(self, connection: AsyncConnection, exam: Exam) -> Exam:
        """The test as it stands now, while answers wait for markers and no judge was asked."""
        await exams.hold_exam(connection, exam.id)
        now = await exams.find_exam(connection, exam.id, organisation_id=exam.organisation_id) or exam
        if now.state is not ExamState.MARKING or now.marking_task_id is None:
            raise ExamStateUnfit(state=now.state.label)
        if now.judge is not None:
            raise JudgeChosen(title=now.judge.title)
        return now

    async def work(self, payload: Payload) -> None:
        """The job that the judge's run leaves at its end: what can be read of it is kept beside the answers."""
        async with self.database.write() as connection:
            exam = await exams.find_exam(connection, str(payload["exam_id"]), organisation_id=None)
            if exam is None or exam.judge is None or exam.state is not ExamState.MARKING:
                return
            document = read_document(await exams.document_text(connection, exam.id))
            rubrics = {question.key: question.marked_by for question in document.questions}
            proposed: dict[tuple[str, str], tuple[int, ...]] = {}
            answers = await read_answers(connection, exam.judge.run_id)
            for each in answers:
                question, contestant = each.question_key.split("/")
                if points := points_proposed(each.text, rubrics[question]):
                    proposed[question, contestant] = points
            if await read_judged(connection, exam.marking_task_id or "") == proposed:
                return
            await keep_judged(connection, exam.marking_task_id or "", proposed)
            await self.planning.record(
                connection,
                ExamEvent.JUDGED,
                exam,
                actor="system",
                answers=len(answers),
                read=len(proposed),
            )

    async def _permitted(self, connection: AsyncConnection, exam: Exam, deployment_id: str) -> Deployment:
        """An active model that holds conversations and has nothing to do with who takes part. Raises ``JudgeUnfit``."""
        known = {each.id: each for each in await list_deployments(connection)}
        judge = known.get(deployment_id)
        if judge is None or not judge.active or judge.embeds:
            raise JudgeUnfit
        contestants = await exams.contestants_of(connection, exam.id)
        own = ExamContestant(key=_KEY, deployment_id=judge.id, title=judge.title, operator=_operator(judge))
        parties = await known_contestants(connection, [own, *contestants])
        others = {
            company_key(name) for each in contestants for name in (each.operator, parties[each.key].party)
        }
        if {company_key(own.operator), company_key(parties[_KEY].party)} & others:
            raise JudgeUnfit
        return judge

    async def _waiting(self, connection: AsyncConnection, exam: Exam) -> Sequence[Answer]:
        """The answers that no rule could decide."""
        rows = await exams.grades_of(connection, exam.id)
        open_ones = {
            (row.question_key, row.contestant_key) for row in rows if row.grade.outcome is Outcome.NEEDS_MARK
        }
        answers = await read_answers(connection, exam.run_id or "")
        return [each for each in answers if (each.question_key, each.contestant_key) in open_ones]

    async def _expose(
        self,
        connection: AsyncConnection,
        exam: Exam,
        deployment: Deployment,
        questions: Sequence[SealedQuestion],
        *,
        actor: str | None,
    ) -> None:
        seen = [Seen(question.item_id, question.version) for question in questions]
        await self.exposing.expose(
            connection,
            seen,
            Viewing(_operator(deployment), deployment.id, exam.id),
            organisation_id=exam.organisation_id,
            actor=actor or "command_line",
        )


def _plan(
    exam: Exam,
    judge: Judge,
    asked: tuple[Question, ...],
    window: Window,
    *,
    deployment_id: str,
    actor: str | None,
) -> RunPlan:
    return RunPlan(
        id=judge.run_id,
        organisation_id=exam.organisation_id,
        title=f"{exam.title}（下見）",
        questions=asked,
        contestants=(Contestant(_KEY, deployment_id),),
        started_by=actor or "command_line",
        concurrency=_AT_ONCE,
        parameters=_NO_CHANCE,
        window=window,
        then=(JUDGE_EXAM, {"exam_id": exam.id}),
        results_path=f"/exams/{exam.id}",
    )


def _asked(question: SealedQuestion, answer: Answer, cover: Concealer) -> Question:
    words = cover.conceal(answer.text, ended=True)
    key = f"{answer.question_key}/{answer.contestant_key}"
    return Question.of(key, judge_prompt(question, words), system=SYSTEM, limit=LIMIT, seconds=SECONDS)


def _operator(deployment: Deployment) -> str:
    return deployment.operator or deployment.title
